// Package llr measures how good likelihood ratios are on cases with known truth: accuracy,
// discrimination, calibration, misleading evidence, and the bounds that few cases set.
//
// Ratios are decimal logarithms. H1 is the proposition above the line, H2 the one below; each
// side has its own cases with weights of which only the proportions count. METHOD section 2
// and 5.7; the numbers agree to 1e-9 with those of the public code LiR of the Netherlands
// Forensic Institute on the data sets of testdata.
package llr

import (
	"cmp"
	"math"
	"slices"

	"copyclock/analyze/ieee"
)

// Case is one case of known truth.
type Case struct {
	Log10LR float64
	Weight  float64 // zero counts as one
}

// Cases makes cases of equal weight.
func Cases(log10lr []float64) []Case {
	out := make([]Case, len(log10lr))
	for i, x := range log10lr {
		out[i] = Case{x, 1}
	}
	return out
}

func (c Case) weight() float64 {
	if c.Weight == 0 {
		return 1
	}
	return c.Weight
}

// mean is the weighted mean of f over the cases.
func mean(cases []Case, f func(x float64) float64) float64 {
	var sum, weight float64
	for _, c := range cases {
		sum += float64(c.weight() * f(c.Log10LR))
		weight += c.weight()
	}
	return sum / weight
}

// Cost is log2(1 + 10^x), with its limits at both ends: what a log10 ratio of x costs where the other
// proposition is true.
func Cost(x float64) float64 {
	switch {
	case math.IsInf(x, -1):
		return 0
	case x > 300:
		return x * (math.Ln10 / math.Ln2)
	}
	return ieee.Log(1+ieee.Exp(float64(x*math.Ln10))) / math.Ln2
}

// Cllr is the cost of the log likelihood ratio: 0 is perfect, 1 is what saying nothing costs.
//
//	1/2 (mean over H1 of log2(1 + 1/LR) + mean over H2 of log2(1 + LR))
func Cllr(h1, h2 []Case) float64 {
	return 0.5 * (mean(h1, func(x float64) float64 { return Cost(-x) }) + mean(h2, Cost))
}

// Point maps a ratio to the one that its rank deserves.
type Point struct{ Log10LR, PAV float64 }

// PAV returns the ratios after the map of pool-adjacent-violators, sides of equal weight, for
// every different value in ascending order. The ends may be infinite.
func PAV(h1, h2 []Case) []Point {
	type block struct {
		first, last int // of values
		one, both   float64
	}
	var one, two float64
	for _, c := range h1 {
		one += c.weight()
	}
	for _, c := range h2 {
		two += c.weight()
	}
	type value struct{ x, one, two float64 }
	var all []value
	for _, c := range h1 {
		all = append(all, value{c.Log10LR, c.weight() / one, 0})
	}
	for _, c := range h2 {
		all = append(all, value{c.Log10LR, 0, c.weight() / two})
	}
	slices.SortStableFunc(all, func(a, b value) int { return cmp.Compare(a.x, b.x) })
	var values []value // ties merged
	for _, v := range all {
		if n := len(values); n > 0 && values[n-1].x == v.x {
			values[n-1].one += v.one
			values[n-1].two += v.two
			continue
		}
		values = append(values, v)
	}
	var blocks []block
	for i, v := range values {
		blocks = append(blocks, block{first: i, last: i, one: v.one, both: v.one + v.two})
		for n := len(blocks); n > 1 && blocks[n-2].one/blocks[n-2].both >= blocks[n-1].one/blocks[n-1].both; n = len(blocks) {
			last := blocks[n-1]
			blocks = blocks[:n-1]
			blocks[n-2].last = last.last
			blocks[n-2].one += last.one
			blocks[n-2].both += last.both
		}
	}
	points := make([]Point, len(values))
	for _, b := range blocks {
		const rounding = 1e-12
		y := ieee.Log10(b.one / (b.both - b.one))
		switch {
		case b.one == 0:
			y = math.Inf(-1)
		case b.both-b.one < rounding:
			y = math.Inf(1)
		}
		for i := b.first; i <= b.last; i++ {
			points[i] = Point{values[i].x, y}
		}
	}
	return points
}

// CllrMin is the part of [Cllr] that no calibration can remove: the cost after [PAV].
func CllrMin(h1, h2 []Case) float64 { return Cllr(Calibrated(h1, h2)) }

// DevPAV is the mean distance between the ratios and their [PAV] map: the area between the
// piecewise linear map and the identity over its finite points, over their range. NaN where
// fewer than two points are finite.
func DevPAV(h1, h2 []Case) float64 {
	var points []Point
	for _, p := range PAV(h1, h2) {
		if !math.IsInf(p.PAV, 0) {
			points = append(points, p)
		}
	}
	if len(points) < 2 {
		return math.NaN()
	}
	area := 0.0
	for i := 1; i < len(points); i++ {
		a, b := points[i-1].PAV-points[i-1].Log10LR, points[i].PAV-points[i].Log10LR
		width := points[i].Log10LR - points[i-1].Log10LR
		height := 0.5 * (math.Abs(a) + math.Abs(b))
		if float64(a*b) < 0 { // the lines cross
			height = 0.5 * (float64(a*a) + float64(b*b)) / (math.Abs(a) + math.Abs(b))
		}
		area += float64(width * height)
	}
	return area / (points[len(points)-1].Log10LR - points[0].Log10LR)
}

// Above is the share of cases whose ratio is above 10^t.
func Above(cases []Case, t float64) float64 {
	return mean(cases, func(x float64) float64 {
		if x > t {
			return 1
		}
		return 0
	})
}

// atLeast is the number of cases, by weight, whose ratio is 10^t or more.
func atLeast(cases []Case, t float64) (n float64) {
	for _, c := range cases {
		if c.Log10LR >= t {
			n += c.weight()
		}
	}
	return n
}

func count(cases []Case) (n float64) {
	for _, c := range cases {
		n += c.weight()
	}
	return n
}

// ELUB returns the empirical lower and upper bound (Vergeer and others 2016): the largest
// range around 1 in which using the ratios is never worse than ignoring them, with one
// misleading case added on each side, on a grid of 0.01.
//
//	EU(t) = 1 - P(LR > t given H1) + t P(LR > t given H2), against 1 above t = 1 and t below
func ELUB(h1, h2 []Case) (low, high float64) {
	n1, n2 := count(h1)+1, count(h2)+1
	utility := func(t float64) float64 {
		p1 := float64(Above(h1, t)*(n1-1)) / n1
		p2 := (float64(Above(h2, t)*(n2-1)) + 1) / n2
		return 1 - p1 + float64(ieee.Pow10(t)*p2)
	}
	const step, most = 0.01, 2000
	for k := 0; k < most && utility(float64(float64(k)*step)) <= 1; k++ {
		high = float64(float64(k) * step)
	}
	for k := 0; k < most; k++ {
		t := -float64(float64(k) * step)
		if utility(t) > ieee.Pow10(t) {
			break
		}
		low = t
	}
	return low, high
}

// Invariance returns the bounds of invariance verification (Alberink and others 2025): how far
// from 1 the shares of cases beyond a ratio still support that ratio, on a grid of 0.001 from
// the smallest ratio on.
func Invariance(h1, h2 []Case) (low, high float64) {
	n1, n2 := count(h1), count(h2)
	first, last := math.Inf(1), math.Inf(-1)
	for _, side := range [][]Case{h1, h2} {
		for _, c := range side {
			first, last = math.Min(first, c.Log10LR), math.Max(last, c.Log10LR)
		}
	}
	p := func(t float64) (p1, p2 float64) {
		return (atLeast(h1, t) + 0.5) / (n1 + 1), (atLeast(h2, t) + 0.5) / (n2 + 1)
	}
	const step = 0.001
	steps := int((last-first)/step) + 1
	at := func(i int) float64 { return first + float64(float64(i)*step) }
	for i := max(0, int(math.Ceil(-first/step))); i <= steps; i++ {
		t := at(i)
		p1, p2 := p(t)
		if t < 0 {
			continue
		}
		if ieee.Log10(p1)-ieee.Log10(p2)-t < 0 {
			break
		}
		high = t
	}
	for i := min(steps, int(math.Floor(-first/step))); i >= 0; i-- {
		t := at(i)
		p1, p2 := p(t)
		if t > 0 {
			continue
		}
		if t-ieee.Log10(1-p1)+ieee.Log10(1-p2) < 0 {
			break
		}
		low = t
	}
	return low, high
}

// ECE is the empirical cross-entropy at a prior probability of H1, 0 < prior < 1.
func ECE(h1, h2 []Case, prior float64) float64 {
	odds := ieee.Log10(prior / (1 - prior))
	return float64(prior*mean(h1, func(x float64) float64 { return Cost(-x - odds) })) +
		float64((1-prior)*mean(h2, func(x float64) float64 { return Cost(x + odds) }))
}
