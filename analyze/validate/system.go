package validate

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"

	"copyclock/analyze/ieee"
	"copyclock/analyze/llr"
	"copyclock/analyze/validate/validated"
)

// System is how good the likelihood ratios of one pair of propositions are on the runs.
type System struct {
	validated.System
	Ratios []Ratio `json:"ratios"` // for Tippett and ECE charts, or any other measure
}

// Spread is a number with its bootstrap interval.
type Spread = validated.Spread

// Ratio is the log10 LR of one run under a proposition that is true.
type Ratio struct {
	ID      string  `json:"id"`
	Source  string  `json:"source"`
	First   bool    `json:"first"` // the first proposition is true
	Log10LR float64 `json:"log10_lr"`
	Weight  float64 `json:"weight"`
}

// stagings are the probabilities of staging at which the theories are judged; the scorer does
// not know which of them is true (METHOD 12.18).
var stagings = []float64{0.2, 0.5, 0.8}

// systems judges the ratios of the channels and of the theories by every scorer.
func systems(outcomes []Outcome, opt Options) []System {
	all := []System{}
	for _, by := range scorers(outcomes) {
		all = append(all, channelSystem(outcomes, by, "local:wan", WAN))
		if by.name != BuiltIn && by.name != Laboratory { // for contrast only
			all = append(all, theorySystem(outcomes, by, 0.5))
			continue
		}
		all = append(all, channelSystem(outcomes, by, "local:network", LAN, WAN))
		for _, staging := range stagings {
			all = append(all, theorySystem(outcomes, by, staging))
		}
	}
	kept := all[:0]
	for i := range all {
		if all[i].judge(opt) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

// channelSystem judges local copies against those of other classes.
func channelSystem(outcomes []Outcome, by scorer, name string, others ...Class) System {
	s := System{
		System: validated.System{Proposition: name, Scorer: by.name, Note: "copies by their class"}, Ratios: []Ratio{},
	}
	for i := range outcomes {
		o := &outcomes[i]
		second := slices.Contains(others, o.Class)
		if o.Simulated || o.Class != Local && !second {
			continue
		}
		if lr, ok := by.ratio(o, name); ok {
			s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, !second, lr, 1})
		} else if o.Enough {
			s.Silent++
		}
	}
	return s
}

// theorySystem judges insider against remote where the given share of remote copies was staged.
// No run has a theory: an insider's copy is a local one (.775, the middle of the default range) or
// one over a LAN, a remote intruder's one over a WAN, or a local one where it was staged.
func theorySystem(outcomes []Outcome, by scorer, staging float64) System {
	const network = 0.225
	const name = "insider:remote"
	s := System{Ratios: []Ratio{}, System: validated.System{
		Proposition: name, Scorer: by.name, Staging: &staging,
		Note: "staging in truth " + strconv.FormatFloat(staging, 'g', -1, 64) + ", for the scorer 0.2 to 0.8: an insider copies locally (0.775) or over a LAN, " +
			"a remote intruder over a WAN unless the files were staged first by a local copy",
	}}
	for i := range outcomes {
		o := &outcomes[i]
		if o.Simulated || !o.scorable() {
			continue
		}
		lr, ok := by.ratio(o, name)
		if !ok {
			if o.Enough {
				s.Silent++
			}
			continue
		}
		switch o.Class {
		case Local:
			s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, true, lr, 1 - network}, Ratio{o.ID, o.Source, false, lr, staging})
		case LAN:
			s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, true, lr, network})
		case WAN:
			s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, false, lr, 1 - staging})
		case None, Misleading:
		}
	}
	s.balance(outcomes)
	return s
}

func (o *Outcome) scorable() bool { return o.Result != nil && o.Run.Copy() }

// balance divides the weight of each class by its number of runs, so that the mix of classes
// is the one that the note states, whatever the corpus holds.
func (s *System) balance(outcomes []Outcome) {
	class := map[string]Class{}
	for i := range outcomes {
		class[outcomes[i].ID] = outcomes[i].Class
	}
	type side struct {
		class Class
		first bool
	}
	n := map[side]float64{}
	for _, r := range s.Ratios {
		n[side{class[r.ID], r.First}]++
	}
	for i := range s.Ratios {
		r := &s.Ratios[i]
		r.Weight /= n[side{class[r.ID], r.First}]
	}
}

// Cases returns the cases of both sides with their weights.
func (s *System) Cases() (h1, h2 []llr.Case) { return split(s.Ratios, nil) }

// split returns the cases of both sides with their weights times those of their sources.
func split(ratios []Ratio, drawn map[string]float64) (h1, h2 []llr.Case) {
	for _, r := range ratios {
		w := r.Weight
		if drawn != nil {
			w *= drawn[r.Source]
		}
		if w == 0 {
			continue
		}
		if c := (llr.Case{Log10LR: r.Log10LR, Weight: w}); r.First {
			h1 = append(h1, c)
		} else {
			h2 = append(h2, c)
		}
	}
	return h1, h2
}

// judge fills in the figures, and reports whether both sides have cases.
func (s *System) judge(opt Options) bool {
	h1, h2 := s.Cases()
	if len(h1) == 0 || len(h2) == 0 {
		return false
	}
	s.N1, s.N2 = len(h1), len(h2)
	var sources []string
	for _, r := range s.Ratios {
		if !slices.Contains(sources, r.Source) {
			sources = append(sources, r.Source)
		}
	}
	sort.Strings(sources)
	s.Sources = len(sources)
	s.CalIfRight = calIfRight(s.Ratios, opt.Seed)
	if dev := llr.DevPAV(h1, h2); !math.IsNaN(dev) {
		s.DevPAV = dev
	}
	s.ELUBLow, s.ELUBHigh = llr.ELUB(unweighted(h1), unweighted(h2))
	s.InvarianceLow, s.InvarianceHigh = llr.Invariance(unweighted(h1), unweighted(h2))
	s.Sources1, s.Sources2 = s.sources(true), s.sources(false)
	measures := []struct {
		to    *Spread
		share bool // of cases; see [bootstrap] for one that no case adds to
		of    func(h1, h2 []llr.Case) float64
	}{
		{&s.Cllr, false, llr.Cllr},
		{&s.CllrMin, false, llr.CllrMin},
		{&s.CllrCal, false, func(a, b []llr.Case) float64 { return llr.Cllr(a, b) - llr.CllrMin(a, b) }},
		{&s.Misled10, true, func(_, b []llr.Case) float64 { return llr.Above(b, 1) }},
		{&s.Misled100, true, func(_, b []llr.Case) float64 { return llr.Above(b, 2) }},
		{&s.Missed10, true, func(a, _ []llr.Case) float64 { return llr.Below(a, -1) }},
	}
	for _, m := range measures {
		m.to.Value = m.of(h1, h2)
	}
	h := fnv.New64a()
	h.Write([]byte("system/" + s.Proposition + "/" + string(s.Scorer) + "/" + s.Note)) // a hash never fails
	rng := rand.New(rand.NewPCG(opt.Seed, h.Sum64()))
	draws := make([][]float64, len(measures))
	for range opt.Resamples {
		drawn := map[string]float64{}
		for range sources {
			drawn[sources[rng.IntN(len(sources))]]++
		}
		a, b := split(s.Ratios, drawn)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		for i, m := range measures {
			draws[i] = append(draws[i], m.of(a, b))
		}
	}
	for i, m := range measures {
		if len(draws[i]) < opt.Resamples/2 {
			continue
		}
		sort.Float64s(draws[i])
		low, high := quantile(draws[i], 0.025), quantile(draws[i], 0.975)
		if m.share && m.to.Value <= 0 { // no draw can have a case that the runs have not
			units := s.Sources2
			if m.to == &s.Missed10 {
				units = s.Sources1
			}
			high = 1 - ieee.Exp(ieee.Log(.025)/float64(units))
		}
		m.to.Low, m.to.High = &low, &high
	}
	return true
}

// calIfRight deals the truth anew, 200 times: a ratio LR has the first proposition with probability
// O LR/(1 + O LR), O being the odds of the cases. It returns the mean of Cllr_cal, and nil where the
// draws leave a side empty. A run that is a case of both propositions, as under theories, is dealt once.
func calIfRight(ratios []Ratio, seed uint64) *float64 {
	const draws = 200
	var dealt []Ratio
	seen := map[string]bool{}
	first := 0
	for _, r := range ratios {
		if r.First {
			first++
		}
		if key := r.Source + "/" + r.ID; !seen[key] {
			seen[key] = true
			r.Weight = 1
			dealt = append(dealt, r)
		}
	}
	odds := float64(first) / float64(len(ratios)-first)
	rng := rand.New(rand.NewPCG(seed, 0x63616c))
	var sum float64
	n := 0
	for range draws {
		for i := range dealt {
			x := float64(odds * ieee.Pow10(dealt[i].Log10LR))
			dealt[i].First = rng.Float64() < x/(1+x)
		}
		a, b := split(dealt, nil)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		sum += llr.Cllr(a, b) - llr.CllrMin(a, b)
		n++
	}
	if n < draws/2 {
		return nil
	}
	mean := sum / float64(n)
	return &mean
}

// sources counts the sources of the cases of one side.
func (s *System) sources(first bool) int {
	seen := map[string]bool{}
	for _, r := range s.Ratios {
		if r.First == first {
			seen[r.Source] = true
		}
	}
	return len(seen)
}

// unweighted counts each case once: the bounds ask how many cases there are.
func unweighted(cases []llr.Case) []llr.Case {
	out := slices.Clone(cases)
	for i := range out {
		out[i].Weight = 1
	}
	return out
}
