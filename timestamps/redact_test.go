package timestamps_test

import (
	"testing"

	"copyclock/timestamps"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	l := timestamps.NewTable(&timestamps.Listing{
		Entries: []timestamps.Entry{
			{Path: "/secret/plan.doc"}, {Path: `C:\secret\plan.doc`}, {Path: "./secret//b"}, {Path: ""}, {Path: "secret/"},
		},
		Head: timestamps.Head{Warnings: []timestamps.Warning{{Text: `line 3 holds "plan \" b" and "x`}}},
	})
	l.Redact()
	for i, want := range []string{"/n1/n2", `n3\n1\n2`, "./n1//n4", "", "n1/"} {
		if got := l.Path(i); got != want {
			t.Errorf("path %d: got %q, want %q", i, got, want)
		}
	}
	if want := "line 3 holds (redacted) and (redacted)"; l.Warnings[0].Text != want {
		t.Errorf("warning: got %q, want %q", l.Warnings[0].Text, want)
	}
}
