package reports_test

import (
	"reflect"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/reports/internal/sample"
)

// headings returns the headings of a document in order.
func headings(d *reports.Document) []string {
	var all []string
	for _, b := range d.Blocks {
		if h, ok := b.(reports.Heading); ok {
			all = append(all, h.Text)
		}
	}
	return all
}

// A report has every section that ISO 21043-5, ISO/IEC 27042, SWGDE and ENFSI ask for, in an
// order in which a question stands before its answer and a finding before what is made of it.
func TestContent(t *testing.T) {
	t.Parallel()
	want := []string{
		"Summary in plain words",
		"Case and question", "Case", "Question and propositions", "Options",
		"Observations", "Evidence", "Columns of stamps", "Throughput of each burst", "Gates that failed", "What removing gaps does to the answer",
		"Interpretation", "Answer", "Channels, best support first", "Class of channel against class", "Insider against remote", "Sensitivity",
		"What each range covers", "The hand reading, for comparison only",
		"Limits", "What this does not say", "What would change the answer", "Validation of the method",
		"Origin", "How this was made", "How to verify", "Words",
	}
	got := headings(reports.Build(sample.Full()))
	next := 0
	for _, h := range got {
		if next < len(want) && h == want[next] {
			next++
		}
	}
	if next < len(want) {
		t.Errorf("%q is missing or out of its place in %q", want[next], got)
	}
}

// What nobody supplied is called so.
func TestNotSupplied(t *testing.T) {
	t.Parallel()
	r := sample.Full()
	r.Case = nil
	all := text(reports.Build(r))
	for _, name := range []string{"case", "exhibit", "examiner", "date"} {
		if !strings.Contains(all, name+"\nnot supplied\n") {
			t.Errorf("%s is not called not supplied", name)
		}
	}
}

// Every option of the record is shown, whatever is added to it later, and those that are not
// the default are marked.
func TestOptionsShown(t *testing.T) {
	t.Parallel()
	shown := func(r *analyze.Result) string {
		for i, b := range reports.Build(r).Blocks {
			if h, ok := b.(reports.Heading); ok && h.Text == "Options" {
				return text(&reports.Document{Blocks: reports.Build(r).Blocks[i : i+2]})
			}
		}
		return ""
	}
	whole := shown(sample.Full())
	record := reflect.TypeFor[analyze.OptionsRecord]()
	for i := range record.NumField() {
		name := record.Field(i).Name
		if name == "NotDefault" {
			continue
		}
		r := sample.Full()
		if v := reflect.ValueOf(&r.Options).Elem().Field(i); v.Kind() == reflect.String {
			v.SetString("another")
		} else {
			v.SetZero()
		}
		if shown(r) == whole {
			t.Errorf("the option %s is not shown", name)
		}
	}
	if got := strings.Count(whole, "\nNO\n"); got != len(sample.Full().Options.NotDefault) {
		t.Errorf("%d options are marked as not the default:\n%s", got, whole)
	}
}

// The summary is for a reader who knows neither statistics nor this program.
func TestPlainSummary(t *testing.T) {
	t.Parallel()
	for _, verdict := range analyze.Verdicts {
		r := sample.Full()
		r.Verdict = verdict
		blocks := reports.Build(r).Blocks
		page := text(&reports.Document{Blocks: blocks[:2]})
		for _, term := range []string{"log10", "LR ", "likelihood", "posterior", "Mbit", "burst", "staging ", "%!"} {
			if strings.Contains(page, term) {
				t.Errorf("%s: the summary says %q:\n%s", verdict, term, page)
			}
		}
		if words := len(strings.Fields(page)); words > 450 {
			t.Errorf("%s: %d words do not fit a page", verdict, words)
		}
	}
}

// A ratio in words says which side it favours, and neither where its range holds 1.
func TestRatioInWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		low, high float64
		want      string
	}{
		{0.3, 0.7, "What was seen is 2.0 to 5.0 times as probable if an insider made the copy as if an intruder made it."},
		{-0.7, -0.3, "What was seen is 2.0 to 5.0 times as probable if an intruder made the copy as if an insider made it."},
		{-0.3, 0.7, "What was seen is somewhere between 2.0 times as probable if an intruder made the copy and 5.0 times as probable if an insider made it, so that it speaks for neither."},
		{1, 1, "What was seen is 10 times as probable if an insider made the copy as if an intruder made it."},
	} {
		r := sample.Full()
		r.Theory.Log10LR.Low, r.Theory.Log10LR.High = test.low, test.high
		if page := text(reports.Build(r)); !strings.Contains(page, test.want) {
			t.Errorf("from %v to %v: %q is not said", test.low, test.high, test.want)
		}
	}
}

// The command to verify is one that a shell takes as it stands, whatever the evidence is called.
func TestVerifyCommand(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"listing.csv":    "copyclock verify result.json listing.csv",
		"a b.txt":        "copyclock verify result.json EVIDENCE",
		"$(rm x)":        "copyclock verify result.json EVIDENCE",
		"-v":             "copyclock verify result.json EVIDENCE",
		"standard input": "copyclock verify result.json EVIDENCE",
	} {
		r := sample.Full()
		r.Evidence[0].Name, r.Evidence[0].WithinSHA256 = name, ""
		if all := text(reports.Build(r)); !strings.Contains(all, "\n"+want+"\n") {
			t.Errorf("%q: the report lacks the line %q", name, want)
		}
	}
}

// An archive inside an archive is no argument: it is found in the file that holds it.
func TestVerifyCommandOfNested(t *testing.T) {
	t.Parallel()
	r := sample.Full()
	outer := r.Evidence[0]
	inner := outer
	outer.Name, outer.WithinSHA256 = "leak.zip", ""
	inner.Name, inner.WithinSHA256 = "leak.zip/inner.tar", outer.SHA256
	r.Evidence = []analyze.Evidence{outer, inner}
	if all := text(reports.Build(r)); !strings.Contains(all, "\ncopyclock verify result.json leak.zip\n") {
		t.Error("the command is not that of the outer file alone")
	}
}
