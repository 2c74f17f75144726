package chart

import (
	"math"

	"copyclock/analyze"
	"copyclock/reports"
)

// Staging draws the ratio as a function of the probability of staging.
func Staging(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil || len(t.Curve) < 2 {
		return nil
	}
	var all []float64
	for _, c := range t.Curve {
		all = append(all, c.Low, c.High)
	}
	p := newPicture("The ratio depends on staging",
		"Likelihood ratio insider to remote over the probability that a remote intruder gathers the data on a machine inside first; the band covers the other assumptions.", 300)
	x := scale{0, 1, left, right, false}
	y := ratioScale(bottom, top, all...)
	for _, v := range whole(y.low, y.high) {
		p.line(left, y.at(v), right, y.at(v), grid)
		p.text(left-8, y.at(v)+4, end, reports.LR(v), label)
	}
	p.line(left, y.at(0), right, y.at(0), axis)
	for _, v := range x.ticks(5) {
		p.text(x.at(v), bottom+19, middle, reports.Fixed(v, 1), label)
	}
	p.text((left+right)/2, bottom+38, middle, "probability of staging", label)
	a := t.Assumptions.Staging
	p.rect(x.at(a.Low), top, x.at(a.High), bottom, ink{faint: 0.06})
	p.text((x.at(a.Low)+x.at(a.High))/2, bottom-6, middle, "range assumed", label)
	var band, mid [][2]float64
	for _, c := range t.Curve {
		band = append(band, [2]float64{x.at(c.Staging), y.at(c.High)})
		mid = append(mid, [2]float64{x.at(c.Staging), y.at(c.Mid)})
	}
	for i := len(t.Curve) - 1; i >= 0; i-- {
		band = append(band, [2]float64{x.at(t.Curve[i].Staging), y.at(t.Curve[i].Low)})
	}
	p.path(band, true, ink{marked: true, faint: 0.22})
	p.path(mid, false, ink{marked: true, width: 1.8})
	first, last := t.Curve[0], t.Curve[len(t.Curve)-1]
	height := y.at(math.Max(first.High, 0)) - 6
	if first.Mid < 0 {
		height = y.at(first.Low) + 16
	}
	p.text(x.at(first.Staging)+6, height, start, reports.LR(first.Low)+" to "+reports.LR(first.High), marked)
	p.text(right, y.at(math.Min(last.Low, 0))+18, end, reports.LR(last.Low)+" to "+reports.LR(last.High), marked)
	p.text(left+6, top+12, start, "speaks for insider", label)
	p.text(left+6, bottom-6, start, "speaks for remote", label)
	if b := t.BreakEven.LR1; b != nil {
		p.line(x.at(*b), y.at(0)-6, x.at(*b), y.at(0)+6, ink{width: 2})
		p.text(x.at(*b), y.at(0)-12, middle, "1 at "+reports.Probability(*b), plain)
	}
	return p
}
