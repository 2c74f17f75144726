package rate

import (
	"math"

	"copyclock/analyze/ieee"
)

// The misfit of the model: what a real copy does that no noise in it describes. It is the
// standard error of ln B that is left when the noise is known exactly, and grows with the scatter
// of the rate that was seen. The share is learned from laboratory copies and judged on those of
// sources left out, which TestSteps -v prints; the least is how well their truth is known.
const (
	leastMisfit = 0.03
	misfitKappa = 0.4 // of kappa
)

// A width is how far the logarithms of B and o may be off at 95 %.
type width struct {
	half   float64 // half-width of ln B, +Inf where the curvature gives none
	halfO  float64 // the same of ln o
	factor float64 // half over that of the curvature alone, at least 1
}

// unbounded is the width of a likelihood without curvature. Its factor, for the lower limit, is
// that of the worst simulated copies of METHOD 4.3.5.
func unbounded() width { return width{math.Inf(1), math.Inf(1), 1.3} }

// width returns, METHOD 4.3 and 12.4,
//
//	half^2 = max(1.96 sqrt(V_H), t sqrt(V_S))^2 + (1.96 misfit)^2
//
// with V_H from the Hessian, V_S from the block sandwich H^-1 J H^-1 and t of Student with one
// degree of freedom less than there are blocks. Unbounded where no step makes the Hessian
// positive definite, and where the files are of one size: what a file and what its bytes cost
// then differ in the prior alone.
func (c *chain) width(p *params) width {
	if c.oneSize() {
		return unbounded()
	}
	for _, h := range [...]float64{0.02, 0.05, 0.1, 0.2, 0.35} {
		v, ok := variance(*p, h, func(q [5]float64) float64 { at := params(q); return -c.penalised(&at) })
		if !ok {
			continue
		}
		s, t := c.sandwich(v, p, h)
		misfit := 1.96 * misfit(ieee.Exp(p[2]), misfitKappa)
		side := func(i int) float64 {
			return math.Max(1.96*math.Sqrt(v.At(i, i)), t*math.Sqrt(math.Max(ieee.Round(s.At(i, i)), 0)))
		}
		w := width{half: ieee.Hypot(side(1), misfit), halfO: ieee.Hypot(side(0), misfit)}
		w.factor = w.half / (1.96 * math.Sqrt(v.At(1, 1)))
		return w
	}
	return unbounded()
}

// misfit returns the standard error of ln B beyond the noise, for a scatter kappa of the rate and
// the share of it that counts.
func misfit(kappa, share float64) float64 { return ieee.Hypot(leastMisfit, float64(share*kappa)) }

// low returns the one-sided 95 % lower limit of B in MB/s: the smallest rate whose profile
// likelihood lies within (1.645 factor)^2/2 of the best, METHOD 12.11.
func (s *solution) low() float64 {
	z := s.factor * 1.645
	floor := s.ll - float64(z*z/2)
	at := s.at
	inside := func(lnBeta float64) bool {
		p := at
		p[1] = lnBeta
		q, ll := climb(p, 1, 120, s.chain.penalised)
		if ll >= floor {
			at = q
		}
		return ll >= floor
	}
	lo, d := s.at[1], 0.25
	hi := lo + d
	for i := 0; i < 12 && inside(hi); i++ {
		lo = hi
		d = float64(1.6 * d)
		hi += d
	}
	for range 6 {
		mid := (lo + hi) / 2
		if inside(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return ieee.Exp(-hi)
}
