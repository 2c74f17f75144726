package listing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// Names that a tool has quoted are read as they are on the disk, and names that only look
// quoted stay. Each listing was printed by the tool it names, shortened.
func TestQuoting(t *testing.T) {
	t.Parallel()
	const (
		ls   = "-rw-r--r-- 1 root root 17 2016-07-05 18:39 "
		exe  = "-rwxr-xr-x 1 root root 17 2016-07-05 18:39 "
		link = "lrwxrwxrwx 1 root root  6 2016-07-05 18:39 "
		dir  = "drwxr-xr-x 2 root root 40 2016-07-05 18:39 "
		tar  = "-rw-r--r-- root/root 17 2016-07-05 18:39 "
		hard = "hrw-r--r-- root/root  0 2016-07-05 18:39 "
		find = "  131 4 -rw-r--r--   1 root     root 17 Jul  5  2016 "
	)
	tests := []struct {
		name, format string
		lines        []string
		want         []string
		warnings     string
	}{{
		"ls at a terminal", "ls-l",
		[]string{
			".:", "total 8", dir + " .", ls + "'$HOME'", ls + `"it's"`, ls + `'both'\''"q'`, ls + " 100%", ls + "'new'$'\\n''line'",
			link + "'a -> b' -> 'c d'", link + " l -> plain", dir + "'sub dir'", "",
			"'./sub dir':", "total 0", ls + "plain", "", "'./sub dir/o'$'\\n''k':", "total 0", ls + " x", ls + "'y z'",
		},
		[]string{
			"./.", "./$HOME", "./it's", `./both'"q`, "./100%", "./new\nline", "./a -> b", "./l", "./sub dir",
			"./sub dir/plain", "./sub dir/o\nk/x", "./sub dir/o\nk/y z",
		},
		"",
	}, {
		"ls at a terminal with -F", "ls-l",
		[]string{dir + " ./", exe + "'my run'*", exe + " run.sh*", link + " l -> run.sh*", "prw-r--r-- 1 root root 0 2016-07-05 18:39  p|"},
		[]string{".", "my run", "run.sh", "l", "p"},
		"",
	}, {
		"ls -F", "ls-l",
		[]string{dir + "d/", exe + "run.sh*", exe + "x y*", ls + "star*"},
		[]string{"d", "run.sh", "x y", "star*"},
		"",
	}, {
		"ls without -F", "ls-l",
		[]string{dir + "d", exe + "run.sh*", exe + "x y"},
		[]string{"d", "run.sh*", "x y"},
		"",
	}, {
		"ls of coreutils 8.25, which does not align", "ls-l",
		[]string{ls + "'a b'", ls + "'c d'", ls + "plain"},
		[]string{"a b", "c d", "plain"},
		"",
	}, {
		"ls --quoting-style=shell-escape-always", "ls-l",
		[]string{"'.':", "total 8", ls + "'plain'", ls + `"it's"`, ls + "'a b'"},
		[]string{"./plain", "./it's", "./a b"},
		"",
	}, {
		"ls -Q", "ls-l",
		[]string{`"./d: d":`, ls + `" lead\ttab"`, ls + `"q\"\\ \303\274"`, link + `"a -> \"b" -> "c"`, dir + `"d"/`},
		[]string{"./d: d/ lead\ttab", "./d: d/q\"\\ ü", "./d: d/a -> \"b", "./d: d/d"},
		"",
	}, {
		"ls --quoting-style=locale", "ls-l",
		[]string{ls + "‘a b’", ls + `‘it\’s’`},
		[]string{"a b", "it’s"},
		"",
	}, {
		"ls -b", "ls-l",
		[]string{`./a\ \:b:`, ls + `\ lead`, ls + `back\\slash`, ls + `\303\274\033`, link + `a\ ->\ b -> c\ d`, ls + `e\e`},
		[]string{"./a :b/ lead", `./a :b/back\slash`, "./a :b/ü\x1b", "./a :b/a -> b", "./a :b/e\x1b"},
		"",
	}, {
		"ls of names that look quoted", "ls-l",
		[]string{ls + "'a b'", ls + "'quoted'", ls + `"dq"`, ls + `a\ b`, ls + `docs\2024.txt`, ls + " lead"},
		[]string{"'a b'", "'quoted'", `"dq"`, `a\ b`, `docs\2024.txt`, " lead"},
		"",
	}, {
		"ls of one name in quotes among others", "ls-l",
		[]string{ls + "'a b'", ls + "plain"},
		[]string{"'a b'", "plain"},
		"quoting-unclear=1",
	}, {
		"ls of paths of Windows", "ls-l",
		[]string{ls + `docs\notes.txt`, ls + `docs\2024.txt`, ls + "plain"},
		[]string{`docs\notes.txt`, `docs\2024.txt`, "plain"},
		"quoting-unclear=2",
	}, {
		"busybox ls", "ls-l",
		[]string{ls + "new?line", ls + "a b"},
		[]string{"new?line", "a b"},
		"replaced-characters=1",
	}, {
		"tar --quoting-style=c", "tar-tv",
		[]string{tar + `" lead\n\\"`, hard + `"h" link to "x y"`, tar + `"plain"`},
		[]string{" lead\n\\", "h", "plain"},
		"",
	}, {
		"tar --quoting-style=shell-escape", "tar-tv",
		[]string{tar + "'a b'", tar + "'c'$'\\n''d'", tar + "plain"},
		[]string{"a b", "c\nd", "plain"},
		"",
	}, {
		"tar --quoting-style=literal", "tar-tv",
		[]string{tar + `a\nb`, tar + `C:\Users`, tar + `x\040y`},
		[]string{`a\nb`, `C:\Users`, `x\040y`},
		"",
	}, {
		"tar --full-time, which pads times", "tar-tv",
		[]string{
			"-rw-r--r-- root/root 1 2016-07-05 14:39:19 first",
			"-rw-r--r-- root/root 1 2016-07-05 14:39:19.123456789 UPPER.TXT",
			"-rw-r--r-- root/root 17 2024-02-29 02:59:59.5         a-b_c.1",
			"-rw-r--r-- root/root 17 2024-02-29 02:59:59            lead",
			"-rw-r--r-- root/root 17 1969-12-31 23:59:59.000000001 old",
		},
		[]string{"first", "UPPER.TXT", "a-b_c.1", " lead", "old"},
		"stamp-outside-1980-2100=1",
	}, {
		"find -ls of GNU", "find-ls",
		[]string{find + `./a\ b\"\007\303\274`, find + "./ends:"},
		[]string{"./a b\"\aü", "./ends:"},
		"",
	}, {
		"find -ls of BSD", "find-ls",
		[]string{find + `./a b`, find + `./x\ty`},
		[]string{"./a b", `./x\ty`},
		"",
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, codes := pathsOf(t, test.format, strings.Join(test.lines, "\n"))
			if d := cmp.Diff(test.want, got); d != "" || codes != test.warnings {
				t.Errorf("paths (-want +got):\n%swarnings = %q, want %q", d, codes, test.warnings)
			}
		})
	}
}

// A name that is not quoted as those of the first lines is kept as printed, and counted.
func TestQuotingDiffers(t *testing.T) {
	t.Parallel()
	const tar = "-rw-r--r-- root/root 17 2016-07-05 18:39 "
	for _, c := range []struct{ head, odd string }{{`"a\nb"`, "odd"}, {`a\\b`, `C:\Users`}, {"'a b'", "x y"}} {
		l, err := readAs(t, "tar-tv", []byte(strings.Repeat(tar+c.head+"\n", 300)+tar+c.odd+"\n"), listing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Entries[300].Path; got != c.odd || len(l.Warnings) != 1 || l.Warnings[0].Code != "quoting-differs" || l.Warnings[0].Line != 301 {
			t.Errorf("after %s: %q, %+v", c.head, got, l.Warnings)
		}
	}
}

// Whatever the names are, they come back from each way of quoting, beside two names that show
// which way it is.
func TestQuotingRoundTrip(t *testing.T) {
	t.Parallel()
	for way, quote := range map[string]func(string) string{
		"in quotes": func(s string) string { return `"` + strings.ReplaceAll(spellC(s), `"`, `\"`) + `"` },
		"escaped":   func(s string) string { return strings.ReplaceAll(spellC(s), " ", `\ `) },
		"shell":     spellShell,
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				want := append(rapid.SliceOfN(rapid.StringMatching("[ a'\"$\\\\n0-7é\n\t\x7f*-]{1,6}"), 1, 5).Draw(t, "names"), `x\ y`, "p q\n")
				var b strings.Builder
				for _, name := range want {
					pad := ""
					if way == "shell" && quote(name) == name {
						pad = " "
					}
					b.WriteString("-rw-r--r-- 1 root root 17 2016-07-05 18:39 " + pad + quote(name) + "\n")
				}
				r := readBlocks(t, "ls-l", []byte(b.String()), listing.Options{})
				var got []string
				for i := range r.Listing.Entries {
					got = append(got, r.Listing.Entries[i].Path)
				}
				if d := cmp.Diff(want, got); d != "" || len(r.Listing.Warnings) > 0 {
					t.Errorf("%s (-want +got):\n%s%v", b.String(), d, r.Listing.Warnings)
				}
			})
		})
	}
}

// spellC escapes backslashes, control characters and all that is no ASCII.
func spellC(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\':
			b.WriteString(`\\`)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// spellShell quotes as ls does for a shell in the locale C.
func spellShell(s string) string {
	control := strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f })
	switch {
	case !control && !strings.ContainsAny(s, " '\"$\\*"):
		return s
	case !control && strings.Contains(s, "'") && !strings.ContainsAny(s, "\"$\\"):
		return `"` + s + `"`
	}
	var b strings.Builder
	b.WriteByte('\'')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'':
			b.WriteString(`'\''`)
		case c < ' ' || c >= 0x7f:
			b.WriteString(`'$'` + spellC(s[i:i+1]) + `''`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + "'"
}

// Names that other tools spell in their own way, and names in which they have replaced
// characters, which nothing can give back.
func TestSpelling(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, format, text string
		want               []string
		warnings           string
	}{{
		"rclone lsl", "rclone-lsl",
		"        0 2026-11-28 10:27:23.005627664 a␊b␡\n        0 2026-11-28 10:27:23.005627664 a‛␊b\n        0 2026-11-28 10:27:23.005627664 k␀\n",
		[]string{"a\nb\x7f", "a‛␊b", "k␀"}, "quoting-unclear=1",
	}, {
		"rclone lsjson", "rclone-lsjson",
		`[{"Path":"a␊b","Size":1,"ModTime":"2016-07-05T22:39:18Z","IsDir":false},{"Path":"bad�","Size":1,"ModTime":"2016-07-05T22:39:18Z","IsDir":false}]`,
		[]string{"a\nb", "bad\ufffd"}, "replaced-characters=1",
	}, {
		"ncdu with bytes that are no UTF-8", "ncdu",
		"[1,2,{\"progname\":\"ncdu\"},\n[{\"name\":\"/e\",\"asize\":4096},\n{\"name\":\"bad\xff\",\"asize\":1},\n{\"name\":\"bad\xfe\U0010ff41\u00e9\",\"asize\":1}]]\n",
		[]string{"/e", "/e/bad\xff", "/e/bad\xfe\U0010ff41é"}, "",
	}, {
		"rsync at a terminal", "rsync-log",
		"2026/11/28 10:28:09 >f+++++++++ 7 9 \\#134#012\n2026/11/28 10:28:09 >f+++++++++ 7 9 new\\#012line\n",
		[]string{`\#012`, "new\nline"}, "",
	}, {
		"log file of rsync", "rsync-log",
		"2026/11/28 10:28:09 [1] >f+++++++++ \\#012\n2026/11/28 10:28:09 [1] >f+++++++++ 7 9 lives\n",
		[]string{`\#012`, "7 9 lives"}, "",
	}, {
		"mtree of NetBSD", "mtree",
		"#mtree\n./a\\040\\s\\^A\\M-C\\M-)\\M^@\\\\\\# type=file size=1\n",
		[]string{"./a  \x01\xc3\xa9\x80\\#"}, "",
	}, {
		"unzip -l", "unzip-l",
		"  1  2021-07-23 10:00   a^Jb\n  1  2021-07-23 10:00   gr#U00fcn\n  1  2021-07-23 10:00   x^y #Unsure\n",
		[]string{"a^Jb", "gr#U00fcn", "x^y #Unsure"}, "replaced-characters=2",
	}, {
		"The Sleuth Kit", "bodyfile",
		"0|/new^line|12|r/rrw-r--r--|0|0|1|1342824553|1342824552|1342824552|1342824552\n",
		[]string{"/new^line"}, "replaced-characters=1",
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, codes := pathsOf(t, test.format, test.text)
			if d := cmp.Diff(test.want, got); d != "" || codes != test.warnings {
				t.Errorf("paths (-want +got):\n%swarnings = %q, want %q", d, codes, test.warnings)
			}
		})
	}
}

// pathsOf reads a listing and returns its paths, and its warnings as code=count.
func pathsOf(t *testing.T, format, text string) (paths []string, warnings string) {
	t.Helper()
	l, err := readAs(t, format, []byte(text), listing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Entries {
		paths = append(paths, l.Entries[i].Path)
	}
	return paths, codesOf(l)
}

// codesOf writes the warnings of a listing as code=count, in order.
func codesOf(l *timestamps.Listing) string {
	var codes []string
	for _, w := range l.Warnings {
		codes = append(codes, fmt.Sprintf("%s=%d", w.Code, w.Count))
	}
	return strings.Join(codes, " ")
}
