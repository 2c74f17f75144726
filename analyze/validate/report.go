package validate

import (
	"slices"
	"strconv"

	"copyclock/analyze"
)

// Schema names the layout of a [Report] in JSON.
const Schema = "copyclock/validation/1"

// Options of [Assess].
type Options struct {
	Seed      uint64 // of the bootstrap; any value, zero included
	Resamples int    // draws for each interval; zero means 1,000
}

// Report is all that was measured.
type Report struct {
	Schema    string            `json:"schema"`
	Tool      analyze.Tool      `json:"tool"`
	Corpora   []analyze.FileRef `json:"corpora"` // the files of runs, in order
	Runs      int               `json:"runs"`
	Simulated int               `json:"simulated"` // of these
	Sources   int               `json:"sources"`
	Seed      uint64            `json:"seed"`
	Resamples int               `json:"resamples"`
	Figures   []Figure          `json:"figures"`
	Systems   []System          `json:"systems"`
	Costly    []Costly          `json:"costly"` // the ratios that spoke most against the truth
	Verdicts  []VerdictCount    `json:"verdicts"`
	Failures  []Failure         `json:"failures"`
	Outcomes  []Outcome         `json:"outcomes"`
}

// Figure is one number with its interval.
type Figure struct {
	Quantity string `json:"quantity"` // what is judged: rate, average, refusal ...
	Measure  string `json:"measure"`  // how: median-ratio, coverage, share ...
	By       string `json:"by"`       // how the runs were grouped: all, class, resolution ...
	Group    string `json:"group"`    // the group
	N        int    `json:"n"`        // runs
	Sources  int    `json:"sources"`  // among them
	// Count is the number of runs that a share counts; absent for other measures.
	Count *int    `json:"count,omitempty"`
	Value float64 `json:"value"`
	// Low and High are the bootstrap 95 % interval; absent below two units.
	Low  *float64 `json:"low,omitempty"`
	High *float64 `json:"high,omitempty"`
	// Resampled is the unit that was drawn anew: source or run.
	Resampled string `json:"resampled"`
}

// VerdictCount says how often the runs of a class got a verdict.
type VerdictCount struct {
	Class   Class           `json:"class"`
	Verdict analyze.Verdict `json:"verdict"` // "unreadable" where the listing could not be read
	N       int             `json:"n"`
}

// Assess turns outcomes into figures and failures.
func Assess(outcomes []Outcome, opt Options) *Report {
	if opt.Resamples <= 0 {
		opt.Resamples = 1000
	}
	r := &Report{
		Schema: Schema, Corpora: []analyze.FileRef{}, Runs: len(outcomes), Seed: opt.Seed, Resamples: opt.Resamples,
		Figures: []Figure{}, Verdicts: verdicts(outcomes), Failures: []Failure{}, Outcomes: outcomes,
	}
	sources := map[string]bool{}
	for i := range outcomes {
		o := &outcomes[i]
		sources[o.Source] = true
		if o.Simulated {
			r.Simulated++
		}
		if !slices.Contains(r.Corpora, o.Run.Corpus) {
			r.Corpora = append(r.Corpora, o.Run.Corpus)
		}
		r.Failures = append(r.Failures, failures(o)...)
	}
	r.Sources = len(sources)
	r.Systems = systems(outcomes, opt)
	r.Costly = worst(outcomes, r.Systems)
	for _, m := range measures {
		r.Figures = append(r.Figures, m.figures(outcomes, opt)...)
	}
	return r
}

var classes = []Class{Local, LAN, WAN, None, Misleading}

func verdicts(outcomes []Outcome) []VerdictCount {
	all := []analyze.Verdict{
		analyze.NoTransferEvidence, analyze.LowerBoundOnly, analyze.Inconclusive, analyze.LeansInsider, analyze.LeansRemote, "unreadable",
	}
	counts := []VerdictCount{}
	for _, c := range classes {
		for _, v := range all {
			n := 0
			for i := range outcomes {
				o := &outcomes[i]
				if o.Class == c && (o.Verdict == v || v == "unreadable" && o.Unreadable != "") {
					n++
				}
			}
			if n > 0 {
				counts = append(counts, VerdictCount{c, v, n})
			}
		}
	}
	return counts
}

// grouping is one way to divide runs; a run whose group is empty belongs to none.
type grouping struct {
	name  string
	group func(o *Outcome) string
}

var groupings = []grouping{
	{"all", func(*Outcome) string { return "all" }},
	{"origin", func(o *Outcome) string {
		if o.Simulated {
			return "simulated"
		}
		return "real"
	}},
	{"class", func(o *Outcome) string { return string(o.Class) }},
	{"resolution", func(o *Outcome) string { return step(o.Resolution) }},
	{"gates", func(o *Outcome) string {
		switch {
		case o.Stamp == "":
			return ""
		case len(o.Failed) == 0:
			return "all passed"
		}
		return "one failed"
	}},
	{"tree", func(o *Outcome) string {
		if o.Subset {
			return "subset"
		}
		return "whole"
	}},
	{"format", func(o *Outcome) string { return o.Format }},
	{"tool", func(o *Outcome) string { return o.Tool }},
	{"verdict", func(o *Outcome) string { return string(o.Verdict) }},
}

// step names the printed resolution of a listing; finer than 10 ms is one group, since
// the stamps of a system move in steps of some milliseconds whatever is printed.
func step(s float64) string {
	switch {
	case s <= 0:
		return ""
	case s < .01:
		return "fine"
	}
	return strconv.FormatFloat(s, 'g', 3, 64) + " s"
}
