package analyze_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/match"
	"copyclock/testdata/listings"
	"copyclock/timestamps/evidence"

	"github.com/google/go-cmp/cmp"
)

// opened reads a listing of text.
func opened(t *testing.T, name, text string) *evidence.Evidence {
	t.Helper()
	e, err := evidence.Open(name, strings.NewReader(text), evidence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// copied writes a body file of files copied one after another under a folder, from a second on, at so many bytes a second.
func copied(folder string, from int64, perSecond float64) string {
	var b bytes.Buffer
	at := float64(from)
	for i := range int64(60) {
		size := 400_000 + i*i*7919%1_900_001
		at += 0.05 + float64(size)/perSecond
		fmt.Fprintf(&b, "0|%s/f%02d.doc|%d|r/rrwxrwxrwx|0|0|%d|0|%d|%d|0\n", folder, i, i+10, size, int64(at), int64(at))
	}
	return b.String()
}

// TestRunSeveral holds that each row of the summary is the answer of that evidence alone, and
// that a copy of a copy is told from its source by the stamps.
func TestRunSeveral(t *testing.T) {
	t.Parallel()
	inputs := []*evidence.Evidence{
		opened(t, "stick.body", copied("E:/leak", 1_500_086_400, 20e6)),
		opened(t, "server.body", copied("/srv/data", 1_500_000_000, 45e6)),
	}
	authorship, err := listings.Files.ReadFile("authorship-r7523.txt")
	if err != nil {
		t.Fatal(err)
	}
	inputs = append(inputs, opened(t, "authorship", string(authorship)))
	all, each, err := analyze.RunEach(inputs, analyze.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(each) != 3 || len(all.Summary) != 3 {
		t.Fatalf("%d results, %d rows", len(each), len(all.Summary))
	}
	for i, s := range all.Summary {
		alone, err := analyze.Run(inputs[i:i+1], analyze.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone, each[i]); diff != "" {
			t.Errorf("evidence %d alone (-alone +each):\n%s", i+1, diff)
		}
		if s.Verdict != alone.Verdict || s.Reason != alone.Reason || (s.Log10LR != nil) != (alone.Theory != nil) {
			t.Errorf("row %+v, alone %s: %s", s, alone.Verdict, alone.Reason)
		}
		if s.Log10LR != nil && *s.Log10LR != alone.Theory.Log10LR {
			t.Errorf("row %d: %+v, alone %+v", i+1, *s.Log10LR, alone.Theory.Log10LR)
		}
		if s.Burst > 0 && all.Bursts[s.Burst-1].Evidence != i+1 {
			t.Errorf("row %d names a burst of evidence %d", i+1, all.Bursts[s.Burst-1].Evidence)
		}
	}
	if len(all.Shared) != 1 {
		t.Fatalf("%d pairs with files in common, want 1: %+v", len(all.Shared), all.Shared)
	}
	s := all.Shared[0]
	if s.First != 1 || s.Second != 2 || s.Files != 60 || s.ByName != 60 || s.SizesExpected > 1 {
		t.Errorf("shared %+v", s)
	}
	if s.Order.Order != match.SecondEarlier || s.Order.NeedsZones || s.Order.LeastS < -86500 || s.Order.MostS > -86399 {
		t.Errorf("order %+v", s.Order)
	}
}
