package main

import (
	"strings"
	"testing"

	"copyclock/reports/render"
	"copyclock/timestamps"

	"github.com/google/go-cmp/cmp"
)

// TestReportFiles names reports after evidence that somebody else named.
func TestReportFiles(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("\u202e", 80)
	var shown []string
	for _, name := range []string{"leak.7z", "leak.7z", "-rf", "..", "a/b|c", "a\nb", long, long + "x", "summary", "é" + strings.Repeat("é", 100)} {
		shown = append(shown, timestamps.Escape(name))
	}
	cut := strings.Repeat("-u202e", 80)[1:181]
	want := []string{
		"leak.7z.json", "leak.7z-2.json", "rf.json", "evidence.json", "a-b-c.json", "a-x0ab.json", cut + ".json", cut + "-2.json", "summary.json",
		strings.Repeat("é", 90) + ".json", "summary-2.json",
	}
	if d := cmp.Diff(want, reportFiles(shown, render.ByName("json"))); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
