package rate

import (
	"fmt"
	"math"

	"copyclock/analyze/burst"
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
	leastSeen     = 0.1 // of the time that bytes explain, below which the model sees no rate at all
	slopeShare    = 0.9
	memoryLike    = 500. // MB/s: the line rate of USB 5 Gb/s after its 8b/10b code
	cacheBytes    = 8e9
	cacheFactor   = 2
	untested      = " is not tested: it needs a fit, and that needs 8 files with bytes and 3 ticks"
	shortestStall = 1. // s
)

// verdicts is the outcome of the gates and what they leave of the rate.
type verdicts struct {
	gates     []finding.Gate
	rate      *finding.Interval // nil where no limit is known
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
	v.gate("G2", e.end != nil && n >= fewFiles && t >= fewTicks,
		"The burst holds %d files in %d tick(s); a rate needs %d files and %d ticks.", n, t, fewFiles, fewTicks)
	if e.end == nil {
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
	if v.oneSided && v.explained < leastSeen {
		lo = hard
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
	var bound float64
	if avg != nil && avg.Low != nil {
		bound = *avg.Low
	}
	for _, c := range certified {
		if c.Streams == 1 {
			bound = math.Max(bound, c.MBs)
		}
	}
	return bound
}

// parallel tests the slope against the average: one stream cannot average more than its slope.
func (v *verdicts) parallel(e *estimator, avg *finding.Interval) {
	// The fine chain tells streams apart; a coarse step holds files of all of them.
	slope, half := 0., 0.
	for _, s := range e.kept(e.fine) {
		slope, half = math.Max(slope, s.rate()), math.Max(half, s.half)
	}
	if half > ieee.Log(4) || avg == nil || avg.Low == nil {
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

// cache looks for a write cache: a rate like that of memory, or a fast first segment.
func (v *verdicts) cache(avg *finding.Interval, e *estimator) {
	var fastest float64
	if avg != nil && avg.Estimate != nil {
		fastest = *avg.Estimate
	}
	if e == nil {
		v.gate("G7", fastest <= memoryLike, "The average is %.3g MB/s; above %.0f MB/s stamps show memory, not a medium.", fastest, memoryLike)
		return
	}
	for _, s := range e.kept(e.pair) {
		if v.rate != nil && v.rate.Low != nil {
			fastest = math.Max(fastest, *v.rate.Low)
		}
		if !v.oneSided {
			fastest = math.Max(fastest, s.rate())
		}
	}
	if fastest > memoryLike {
		v.gate("G7", false, "The stamps show %.3g MB/s; above %.0f MB/s they may show a write cache in memory and not the medium.", fastest, memoryLike)
		return
	}
	if first, ratio := segments(e.b, e.best()); ratio > cacheFactor {
		v.gate("G7", false, "The first %.0f MB ran %.1f times faster than the rest, as a write cache does that fills up.", first, ratio)
		return
	}
	v.gate("G7", true, "No fast first segment and no rate above %.0f MB/s: nothing points to a write cache.", memoryLike)
}

// segments returns the bytes (MB) of the first of two segments and how much faster it ran
// than the second, for the cut below 8 GB that stands out most, or zeros where none does. A cut
// stands out where the ratio of the times per expected time is more than five of its standard
// errors from one, with at least 8 ticks and 30 files on each side and no stall of over a minute.
func segments(b *burst.Burst, s *solution) (mb, ratio float64) {
	o, beta := ieee.Exp(s.at[0]), ieee.Exp(s.at[1])
	n := len(b.Ticks)
	want, took := make([]float64, n), make([]float64, n)
	for i := 1; i < n; i++ {
		t := b.Ticks[i]
		want[i] = float64(float64(t.N)*o) + float64(beta*float64(t.Bytes)/1e6)
		took[i] = math.Min(float64(t.T-b.Ticks[i-1].T)/1e9, 60)
	}
	var w, x, w2 float64 // totals of want and took, and of the squared surprise
	for i := range n {
		w += want[i]
		x += took[i]
	}
	var w1, x1, bytes, best float64
	files := 0
	for i := range n {
		w1 += want[i]
		x1 += took[i]
		d := took[i] - want[i]
		w2 += float64(d * d)
		bytes += float64(b.Ticks[i].Bytes)
		files += b.Ticks[i].N
		if bytes >= cacheBytes {
			break
		}
		if i < 8 || n-i < 9 || files < 30 || len(b.Events)-files < 30 || x1 <= 0 || w1 <= 0 || w-w1 <= 0 {
			continue
		}
		q := ((x - x1) / (w - w1)) / (x1 / w1)
		var rest2 float64
		if q > cacheFactor {
			for j := i + 1; j < n; j++ {
				e := took[j] - want[j]*(x-x1)/(w-w1)
				rest2 += float64(e * e)
			}
		}
		se := ieee.Hypot(math.Sqrt(w2)/x1, math.Sqrt(rest2)/(x-x1))
		if z := ieee.Log(q) / se; q > cacheFactor && z > 5 && z > best {
			best, mb, ratio = z, bytes/1e6, q
		}
	}
	return mb, ratio
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
