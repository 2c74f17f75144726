package rate

import (
	"math"
	"math/rand/v2"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
	"copyclock/analyze/ieee"
	"copyclock/timestamps"
)

// Two chains are fitted. The fine one has the ticks as stamped and decides START or END,
// which needs the order of events; of a long burst it holds a stretch drawn with the seed.
// The rate comes from a coarse one of about coarseSteps steps. What a copy does within a
// fiftieth of its time (slow start, read-ahead, bursts out of a queue) is no noise that the
// model knows, and a fit that believes fine stamps is sure of wrong rates: docs/METHOD.md
// has the coverage of laboratory copies by number of steps.
const (
	mostTicks   = 600
	coarseSteps = 50
	mostLinked  = 50_000 // files in the size-link test; of more, those of the fine stretch
)

// Estimate says all that the stamps and sizes of b tell of the rate of the copy. The order of
// files inside a tick is used only where the options say that it is that of writing. A burst without ticks gives the zero Rates with failed gates.
func Estimate(b *burst.Burst, opt Options) Rates {
	if opt.Permutations <= 0 {
		opt.Permutations = 99
	}
	b = evenly(b)
	e := &estimator{b: b, opt: opt, mode: Undecided}
	files := len(b.Events)
	if files >= 8 && len(b.Ticks) >= 3 && b.Bytes > 0 && !opt.Unfitted {
		e.fit()
	}
	if e.mode == Undecided && b.Stamp == timestamps.Birth {
		e.mode = Start // a file is made before its data, METHOD 3.1; the fit did not object
	}
	return e.rates()
}

// estimator carries one burst through the steps.
type estimator struct {
	b    *burst.Burst
	opt  Options
	fine pair // of the ticks as stamped
	pair      // of the coarse chain; nil where nothing was fitted
	mode Mode
	link link
}

// pair holds the fits of one chain in both modes.
type pair struct{ end, start *solution }

// gain is the log likelihood of END less that of START.
func (p pair) gain() float64 { return p.end.ll - p.start.ll }

// likely is the solution with the higher likelihood.
func (p pair) likely() *solution {
	if p.gain() < 0 {
		return p.start
	}
	return p.end
}

// work is the time in seconds that a copy was under way: half as much again as its files
// and bytes take by the likelier fit, at most w.active. That alone counts stalls of up to
// 20 mean gaps, and where stalls are common its steps are so long that most hold one: the
// rate is then free.
func (p pair) work(w *whole) float64 {
	s := p.likely()
	o, beta := ieee.Exp(s.at[0]), ieee.Exp(s.at[1])
	return math.Min(w.active(), 1.5*(float64(float64(len(w.b.Events))*o)+float64(w.mb()*beta)))
}

// best is the solution of the mode that was decided, else that with the higher likelihood.
func (e *estimator) best() *solution {
	if e.mode == Start || (e.mode == Undecided && e.start.ll > e.end.ll) {
		return e.start
	}
	return e.end
}

// kept are the solutions of a chain that the stamps leave open.
func (e *estimator) kept(p pair) []*solution {
	switch e.mode {
	case End:
		return []*solution{p.end}
	case Start:
		return []*solution{p.start}
	}
	return []*solution{p.end, p.start}
}

func (e *estimator) fit() {
	whole := wholeOf(e.b, e.opt.Ordered)
	seed := e.opt.Seed
	if seed == 0 {
		seed = whole.seed()
	}
	from, to := 0, len(e.b.Ticks)
	if to > mostTicks {
		from = rand.New(rand.NewPCG(seed, 0x626c6f636b)).IntN(to - mostTicks + 1)
		to = from + mostTicks
	}
	fine := whole.chain(from, to)
	e.fine = fine.fit()
	rough, coarse := fine, e.fine
	// Only a whole number of ticks keeps every event inside its step.
	if k := math.Floor(e.fine.work(whole) / coarseSteps / whole.r); k >= 2 {
		rough = whole.coarsen(k * whole.r)
		coarse = rough.fit()
	} else if to-from < len(e.b.Ticks) {
		rough = whole.chain(0, len(e.b.Ticks))
		coarse = rough.fit()
	}
	e.pair = coarse
	at, linked := e.best(), rough
	if len(e.b.Events) > mostLinked {
		at, linked = e.fine.likely(), fine
	}
	e.link = testLink(at, linked, e.opt.Permutations, seed)
	if e.link.p <= linkLevel {
		e.mode = decide(e.fine.gain(), coarse.gain())
	}
}

// decide tells END from START by the gain of the fine chain, unless the coarse one objects. Where
// the gaps are not linked to the sizes neither gain means anything.
func decide(fine, coarse float64) Mode {
	switch {
	case fine > decided && coarse > -decided:
		return End
	case fine < -decided && coarse < decided:
		return Start
	}
	return Undecided
}

// fit fits a chain in both modes.
func (c *chain) fit() pair {
	var p pair
	sideBySide(
		func() { p.end = c.solve() },
		func() { p.start = c.mirror().solve() },
	)
	return p
}

// sideBySide runs both functions, at the same time where there is a second processor.
func sideBySide(a, b func()) {
	done := make(chan struct{})
	go func() {
		b()
		close(done)
	}()
	a()
	<-done
}

func (e *estimator) rates() Rates {
	out := Rates{AverageMBs: average(e.b, e.mode), Certified: certify(e.b, e.mode)}
	v := e.verdicts(out.AverageMBs, out.Certified)
	out.Gates = v.gates
	if e.end == nil {
		return out
	}
	out.LinkUntested = e.link.p > linkLevel && e.link.power < leastPower
	f := &Fit{
		Mode: e.mode, OneSided: v.oneSided, Explained: &v.explained,
		LogLikelihoodDiff: finding.Known(e.fine.gain()),
	}
	out.Fit = f
	if !v.withheld {
		f.RateMBs = v.rate
	}
	if float64(e.b.Resolution)/1e9 <= 0.1 && e.mode != Undecided && !v.oneSided && !v.withheld {
		s := e.best()
		if !math.IsInf(s.halfO, 1) && s.halfO < 20 {
			o := 1000 * ieee.Exp(s.at[0])
			f.OverheadMS = finding.Between(o*ieee.Exp(-s.halfO), o, o*ieee.Exp(s.halfO))
		}
	}
	if f.RateMBs != nil && f.RateMBs.Estimate != nil && out.AverageMBs != nil {
		out.SustainedMBs = e.sustained(out.AverageMBs, *f.RateMBs.Estimate)
	}
	return out
}

// sustained returns S/(span - n o) in MB/s, stalls included, held between the average and B,
// METHOD 12.13. Nil where the average is not known.
func (e *estimator) sustained(a *finding.Interval, b float64) *float64 {
	if a.Estimate == nil || *a.Estimate > b {
		return nil
	}
	left := seconds(e.b) - float64(float64(len(e.b.Events))*ieee.Exp(e.best().at[0]))
	v := b
	if left > 0 {
		v = float64(e.b.Bytes) / 1e6 / left
	}
	return finding.Known(math.Min(math.Max(v, *a.Estimate), b))
}
