package chart

import (
	"math"
	"strconv"
	"strings"

	"copyclock/analyze/llr"
	"copyclock/analyze/validate"
	"copyclock/reports"
)

// Validation draws a chart of what was measured on labelled runs by the name that its report
// uses: [reports.TippettChart] or [reports.EntropyChart] and the number of the system, from 1.
// It returns nil for other names.
func Validation(r *validate.Report, name string) *Picture {
	for i := range r.Systems {
		switch name {
		case reports.TippettChart + strconv.Itoa(i+1):
			return Tippett(&r.Systems[i])
		case reports.EntropyChart + strconv.Itoa(i+1):
			return Entropy(&r.Systems[i])
		}
	}
	return nil
}

// Tippett draws for each proposition the share of its runs whose likelihood ratio is at least
// the abscissa: far apart and crossing 1 steeply is good.
func Tippett(s *validate.System) *Picture {
	h1, h2 := s.Cases()
	points := llr.Tippett(h1, h2)
	if len(points) < 2 {
		return nil
	}
	first, second, _ := strings.Cut(s.Proposition, ":")
	misled := llr.Above(h2, 0)
	missed := llr.Below(h1, 0)
	p := newPicture("Likelihood ratios "+s.Proposition+" on runs with known truth",
		"For runs of either kind the share with at least a given likelihood ratio. Of the runs that are "+second+", "+reports.Percent(misled)+
			" have one above 1; of those that are "+first+", "+reports.Percent(missed)+" have one below 1.", 310)
	x := ratioScale(left, right, points[0].Log10LR, points[len(points)-1].Log10LR)
	y := scale{0, 1, bottom, top + 10, false}
	for _, v := range []float64{0, 0.25, 0.5, 0.75, 1} {
		p.line(left, y.at(v), right, y.at(v), grid)
		p.text(left-8, y.at(v)+4, end, reports.Percent(v), label)
	}
	p.ratioAxis(x, top+10, bottom, first, second)
	p.text((left+right)/2, bottom+38, middle, "likelihood ratio "+s.Proposition+", logarithmic; share of runs with this ratio or more", label)
	draw := func(share func(llr.TippettPoint) float64, k ink) {
		line := [][2]float64{{x.at(x.low), y.at(1)}}
		for _, t := range points {
			at := y.at(share(t))
			line = append(line, [2]float64{line[len(line)-1][0], at}, [2]float64{x.at(t.Log10LR), at})
		}
		last := line[len(line)-1][0]
		p.path(append(line, [2]float64{last, y.at(0)}, [2]float64{x.at(x.high), y.at(0)}), false, k)
	}
	draw(func(t llr.TippettPoint) float64 { return t.H2 }, ink{width: 1.8, dashed: true})
	draw(func(t llr.TippettPoint) float64 { return t.H1 }, ink{marked: true, width: 1.8})
	// Each label stands where its own line has most room: beside the upper part of the one that
	// falls last, and beside the lower part of the one that falls first.
	p.text(x.at(crossing(points, 0.7, func(t llr.TippettPoint) float64 { return t.H1 }))+8, y.at(0.7)-4, start, "runs that are "+first, marked)
	p.text(x.at(crossing(points, 0.3, func(t llr.TippettPoint) float64 { return t.H2 }))-8, y.at(0.3)+14, end, "runs that are "+second, plain)
	return p
}

// crossing is the largest ratio that at least that share of the runs reaches.
func crossing(points []llr.TippettPoint, share float64, of func(llr.TippettPoint) float64) float64 {
	at := points[0].Log10LR
	for _, t := range points {
		if of(t) >= share {
			at = t.Log10LR
		}
	}
	return at
}

// Entropy draws the empirical cross-entropy over prior odds: what the ratios cost, what they
// would cost after the best calibration, and what saying nothing costs.
func Entropy(s *validate.System) *Picture {
	h1, h2 := s.Cases()
	if len(h1) == 0 || len(h2) == 0 {
		return nil
	}
	curve := llr.Curve(h1, h2)
	highest := 1.0
	for _, c := range curve {
		highest = math.Max(highest, c.ECE)
	}
	first, second, _ := strings.Cut(s.Proposition, ":")
	p := newPicture("Cost of the ratios "+s.Proposition+" over prior odds",
		"Empirical cross-entropy in bits over the prior odds of "+first+" against "+second+": of the ratios, of the ratios after the best calibration, and of saying nothing. At even odds it is Cllr, here "+
			reports.Fixed(s.Cllr.Value, 2)+" and "+reports.Fixed(s.CllrMin.Value, 2)+".", 310)
	x := scale{curve[0].Log10Odds, curve[len(curve)-1].Log10Odds, left, right, false}
	y := scale{0, headroom * highest, bottom, top, false}
	ticks := y.ticks(4)
	for _, v := range ticks {
		p.line(left, y.at(v), right, y.at(v), grid)
		p.text(left-8, y.at(v)+4, end, tickText(v, ticks), label)
	}
	p.text(left-8, top-6, end, "bits", label)
	for _, v := range whole(x.low, x.high) {
		p.line(x.at(v), bottom, x.at(v), bottom+5, axis)
		p.text(x.at(v), bottom+19, middle, odds(v), label)
	}
	p.line(left, bottom, right, bottom, axis)
	p.text((left+right)/2, bottom+38, middle, "prior odds "+s.Proposition+", logarithmic", label)
	draw := func(of func(llr.ECEPoint) float64, k ink) {
		var line [][2]float64
		for _, c := range curve {
			line = append(line, [2]float64{x.at(c.Log10Odds), y.at(of(c))})
		}
		p.path(line, false, k)
	}
	draw(func(c llr.ECEPoint) float64 { return c.Neutral }, ink{faint: 0.6})
	draw(func(c llr.ECEPoint) float64 { return c.Min }, ink{marked: true, dashed: true, width: 1.4})
	draw(func(c llr.ECEPoint) float64 { return c.ECE }, ink{marked: true, width: 1.8})
	// The line of silence has its label outside on the right, the ratios have theirs outside on
	// the left with a pointer, and the best calibration below all lines.
	quarter := len(curve) / 4
	l, r := curve[quarter], curve[len(curve)-1-quarter]
	p.text(x.at(r.Log10Odds)+14, y.at(r.Neutral)-12, start, "saying nothing", label)
	height := y.at(math.Max(l.Neutral, l.ECE)) - 40
	p.line(x.at(l.Log10Odds)-34, height+6, x.at(l.Log10Odds), y.at(l.ECE), axis)
	p.text(x.at(l.Log10Odds)-34, height, middle, "these ratios", marked)
	p.text(x.at(0), y.at(curve[len(curve)/2].Min)+44, middle, "after the best calibration", ink{marked: true})
	return p
}

// odds writes whole powers of ten as odds.
func odds(log10 float64) string {
	switch {
	case log10 < 0:
		return "1:1" + strings.Repeat("0", int(-log10))
	case log10 > 0:
		return "1" + strings.Repeat("0", int(log10)) + ":1"
	}
	return "even"
}
