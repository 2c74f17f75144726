package timestamps_test

import (
	"testing"

	"copyclock/timestamps"

	"pgregory.net/rapid"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{"d01/report.doc", "d01/report.doc"},
		{"süß.txt", "süß.txt"},
		{"a\x1b[31mb", `a\u001b[31mb`},
		{"a\nb\rc\td", `a\nb\rc\td`},
		{`a\nb`, `a\\nb`},
		{"bad\xff", `bad\xff`},
		{"gpj\u202eexe", `gpj\u202eexe`},
		{"zero\u200bwidth", `zero\u200bwidth`},
		{"c1\u009b", `c1\u009b`},
		{"nbsp\u00a0", `nbsp\u00a0`},
	} {
		if got := timestamps.Escape(test.name); got != test.want {
			t.Errorf("Escape(%q) = %s, want %s", test.name, got, test.want)
		}
	}
}

// Two names that differ must not look the same once they are escaped.
func TestEscapeIsInjective(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		if a != b && timestamps.Escape(a) == timestamps.Escape(b) {
			t.Fatalf("Escape(%q) = Escape(%q) = %s", a, b, timestamps.Escape(a))
		}
	})
}
