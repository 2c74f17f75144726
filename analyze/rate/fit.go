package rate

import (
	"math"

	"copyclock/analyze/ieee"

	"gonum.org/v1/gonum/optimize"
)

// Constants of the fit.
const (
	decided = 3.0   // difference of log likelihoods that decides START or END, METHOD 4.4
	ceiling = 5000. // MB/s: faster than any medium, so a larger estimate is a runaway
)

// solution is the best fit of one mode.
type solution struct {
	chain *chain
	at    params
	ll    float64 // penalised by the priors
	width         // of ln B and ln o
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
	s.width = c.width(&s.at)
	return s
}

// active is the span without gaps that are surely stalls: a gap counts up to 20 times the mean.
func (c *chain) active() float64 {
	return active(len(c.cells), c.r, func(i int) float64 { return c.cells[i].at })
}

func active(ticks int, r float64, at func(int) float64) float64 {
	limit := 20 * (at(ticks-1) + r) / float64(ticks)
	t := r
	for i := 1; i < ticks; i++ {
		t += math.Min(at(i)-at(i-1), limit)
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
