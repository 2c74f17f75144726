package chart

import (
	"math"
	"slices"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/reports"
)

// ratioScale is the axis of a log10 likelihood ratio that holds everything given.
func ratioScale(from, to float64, values ...float64) scale {
	reach := 1.0
	for _, v := range values {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			reach = math.Max(reach, math.Abs(v))
		}
	}
	reach = math.Min(math.Ceil(reach*2+0.2)/2, 7)
	return scale{-reach, reach, from, to, false}
}

// ratioTicks returns the log10 of round ratios inside a scale: powers of ten, and where it
// spans less than two of them also ratios between.
func ratioTicks(x scale) []float64 {
	ratios := []float64{1}
	switch {
	case x.high-x.low < 0.4:
		ratios = []float64{1, 1.1, 1.2, 1.3, 1.5, 2}
	case x.high-x.low < 0.7:
		ratios = []float64{1, 1.2, 1.5, 2, 3, 5}
	case x.high-x.low < 2:
		ratios = []float64{1, 2, 5}
	}
	var out []float64
	for _, e := range whole(math.Floor(x.low), math.Ceil(x.high)) {
		for _, m := range ratios {
			v := e + ieee.Log10(m)
			if e < 0 { // 0.5 and 0.8 are as far from 1 as 2 and 1.25
				v = e + 1 - ieee.Log10(m)
			}
			if v >= x.low && v <= x.high && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return out
}

// ratioAxis labels a horizontal axis of log10 likelihood ratios of two propositions with the
// ratios.
func (p *Picture) ratioAxis(x scale, y1, y2 float64, first, second string) {
	for _, v := range ratioTicks(x) {
		p.line(x.at(v), y1, x.at(v), y2, grid)
		p.text(x.at(v), y2+16, middle, reports.LR(v), label)
	}
	p.line(x.at(0), y1, x.at(0), y2, axis)
	p.text(x.from, y1-6, start, "speaks for "+second, label)
	p.text(x.to, y1-6, end, "speaks for "+first, label)
}

// interval draws a range of log10 likelihood ratios with its middle.
func (p *Picture) interval(x scale, y float64, i channel.Range, k ink) {
	p.line(x.at(i.Low), y, x.at(i.High), y, ink{marked: k.marked, faint: k.faint, width: 5})
	p.dot(x.at(i.Mid), y, 6, k)
}
