package chart

import (
	"math"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
)

// Tornado draws how far each assumption alone moves the ratio, on an axis as wide as they do.
func Tornado(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil || len(t.Tornado) == 0 {
		return nil
	}
	reach := math.Abs(t.Log10LR.Mid)
	for _, b := range t.Tornado {
		reach = math.Max(reach, math.Max(math.Abs(b.Low), math.Abs(b.High)))
	}
	reach = math.Max(0.15, 1.2*reach)
	const step = 28
	base := 30 + float64(step*len(t.Tornado))
	p := newPicture("Which assumption moves the answer most",
		"For each assumption the likelihood ratios at both ends of its range, the others held in the middle of theirs. The dashed line is the ratio with all of them in the middle, "+
			reports.LR(t.Log10LR.Mid)+". The axis reaches only as far as they do.", base+44)
	x := scale{-reach, reach, 130, right - 90, false}
	p.ratioAxis(x, 24, base, "insider", "remote")
	p.text((x.from+x.to)/2, base+34, middle, "likelihood ratio insider : remote, logarithmic", label)
	for i, b := range t.Tornado {
		y := 42 + float64(step*i)
		p.text(120, y+4, end, strings.ReplaceAll(b.Assumption, "_", " "), plain)
		p.rect(x.at(b.Low), y-8, x.at(b.High), y+8, ink{marked: i == 0, faint: 0.65})
		p.text(right, y+4, end, reports.LR(math.Min(b.Low, b.High))+" to "+reports.LR(math.Max(b.Low, b.High)), ink{marked: i == 0})
	}
	p.line(x.at(t.Log10LR.Mid), 28, x.at(t.Log10LR.Mid), base, ink{dashed: true, width: 1.4})
	return p
}
