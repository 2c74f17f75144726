package evidence

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/transform"
	"pgregory.net/rapid"
)

func decodeAs(t testing.TB, name string, src []byte) []byte {
	t.Helper()
	got, err := io.ReadAll(transform.NewReader(bytes.NewReader(src), &keeping{Transformer: pageByName(name).text.NewDecoder()}))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return got
}

func TestCodePages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ page, src, want string }{
		{"cp850", "Gr\x94\xe1e 1\xff234", "Größe 1\u00a0234"},
		{"cp866", "\x91\xae\xa4\xa5\xe0\xa6\xa8\xac\xae\xa5 \xaf\xa0\xaf\xaa\xa8", "Содержимое папки"},
		{"windows-1251", "\xd1\xee\xe4", "Сод"},
		{"cp932", "\x83f\x83B\x83\x8c\x83N\x83g\x83\x8a C:\\x", `ディレクトリ C:\x`},
		{"cp936", "\xc4\xbf\xc2\xbc\n", "目录\n"},
		{"cp949", "\xb5\xf0\xb7\xba\xc5\xcd\xb8\xae", "디렉터리"},
		{"cp950", "\xa5\xd8\xbf\xfd", "目錄"},
		{"gb18030", "\x81\x30\x81\x30", "\u0080"},
		// What the page does not know stays, and takes no newline with it.
		{"windows-1252", "a\x81b", "a\x81b"},
		{"cp932", "a\xa0\nb\x83\n", "a\xa0\nb\x83\n"},
		{"cp936", "\x81\n\xff", "\x81\n\xff"},
		{"cp949", "\xb5", "\xb5"},
	} {
		if got := string(decodeAs(t, tt.page, []byte(tt.src))); got != tt.want {
			t.Errorf("%s: %q = %q, want %q", tt.page, tt.src, got, tt.want)
		}
	}
}

// TestKept holds that decoding loses no byte that a page cannot decode: encoding the
// characters again, and keeping the bytes that are none, gives text that decodes to the same.
// The bytes may differ where a page has two codes for one character.
func TestKept(t *testing.T) {
	t.Parallel()
	for _, p := range codePages {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			k, enc := &keeping{Transformer: p.text.NewDecoder()}, p.text.NewEncoder()
			decode := func(src []byte) []byte {
				dst := make([]byte, 256)
				k.Reset()
				n, _, err := k.Transform(dst, src, true)
				if err != nil {
					t.Fatalf("% x: %v", src, err)
				}
				return dst[:n]
			}
			for pair := range 1 << 16 {
				src := []byte{'x', byte(pair >> 8), byte(pair), '\n', '|'}
				if src[1] < 0x80 && src[2] < 0x80 ||
					src[2] == 0x80 && p.name == "gb18030" || // a second code of the euro
					slices.Contains(src, 0x80) && p.name == "cp932" { // a control character that has no way back
					continue
				}
				text := decode(src)
				if !bytes.HasSuffix(text, []byte("|")) || bytes.Count(text, []byte("\n")) != bytes.Count(src, []byte("\n")) {
					t.Fatalf("% x = %q loses a line", src, text)
				}
				var back []byte
				for rest := text; len(rest) > 0; {
					r, n := utf8.DecodeRune(rest)
					if r == utf8.RuneError && n == 1 && len(rest) > 2 && rest[0] == 0xed && rest[1]&0xfe == 0xb2 {
						back, n = append(back, rest[1]<<6|rest[2]&0x3f), 3
					} else if r == utf8.RuneError && n == 1 {
						back = append(back, rest[0])
					} else if b, err := enc.Bytes(rest[:n]); err == nil {
						back = append(back, b...)
					} else if p.name != "cp950" { // composes two characters from one code
						t.Fatalf("% x = %q, which has no code", src, text)
					} else {
						back = src
						break
					}
					rest = rest[n:]
				}
				if again := decode(back); !bytes.Equal(again, text) {
					t.Fatalf("% x = %q, and back % x = %q", src, text, back, again)
				}
			}
		})
	}
}

// TestWide holds that UTF-16 keeps halves of pairs apart, in either order.
func TestWide(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SliceOf(rapid.OneOf(rapid.Uint16(), rapid.Uint16Range(0xd700, 0xe000))).Draw(t, "units")
		for _, w := range []wide{{high: 0}, {high: 1}} {
			src := make([]byte, 2*len(units))
			for i, u := range units {
				src[2*i+w.high], src[2*i+1-w.high] = byte(u>>8), byte(u)
			}
			got, err := io.ReadAll(transform.NewReader(&oneByte{src}, w))
			if err != nil {
				t.Fatal(err)
			}
			var back []uint16
			for rest := got; len(rest) > 0; {
				r, n := utf8.DecodeRune(rest)
				if r == utf8.RuneError && n == 1 {
					r, n = rune(rest[0]&0xf)<<12|rune(rest[1]&0x3f)<<6|rune(rest[2]&0x3f), 3
					back = append(back, uint16(r))
				} else {
					back = utf16.AppendRune(back, r)
				}
				rest = rest[n:]
			}
			if len(back) != len(units) {
				t.Fatalf("%x came back as %x", units, back)
			}
			for i := range back {
				if back[i] != units[i] {
					t.Fatalf("%x came back as %x", units, back)
				}
			}
		}
	})
}

// oneByte gives its bytes one at a time.
type oneByte struct{ b []byte }

func (o *oneByte) Read(p []byte) (int, error) {
	if len(o.b) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:1], o.b)
	o.b = o.b[n:]
	return n, nil
}

func TestEncodingNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range codePages {
		for _, name := range append([]string{p.name}, p.aliases...) {
			if seen[name] {
				t.Errorf("%s twice", name)
			}
			seen[name] = true
			if got, err := checkEncoding(strings.ToUpper(name)); err != nil || got != p.name {
				t.Errorf("%s = %q, %v", name, got, err)
			}
		}
	}
	if _, err := checkEncoding("cp999"); err == nil {
		t.Error("cp999 is known")
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, page := range []string{"cp850", "cp866", "cp932", "cp936"} {
		b.Run("page="+page, func(b *testing.B) {
			src := bytes.Repeat([]byte("06.05.2019  18:39             1.234 Gr\x94\xe1e der Dateien im Ordner.txt\r\n"), 10000)
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := io.Copy(io.Discard, transform.NewReader(bytes.NewReader(src), &keeping{Transformer: pageByName(page).text.NewDecoder()})); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
