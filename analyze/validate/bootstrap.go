package validate

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"sort"

	"copyclock/analyze/ieee"
)

// fewSources is the number of sources below which an interval comes from drawing runs, since
// drawing so few sources anew gives no interval worth the name.
const fewSources = 5

// sample is one value with the unit it belongs to.
type sample struct {
	value  float64
	source string
}

// estimate is a statistic of a sample with its 95 % interval.
type estimate struct {
	n, sources int
	value      float64
	low, high  *float64 // nil below two units
	resampled  string   // source or run
}

// bootstrap estimates the quantile q of the samples, or their mean where q is negative, with the
// percentile interval of draws of whole sources, or of runs where there are fewer than five sources.
// The random numbers follow from the seed and the name of the figure, so that no figure depends
// on which others are made.
//
// A share of which every run agrees has no spread to draw from. Its far end is then the exact bound
//
//	0.025^(1/units) for a share of 1, and 1 minus that for 0.
func bootstrap(samples []sample, q float64, name string, opt Options) estimate {
	s := append([]sample(nil), samples...)
	sort.SliceStable(s, func(i, j int) bool { return s[i].value < s[j].value })
	unit, units := make([]int, len(s)), 0
	index := map[string]int{}
	for i := range s {
		if _, ok := index[s[i].source]; !ok {
			index[s[i].source] = len(index)
		}
		unit[i] = index[s[i].source]
	}
	e := estimate{n: len(s), sources: len(index), resampled: "source"}
	units = len(index)
	if units < fewSources {
		e.resampled = "run"
		units = len(s)
		for i := range unit {
			unit[i] = i
		}
	}
	weights := make([]int, len(s))
	for i := range weights {
		weights[i] = 1
	}
	e.value = statistic(s, weights, q)
	if units < 2 {
		return e
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	random := rand.New(rand.NewPCG(opt.Seed, h.Sum64()))
	drawn := make([]int, units)
	values := make([]float64, opt.Resamples)
	for b := range values {
		clear(drawn)
		for range units {
			drawn[random.IntN(units)]++
		}
		for i := range weights {
			weights[i] = drawn[unit[i]]
		}
		values[b] = statistic(s, weights, q)
	}
	sort.Float64s(values)
	low, high := quantile(values, .025), quantile(values, .975)
	if q == share && low == high {
		switch bound := ieee.Exp(ieee.Log(.025) / float64(units)); {
		case e.value <= 0:
			high = 1 - bound
		case e.value >= 1:
			low = bound
		}
	}
	e.low, e.high = &low, &high
	return e
}

// statistic returns the weighted mean (q < 0) or quantile of samples in ascending order.
func statistic(s []sample, weights []int, q float64) float64 {
	total := 0
	for _, w := range weights {
		total += w
	}
	if q < 0 {
		var sum float64
		for i := range s {
			sum += float64(s[i].value * float64(weights[i]))
		}
		return sum / float64(total)
	}
	// Linear interpolation between order statistics, as quantile does.
	at := float64(q * float64(total-1))
	k := int(at)
	below, above, seen := math.NaN(), math.NaN(), 0
	for i := range s {
		seen += weights[i]
		if math.IsNaN(below) && seen > k {
			below = s[i].value
		}
		if seen > k+1 || (seen == total && !math.IsNaN(below)) {
			above = s[i].value
			break
		}
	}
	if k+1 >= total {
		return below
	}
	return below + float64((at-float64(k))*(above-below))
}

// quantile interpolates between the order statistics of sorted values.
func quantile(sorted []float64, q float64) float64 {
	at := float64(q * float64(len(sorted)-1))
	k := int(at)
	if k+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[k] + float64((at-float64(k))*(sorted[k+1]-sorted[k]))
}
