package chart

import (
	"math"

	"copyclock/analyze"
	"copyclock/reports"
)

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
