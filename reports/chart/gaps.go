package chart

import (
	"math"
	"slices"

	"copyclock/analyze"
	"copyclock/analyze/rate"
	"copyclock/reports"
)

// Gaps draws the time that each tick took against its bytes, with the fitted rate. A gap
// belongs to the tick at its end, or, where stamps lie at the start of each file, to the one
// at its start. Gaps far beyond what the bytes explain are pauses: they stand at the upper
// edge, counted, so that they do not press all others to the axis.
func Gaps(r *analyze.Result) *Picture {
	u := mainBurst(r)
	if u == nil || len(u.Series) < 8 {
		return nil
	}
	points, most := gapPoints(u)
	longest := 0.0
	for _, p := range points {
		longest = math.Max(longest, p[1])
	}
	if !(most > 0) || !(longest > 0) {
		return nil
	}
	shown := math.Min(longest, highestGap(u, points, most))
	beyond := 0
	for _, p := range points {
		if p[1] > shown {
			beyond++
		}
	}
	desc := "One point for each tick of burst " + reports.Count(int64(u.ID)) + ": the bytes stamped in it, and the seconds between it and the tick "
	if u.Fit != nil && u.Fit.Mode == rate.Start {
		desc += "after it."
	} else {
		desc += "before it."
	}
	if beyond > 0 {
		desc += " " + reports.Number(int64(beyond), "longer gap") + ", up to " + reports.Seconds(longest, 1) + ", at the upper edge."
	}
	fitted := u.Fit != nil && u.Fit.RateMBs != nil && u.Fit.Basis != rate.Durations
	if fitted {
		desc += " The line is the time that the bytes alone need at the fitted rate, dashed at the ends of its interval; what lies above it is the cost of files and pauses."
	}
	p := newPicture("Gap against size", desc, 300)
	x := scale{0, headroom * most, left, right, false}
	y := scale{0, headroom * shown, bottom, top + 4, false}
	p.axes(x, y)
	p.text(left-8, top-6, end, "s", label)
	p.text((left+right)/2, bottom+38, middle, "MB stamped in the tick", label)
	for _, at := range points {
		if at[1] > shown {
			p.mark(x.at(at[0]), top+4, ink{faint: 0.6})
			continue
		}
		p.dot(x.at(at[0]), y.at(at[1]), 2.4, ink{faint: 0.45})
	}
	if beyond > 0 {
		p.text(right, top-6, end, reports.Number(int64(beyond), "longer gap")+", up to "+reports.Seconds(longest, 1), label)
	}
	if fitted {
		p.slopes(u, x, y, [2]float64{most, shown})
	}
	return p
}

// gapPoints returns MB and seconds of each tick that has both, and the most MB.
func gapPoints(u *analyze.Burst) (points [][2]float64, most float64) {
	for i := 1; i < len(u.Series); i++ {
		of := i
		if u.Fit != nil && u.Fit.Mode == rate.Start {
			of = i - 1
		}
		mb := float64(u.Series[of].Size) / 1e6
		points = append(points, [2]float64{mb, u.Series[i].GapS})
		most = math.Max(most, mb)
	}
	return points, most
}

// highestGap is the longest gap that is drawn in its place: three times what the largest tick
// takes at the fitted rate, and above three quarters of all gaps.
func highestGap(u *analyze.Burst, points [][2]float64, most float64) float64 {
	gaps := make([]float64, len(points))
	for i, p := range points {
		gaps[i] = p[1]
	}
	slices.Sort(gaps)
	high := 1.5 * gaps[len(gaps)*3/4]
	if u.Fit != nil && u.Fit.RateMBs != nil && u.Fit.RateMBs.Low != nil && *u.Fit.RateMBs.Low > 0 {
		high = math.Max(high, 3*most / *u.Fit.RateMBs.Low)
	}
	if !(high > 0) {
		return gaps[len(gaps)-1]
	}
	return high
}

// slopes draws the fitted rate and the ends of its interval, up to the border that each
// reaches first.
func (p *Picture) slopes(u *analyze.Burst, x, y scale, border [2]float64) {
	slope := func(mbs float64, k ink) (size float64) {
		size = math.Min(border[0], border[1]*mbs)
		p.line(x.at(0), y.at(0), x.at(size), y.at(size/mbs), k)
		return size
	}
	i := u.Fit.RateMBs
	for _, bound := range []*float64{i.Low, i.High} {
		if bound != nil && *bound > 0 {
			slope(*bound, ink{marked: true, dashed: true})
		}
	}
	at, text := i.Estimate, ""
	switch {
	case at != nil && *at > 0:
		slope(*at, ink{marked: true, width: 1.8})
		text = reports.MBs(*at)
	case i.Low == nil || !(*i.Low > 0):
		return
	case i.High != nil && !u.Fit.OneSided:
		at, text = i.Low, reports.Between(*i.Low, *i.High)+" MB/s"
	default:
		at, text = i.Low, "at least "+reports.MBs(*i.Low)
	}
	size := math.Min(border[0], border[1]**at)
	side := end
	if x.at(size) < (x.from+x.to)/2 {
		side = start
	}
	p.text(x.at(size), y.at(size / *at)-12, side, text, marked)
}
