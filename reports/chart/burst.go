package chart

import (
	"math"

	"copyclock/analyze"
	"copyclock/reports"
)

// The plot area of charts with two axes.
const (
	left, right = 64.0, width - 24
	top, bottom = 18.0, 250.0
)

// headroom is how far an axis reaches beyond the largest value.
const headroom = 1.06

// axes draws both axes with grid lines and labels.
func (p *Picture) axes(x, y scale) {
	yTicks, xTicks := y.ticks(4), x.ticks(7)
	for _, v := range yTicks {
		p.line(left, y.at(v), right, y.at(v), grid)
		p.text(left-8, y.at(v)+4, end, tickText(v, yTicks), label)
	}
	for _, v := range xTicks {
		p.line(x.at(v), bottom, x.at(v), bottom+5, axis)
		p.text(x.at(v), bottom+19, middle, tickText(v, xTicks), label)
	}
	p.line(left, bottom, right, bottom, axis)
}

// Bytes draws the bytes of the main burst over time.
func Bytes(r *analyze.Result) *Picture {
	u := mainBurst(r)
	if u == nil || len(u.Series) < 2 || !(u.SpanS > 0) {
		return nil
	}
	p := newPicture("Bytes stamped over time",
		"Cumulative bytes of burst "+reports.Count(int64(u.ID))+" from its first stamp: "+reports.Size(u.Bytes)+" in "+reports.Seconds(u.SpanS, 0)+".", 300)
	x := scale{0, u.SpanS, left, right, false}
	y := scale{0, headroom * float64(u.Bytes) / 1e6, bottom, top, false}
	p.axes(x, y)
	p.text(left-8, top-6, end, "MB", label)
	p.text((left+right)/2, bottom+38, middle, "seconds since the first stamp", label)
	points := [][2]float64{{x.at(0), y.at(0)}}
	for _, s := range u.Series {
		last := points[len(points)-1]
		points = append(points, [2]float64{x.at(s.TS), last[1]}, [2]float64{x.at(s.TS), y.at(float64(s.Bytes) / 1e6)})
	}
	p.path(points, false, ink{marked: true, width: 1.6})
	if a := u.AverageMBs; a != nil && a.Estimate != nil {
		p.line(x.at(0), y.at(0), x.at(u.SpanS), y.at(math.Min(*a.Estimate*u.SpanS, float64(u.Bytes)/1e6)), ink{faint: 0.6, dashed: true})
		p.text(x.at(u.SpanS*0.97), y.at(*a.Estimate*u.SpanS*0.80)+16, end, "average "+reports.MBs(*a.Estimate), label)
	}
	return p
}

// tickText writes the label of a linear axis with the decimals that its steps ask for.
func tickText(v float64, ticks []float64) string {
	decimals := 0
	if len(ticks) > 1 {
		for step := ticks[1] - ticks[0]; step < 0.999 && decimals < 9; step *= 10 {
			decimals++
		}
	}
	return reports.Fixed(v, decimals)
}

// Gaps draws the gap before each tick against the bytes of the tick, with the fitted rate.
func Gaps(r *analyze.Result) *Picture {
	u := mainBurst(r)
	if u == nil || len(u.Series) < 8 {
		return nil
	}
	most, longest := 0.0, 0.0
	for _, s := range u.Series[1:] {
		most = math.Max(most, float64(s.Size)/1e6)
		longest = math.Max(longest, s.GapS)
	}
	if !(most > 0) || !(longest > 0) {
		return nil
	}
	p := newPicture("Gap against size",
		"One point for each tick of burst "+reports.Count(int64(u.ID))+": the seconds since the tick before, and the bytes stamped in it.", 300)
	x := scale{0, headroom * most, left, right, false}
	y := scale{0, headroom * longest, bottom, top, false}
	p.axes(x, y)
	p.text(left-8, top-6, end, "s", label)
	p.text((left+right)/2, bottom+38, middle, "MB stamped in the tick", label)
	for _, s := range u.Series[1:] {
		p.dot(x.at(float64(s.Size)/1e6), y.at(s.GapS), 2.2, ink{faint: 0.45})
	}
	if u.Fit == nil || u.Fit.RateMBs == nil {
		return p
	}
	slope := func(mbs float64, k ink, text string) {
		// The line ends at the border it reaches first.
		size := math.Min(most, longest*mbs)
		p.line(x.at(0), y.at(0), x.at(size), y.at(size/mbs), k)
		if text != "" {
			p.text(x.at(0.62*size)+10, y.at(0.62*size/mbs)+20, start, text, marked)
		}
	}
	i := u.Fit.RateMBs
	if i.Low != nil {
		slope(*i.Low, ink{marked: true, dashed: true}, "")
	}
	if i.High != nil {
		slope(*i.High, ink{marked: true, dashed: true}, "")
	}
	if i.Estimate != nil {
		slope(*i.Estimate, ink{marked: true, width: 1.6}, reports.MBs(*i.Estimate))
	}
	return p
}

// Sweep draws what the hand method would say for each threshold of removed gaps.
func Sweep(r *analyze.Result) *Picture {
	u := mainBurst(r)
	if u == nil || len(u.Sweep) < 2 {
		return nil
	}
	low, high := math.Inf(1), 0.0
	for _, n := range u.Sweep {
		low, high = math.Min(low, n.MBs), math.Max(high, n.MBs)
	}
	const step = 26
	height := 50 + float64(step*len(u.Sweep))
	p := newPicture("What removing gaps does to the answer",
		"Bytes over the time that is left, for each threshold above which gaps are removed: from "+reports.MBs(low)+" to "+reports.MBs(high)+".", height)
	x := scale{low / 1.2, high * 1.2, 190, right - 70, true}
	for i, n := range u.Sweep {
		y := 26 + float64(step*i)
		text := "nothing removed"
		if n.GapS > 0 {
			text = "gaps over " + reports.Step(n.GapS) + " removed"
		}
		p.text(180, y+4, end, text, label)
		p.line(x.from, y, x.at(n.MBs), y, grid)
		p.dot(x.at(n.MBs), y, 4, marked)
		p.text(x.at(n.MBs)+9, y+4, start, reports.MBs(n.MBs), plain)
	}
	p.text(x.from, height-8, start, "logarithmic axis", label)
	return p
}
