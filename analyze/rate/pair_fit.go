package rate

import (
	"math"

	"copyclock/analyze/ieee"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Constants of the model of durations.
const (
	wideShare  = 0.1  // of the files that scatter by wideFactor times the usual
	wideFactor = 5    // round trips lost, buffers drained
	fineRatio  = 30.  // scatter of so many steps: the steps are as good as points
	farOut     = 8.   // standard deviations beyond which a normal tail is nothing
	jitter     = 2e-3 // s: schedulers, buffers and the clock scatter every duration at least so much
	mostStray  = 0.15
)

// pairParams are the parameters of the model of durations: the overhead in units of the
// problem's scale (it may be negative: data that waited in a buffer), ln beta (s/MB), ln tau
// (s, scatter of every file), ln kappa (scatter relative to the time of the bytes), and the
// logit of the share of stray files.
type pairParams [5]float64

// duration is one file of the problem.
type duration struct {
	d    float64 // end stamp minus start stamp, s
	size float64 // MB
	w    float64 // how many files it stands for
}

// durations is the problem that is fitted: files in order of their start.
type durations struct {
	files  []duration
	rb, re float64 // steps of the start and end column, s
	scale  float64 // s, unit of the overhead
	reach  float64 // s, longest duration plus a step
	prior  pairParams
}

// pairModel is pairParams in natural units.
type pairModel struct {
	o, beta, tau, kappa, stray float64
}

func (d *durations) model(p *pairParams) pairModel {
	return pairModel{
		o: float64(p[0] * d.scale), beta: ieee.Exp(p[1]), tau: jitter + ieee.Exp(p[2]), kappa: ieee.Exp(p[3]),
		stray: mostStray / (1 + ieee.Exp(-p[4])),
	}
}

// mean is the expected duration of a file: never negative.
func (m *pairModel) mean(size float64) float64 {
	return math.Max(m.o+float64(m.beta*size), 0)
}

// density returns the probability of the two stamps of f given the step that holds its start:
// the share of starts inside the step, all alike, from which the end falls into its own.
//
//	P(d) = 1/r_b int f(D) |[x, x + r_b) + D  and  [d, d + r_e)| dD
//
// With G the integral of the distribution function of D, that is the second difference
// [G(d + r_e) - G(d) - G(d + r_e - r_b) + G(d - r_b)] / r_b. D is normal about o + beta s with
// the variance tau^2 + (kappa beta s)^2, a tenth of the files with five times the standard
// deviation, and a share of strays anywhere up to the longest duration.
func (d *durations) density(f *duration, m *pairModel) float64 {
	mu := m.mean(f.size)
	k := float64(m.kappa * m.beta * f.size)
	sd := math.Sqrt(float64(m.tau*m.tau) + float64(k*k))
	clean := float64((1-wideShare)*d.normal(f.d, mu, sd)) + float64(wideShare*d.normal(f.d, mu, wideFactor*sd))
	return float64((1-m.stray)*clean) + m.stray*d.re/d.reach
}

func (d *durations) normal(x, mu, sd float64) float64 {
	if sd > fineRatio*math.Max(d.rb, d.re) {
		z := (x + float64(0.5*(d.re-d.rb)) - mu) / sd
		return d.re / sd * ieee.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	}
	g := ramp(x+d.re-mu, sd) - ramp(x-mu, sd) - ramp(x+d.re-d.rb-mu, sd) + ramp(x-d.rb-mu, sd)
	return math.Max(g, 0) / d.rb
}

// ramp is the integral of the normal distribution function up to x.
func ramp(x, sd float64) float64 {
	switch z := x / sd; {
	case z < -farOut:
		return 0
	case z > farOut:
		return x
	default:
		return float64(x*0.5*ieee.Erfc(-z/math.Sqrt2)) + float64(sd*ieee.Exp(-z*z/2)/math.Sqrt(2*math.Pi))
	}
}

// logPrior holds the nuisance parameters together; overhead and beta are free.
func (d *durations) logPrior(p *pairParams) float64 {
	sd := pairParams{0, 6, 1.5, 1, 1.2}
	var s float64
	for i := 1; i < len(p); i++ {
		z := (p[i] - d.prior[i]) / sd[i]
		s -= float64(0.5 * float64(z*z))
	}
	return s
}

// logWait holds a negative overhead, data that lay in a buffer before the file was made, to
// some milliseconds. It has no part in the curvature: an overhead held at zero is not a known one.
func (m *pairModel) logWait() float64 {
	z := math.Min(m.o, 0) / bufferTime
	return float64(-z * z / 2)
}

const bufferTime = 0.01 // s

// penalised is what is maximised.
func (d *durations) penalised(p *pairParams) float64 {
	m := d.model(p)
	return d.logLikelihood(p) + m.logWait()
}

// logLikelihood is penalised by the prior.
func (d *durations) logLikelihood(p *pairParams) float64 {
	for _, x := range p {
		if math.IsNaN(x) || math.Abs(x) > 1e4 {
			return -1e12
		}
	}
	m := d.model(p)
	ll := d.logPrior(p)
	for i := range d.files {
		f := &d.files[i]
		ll += float64(f.w * ieee.Log(d.density(f, &m)+smallest))
	}
	if math.IsNaN(ll) {
		return -1e12
	}
	return ll
}

// pairSolution is the best fit of the model of durations.
type pairSolution struct {
	d     *durations
	at    pairParams
	ll    float64
	half  float64 // half-width of ln B by the sandwich alone; +Inf where the curvature gives none
	halfO float64 // s, the same of the overhead
}

// solve maximises the likelihood from a start that gives all time to the bytes and one that
// gives half of it to the files. The way is first sought with a part of the files.
func (d *durations) solve() *pairSolution {
	s := &pairSolution{d: d, ll: math.Inf(-1)}
	rough := d.sample(roughFiles)
	for _, share := range [...]float64{0, 0.5} {
		p, _ := rough.climb(d.begin(share), 300)
		if ll := d.penalised(&p); ll > s.ll {
			s.at, s.ll = p, ll
		}
	}
	for range 6 {
		q, ll := d.climb(s.at, 250)
		gain := ll - s.ll
		if gain > 0 {
			s.at, s.ll = q, ll
		}
		if gain < 1e-3 {
			break
		}
	}
	s.width()
	return s
}

const roughFiles = 300

// sample is the problem with about n files, taken at regular places.
func (d *durations) sample(n int) *durations {
	if len(d.files) <= n {
		return d
	}
	few := *d
	few.files = nil
	for i := range n {
		few.files = append(few.files, d.files[i*len(d.files)/n])
	}
	return &few
}

// begin is the prior's centre with the given share of the time in the overhead.
func (d *durations) begin(share float64) pairParams {
	var time, mb, files float64
	for _, f := range d.files {
		time += float64(f.w * f.d)
		mb += float64(f.w * f.size)
		files += f.w
	}
	time = math.Max(time, math.Max(d.rb, d.re)/10)
	p := d.prior
	p[0] = share * time / files / d.scale
	p[1] = ieee.Log((1 - share) * time / math.Max(mb, 1e-9))
	return p
}

// climb is Nelder and Mead within a budget of evaluations, at snapped points: see [ieee.Snap].
func (d *durations) climb(p pairParams, evaluations int) (pairParams, float64) {
	best, ll := p, d.penalised(&p)
	problem := optimize.Problem{Func: func(x []float64) float64 {
		var q pairParams
		for i := range q {
			q[i] = ieee.Snap(x[i])
		}
		v := d.penalised(&q)
		if v > ll {
			best, ll = q, v
		}
		return -v
	}}
	settings := &optimize.Settings{
		FuncEvaluations: evaluations,
		Converger:       &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 30},
	}
	// The error says only that the budget is spent; the best point is kept beside it.
	_, _ = optimize.Minimize(problem, p[:], settings, &optimize.NelderMead{SimplexSize: 0.3})
	return best, ll
}

// width sets the half-widths of ln B and o: Student's t times the larger of the standard
// errors of the Hessian and of the sandwich over blocks of neighbouring files, METHOD 4.3.3 and 12.4.
func (s *pairSolution) width() {
	s.half, s.halfO = math.Inf(1), math.Inf(1)
	for _, h := range [...]float64{0.01, 0.03, 0.1, 0.3} {
		v, ok := variance(s.at, h, func(q [5]float64) float64 { at := pairParams(q); return -s.d.logLikelihood(&at) })
		if !ok {
			continue
		}
		j, blocks := s.scores(h)
		var left, both mat.Dense
		left.Mul(v, j)
		both.Mul(&left, v)
		t := student975(blocks - 1)
		s.half = math.Max(1.96*math.Sqrt(v.At(1, 1)), t*math.Sqrt(math.Max(ieee.Round(both.At(1, 1)), 0)))
		s.halfO = s.d.scale * math.Max(1.96*math.Sqrt(v.At(0, 0)), t*math.Sqrt(math.Max(ieee.Round(both.At(0, 0)), 0)))
		return
	}
}

// scores returns the covariance of the sums of scores of up to 20 blocks, and how many there are.
func (s *pairSolution) scores(h float64) (*mat.SymDense, int) {
	const k = len(s.at)
	n := len(s.d.files)
	blocks := min(20, n)
	sums := make([][k]float64, blocks)
	for i := range k {
		up, down := s.at, s.at
		up[i] += h
		down[i] -= h
		a, b := s.d.model(&up), s.d.model(&down)
		for j := range s.d.files {
			f := &s.d.files[j]
			sums[j*blocks/n][i] += float64(f.w * (ieee.Log(s.d.density(f, &a)+smallest) - ieee.Log(s.d.density(f, &b)+smallest)) / (2 * h))
		}
	}
	return scatter(sums), blocks
}
