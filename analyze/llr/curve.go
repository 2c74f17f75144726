package llr

import (
	"cmp"
	"slices"

	"copyclock/analyze/ieee"
)

// Below is the share of cases whose ratio is below 10^t: [Above] seen from the other proposition.
func Below(cases []Case, t float64) float64 {
	return mean(cases, func(x float64) float64 {
		if x < t {
			return 1
		}
		return 0
	})
}

// TippettPoint is one abscissa of a Tippett chart.
type TippettPoint struct {
	Log10LR float64 `json:"log10_lr"`
	H1      float64 `json:"h1_at_least"` // share of the cases of H1 with this ratio or more
	H2      float64 `json:"h2_at_least"`
}

// Tippett returns both lines of a Tippett chart, a point for every different ratio in ascending
// order. H2 at 0 is the share of misleading evidence for H1, 1 - H1 that for H2.
func Tippett(h1, h2 []Case) []TippettPoint {
	var at []float64
	for _, c := range slices.Concat(h1, h2) {
		at = append(at, c.Log10LR)
	}
	slices.Sort(at)
	var out []TippettPoint
	for _, t := range slices.Compact(at) {
		out = append(out, TippettPoint{t, 1 - Below(h1, t), 1 - Below(h2, t)})
	}
	return out
}

// Calibrated returns both sides with every ratio replaced by its [PAV] map.
func Calibrated(h1, h2 []Case) (one, two []Case) {
	points := PAV(h1, h2)
	mapped := func(cases []Case) []Case {
		out := make([]Case, len(cases))
		for i, c := range cases {
			at, _ := slices.BinarySearchFunc(points, c.Log10LR, func(p Point, x float64) int { return cmp.Compare(p.Log10LR, x) })
			out[i] = Case{points[at].PAV, c.weight()}
		}
		return out
	}
	return mapped(h1), mapped(h2)
}

// ECEPoint is one abscissa of a chart of empirical cross-entropy.
type ECEPoint struct {
	Log10Odds float64 `json:"log10_prior_odds"` // of H1 against H2
	ECE       float64 `json:"ece"`
	Min       float64 `json:"ece_min"`     // after the map of pool-adjacent-violators
	Neutral   float64 `json:"ece_neutral"` // of saying nothing
}

// Curve returns the empirical cross-entropy at prior odds from 1:100 to 100:1.
func Curve(h1, h2 []Case) []ECEPoint {
	c1, c2 := Calibrated(h1, h2)
	silent := []Case{{}}
	var out []ECEPoint
	for k := -20; k <= 20; k++ {
		odds := float64(k) / 10
		prior := 1 / (1 + ieee.Pow10(-odds))
		out = append(out, ECEPoint{odds, ECE(h1, h2, prior), ECE(c1, c2, prior), ECE(silent, silent, prior)})
	}
	return out
}
