package reports

import (
	"math"
	"strings"

	"copyclock/analyze/theory"
)

// curve shows the ratio as a function of the probability of staging. The points are log10
// likelihood ratios.
func (b *builder) curve(t *theory.Theory) {
	if len(t.Curve) > 0 {
		reach := 1.0
		for _, p := range t.Curve {
			reach = math.Max(reach, math.Max(math.Abs(p.Low), math.Abs(p.High)))
		}
		reach = math.Ceil(math.Min(reach, 9))
		c := Table{Columns: []Column{
			{Name: "staging", Align: Right}, {Name: "LR low", Align: Right}, {Name: "mid", Align: Right}, {Name: "high", Align: Right},
			{Name: "remote " + LR(-reach) + strings.Repeat(" ", 13-len(LR(-reach))) + "1" + strings.Repeat(" ", 12-len(LR(reach))) + LR(reach) + " insider", Drawn: true},
		}}
		for _, p := range t.Curve {
			c.Rows = append(c.Rows, []string{
				Probability(p.Staging), LR(p.Low), LR(p.Mid), LR(p.High), "       " + bar(p, reach),
			})
		}
		b.add(Paragraph{"The ratio as a function of the probability that a remote intruder gathers the data on a machine inside first (staging); the band covers the other assumptions:"}, c)
	}
	b.add(Paragraph{breakEven(t)})
}

// half is the number of characters on each side of LR = 1 in a bar.
const half = 13

// bar draws the band of a point on a logarithmic scale: "=" from low to high, "o" at the
// middle, "|" at LR = 1.
func bar(p theory.Point, reach float64) string {
	at := func(x float64) int {
		if math.IsNaN(x) {
			return half
		}
		return max(0, min(2*half, half+int(math.Round(x/reach*half))))
	}
	line := []byte(strings.Repeat(".", 2*half+1))
	line[half] = '|'
	for i := at(p.Low); i <= at(p.High); i++ {
		line[i] = '='
	}
	if line[half] == '=' {
		line[half] = '|'
	}
	line[at(p.Mid)] = 'o'
	return string(line)
}

// breakEven says what must be assumed of staging to reach LR = 1 and LR = 10.
func breakEven(t *theory.Theory) string {
	below, above := "below", "above"
	if n := len(t.Curve); n > 1 && t.Curve[n-1].Mid > t.Curve[0].Mid {
		below, above = above, below
	}
	var s string
	if x := t.BreakEven.LR10; x != nil {
		s = "To reach 10 for the insider you must hold staging " + below + " " + Probability(*x) + "."
	} else {
		s = "To reach 10 for the insider: never, whatever you hold of staging."
	}
	if x := t.BreakEven.LR1; x != nil {
		return s + " The ratio is 1 at a staging probability of " + Probability(*x) + ": " + below +
			" it the findings are more probable under insider, " + above + " it under remote."
	}
	return s + " No staging probability gives a ratio of 1."
}
