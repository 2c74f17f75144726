package validate

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"copyclock/analyze/llr"
)

// System is how good the likelihood ratios of one pair of propositions are on the runs.
type System struct {
	Proposition string  `json:"proposition"` // local:wan, local:network, insider:remote
	Note        string  `json:"note"`        // how the cases were formed
	N1          int     `json:"n1"`          // runs of which the first proposition is true
	N2          int     `json:"n2"`
	Silent      int     `json:"silent"`  // further copies whose stamps gave no ratio
	Sources     int     `json:"sources"` // of the runs that count
	Cllr        Spread  `json:"cllr"`
	CllrMin     Spread  `json:"cllr_min"`
	CllrCal     Spread  `json:"cllr_cal"`
	Misled10    Spread  `json:"lr_above_10_given_second"`
	Misled100   Spread  `json:"lr_above_100_given_second"`
	Missed10    Spread  `json:"lr_below_tenth_given_first"`
	DevPAV      float64 `json:"dev_pav"`
	ELUBLow     float64 `json:"elub_log10_low"`
	ELUBHigh    float64 `json:"elub_log10_high"`
	Ratios      []Ratio `json:"ratios"` // for Tippett and ECE charts, or any other measure
}

// Spread is a number with its bootstrap 95 % interval over sources; NaN is not written.
type Spread struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

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
var stagings = []struct {
	sigma float64
	name  string
}{{0.2, "0.2"}, {0.5, "0.5"}, {0.8, "0.8"}}

// systems judges the ratios of the channels and of the theories. The profiles come from
// published speeds and not from these runs, so no run is left out of anything.
func systems(outcomes []Outcome, opt Options) []System {
	out := []System{}
	for _, c := range []struct {
		name, note string
		first      []Class
		second     []Class
	}{
		{"local:wan", "copies by their class", []Class{Local}, []Class{WAN}},
		{"local:network", "copies by their class", []Class{Local}, []Class{LAN, WAN}},
	} {
		s := System{Proposition: c.name, Note: c.note, Ratios: []Ratio{}}
		for i := range outcomes {
			o := &outcomes[i]
			first, second := slices.Contains(c.first, o.Class), slices.Contains(c.second, o.Class)
			if !first && !second || o.Simulated {
				continue
			}
			if lr, ok := o.contrast(c.name); ok {
				s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, first, lr, 1})
			} else if o.Enough {
				s.Silent++
			}
		}
		out = append(out, s)
	}
	for _, staging := range stagings {
		s := System{
			Proposition: "insider:remote", Ratios: []Ratio{},
			Note: "staging in truth " + staging.name + ", for the scorer 0.2 to 0.8: an insider copies locally (0.775) or over a LAN, " +
				"a remote intruder over a WAN unless the files were staged first by a local copy",
		}
		const network = 0.225 // the middle of the default range
		for i := range outcomes {
			o := &outcomes[i]
			if o.Simulated || !o.scorable() {
				continue
			}
			if o.Result.Theory == nil {
				if o.Enough {
					s.Silent++
				}
				continue
			}
			lr := o.Result.Theory.Log10LR.Mid
			switch o.Class {
			case Local:
				s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, true, lr, 1 - network}, Ratio{o.ID, o.Source, false, lr, staging.sigma})
			case LAN:
				s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, true, lr, network})
			case WAN:
				s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, false, lr, 1 - staging.sigma})
			case None, Misleading:
			}
		}
		s.balance(outcomes)
		out = append(out, s)
	}
	kept := out[:0]
	for i := range out {
		if out[i].judge(opt) {
			kept = append(kept, out[i])
		}
	}
	return kept
}

func (o *Outcome) scorable() bool { return o.Result != nil && o.Run.Copy() }

// contrast returns the log10 LR between two classes of channel.
func (o *Outcome) contrast(name string) (float64, bool) {
	if o.Result == nil || o.Result.Channel == nil {
		return 0, false
	}
	for _, c := range o.Result.Channel.Contrasts {
		if c.Proposition == name {
			return c.Log10LR.Mid, true
		}
	}
	return 0, false
}

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
	if dev := llr.DevPAV(h1, h2); !math.IsNaN(dev) {
		s.DevPAV = dev
	}
	s.ELUBLow, s.ELUBHigh = llr.ELUB(unweighted(h1), unweighted(h2))
	measures := []struct {
		to *Spread
		of func(h1, h2 []llr.Case) float64
	}{
		{&s.Cllr, llr.Cllr},
		{&s.CllrMin, llr.CllrMin},
		{&s.CllrCal, func(a, b []llr.Case) float64 { return llr.Cllr(a, b) - llr.CllrMin(a, b) }},
		{&s.Misled10, func(_, b []llr.Case) float64 { return llr.Above(b, 1) }},
		{&s.Misled100, func(_, b []llr.Case) float64 { return llr.Above(b, 2) }},
		{&s.Missed10, func(a, _ []llr.Case) float64 { return 1 - llr.Above(a, -1) }},
	}
	for _, m := range measures {
		m.to.Value = m.of(h1, h2)
	}
	h := fnv.New64a()
	h.Write([]byte("system/" + s.Proposition + "/" + s.Note)) // a hash never fails
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
		m.to.Low, m.to.High = &low, &high
	}
	return true
}

// unweighted counts each case once: the bounds ask how many cases there are.
func unweighted(cases []llr.Case) []llr.Case {
	out := slices.Clone(cases)
	for i := range out {
		out[i].Weight = 1
	}
	return out
}
