package chart

import (
	"copyclock/analyze"
	"copyclock/reports"
)

// Score draws the likelihood ratios with their bound and cap.
func Score(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil {
		return nil
	}
	p := newPicture("Insider against remote",
		"Likelihood ratio "+reports.LR(t.Log10LR.Low)+" to "+reports.LR(t.Log10LR.High)+" over the range of assumptions, the bound that these assumptions set for any data, and the cap.", 190)
	x := ratioScale(150, right, t.Log10LR.Low, t.Log10LR.High, t.Bound.Low, t.Bound.High, t.Cap)
	p.ratioAxis(x, 26, 140, "insider", "remote")
	p.text((x.from+x.to)/2, 176, middle, "likelihood ratio insider : remote, logarithmic", label)
	row := func(y float64, name string) { p.text(140, y+4, end, name, plain) }
	row(52, "the findings")
	p.interval(x, 52, t.Log10LR, marked)
	p.text(x.at(t.Log10LR.High)+12, 56, start, reports.LR(t.Log10LR.Low)+" to "+reports.LR(t.Log10LR.High), marked)
	row(88, "bound for any data")
	p.line(x.at(t.Bound.Low), 88, x.at(t.Bound.High), 88, ink{faint: 0.5, width: 3})
	row(122, "cap")
	for _, v := range []float64{-t.Cap, t.Cap} {
		p.line(x.at(v), 110, x.at(v), 134, ink{width: 2})
	}
	p.line(x.at(-t.Cap), 122, x.at(t.Cap), 122, ink{faint: 0.5, dashed: true})
	return p
}
