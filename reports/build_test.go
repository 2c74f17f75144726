package reports_test

import (
	"reflect"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/theory"
	"copyclock/reports"
	"copyclock/reports/internal/sample"
)

// text returns all text of a document, blocks apart by line feeds.
func text(d *reports.Document) string {
	var b strings.Builder
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			b.WriteString(v.String() + "\n")
		case reflect.Struct:
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Interface:
			visit(v.Elem())
		default:
		}
	}
	visit(reflect.ValueOf(*d))
	return b.String()
}

func TestBuild(t *testing.T) {
	t.Parallel()
	known := finding.Known
	for _, test := range []struct {
		name   string
		change func(r *analyze.Result)
		want   string
	}{
		{"answer first", func(*analyze.Result) {}, "Answer\nLEANS INSIDER"},
		{"inconclusive", func(r *analyze.Result) { r.Verdict = analyze.Inconclusive }, "INCONCLUSIVE: the speed of the copy that set these stamps"},
		{"unknown verdict", func(r *analyze.Result) { r.Verdict = "new" }, "NEW.\n"},
		{"interval", func(r *analyze.Result) { r.Bursts[0].Fit.OneSided = false }, "Fitted rate 26.9 MB/s, 95 % interval 23.4 to 31.2 MB/s (provisional)."},
		{"undecided", func(r *analyze.Result) {
			r.Bursts[0].Fit = &rate.Fit{Mode: rate.Undecided, RateMBs: &finding.Interval{Low: known(5), High: known(9)}}
		}, "Fitted rate between 5.0 and 9.0 MB/s."},
		{"nothing known of the rate", func(r *analyze.Result) {
			r.Bursts[0].Fit = &rate.Fit{OneSided: true, RateMBs: &finding.Interval{}}
			r.Bursts[0].AverageMBs = &finding.Interval{}
		}, "1,900,000,000 B in 87 s. Certified"},
		{"only above", func(r *analyze.Result) { r.Bursts[0].AverageMBs = &finding.Interval{High: known(5)} }, "<= 5.00"},
		{"never ten", func(r *analyze.Result) { r.Theory.BreakEven = theory.BreakEven{} }, "To reach 10 for the insider: never, whatever you hold of staging. No staging probability gives a ratio of 1."},
		{"ten below", func(*analyze.Result) {}, "To reach 10 for the insider you must hold staging below 0.004."},
		{"rising curve", func(r *analyze.Result) {
			r.Theory.Curve = []theory.Point{{Staging: 0, Low: -1, Mid: -0.9, High: -0.5}, {Staging: 0.9, Low: 0, Mid: 0.1, High: 0.2}}
		}, "0.62: above it the findings are more probable under insider, below it under remote."},
		{"posterior", func(*analyze.Result) {}, "Your own arithmetic, not a finding"},
		{"defaults beside the answer", func(*analyze.Result) {}, "At the default assumptions: log10 LR -0.12 to +0.68"},
		{"hand reading", func(*analyze.Result) {}, "for comparison only"},
		{"no sizes", func(r *analyze.Result) { r.Evidence[0].SizeExact = false }, "about 1.98 GB"},
		{"no gates", func(r *analyze.Result) {
			for i := range r.Columns {
				r.Columns[i].Gates = nil
			}
			r.Bursts[0].Gates = []finding.Gate{{Code: "G2", Passed: true}}
			r.Bursts[1].Gates = nil
		}, "None."},
		{"many bursts", func(r *analyze.Result) {
			for range 20 {
				r.Bursts = append(r.Bursts, r.Bursts[1])
			}
		}, "10 bursts with fewer bytes not shown"},
		{"many channels", func(r *analyze.Result) {
			for range 20 {
				r.Channels = append(r.Channels, r.Channels[1])
			}
		}, "10 channels with less support not shown, 10 of them compatible."},
		{"no rate", func(r *analyze.Result) { r.Theory, r.Channel, r.Channels = nil, nil, nil }, "No score: no rate is known."},
		{"empty", func(r *analyze.Result) { *r = analyze.Result{} }, "No burst of stamps was found."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := sample.Full()
			test.change(r)
			if got := text(reports.Build(r)); !strings.Contains(got, test.want) {
				t.Errorf("the document lacks %q:\n%s", test.want, got)
			}
		})
	}
}

// A brief report says what the whole one says and fits a few screens, however much was found.
func TestBrief(t *testing.T) {
	t.Parallel()
	r := sample.Full()
	for range 30 {
		r.Bursts = append(r.Bursts, r.Bursts[1])
		r.Channels = append(r.Channels, r.Channels[1])
		r.Limits = append(r.Limits, r.Limits[0])
	}
	brief, whole := text(reports.Brief(r)), text(reports.Build(r))
	for _, want := range []string{
		"LEANS INSIDER", r.Evidence[0].SHA256, "27 bursts with fewer bytes not shown", "with -v",
		"options that are not the default: " + strings.Join(r.Options.NotDefault, ", "),
	} {
		if !strings.Contains(brief, want) {
			t.Errorf("the brief report lacks %q:\n%s", want, brief)
		}
	}
	for _, want := range []string{"Columns of stamps", "What removing gaps does to the answer", "Class of channel against class"} {
		if strings.Contains(brief, want) || !strings.Contains(whole, want) {
			t.Errorf("%q belongs into the whole report alone", want)
		}
	}
	if a, b := len(strings.Split(brief, "\n")), len(strings.Split(whole, "\n")); a > b/2 {
		t.Errorf("the brief report has %d pieces of text, the whole one %d", a, b)
	}
}
