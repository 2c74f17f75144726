package burst

import (
	"math"

	"copyclock/analyze/ieee"
)

// The mixture is fitted to a histogram, so that its cost does not grow with the files. The
// bins are finer than [leastSigma] and the log of a gap of 64-bit nanoseconds is below 44.
const (
	binWidth = 0.05
	binCount = 880

	// leastSigma is what rounding alone spreads ln(gap + r): a gap of one step r is known to
	// within a triangle of +-r, of standard deviation r/sqrt 6, on a value of 2r.
	leastSigma = 0.2
)

// normal is one weighted component of the mixture.
type normal struct{ weight, mu, sigma float64 }

func (n normal) logDensity(y float64) float64 {
	z := (y - n.mu) / n.sigma
	return ieee.Log(n.weight) - ieee.Log(n.sigma) - float64(0.5*z*z) - float64(0.5*ieee.Log(2*math.Pi))
}

// pauseThreshold returns the gap in nanoseconds above which a burst ends (METHOD 4.5.2):
//
//	y_j = ln(t_{j+1} - t_j + r)
//
// as one or two normals, whichever has the smaller BIC; with one there is no pause and
// nothing splits. With two it is the gap of equal posterior, not below max(10 r, 30 s).
func pauseThreshold(ticks []Tick, r int64) int64 {
	const never = math.MaxInt64
	least := int64(never)
	if r < never/10 {
		least = max(10*r, shortestPause)
	}
	var bins [binCount]float64
	longest := int64(0)
	for i := 1; i < len(ticks); i++ {
		d := since(ticks[i-1].T, ticks[i].T)
		longest = max(longest, d)
		bins[binOf(ieee.Log(float64(d)+float64(r)))]++
	}
	if longest <= least { // nothing could be split: spare the fit
		return never
	}
	low, high, two := fitMixture(&bins)
	if !two {
		return never
	}
	y := crossing(low, high)
	gap := ieee.Exp(y) - float64(r)
	if gap >= float64(never) {
		return never
	}
	return max(least, int64(gap))
}

func binOf(y float64) int  { return min(max(int(y/binWidth), 0), binCount-1) }
func centre(b int) float64 { return float64((float64(b) + 0.5) * binWidth) }

// fitMixture fits two normals by expectation and maximisation from the split that leaves the
// least variance, and reports whether their BIC (five parameters) beats that of one (two).
func fitMixture(bins *[binCount]float64) (low, high normal, two bool) {
	n := total(bins, 0, binCount)
	one := part(bins, 0, binCount, n)
	best := math.Inf(1)
	for b := 1; b < binCount; b++ {
		if bins[b] == 0 {
			continue
		}
		l, h := part(bins, 0, b, n), part(bins, b, binCount, n)
		if l.weight == 0 || h.weight == 0 {
			continue
		}
		if v := float64(l.weight*l.sigma*l.sigma) + float64(h.weight*h.sigma*h.sigma); v < best {
			best, low, high = v, l, h
		}
	}
	if math.IsInf(best, 1) {
		return one, one, false
	}
	logLik := math.Inf(-1)
	for range 200 {
		next, l, h := step(bins, low, high, n)
		if l.weight <= 0 || h.weight <= 0 {
			return one, one, false
		}
		low, high = l, h
		if next-logLik < 1e-9*n {
			logLik = next
			break
		}
		logLik = next
	}
	single := 0.0
	for b, k := range bins {
		if k > 0 {
			single += float64(k * one.logDensity(centre(b)))
		}
	}
	bic1 := 2*ieee.Log(n) - float64(2*single)
	bic2 := float64(5*ieee.Log(n)) - float64(2*logLik)
	return low, high, bic2 < bic1
}

func total(bins *[binCount]float64, from, to int) float64 {
	n := 0.0
	for _, k := range bins[from:to] {
		n += k
	}
	return n
}

// part returns the normal of the gaps in bins from <= b < to.
func part(bins *[binCount]float64, from, to int, n float64) normal {
	var k, s float64
	for b := from; b < to; b++ {
		k += bins[b]
		s += float64(bins[b] * centre(b))
	}
	if k == 0 {
		return normal{sigma: leastSigma}
	}
	mu, v := s/k, 0.0
	for b := from; b < to; b++ {
		d := centre(b) - mu
		v += float64(bins[b] * d * d)
	}
	return normal{weight: k / n, mu: mu, sigma: max(math.Sqrt(v/k), leastSigma)}
}

// step is one round of expectation and maximisation; it returns the log likelihood of the
// components it was given.
func step(bins *[binCount]float64, low, high normal, n float64) (logLik float64, l, h normal) {
	var share [binCount]float64 // posterior of high times the count
	var rest [binCount]float64
	for b, k := range bins {
		if k == 0 {
			continue
		}
		a, c := low.logDensity(centre(b)), high.logDensity(centre(b))
		m := max(a, c)
		both := m + ieee.Log(ieee.Exp(a-m)+ieee.Exp(c-m))
		logLik += float64(k * both)
		share[b] = float64(k * ieee.Exp(c-both))
		rest[b] = k - share[b]
	}
	return logLik, part(&rest, 0, binCount, n), part(&share, 0, binCount, n)
}

// crossing returns the y between the means at which both components are equally probable.
func crossing(low, high normal) float64 {
	a, b := low.mu, high.mu
	for range 60 {
		m := (a + b) / 2
		if low.logDensity(m) > high.logDensity(m) {
			a = m
		} else {
			b = m
		}
	}
	return (a + b) / 2
}
