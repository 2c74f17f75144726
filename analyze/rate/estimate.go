package rate

import (
	"math"
	"math/rand/v2"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// mostTicks is the longest stretch that is fitted; of a longer burst a stretch drawn with
// the seed is.
const mostTicks = 5000

// Estimate says all that the stamps and sizes of b tell of the rate of the copy. The order of
// files inside a tick is never used. A burst without ticks gives the zero Rates with failed gates.
func Estimate(b *burst.Burst, opt Options) Rates {
	if opt.Permutations <= 0 {
		opt.Permutations = 99
	}
	e := &estimator{b: b, opt: opt, mode: Undecided}
	files := len(b.Events)
	if files >= 8 && len(b.Ticks) >= 3 && b.Bytes > 0 {
		e.fit()
	}
	if e.mode == Undecided && b.Stamp == timestamps.Birth {
		e.mode = Start // a file is made before its data, METHOD 3.1; the fit did not object
	}
	return e.rates()
}

// estimator carries one burst through the steps.
type estimator struct {
	b     *burst.Burst
	opt   Options
	chain *chain    // forward, at most mostTicks
	end   *solution // nil where nothing was fitted
	start *solution
	mode  Mode
	link  link
}

// best is the solution with the higher likelihood.
func (e *estimator) best() *solution {
	if e.start.ll > e.end.ll {
		return e.start
	}
	return e.end
}

// kept are the solutions that the stamps leave open.
func (e *estimator) kept() []*solution {
	switch e.mode {
	case End:
		return []*solution{e.end}
	case Start:
		return []*solution{e.start}
	}
	return []*solution{e.end, e.start}
}

func (e *estimator) fit() {
	e.chain = newChain(e.b, 0, len(e.b.Ticks))
	seed := e.opt.Seed
	if seed == 0 {
		seed = canonicalSeed(e.chain)
	}
	if n := len(e.b.Ticks); n > mostTicks {
		from := rand.New(rand.NewPCG(seed, 0x626c6f636b)).IntN(n - mostTicks + 1)
		e.chain = newChain(e.b, from, from+mostTicks)
	}
	done := make(chan struct{})
	go func() {
		e.start = e.chain.mirror().solve()
		close(done)
	}()
	e.end = e.chain.solve()
	<-done
	switch d := e.end.ll - e.start.ll; {
	case d > decided:
		e.mode = End
	case d < -decided:
		e.mode = Start
	}
	e.link = testLink(e.best(), e.chain, e.opt.Permutations, seed)
}

func (e *estimator) rates() Rates {
	out := Rates{AverageMBs: average(e.b, e.mode), Certified: certify(e.b, e.mode)}
	v := e.verdicts(out.AverageMBs)
	out.Gates = v.gates
	if e.end == nil {
		return out
	}
	out.LinkUntested = e.link.p > linkLevel && e.link.power < leastPower
	f := &Fit{
		Mode: e.mode, Provisional: true, OneSided: v.oneSided, Explained: &v.explained,
		LogLikelihoodDiff: finding.Known(e.end.ll - e.start.ll),
	}
	out.Fit = f
	if !v.withheld {
		f.RateMBs = v.rate
	}
	if float64(e.b.Resolution)/1e9 <= 0.1 && e.mode != Undecided && !v.oneSided && !v.withheld {
		s := e.best()
		if !math.IsInf(s.halfO, 1) && s.halfO < 20 {
			o := 1000 * math.Exp(s.at[0])
			f.OverheadMS = finding.Between(o*math.Exp(-s.halfO), o, o*math.Exp(s.halfO))
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
	left := seconds(e.b) - float64(len(e.b.Events))*math.Exp(e.best().at[0])
	v := b
	if left > 0 {
		v = float64(e.b.Bytes) / 1e6 / left
	}
	return finding.Known(math.Min(math.Max(v, *a.Estimate), b))
}
