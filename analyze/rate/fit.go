package rate

import (
	"math"

	"copyclock/analyze/ieee"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Constants of the fit.
const (
	inflation = 1.3   // factor on every half-width, METHOD 4.3.5
	decided   = 3.0   // difference of log likelihoods that decides START or END, METHOD 4.4
	ceiling   = 5000. // MB/s: faster than any medium, so a larger estimate is a runaway
)

// solution is the best fit of one mode.
type solution struct {
	chain *chain
	at    params
	ll    float64 // penalised by the priors
	half  float64 // half-width of ln B, +Inf where the curvature gives none
	halfO float64 // the same of ln o
}

func (s *solution) rate() float64 { return ieee.Exp(-s.at[1]) }

// penalised is the log posterior, up to a constant, that every step maximises.
func (c *chain) penalised(p *params) float64 {
	for i := range p {
		if math.IsNaN(p[i]) || math.Abs(p[i]) > 60 {
			return -1e12
		}
	}
	ll := c.logLikelihood(p) + c.prior(p)
	if math.IsNaN(ll) || math.IsInf(ll, 0) {
		return -1e12
	}
	return ll
}

// solve maximises over the parameters from two starts, METHOD 4.3.1.
func (c *chain) solve() *solution {
	active := c.active()
	s := &solution{chain: c, ll: math.Inf(-1)}
	for _, share := range [...]float64{0.2, 0.7} {
		p := params{
			ieee.Log(share * active / float64(c.files)),
			ieee.Log((1 - share) * active / math.Max(c.mb, 1e-6)),
			ieee.Log(0.25), 0, -4,
		}
		if q, ll := climb(p, 5, 200, c.penalised); ll > s.ll {
			s.at, s.ll = q, ll
		}
	}
	for range 5 {
		q, ll := climb(s.at, 5, 200, c.penalised)
		gain := ll - s.ll
		if gain > 0 {
			s.at, s.ll = q, ll
		}
		if gain < 1e-3 {
			break
		}
	}
	s.half, s.halfO = c.width(&s.at)
	return s
}

// active is the span without gaps that are surely stalls: a gap counts up to 20 times the mean.
func (c *chain) active() float64 {
	limit := 20 * (c.span() + c.r) / float64(len(c.cells))
	t := c.r
	for i := 1; i < len(c.cells); i++ {
		t += math.Min(c.cells[i].at-c.cells[i-1].at, limit)
	}
	return t
}

// climb maximises f over all parameters but the one with index hold (none if out of range) by
// Nelder and Mead within the given number of evaluations, at snapped points: see [ieee.Snap].
func climb(p params, hold, evaluations int, f func(*params) float64) (params, float64) {
	var free []int
	for i := range p {
		if i != hold {
			free = append(free, i)
		}
	}
	at := func(x []float64) params {
		q := p
		for j, i := range free {
			q[i] = ieee.Snap(x[j])
		}
		return q
	}
	x := make([]float64, len(free))
	for j, i := range free {
		x[j] = p[i]
	}
	best, ll := p, f(&p)
	problem := optimize.Problem{Func: func(x []float64) float64 {
		q := at(x)
		v := f(&q)
		if v > ll {
			best, ll = q, v
		}
		return -v
	}}
	settings := &optimize.Settings{
		FuncEvaluations: evaluations,
		Converger:       &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 25},
	}
	// The error says only that the budget is spent; the best point is kept beside it.
	_, _ = optimize.Minimize(problem, x, settings, &optimize.NelderMead{SimplexSize: 0.4})
	return best, ll
}

// width returns the provisional half-widths 1.3 * 1.96 * sqrt(V_H) of ln B and ln o from
// the Hessian, METHOD 4.3.2; +Inf where no step makes it positive definite, and where the files
// are of one size: what a file and what its bytes cost then differ in the prior alone.
func (c *chain) width(p *params) (float64, float64) {
	if c.oneSize() {
		return math.Inf(1), math.Inf(1)
	}
	for _, h := range [...]float64{0.02, 0.05, 0.1, 0.2, 0.35} {
		v, ok := variance(*p, h, func(q [5]float64) float64 { at := params(q); return -c.penalised(&at) })
		if ok {
			z := inflation * 1.96
			return z * math.Sqrt(v.At(1, 1)), z * math.Sqrt(v.At(0, 0))
		}
	}
	return math.Inf(1), math.Inf(1)
}

// oneSize reports whether all files have the same size.
func (c *chain) oneSize() bool {
	for _, tick := range c.sizes {
		for _, s := range tick {
			if s != c.sizes[0][0] {
				return false
			}
		}
	}
	return true
}

// variance returns the inverse of the Hessian of f at p by central differences of step h,
// rounded because the factorisation differs in its last bits between machines;
// false where it is not positive definite or the first two variances are not positive.
func variance(p [5]float64, h float64, f func([5]float64) float64) (*mat.SymDense, bool) {
	hess := mat.NewSymDense(len(p), nil)
	at := func(i int, di float64, j int, dj float64) float64 {
		q := p
		q[i] += di
		q[j] += dj
		return f(q)
	}
	f0 := f(p)
	for i := range len(p) {
		hess.SetSym(i, i, (at(i, h, i, 0)-float64(2*f0)+at(i, -h, i, 0))/(h*h))
		for j := range i {
			hess.SetSym(i, j, (at(i, h, j, h)-at(i, h, j, -h)-at(i, -h, j, h)+at(i, -h, j, -h))/(4*h*h))
		}
	}
	var ch mat.Cholesky
	var v mat.SymDense
	if !ch.Factorize(hess) || ch.InverseTo(&v) != nil {
		return nil, false
	}
	for i := range len(p) {
		for j := range i + 1 {
			v.SetSym(i, j, ieee.Round(v.At(i, j)))
		}
	}
	return &v, v.At(0, 0) > 0 && v.At(1, 1) > 0
}

// low returns the one-sided 95 % lower limit of B in MB/s: the smallest rate whose profile
// likelihood lies within (1.3*1.645)^2/2 of the best, METHOD 12.11.
func (s *solution) low() float64 {
	z := inflation * 1.645
	floor := s.ll - z*z/2
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

// stalls returns the time in the chain's gaps that neither overhead nor bytes explain.
func (s *solution) stalls(shortest float64) (total float64, each []float64) {
	c := s.chain
	o, beta := ieee.Exp(s.at[0]), ieee.Exp(s.at[1])
	kappa := ieee.Exp(s.at[2])
	each = make([]float64, len(c.cells))
	for i := 1; i < len(c.cells); i++ {
		k := &c.cells[i]
		gap := k.at - c.cells[i-1].at
		big := k.first[0].size
		want := o + float64(beta*big)
		if x := gap - want - c.r; x > math.Max(shortest, 5*(float64(kappa*beta*big)+o)) {
			each[i] = x
			total += x
		}
	}
	return total, each
}
