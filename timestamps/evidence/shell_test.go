package evidence_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// around are what shells leave around a listing: what stands before it, after it, and how many lines.
var around = []struct {
	name, before, after string
	lines               int64
}{
	{"bash", "user@host:~/leak$ ls -l > x\n", "user@host:~/leak$ \n", 2},
	{"bash without an end", "$ find . -printf '%T+ %s %p\\n'\n", "user@host:~/leak$ ", 2},
	{"root", "[root@host leak]# stat *\n\n", "[root@host leak]# exit\nexit\n", 3},
	{"zsh", "user@host leak % ls -lT\n", "user@host leak %\n", 2},
	{"cmd", "C:\\leak>dir /s\r\n\r\n", "\r\nC:\\leak>\r\n", 2},
	{"PowerShell", "PS C:\\leak> Get-ChildItem -Recurse\r\n", "\r\n\r\nPS C:\\leak> \r\n", 2},
	{"script", "Script started on 2026-11-28 09:00:00+00:00 [TERM=\"xterm\"]\nuser@host:~$ LC_ALL=C ls -l\n", "user@host:~$ exit\nexit\n\nScript done on 2026-11-28 09:00:09+00:00 [COMMAND_EXIT_CODE=\"0\"]\n", 5},
}

// TestShell asks that what a shell printed around a listing is left out and counted, and that the
// lines keep their numbers.
func TestShell(t *testing.T) {
	t.Parallel()
	var rows strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&rows, "2016-07-05+18:39:%02d.5 %d docs/user@host:~$ %d.txt\n", i%60, 1000+i, i)
	}
	want := read(t, rows.String())
	for _, a := range around {
		got := read(t, a.before+rows.String()+a.after)
		n := int64(strings.Count(a.before, "\n"))
		for i := range got.Entries {
			got.Entries[i].Line -= n
		}
		if d := cmp.Diff(want.Entries, got.Entries); d != "" {
			t.Errorf("%s: the entries differ\n%.600s", a.name, d)
		}
		var counted int64
		for _, w := range got.Warnings {
			if w.Code == "shell-lines" {
				counted = w.Count
			}
		}
		if counted != a.lines {
			t.Errorf("%s: %d lines counted, want %d", a.name, counted, a.lines)
		}
	}
}

func read(t *testing.T, text string) *timestamps.Listing {
	t.Helper()
	e, err := evidence.Open("x", iotest.HalfReader(strings.NewReader(text)), evidence.Options{})
	if err != nil {
		t.Fatalf("%.80q: %v", text, err)
	}
	return e.Listing.Unpack()
}

// TestSurroundings puts the same around every shipped listing.
func TestSurroundings(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("..", "..", "testdata", "listings", "*"))
	if err != nil {
		t.Fatal(err)
	}
	surround(t, names)
}

// TestSurroundingsManifest does so with the samples of ../shared that are text and smaller than 400 kB.
func TestSurroundingsManifest(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "listings", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skip("the samples of ../shared are not here")
	}
	surround(t, names)
}

func surround(t *testing.T, names []string) {
	t.Helper()
	read, same, failed := 0, 0, 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil || len(data) > 400_000 {
			continue
		}
		bare, err := evidence.Open("x", bytes.NewReader(data), evidence.Options{})
		if err != nil || bare.DetectedBy != "first lines" || !strings.HasPrefix(bare.Encoding, "utf-8") && bare.Encoding != "bytes" {
			continue
		}
		if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
			continue // a mark stands at the very beginning or nowhere
		}
		end := "\n"
		if bytes.HasSuffix(data, []byte("\n")) {
			end = ""
		}
		for _, a := range around {
			read++
			e, err := evidence.Open("x", strings.NewReader(a.before+string(data)+end+a.after), evidence.Options{})
			switch {
			case err != nil:
				failed++
				t.Errorf("%s, %s: %v", filepath.Base(name), a.name, err)
			case totals(e) != totals(bare):
				failed++
				t.Errorf("%s, %s: %s, alone %s", filepath.Base(name), a.name, totals(e), totals(bare))
			default:
				same++
			}
		}
	}
	t.Logf("%d of %d alike", same, read)
}

func totals(e *evidence.Evidence) string {
	x := e.Listing.Totals()
	return fmt.Sprintf("%s, %d entries, %d files, %d bytes", e.Format, len(e.Listing.Rows()), x.Files, x.Bytes)
}
