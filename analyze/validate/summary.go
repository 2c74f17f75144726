package validate

import (
	"math"

	"copyclock/analyze/validate/validated"
)

// Summarize returns what is shipped of a report: every system, and the ratios of every run.
func Summarize(r *Report) *validated.Record {
	out := &validated.Record{Schema: validated.Schema, Summary: validated.Summary{
		Options: "all at their defaults", Runs: r.Runs, Sources: r.Sources, Seed: r.Seed, Resamples: r.Resamples,
		Systems: []validated.System{},
	}, Cases: Cases(r.Outcomes)}
	for i := range r.Corpora {
		if i > 0 {
			out.Corpus, out.SHA256 = out.Corpus+" ", out.SHA256+" "
		}
		out.Corpus += r.Corpora[i].Name
		out.SHA256 += r.Corpora[i].SHA256
	}
	for i := range r.Outcomes {
		if r.Outcomes[i].Run.Copy() {
			out.Copies++
		}
	}
	for i := range r.Systems {
		out.Systems = append(out.Systems, r.Systems[i].System)
	}
	return out
}

// Cases returns what was said of each run.
func Cases(outcomes []Outcome) []validated.Case {
	out := []validated.Case{}
	for i := range outcomes {
		o := &outcomes[i]
		c := validated.Case{ID: o.ID, Verdict: string(o.Verdict)}
		for _, x := range []struct {
			to   **float64
			name string
		}{{&c.LocalWAN, "local:wan"}, {&c.LocalNetwork, "local:network"}, {&c.InsiderRemote, "insider:remote"}} {
			if v, ok := builtInRatio(o, x.name); ok {
				v = math.Round(v*1e6)/1e6 + 0 // no -0
				*x.to = &v
			}
		}
		out = append(out, c)
	}
	return out
}
