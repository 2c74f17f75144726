package channel

import (
	"math"
	"slices"
	"sort"

	"copyclock/analyze/ieee"
)

// Constants of METHOD 5.2 and 5.7.
const (
	floorShare = 0.05 // eta, the weight of the uniform floor
	floorLow   = 0.01 // MB/s
	floorHigh  = 5000 // MB/s

	// LayerCap limits the log10 ratio of a contrast (METHOD 5.7, item 5).
	LayerCap = 2.0
	// LayerCapReason says why.
	LayerCapReason = "no set of at least 100 independent laboratory runs per side supports a stronger ratio"
)

// variants is the lattice of METHOD 5.6 for the channel level, the default first. The medians
// move in the units of their standard deviation, for local channels and for networks apart, because
// nothing makes the two err in the same direction.
var variants = []variant{
	{"default", 0, 0, 1, 1},
	{"medians lower", -1, -1, 1, 1},
	{"medians higher", 1, 1, 1, 1},
	{"local slower, networks faster", -1, 1, 1, 1},
	{"local faster, networks slower", 1, -1, 1, 1},
	{"profiles narrower", 0, 0, 0.7, 1},
	{"profiles wider", 0, 0, 1.4, 1},
	{"interval wider", 0, 0, 1, 1.3},
}

// withoutPerFile is a further assumption where the cost of a file is known.
const withoutPerFile = "cost of a file not used"

// variant is one assumption about the profiles.
type variant struct {
	name           string
	local, network float64 // shift of the medians
	sd             float64 // factor on the width of the profiles
	interval       float64 // factor on Sigma of the observation
}

// shiftOf is the shift of the medians of a profile.
func (v variant) shiftOf(p Profile) float64 {
	if p.Class == "local" {
		return v.local
	}
	return v.network
}

// Compare weighs one observation against profiles, one per channel as [Set.ForEra] gives them.
//
//	f(D) = (1 - eta) sum_q w_q N(ln B; ln median_q, width_q^2 + Sigma^2) + eta u
//
// with u uniform on ln B from .01 to 5,000 MB/s (METHOD 5.2, 12.4, 12.19); beyond these ends u
// keeps its value, so that no ratio is 0/0. Of a one-sided observation the density of the limit is
// taken, see boundDensity. Where the cost of a file is known, the sum is multiplied by its weight (see
// [PerFile]), and the lattice has the result without it. An
// observation that is not finite gives an empty Comparison. Contrasts are held to [FixedCaps]; see
// [Comparison.Limited].
func Compare(obs Observation, profiles []Profile) Comparison {
	if !finite(obs.LogRate) || !finite(obs.Sigma) || obs.Sigma < 0 || len(profiles) == 0 {
		return Comparison{}
	}
	if o := obs.PerFile; o != nil && (!finite(o.MS) || !finite(o.Sigma) || o.Sigma <= 0) {
		return Comparison{}
	}
	weights := Weights(profiles, obs.CacheSuspect)
	all := variants
	costs := make([]float64, len(profiles)) // the weight of the cost of a file
	for i, p := range profiles {
		costs[i] = 1
		if obs.PerFile != nil {
			costs[i] = obs.PerFile.weight(p)
		}
	}
	if obs.PerFile != nil {
		all = append(slices.Clone(variants), variant{withoutPerFile, 0, 0, 1, 1})
	}
	c := Comparison{Mixes: ownMixes(profiles, weights)}
	for i, v := range all {
		o := obs
		o.Sigma *= v.interval
		logs := make([]float64, len(profiles))
		for j, p := range profiles {
			cost := costs[j]
			if v.name == withoutPerFile {
				cost = 1
			}
			logs[j] = logDensity(o, p, v, cost)
		}
		d := classDensities(profiles, weights, logs, -ieee.Log(floorWidth()))
		d.Own = ownDensities(profiles, c.Mixes, logs)
		c.Lattice = append(c.Lattice, Variant{v.name, d})
		if i == 0 {
			c.Channels = supports(obs, profiles, weights, logs)
		}
	}
	c.Contrasts = contrasts(c.Lattice)
	return c
}

// contrasts are the fixed contrasts of METHOD 12.17.
func contrasts(lattice []Variant) []Contrast {
	return []Contrast{
		contrast(lattice, "local:wan", func(d Densities) (float64, float64) { return d.Local, d.WAN }),
		contrast(lattice, "local:network", func(d Densities) (float64, float64) { return d.Local, d.Network() }),
	}
}

// Network is the log density of a network copy: half lan, half wan (METHOD 12.17).
func (d Densities) Network() float64 { return LogMean(d.LAN, d.WAN) }

// LogMean returns the logarithm of the mean of two densities given by their logarithms.
func LogMean(a, b float64) float64 {
	m := math.Max(a, b)
	return m + ieee.Log(float64(0.5*ieee.Exp(a-m))+float64(0.5*ieee.Exp(b-m)))
}

// Log10LR is the log10 ratio of two densities given by their natural logarithms. Log10LR(a, b)
// is exactly -Log10LR(b, a).
func Log10LR(a, b float64) float64 { return (a - b) / math.Ln10 }

func contrast(lattice []Variant, name string, sides func(Densities) (float64, float64)) Contrast {
	r := Range{math.Inf(1), 0, math.Inf(-1)}
	for i, v := range lattice {
		x := Log10LR(sides(v.Densities))
		r.Low, r.High = math.Min(r.Low, x), math.Max(r.High, x)
		if i == 0 {
			r.Mid = x
		}
	}
	return Contrast{Proposition: name, Log10LR: r}.limited(Cap{LayerCap, LayerCapReason})
}

// Weights returns the weight of every profile within its class: equal per family, then per profile
// times its own weight (METHOD 12.16). They add up to 1 in each class that has a profile. With
// cacheSuspect removable media have weight 0, which means not counted.
func Weights(profiles []Profile, cacheSuspect bool) []float64 {
	type family struct{ class, name string }
	members, families := map[family][]float64{}, map[string]int{}
	for _, p := range profiles {
		if cacheSuspect && p.Removable {
			continue
		}
		f := family{p.Class, p.Family}
		if len(members[f]) == 0 {
			families[p.Class]++
		}
		members[f] = append(members[f], p.Weight)
	}
	out := make([]float64, len(profiles))
	for i, p := range profiles {
		if cacheSuspect && p.Removable {
			continue
		}
		out[i] = p.Weight / ieee.Sum(members[family{p.Class, p.Family}]) / float64(families[p.Class])
	}
	return out
}

// classDensities mixes the profiles of each class. A class without a counted profile has the
// floor alone. The sums are exact, so that neither the order of the profiles nor one that is parted into
// two halves changes a bit.
func classDensities(profiles []Profile, weights, logs []float64, floor float64) Densities {
	mix := func(class string) float64 {
		var terms []float64
		for i, p := range profiles {
			if p.Class == class {
				terms = append(terms, float64(weights[i]*ieee.Exp(logs[i])))
			}
		}
		sum := ieee.Sum(terms)
		if sum <= 0 {
			return floor
		}
		return ieee.Log(sum)
	}
	return Densities{Local: mix("local"), LAN: mix("lan"), WAN: mix("wan")}
}

// logDensity is ln f(D) of one profile; cost is the weight of the cost of a file.
func logDensity(o Observation, p Profile, v variant, cost float64) float64 {
	terms := make([]float64, len(p.Rate))
	for i, c := range p.Rate {
		mu := ieee.Log(c.MedianMBs) + float64(v.shiftOf(p)*c.medianSD())
		s := ieee.Hypot(float64(c.Width()*v.sd), o.Sigma)
		z := (o.LogRate - mu) / s
		if o.OneSided {
			terms[i] = float64(c.Weight * boundDensity(o.LogRate, mu, s))
		} else {
			terms[i] = float64(c.Weight * ieee.Exp(-0.5*z*z) / (s * math.Sqrt(2*math.Pi)))
		}
	}
	return ieee.Log(float64((1-floorShare)*cost*ieee.Sum(terms)) + float64(floorShare/floorWidth()))
}

// supports lists the channels, best first, then untested ones, then by name.
func supports(obs Observation, profiles []Profile, weights, logs []float64) []Support {
	best := math.Inf(-1)
	for i := range profiles {
		if weights[i] > 0 {
			best = math.Max(best, logs[i])
		}
	}
	lower := obs.LogRate // of the observed rate
	if !obs.OneSided {
		lower -= float64(1.96 * obs.Sigma)
	}
	out := make([]Support, len(profiles))
	for i, p := range profiles {
		s := Support{
			Name: p.Name, Family: p.Family, Class: p.Class, Era: p.Era, Weight: weights[i],
			MedianMBs: p.MedianMBs(), LowMBs: p.Quantile(.025), HighMBs: p.Quantile(.975), Measures: p.Measures, Assumed: p.Assumed(), Compatible: "untested",
		}
		if weights[i] > 0 {
			x := Log10LR(logs[i], best)
			s.Log10Support, s.Compatible = &x, "yes"
			if p.LineRateMBs > 0 && lower > ieee.Log(p.LineRateMBs) {
				s.Compatible = "no" // METHOD 12.20: line rates only
			}
		}
		out[i] = s
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].Log10Support, out[j].Log10Support
		switch {
		case (a == nil) != (b == nil):
			return a != nil
		case a != nil && *a > *b:
			return true
		case a != nil && *a < *b:
			return false
		}
		return out[i].Name < out[j].Name
	})
	return out
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
