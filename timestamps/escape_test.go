package timestamps_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"copyclock/timestamps"

	"pgregory.net/rapid"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{"", ""},
		{"docs/a b.txt", "docs/a b.txt"},
		{"grün/日本.txt", "grün/日本.txt"},
		{`dir\file`, `dir\\file`},
		{"\x1b[2J", `\x1b[2J`},
		{`\x1b[2J`, `\\x1b[2J`},
		{"a\rb\nc\td\ae\x7f\x00", `a\x0db\x0ac\x09d\x07e\x7f\x00`},
		{"\u009b31m", `\u009b31m`},
		{"\u202egnp.exe", `\u202egnp.exe`},
		{"a\u200b\u200d\ufeff\u2066b", `a\u200b\u200d\ufeff\u2066b`},
		{"caf\xe9", `caf\xe9`},
		{"\xed\xa0\x80", `\xed\xa0\x80`},
		{"\ufffd", "\ufffd"},
		{"a\u00a0b\u2028c\u3000d", `a\u00a0b\u2028c\u3000d`},
		{"a\u3164\u2800\u115f\ufe0f", `a\u3164\u2800\u115f\ufe0f`},
		{"\U000e0041\U0010ffff\ue000", `\U000e0041\U0010ffff\ue000`},
		{"e\u0301", "e\u0301"},
		{"\u0301e", `\u0301e`},
		{"e\u0301\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301" + `\u0301\u0301`},
	} {
		if got := timestamps.Escape(test.name); got != test.want {
			t.Errorf("Escape(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// unescape undoes Escape: that it can be undone makes Escape injective.
func unescape(t *rapid.T, s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n, digits := 1, 0
		if s[0] == '\\' {
			switch s[1] {
			case '\\':
				b.WriteByte('\\')
				s = s[2:]
				continue
			case 'x':
				digits = 2
			case 'u':
				digits = 4
			case 'U':
				digits = 8
			default:
				t.Fatalf("%q is no escape", s[:2])
			}
			v, err := strconv.ParseUint(s[2:2+digits], 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			if digits == 2 {
				b.WriteByte(byte(v))
			} else {
				b.WriteRune(rune(v))
			}
			n = 2 + digits
		} else {
			b.WriteByte(s[0])
		}
		s = s[n:]
	}
	return b.String()
}

func TestEscapeInjective(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(
			rapid.String(),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
			rapid.StringMatching(`(\\|x|u|U|1b|0|\x1b|\x{202e}|\x{301}){0,20}`),
		).Draw(t, "name")
		got := timestamps.Escape(name)
		if !utf8.ValidString(got) {
			t.Fatalf("Escape(%q) = %q is no UTF-8", name, got)
		}
		for _, r := range got {
			if !strconv.IsPrint(r) {
				t.Fatalf("Escape(%q) = %q holds %q", name, got, r)
			}
		}
		if back := unescape(t, got); back != name {
			t.Fatalf("Escape(%q) = %q, which reads %q", name, got, back)
		}
		if again := timestamps.Printable(got); again != got {
			t.Fatalf("Printable(%q) = %q, want it unchanged", got, again)
		}
	})
}

func TestEscapePath(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ path, want string }{
		{"leak.zip", "leak.zip"},
		{`C:\Users\x\leak.zip`, `C:\Users\x\leak.zip`},
		{`\\server\share`, `\\\\server\\share`},
		{`a\x0ab`, `a\\x0ab`},
		{"a\nb", `a\x0ab`},
		{"C:\\a\nb", `C:\\a\x0ab`},
	} {
		if got := timestamps.EscapePath(test.path); got != test.want {
			t.Errorf("EscapePath(%q) = %s, want %s", test.path, got, test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.OneOf(rapid.String(), rapid.StringMatching(`(\\|x|u|U|1b|0000|\x1b|\x{202e}){0,12}`))
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		if a != b && timestamps.EscapePath(a) == timestamps.EscapePath(b) {
			t.Fatalf("EscapePath(%q) = EscapePath(%q)", a, b)
		}
		shown := timestamps.EscapePath(a)
		if back := shown; shown != a {
			if back = unescape(t, shown); back != a {
				t.Fatalf("EscapePath(%q) = %q, which reads %q", a, shown, back)
			}
		}
	})
}
