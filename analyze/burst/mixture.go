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

// histogram counts gaps by bins of their logarithm; bins without any are left out.
type histogram struct {
	y []float64 // centre of a bin, ascending
	k []float64 // gaps in it
}

// normal is one weighted component of the mixture.
type normal struct{ weight, mu, sigma float64 }

// density is the log density of a component, with what does not depend on y reckoned once.
type density struct{ mu, sigma, scale, constant float64 }

func (n normal) density() density {
	return density{mu: n.mu, sigma: n.sigma, scale: ieee.Log(n.weight) - ieee.Log(n.sigma), constant: float64(0.5 * ieee.Log(2*math.Pi))}
}

func (d *density) log(y float64) float64 {
	z := (y - d.mu) / d.sigma
	return d.scale - float64(0.5*z*z) - d.constant
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
	low, high, two := fitMixture(histogramOf(&bins))
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

func histogramOf(bins *[binCount]float64) *histogram {
	h := &histogram{}
	for b, k := range bins {
		if k > 0 {
			h.y, h.k = append(h.y, centre(b)), append(h.k, k)
		}
	}
	return h
}

// fitMixture fits two normals by expectation and maximisation from the split that leaves the
// least variance, and reports whether their BIC (five parameters) beats that of one (two).
func fitMixture(h *histogram) (low, high normal, two bool) {
	n := 0.0
	for _, k := range h.k {
		n += k
	}
	one := h.part(h.k, 0, len(h.k), n)
	best := math.Inf(1)
	for i := 1; i < len(h.k); i++ {
		l, r := h.part(h.k, 0, i, n), h.part(h.k, i, len(h.k), n)
		if v := float64(l.weight*l.sigma*l.sigma) + float64(r.weight*r.sigma*r.sigma); v < best {
			best, low, high = v, l, r
		}
	}
	if math.IsInf(best, 1) {
		return one, one, false
	}
	share, rest := make([]float64, len(h.k)), make([]float64, len(h.k))
	logLik := math.Inf(-1)
	for range 200 {
		next := h.divide(low, high, share, rest)
		l, r := h.part(rest, 0, len(rest), n), h.part(share, 0, len(share), n)
		if l.weight <= 0 || r.weight <= 0 {
			return one, one, false
		}
		low, high = l, r
		if next-logLik < 1e-9*n {
			logLik = next
			break
		}
		logLik = next
	}
	single := 0.0
	d := one.density()
	for i, k := range h.k {
		single += float64(k * d.log(h.y[i]))
	}
	bic1 := 2*ieee.Log(n) - float64(2*single)
	bic2 := float64(5*ieee.Log(n)) - float64(2*logLik)
	return low, high, bic2 < bic1
}

// part returns the normal of the bins from <= i < to, with the given counts.
func (h *histogram) part(count []float64, from, to int, n float64) normal {
	var k, s float64
	for i := from; i < to; i++ {
		k += count[i]
		s += float64(count[i] * h.y[i])
	}
	if k == 0 {
		return normal{sigma: leastSigma}
	}
	mu, v := s/k, 0.0
	for i := from; i < to; i++ {
		d := h.y[i] - mu
		v += float64(count[i] * d * d)
	}
	return normal{weight: k / n, mu: mu, sigma: max(math.Sqrt(v/k), leastSigma)}
}

// divide shares the gaps out between two components by their posteriors, and returns the log
// likelihood of the components.
func (h *histogram) divide(low, high normal, share, rest []float64) (logLik float64) {
	p, q := low.density(), high.density()
	for i, k := range h.k {
		a, c := p.log(h.y[i]), q.log(h.y[i])
		m := max(a, c)
		both := m + ieee.Log(ieee.Exp(a-m)+ieee.Exp(c-m))
		logLik += float64(k * both)
		share[i] = float64(k * ieee.Exp(c-both))
		rest[i] = k - share[i]
	}
	return logLik
}

// crossing returns the y between the means at which both components are equally probable.
func crossing(low, high normal) float64 {
	p, q := low.density(), high.density()
	a, b := low.mu, high.mu
	for range 60 {
		m := (a + b) / 2
		if p.log(m) > q.log(m) {
			a = m
		} else {
			b = m
		}
	}
	return (a + b) / 2
}
