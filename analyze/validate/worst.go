package validate

import (
	"cmp"
	"fmt"
	"slices"
)

// Costly is a run whose ratio spoke most against what is true.
type Costly struct {
	ID      string  `json:"id"`
	Source  string  `json:"source"`
	Class   Class   `json:"class"`
	Log10LR float64 `json:"log10_lr"`
	Text    string  `json:"text"` // what was compared, and what is known of the reason
}

// mostCostly is how many runs are listed.
const mostCostly = 10

// worst lists the runs whose local:wan ratio of the built-in profiles costs most, the most costly
// first, of equals in the order of the runs.
func worst(outcomes []Outcome, systems []System) []Costly {
	at := slices.IndexFunc(systems, func(s System) bool { return s.Proposition == "local:wan" && s.Scorer == BuiltIn })
	if at < 0 {
		return []Costly{}
	}
	ratios := slices.Clone(systems[at].Ratios)
	against := func(r Ratio) float64 {
		if r.First {
			return -r.Log10LR
		}
		return r.Log10LR
	}
	slices.SortStableFunc(ratios, func(a, b Ratio) int { return cmp.Compare(against(b), against(a)) })
	out := []Costly{}
	for _, r := range ratios[:min(mostCostly, len(ratios))] {
		if against(r) <= 0 {
			break
		}
		i := slices.IndexFunc(outcomes, func(o Outcome) bool { return o.ID == r.ID && o.Source == r.Source })
		o := &outcomes[i]
		out = append(out, Costly{r.ID, r.Source, o.Class, r.Log10LR, o.compared()})
	}
	return out
}

// compared says what of a run was compared with the profiles, and its truth.
func (o *Outcome) compared() string {
	said := "rate " + said(o.Rate) + " MB/s"
	if o.Rate == nil || o.Rate.Estimate == nil {
		said = "certified " + number(o.Certified) + " MB/s"
	}
	switch {
	case o.Rate != nil && o.Rate.Truth != nil:
		said += fmt.Sprintf(", true %.4g", *o.Rate.Truth)
	case o.Average != nil && o.Average.Truth != nil:
		said += fmt.Sprintf(", the stamps imply %.4g", *o.Average.Truth)
	}
	return said + "; " + o.circumstances()
}
