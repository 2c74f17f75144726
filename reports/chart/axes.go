package chart

import (
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
