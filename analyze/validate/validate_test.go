package validate_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/validate"
	"copyclock/timestamps"

	"github.com/google/go-cmp/cmp"
)

func load(t *testing.T, text string) ([]validate.Run, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "runs.jsonl")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return validate.Load(name)
}

// TestTruth checks which truth of a record belongs to which figure.
func TestTruth(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, record                    string
		rate, line, sustained, overhead float64 // 0: none
	}{
		{"network", `"class":"wan","mbit":100,"fit_rate_MBps":14,"fit_per_file_ms":3`, 11.875, 12.5, 0, 3},
		{"slower side", `"class":"wan","mbit":50,"up":5`, .59375, .625, 0, 0},
		{"parallel", `"class":"lan","mbit":100,"streams_total":4,"fit_per_file_ms":3`, 0, 12.5, 0, 0},
		{"parallel by name", `"class":"lan","mbit":100,"tool":"xargs-P2"`, 0, 12.5, 0, 0},
		{"large files", `"class":"lan","mbit":100,"files":10,"bytes":20000000,"file_window_MBps":11`, 11.875, 12.5, 11, 0},
		{"small files", `"class":"lan","mbit":100,"files":10,"bytes":2000000,"file_window_MBps":11`, 11.875, 12.5, 0, 0},
		{"device", `"class":"local","dev_model":{"wr":20},"page_cache":{"effect":"none"},"fit_rate_MBps":25,"on_device_MBps":15`, 25, 0, 15, 0},
		{"device beyond its rate", `"class":"local","dev_model":{"wr":20},"page_cache":{"effect":"none"},"fit_rate_MBps":30`, 0, 0, 0, 0},
		{"device behind a cache", `"class":"local","dev_model":{"wr":20},"page_cache":{"effect":"strong: memory"},"fit_rate_MBps":15,"on_device_MBps":5`, 0, 0, 0, 0},
		{"negative intercept", `"class":"local","fit_per_file_ms":-44`, 0, 0, 0, 0},
		{"simulated", `"class":"local","simulated":true,"fit_rate_MBps":21`, 21, 0, 0, 0},
		{"misleading", `"class":"misleading","mbit":20,"fit_rate_MBps":2,"on_device_MBps":2,"fit_per_file_ms":1`, 0, 0, 0, 0},
	}
	for _, test := range tests {
		runs, err := load(t, `{"id":"x","listing":{"file":"x.txt"},`+test.record+`}`)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		r := &runs[0]
		for _, x := range []struct {
			what string
			of   func() (float64, bool)
			want float64
		}{
			{"rate", r.RateTruth, test.rate},
			{"line", r.LineMBs, test.line},
			{"sustained", r.SustainedTruth, test.sustained},
			{"overhead", r.OverheadTruth, test.overhead},
		} {
			if got, ok := x.of(); ok != (x.want > 0) || math.Abs(got-x.want) > 1e-12 {
				t.Errorf("%s: %s truth = %v, %v, want %v", test.name, x.what, got, ok, x.want)
			}
		}
	}
}

func TestModeTruth(t *testing.T) {
	t.Parallel()
	tests := []struct {
		record string
		want   rate.Mode
	}{
		{`"class":"lan","stamp_at":{"mtime":{"at":"end"},"btime":{"at":"start"}}`, rate.End},
		{`"class":"lan","stamp_at":{"mtime":{"at":"start"}}`, rate.Start},
		{`"class":"lan","stamp_at":{"mtime":{"at":"inside"}}`, rate.Undecided},
		{`"class":"lan","stamp_at":{"btime":{"at":"start"}}`, rate.Undecided},
		{`"class":"none","stamp_at":{"mtime":{"at":"end"}}`, rate.Undecided},
		{`"class":"local","fs":"ntfs","tool":"rsync-r","stamp_at":{"mtime":{"at":"end"}}`, rate.Undecided},
		{`"class":"local","fs":"ntfs","tool":"cp-r","stamp_at":{"mtime":{"at":"end"}}`, rate.End},
		{`"class":"local","timing_note":"x","stamp_at":{"mtime":{"at":"end"}}`, rate.Undecided},
	}
	for _, test := range tests {
		runs, err := load(t, `{"id":"x","listing":{"file":"x.txt"},`+test.record+`}`)
		if err != nil {
			t.Fatal(err)
		}
		if got := runs[0].ModeTruth(timestamps.Modified); got != test.want {
			t.Errorf("ModeTruth of %s = %s, want %s", test.record, got, test.want)
		}
	}
}

func TestLoadNamesLines(t *testing.T) {
	t.Parallel()
	_, err := load(t, "\n{\"id\":\"a\",\"class\":\"lan\",\"listing\":{\"file\":\"a\"},\"mbit\":-1}\n{]\n")
	var record *validate.RecordError
	if !errors.As(err, &record) || record.Line != 2 {
		t.Errorf("Load = %v, want a RecordError at line 2", err)
	}
	if _, err := load(t, "\n\n"); !errors.Is(err, validate.ErrNoRuns) {
		t.Errorf("Load of blank lines = %v, want %v", err, validate.ErrNoRuns)
	}
}

func TestFolds(t *testing.T) {
	t.Parallel()
	runs := []validate.Run{
		{ID: "a", Tool: "cp", Channel: "usb", FS: "ext4"},
		{ID: "b", Tool: "cp", Channel: "usb", FS: "ntfs"},
		{ID: "c", Tool: "cp", Channel: "usb", FS: "ext4"},
		{ID: "d", Tool: "cp", Channel: "usb", FS: "ext4", Simulated: true},
	}
	if diff := cmp.Diff([][]int{{0, 2}, {1}, {3}}, validate.Folds(runs)); diff != "" {
		t.Errorf("Folds (-want +got):\n%s", diff)
	}
}

// outcome is a copy that was timed with the given interval and truth.
func outcome(source int, low, middle, high, truth float64) validate.Outcome {
	o := validate.Outcome{
		ID: "r" + strconv.Itoa(source), Source: "s" + strconv.Itoa(source), Class: validate.Local, SizesExact: true, Streams: 1,
		Verdict: analyze.Inconclusive, Stamp: timestamps.Modified, Visible: true, Enough: true, Mode: rate.End, ModeTruth: rate.End,
		Rate: &validate.Pair{Estimate: finding.Between(low, middle, high), Truth: &truth},
	}
	o.Run = &validate.Run{ID: o.ID, Class: o.Class}
	return o
}

func find(t *testing.T, r *validate.Report, quantity, measure string) *validate.Figure {
	t.Helper()
	for i := range r.Figures {
		if f := &r.Figures[i]; f.Quantity == quantity && f.Measure == measure && f.By == "all" {
			return f
		}
	}
	t.Fatalf("no figure %s %s", quantity, measure)
	return nil
}

func TestAssess(t *testing.T) {
	t.Parallel()
	outcomes := []validate.Outcome{
		outcome(1, 9, 10, 11, 10),
		outcome(2, 8, 10, 12, 10),
		outcome(3, 9, 10, 11, 20), // missed by 20/11
		outcome(4, 9, 10, 11, 5),  // missed by 9/5
	}
	outcomes[1].ModeTruth = rate.Start
	r := validate.Assess(outcomes, validate.Options{Resamples: 200})
	if f := find(t, r, "rate", "median-ratio"); f.N != 4 || f.Value != 1 {
		t.Errorf("median ratio = %v of %d runs, want 1 of 4", f.Value, f.N)
	}
	if f := find(t, r, "rate", "coverage"); f.Value != .5 || *f.Count != 2 || f.Resampled != "run" {
		t.Errorf("coverage = %+v, want 2 of 4, drawn by run", f)
	}
	if f := find(t, r, "start or end", "wrong-of-decided"); f.Value != .25 {
		t.Errorf("wrong start or end = %v, want .25", f.Value)
	}
	var kinds []string
	for _, f := range r.Failures {
		kinds = append(kinds, f.ID+" "+f.Kind)
	}
	want := []string{"r2 wrong start or end", "r3 rate misses truth", "r4 rate misses truth"}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}

// TestUnanimous checks that a share of which all runs agree still has an honest far end.
func TestUnanimous(t *testing.T) {
	t.Parallel()
	var outcomes []validate.Outcome
	for i := range 20 {
		outcomes = append(outcomes, outcome(i, 9, 10, 11, 10))
	}
	f := find(t, validate.Assess(outcomes, validate.Options{Resamples: 200}), "rate", "coverage")
	if want := math.Pow(.025, 1./20); *f.High != 1 || math.Abs(*f.Low-want) > 1e-12 {
		t.Errorf("20 of 20 has the interval %v to %v, want %v to 1", *f.Low, *f.High, want)
	}
}

// TestBootstrapCovers draws corpora whose sources share an error and counts how often the
// interval of the median holds the true median, with whole sources drawn anew.
func TestBootstrapCovers(t *testing.T) {
	t.Parallel()
	const corpora, sources, each = 120, 30, 4
	random := rand.New(rand.NewPCG(1, 2))
	held := 0
	for range corpora {
		var outcomes []validate.Outcome
		for s := range sources {
			shared := random.NormFloat64()
			for range each {
				ratio := math.Exp(.3*shared + .1*random.NormFloat64())
				outcomes = append(outcomes, outcome(s, ratio/2, ratio, 2*ratio, 1))
			}
		}
		f := find(t, validate.Assess(outcomes, validate.Options{Resamples: 200}), "rate", "median-ratio")
		if f.Resampled != "source" || f.Sources != sources {
			t.Fatalf("drawn by %s from %d sources, want by source from %d", f.Resampled, f.Sources, sources)
		}
		if *f.Low <= 1 && 1 <= *f.High {
			held++
		}
	}
	// Fewer than 105 of 120 has a probability below .001 at 95 %.
	if held < 105 {
		t.Errorf("the 95 %% interval holds the truth in %d of %d corpora", held, corpora)
	}
}
