package validate

import (
	"math"
	"slices"
	"sort"

	"copyclock/analyze/finding"
	"copyclock/analyze/llr"
)

// measure is one way to judge an outcome: a value for each run that it applies to.
type measure struct {
	quantity, name string
	// q is the quantile that is reported, or share, the mean of zeros and ones, or mean, that of other numbers.
	q     float64
	value func(o *Outcome) (v float64, applies bool)
}

const (
	share = -1
	mean  = -2
)

// figures returns the figure of every group, groups in order of their names; a grouping
// with one group says what "all" says and is left out.
func (m *measure) figures(outcomes []Outcome, opt Options) []Figure {
	var out []Figure
	for _, g := range groupings {
		groups := map[string][]sample{}
		var names []string
		for i := range outcomes {
			o := &outcomes[i]
			name := g.group(o)
			v, ok := m.value(o)
			if !ok || name == "" {
				continue
			}
			if _, seen := groups[name]; !seen {
				names = append(names, name)
			}
			groups[name] = append(groups[name], sample{v, o.Source})
		}
		if len(names) < 2 && g.name != "all" {
			continue
		}
		sort.Strings(names)
		for _, name := range names {
			e := bootstrap(groups[name], m.q, m.quantity+"/"+m.name+"/"+g.name+"/"+name, opt)
			f := Figure{
				Quantity: m.quantity, Measure: m.name, By: g.name, Group: name, N: e.n, Sources: e.sources,
				Value: e.value, Low: e.low, High: e.high, Resampled: e.resampled,
			}
			if m.q == share {
				n := 0
				for _, s := range groups[name] {
					n += int(s.value)
				}
				f.Count = &n
			}
			out = append(out, f)
		}
	}
	return out
}

// measures lists every figure in report order.
var measures = slices.Concat(
	bias("rate", func(o *Outcome) *Pair { return o.Rate }),
	coverage("rate", func(o *Outcome) *Pair { return o.Rate }),
	bias("average", func(o *Outcome) *Pair { return o.Average }),
	coverage("average", (*Outcome).averageRange),
	bias("sustained", func(o *Outcome) *Pair { return o.Sustained }),
	bias("overhead", func(o *Outcome) *Pair { return o.Overhead }),
	coverage("overhead", func(o *Outcome) *Pair { return o.Overhead }),
	decisions,
	ratioCosts("local:wan", WAN),
	ratioCosts("local:network", LAN, WAN),
)

// averageRange is the average where its range can be judged: a whole tree whose stamps are
// printed in steps of at least 10 ms. The range is what the steps allow and no interval of a
// statistic; with finer stamps it is narrower than the digits of the record.
func (o *Outcome) averageRange() *Pair {
	if o.Subset || o.Resolution < .01 {
		return nil
	}
	return o.Average
}

// bias are the measures of an estimate with a truth.
func bias(quantity string, of func(o *Outcome) *Pair) []measure {
	ratio := func(o *Outcome) (float64, bool) {
		p := of(o)
		if p == nil || p.Truth == nil || p.Estimate == nil || p.Estimate.Estimate == nil {
			return 0, false
		}
		return *p.Estimate.Estimate / *p.Truth, true
	}
	return []measure{
		{quantity, "median-ratio", .5, ratio},
		{quantity, "lower-quartile", .25, ratio},
		{quantity, "upper-quartile", .75, ratio},
	}
}

// coverage are the measures of an interval with a truth.
func coverage(quantity string, of func(o *Outcome) *Pair) []measure {
	both := func(o *Outcome) (i *finding.Interval, truth float64, ok bool) {
		p := of(o)
		if p == nil || p.Truth == nil || p.Estimate == nil || p.Estimate.Low == nil {
			return nil, 0, false
		}
		return p.Estimate, *p.Truth, true
	}
	return []measure{
		{quantity, "coverage", share, func(o *Outcome) (float64, bool) {
			i, truth, ok := both(o)
			if !ok || i.High == nil {
				return 0, false
			}
			return indicator(*i.Low <= truth && truth <= *i.High), true
		}},
		{quantity, "half-width", .5, func(o *Outcome) (float64, bool) {
			i, _, ok := both(o)
			if !ok || i.High == nil || *i.Low <= 0 {
				return 0, false
			}
			return math.Sqrt(*i.High / *i.Low), true
		}},
		{quantity, "lower-bound-holds", share, func(o *Outcome) (float64, bool) {
			i, truth, ok := both(o)
			if !ok || i.High != nil {
				return 0, false
			}
			return indicator(*i.Low <= truth), true
		}},
	}
}

// ratioCosts are the measures of the built-in ratios of one pair of propositions, copy by copy, so that they
// can be grouped by tool, format or resolution, where one side alone is common: the mean cost is log2(1 +
// 1/LR), or log2(1 + LR) where the second proposition is true; saying nothing costs 1. Cllr is the mean of
// those of both sides.
func ratioCosts(proposition string, second ...Class) []measure {
	against := func(o *Outcome) (log10 float64, ok bool) {
		if o.Simulated || o.Class != Local && !slices.Contains(second, o.Class) {
			return 0, false
		}
		x, ok := builtInRatio(o, proposition)
		if o.Class == Local {
			x = -x
		}
		return x, ok
	}
	quantity := "ratio " + proposition
	return []measure{
		{quantity, "cost", mean, func(o *Outcome) (float64, bool) {
			x, ok := against(o)
			return llr.Cost(x), ok
		}},
		{quantity, "misleading", share, func(o *Outcome) (float64, bool) {
			x, ok := against(o)
			return indicator(x > 0), ok
		}},
	}
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
