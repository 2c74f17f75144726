package rate

import (
	"fmt"
	"math"

	"copyclock/analyze/finding"
	"copyclock/analyze/ieee"
)

// Limits of the gates, METHOD 7.2 and 12.8.
const (
	fewFiles      = 30
	fewTicks      = 5
	linkLevel     = 0.01
	leastPower    = 0.8 // of the link test, below which its silence says nothing
	leastShare    = 0.3
	slopeShare    = 0.9
	untested      = " is not tested: it needs a fit, and that needs 8 files with bytes and 3 ticks"
	unfitted      = " is not tested: it needs a fit, and only the bursts with most bytes are fitted"
	shortestStall = 1. // s
)

// verdicts is the outcome of the gates and what they leave of the rate.
type verdicts struct {
	gates     []finding.Gate
	rate      *finding.Interval // nil where no limit is known
	low       float64           // MB/s: the fit's own lower limit, whatever the rate rests on
	explained float64
	oneSided  bool
	withheld  bool
}

func (v *verdicts) gate(code string, passed bool, format string, args ...any) {
	v.gates = append(v.gates, finding.Gate{Code: code, Passed: passed, Text: fmt.Sprintf(format, args...)})
}

// verdicts tests all gates of this room, in order of their codes. Without a fit only G2 can be
// tested and fails; the others then count as passed and say that they were not tested.
func (e *estimator) verdicts(avg *finding.Interval, certified []Certified) *verdicts {
	v := &verdicts{}
	n, t := len(e.b.Events), len(e.b.Ticks)
	v.gate("G2", (e.end != nil || e.opt.Unfitted) && n >= fewFiles && t >= fewTicks,
		"The burst holds %d files in %d tick(s); a rate needs %d files and %d ticks.", n, t, fewFiles, fewTicks)
	if e.end == nil {
		untested := untested
		if e.opt.Unfitted {
			untested = unfitted
		}
		v.gate("G3", true, "The link between sizes and gaps%s.", untested)
		v.gate("G5", true, "The share of the time that bytes explain%s.", untested)
		v.gate("G6", true, "Parallel streams: the slope%s.", untested)
		v.cache(avg, nil)
		v.gate("G8", true, "The width of the interval%s.", untested)
		return v
	}
	v.link(&e.link)
	v.explain(e)
	v.interval(e, hardBound(avg, certified))
	v.parallel(e, avg)
	v.cache(avg, e)
	v.width(e)
	return v
}

// link says whether the gaps depend on the sizes, and if not, whether that could be seen.
func (v *verdicts) link(l *link) {
	text := fmt.Sprintf("Sizes dealt anew explain the gaps as well as the true sizes in %d of %d draws (p = %.3g; the limit is %.2g).",
		l.asGood, l.drawn, l.p, linkLevel)
	switch ok := l.p <= linkLevel; {
	case ok:
		v.gate("G3", true, "%s", text)
	case l.power < leastPower:
		v.gate("G3", false, "%s With these files and ticks the test finds a link in only %.0f %% of simulated copies, so nothing follows from that.",
			text, 100*l.power)
	default:
		v.gate("G3", false, "%s In %.0f %% of simulated copies of these files the link is found: these gaps do not follow the sizes.",
			text, 100*l.power)
	}
}

// explain tests beta*S/(span - stalls), the share of the time that bytes account for.
func (v *verdicts) explain(e *estimator) {
	v.explained = math.Inf(1)
	for _, s := range e.kept(e.pair) {
		stalled, _ := s.stalls(math.Max(shortestStall, 2*s.chain.r))
		left := math.Max(s.chain.span()-stalled, s.chain.r)
		v.explained = math.Min(v.explained, math.Min(1, float64(ieee.Exp(s.at[1])*s.chain.mb)/left))
	}
	ok := v.explained >= leastShare
	v.oneSided = !ok
	v.gate("G5", ok, "Bytes at the fitted rate account for %.0f %% of the time without stalls; below %.0f %% only a lower bound is given.",
		100*v.explained, 100*leastShare)
}

// interval states the rate of the modes that are left: with two of them their envelope and no
// estimate. Where the gaps do not follow the sizes though the test could have seen it, the
// model does not hold and nothing of it is printed.
func (v *verdicts) interval(e *estimator, hard float64) {
	if e.link.p > linkLevel && e.link.power >= leastPower {
		v.oneSided, v.withheld = true, true
		return
	}
	for _, s := range e.kept(e.pair) {
		if s.half > ieee.Log(4) || s.rate() > ceiling {
			v.oneSided = true
		}
	}
	lo, hi := math.Inf(1), 0.
	for _, s := range e.kept(e.pair) {
		if v.oneSided {
			lo = math.Min(lo, s.low())
			continue
		}
		lo = math.Min(lo, s.rate()*ieee.Exp(-s.half))
		hi = math.Max(hi, s.rate()*ieee.Exp(s.half))
	}
	v.low = lo
	if v.explained < leastShare {
		lo = hard // the overhead is all that the model sees; its limits of the rate are guesses
	}
	if lo > ceiling || math.IsNaN(lo) || lo <= 0 {
		v.withheld = true
		return
	}
	v.rate = &finding.Interval{Low: finding.Known(lo)}
	if v.oneSided {
		return
	}
	v.rate.High = finding.Known(hi)
	if e.mode != Undecided {
		v.rate.Estimate = finding.Known(e.best().rate())
	}
}

// hardBound is what needs no model: a copy in one stream writes no byte faster than its rate,
// so the rate is at least the low end of the average and every certified rate of one stream.
func hardBound(avg *finding.Interval, certified []Certified) float64 {
	bound := BestCertified(certified)
	if avg != nil && avg.Low != nil {
		bound = max(bound, *avg.Low)
	}
	return bound
}

// parallel tests the slope against the average: one stream cannot average more than its slope.
func (v *verdicts) parallel(e *estimator, avg *finding.Interval) {
	// The fine chain tells streams apart; a coarse step holds files of all of them. Its own noise
	// counts here, not the misfit of one stream.
	s := e.fine.likely()
	slope := s.rate()
	if s.half/s.factor > ieee.Log(4) || avg == nil || avg.Low == nil {
		v.gate("G6", true, "Parallel streams are not tested: the slope has no upper limit here or the average is not known.")
		return
	}
	a := *avg.Low
	if avg.Estimate != nil {
		a = *avg.Estimate
	}
	ok := slope >= slopeShare*a
	v.withheld = v.withheld || !ok
	v.gate("G6", ok, "The slope is %.3g MB/s and the average %.3g MB/s; a slope below %.1f of the average means parallel streams or another order, and is withheld.",
		slope, a, slopeShare)
}

// width tests the half-width of ln B and the physical ceiling.
func (v *verdicts) width(e *estimator) {
	var half, fastest float64
	for _, s := range e.kept(e.pair) {
		half, fastest = math.Max(half, s.half), math.Max(fastest, s.rate())
	}
	switch {
	case fastest > ceiling:
		v.gate("G8", false, "The fit runs off above %.0f MB/s, faster than any medium: no rate is given beyond a lower bound.", ceiling)
	case math.IsInf(half, 1):
		v.gate("G8", false, "The likelihood has no curvature that bounds the rate: only a lower bound is given.")
	default:
		v.gate("G8", half <= ieee.Log(4), "The 95 %% interval reaches a factor of %.3g to each side; beyond 4 only a lower bound is given.",
			ieee.Exp(math.Min(half, 50)))
	}
}
