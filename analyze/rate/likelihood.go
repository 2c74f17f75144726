package rate

import (
	"math"
	"slices"

	"copyclock/analyze/ieee"
)

// Constants of the model, METHOD 4.1, 4.2 and 12.2. Times are seconds.
const (
	glitch       = 0.001 // probability that a file lies anywhere: clock step, foreign file
	glitchInside = 0.01 * glitch
	pauseScale   = 0.5 // s: least g0
	pauseSteps   = 3   // least g0 in steps of the clock
	longestPause = 600 // G: longest stall kept in one burst
	smallest     = 1e-280
	candidates   = 6 // files of a tick that are tried one by one as the first
)

// params are the parameters of the model: ln of the overhead (s), ln of beta (s/MB), ln kappa
// (relative sd of 1/rate), ln cv (relative sd of the overhead), and p of the pause
// probability 0.3/(1+exp(-p)).
type params [5]float64

// candidate is one guess at which file of a tick comes first, or all small ones lumped.
type candidate struct {
	weight      float64 // prior probability
	size        float64 // MB
	rest, rest2 float64 // sum and sum of squares of the other sizes
}

// cell is one tick as the filter sees it: the half-open interval [at, at+r) and who may be first.
type cell struct {
	at    float64 // seconds since the first tick
	files int
	bytes float64 // MB
	first []candidate
}

// chain is a burst (or a block of it) in filter form.
type chain struct {
	cells   []cell
	r       float64 // resolution, seconds
	files   int
	mb      float64
	sizes   [][]float64 // MB, by tick: for permutations
	ordered bool        // the sizes of a tick are in the order of writing
}

// fill derives the cells from c.sizes.
func (c *chain) fill() {
	c.mb = 0
	for i := range c.cells {
		c.cells[i].set(c.sizes[i], c.ordered)
		c.mb += c.cells[i].bytes
	}
}

// set derives the candidates of METHOD 12.1 from the sizes in a tick: each of the largest
// few may be first, the rest is one term with its mean size. Where their order is known, the first is.
func (k *cell) set(sizes []float64, ordered bool) {
	var top [candidates + 1]float64 // the largest, descending
	var sum, sum2 float64
	for i, x := range sizes {
		sum += x
		sum2 += float64(x * x)
		j := min(i, len(top))
		if j == len(top) {
			if x <= top[j-1] {
				continue
			}
			j--
		}
		for ; j > 0 && top[j-1] < x; j-- {
			top[j] = top[j-1]
		}
		top[j] = x
	}
	k.files, k.bytes = len(sizes), sum
	k.first = k.first[:0]
	if ordered {
		x := sizes[0]
		k.first = append(k.first, candidate{1, x, math.Max(sum-x, 0), math.Max(sum2-float64(x*x), 0)})
		return
	}
	n := float64(len(sizes))
	alone := min(len(sizes), candidates)
	if len(sizes) == candidates+1 {
		alone = len(sizes)
	}
	add := func(w, x float64) {
		k.first = append(k.first, candidate{w, x, math.Max(sum-x, 0), math.Max(sum2-float64(x*x), 0)})
	}
	left := sum
	for _, x := range top[:alone] {
		add(1/n, x)
		left -= x
	}
	if rest := len(sizes) - alone; rest > 0 {
		add(float64(rest)/n, math.Max(left, 0)/float64(rest))
	}
}

// mirror returns the chain with time reversed. START is END in reversed time: from
// X_i = X_{i-1} + o + s_{i-1}/B follows (-X_{i-1}) = (-X_i) + o + s_{i-1}/B, so the step
// that leads to a file costs that file's size, and the last file of a tick, whose size
// spans the gap that follows, becomes the unknown first one.
func (c *chain) mirror() *chain {
	m := &chain{r: c.r, files: c.files, mb: c.mb, ordered: c.ordered}
	n := len(c.cells)
	m.cells = make([]cell, n)
	m.sizes = make([][]float64, n)
	last := c.span()
	for i := range c.cells {
		k := &m.cells[n-1-i]
		*k = c.cells[i]
		k.first = slices.Clone(k.first)
		k.at = last - k.at
		sizes := c.sizes[i]
		if c.ordered {
			sizes = slices.Clone(sizes)
			slices.Reverse(sizes)
			k.set(sizes, true)
		}
		m.sizes[n-1-i] = sizes
	}
	return m
}

func (c *chain) span() float64 {
	if len(c.cells) == 0 {
		return 0
	}
	return c.cells[len(c.cells)-1].at
}

// prior returns the log density of the weak priors of METHOD 4.1, constants left out. The
// centres of ln o and ln beta give half of the span to each.
func (c *chain) prior(p *params) float64 {
	span := c.span() + c.r
	t := [5]float64{ieee.Log(0.5 * span / float64(c.files)), ieee.Log(0.5 * span / math.Max(c.mb, 1e-6)), ieee.Log(0.25), 0, -4}
	sd := [5]float64{4, 4, 0.6, 0.5, 1.5}
	var s float64
	for i := range p {
		z := (p[i] - t[i]) / sd[i]
		s -= float64(0.5 * float64(z*z))
	}
	return s
}

// state is a normal belief about when the latest file was stamped.
type state struct{ m, v float64 }

// step is what the filter needs of the parameters.
type step struct {
	o, beta, cv2o2, k2b2, pi, r, g0, norm float64
}

// logLikelihood returns the END log likelihood of METHOD 4.2 as corrected by 12.1 and 12.2.
// O(files) at most.
func (c *chain) logLikelihood(p *params) float64 { return c.filter(p, nil) }

// pause returns g0, the length in seconds below which pauses are all equally likely: what is far
// shorter is not told from noise. It grows with the step, because a log-uniform law has half of
// its pauses inside a step of the clock and takes whatever is slow by chance for one of them.
func (c *chain) pause() float64 { return math.Max(pauseScale, pauseSteps*c.r) }

// filter returns the log likelihood and, where each is not nil, stores the part of each cell.
func (c *chain) filter(p *params, each []float64) float64 {
	o, beta := ieee.Exp(p[0]), ieee.Exp(p[1])
	cv, kappa := ieee.Exp(p[3]), ieee.Exp(p[2])
	st := step{
		o: o, beta: beta, cv2o2: cv * cv * o * o, k2b2: kappa * kappa * beta * beta,
		pi: 0.3 / (1 + ieee.Exp(-p[4])), r: c.r, g0: c.pause(),
	}
	st.norm = ieee.Log((longestPause + st.g0) / st.g0)
	var ll float64
	x := state{c.r / 2, c.r * c.r / 12}
	for i := range c.cells {
		k := &c.cells[i]
		if i == 0 && k.files == 1 {
			continue
		}
		var w, m, mm float64
		for j := range k.first {
			f := &k.first[j]
			y, wj := x, 1.0
			if i > 0 {
				y, wj = st.arrive(x, k.at, f.size)
			}
			if k.files > 1 {
				var w2 float64
				y, w2 = st.inside(y, k.at, f.rest, f.rest2, float64(k.files-1))
				wj *= w2
			}
			wj = float64(wj * f.weight)
			w += wj
			m += float64(wj * y.m)
			d := y.m - k.at
			mm += float64(wj * (y.v + float64(d*d)))
		}
		if !(w > 0) {
			return math.Inf(-1)
		}
		part := ieee.Log(w)
		ll += part
		if each != nil {
			each[i] = part
		}
		x.m = m / w
		d := x.m - k.at
		x.v = math.Max(mm/w-float64(d*d), 1e-6*c.r*c.r)
	}
	return ll
}

// arrive moves x by the first file of a tick at t and cuts it to [t, t+r).
func (s *step) arrive(x state, t, size float64) (state, float64) {
	m := x.m + s.o + float64(s.beta*size)
	v := x.v + s.cv2o2 + float64(s.k2b2*size*size)
	z, y := cut(m, v, t, t+s.r)
	a, b := math.Max(t-m, 0), math.Min(t+s.r-m, longestPause)
	var z1 float64
	if b > a {
		z1 = ieee.Log((b+s.g0)/(a+s.g0)) / s.norm
	}
	main := float64((1 - s.pi - glitch) * z)
	w := main + float64(s.pi*z1) + float64(glitch*s.r/(longestPause+s.r))
	return blend(y, main/w, t+float64(0.5*s.r), float64(s.r*s.r/12)), w
}

// inside moves x by the n other files of a tick and cuts it to what lies before t+r.
func (s *step) inside(x state, t, sum, sum2, n float64) (state, float64) {
	m := x.m + float64(n*s.o) + float64(s.beta*sum)
	v := x.v + float64(n*s.cv2o2) + float64(s.k2b2*sum2)
	z, y := cut(m, v, math.Inf(-1), t+s.r)
	main := float64((1 - glitchInside) * z)
	w := main + glitchInside
	return blend(y, main/w, t+float64(0.5*s.r), float64(s.r*s.r/12)), w
}

// blend mixes y, of probability q, with the state (m, v).
func blend(y state, q, m, v float64) state {
	mean := float64(q*y.m) + float64((1-q)*m)
	d, e := y.m-mean, m-mean
	return state{mean, float64(q*(y.v+float64(d*d))) + float64((1-q)*(v+float64(e*e)))}
}

// cut returns the mass of N(m, v) in [lo, hi) and the moments of what is left of it. A mass
// below 1e-280 counts as none.
func cut(m, v, lo, hi float64) (float64, state) {
	sd := math.Sqrt(v)
	a, b := (lo-m)/sd, (hi-m)/sd
	var z float64
	if a > 0 { // the tail that is small
		z = 0.5 * (ieee.Erfc(a/math.Sqrt2) - ieee.Erfc(b/math.Sqrt2))
	} else {
		z = 0.5 * (ieee.Erfc(-b/math.Sqrt2) - ieee.Erfc(-a/math.Sqrt2))
	}
	if !(z > smallest) {
		return 0, state{}
	}
	fa, fb := density(a), density(b)
	d := (fa - fb) / z
	var e float64
	if fa > 0 {
		e += float64(a * fa)
	}
	if fb > 0 {
		e -= float64(b * fb)
	}
	left := 1 + e/z - float64(d*d)
	return z, state{m + float64(sd*d), v * math.Min(math.Max(left, 1e-9), 1)}
}

func density(x float64) float64 { return ieee.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
