package reports

import (
	"math"
	"strings"

	"copyclock/analyze/channel"
	"copyclock/analyze/theory"
	"copyclock/timestamps"
)

func (b *builder) channels() {
	if len(b.r.Channels) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "class"}, {Name: "era", Align: Right}, {Name: "median\nMB/s", Align: Right},
		{Name: "measures"}, {Name: "log10\nsupport", Align: Right}, {Name: "compatible"},
	}}
	assumed, shownRows := false, min(b.rows(briefChannels, maxChannels), len(b.r.Channels))
	for _, c := range b.r.Channels[:shownRows] {
		name := timestamps.Printable(c.Name)
		if c.Assumed {
			name += " +"
			assumed = true
		}
		support := unknown
		if c.Log10Support != nil {
			support = Log10(*c.Log10Support)
		}
		t.Rows = append(t.Rows, []string{
			name, timestamps.Printable(c.Class), year(c.Era), Rate(c.MedianMBs), timestamps.Printable(c.Measures), support,
			timestamps.Printable(c.Compatible),
		})
	}
	if !b.brief { // there it is the first of the interpretation
		b.add(Heading{Text: "Channels, best support first"}, Chart{"channels"})
	}
	b.add(t)
	if n := len(b.r.Channels) - shownRows; n > 0 {
		yes := 0
		for _, c := range b.r.Channels[shownRows:] {
			if c.Compatible == "yes" {
				yes++
			}
		}
		b.add(Note{Number(int64(n), "channel") + " with less support not shown, " + Count(int64(yes)) + " of them compatible."})
	}
	if assumed {
		b.add(Note{"+ rests on an assumed number."})
	}
	if b.brief {
		return
	}
	b.add(Note{"Support compares how well each channel's published speeds explain the rate: best = 0, -1 is ten times worse. Many channels fit any rate; a good fit identifies none."})
}

func (b *builder) contrasts() {
	if b.r.Channel == nil || len(b.r.Channel.Contrasts) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "contrast"}, {Name: "log10 LR", Wrap: true}, {Name: "LR"}, {Name: "in words", Wrap: true},
	}}
	var caps []string
	for _, c := range b.r.Channel.Contrasts {
		t.Rows = append(t.Rows, []string{timestamps.Printable(c.Proposition), logRange(c.Log10LR), lrRange(c.Log10LR), timestamps.Printable(c.Phrase)})
		caps = append(caps, timestamps.Printable(c.Proposition)+": "+capText(c.Cap, c.CapReason, c.Capped))
	}
	b.add(Heading{Text: "Class of channel against class"}, t, List{caps})
}

// capText says how a cap limits a log10 likelihood ratio.
func capText(limit float64, reason string, capped bool) string {
	s := "|log10 LR| is held to " + Fixed(limit, 2) + " (LR " + LR(-limit) + " to " + LR(limit) + ")"
	if reason != "" {
		s += ": " + strings.TrimSuffix(timestamps.Printable(reason), ".")
	}
	if capped {
		return s + ". It was cut here: read an end that stands at the cap as \"at least\" or \"at most\"."
	}
	return s + "."
}

// logRange returns "-0.12 to +0.68, mid +0.30".
func logRange(r channel.Range) string {
	return Log10(r.Low) + " to " + Log10(r.High) + ", mid " + Log10(r.Mid)
}

// lrRange returns "0.76 to 4.8".
func lrRange(r channel.Range) string { return LR(r.Low) + " to " + LR(r.High) }

func (b *builder) score() {
	t := b.r.Theory
	if t == nil {
		b.add(Heading{Text: "Insider against remote"}, Paragraph{"No score: no rate is known."})
		return
	}
	a := t.Assumptions
	f := Fields{[]Field{
		{"log10 LR", logRange(t.Log10LR) + " (insider:remote; above 0 speaks for insider)"},
		{"LR", lrRange(t.Log10LR) + ", mid " + LR(t.Log10LR.Mid)},
		{"in words", timestamps.Printable(t.Phrase)},
		{"cap", capText(t.Cap, t.CapReason, t.Capped)},
		{"bound", "whatever the data, these assumptions allow LR " + LR(t.Bound.Low) + " to " + LR(t.Bound.High) +
			" (log10 " + Log10(t.Bound.Low) + " to " + Log10(t.Bound.High) + ")"},
		{"assumed", "staging " + span(a.Staging) + ", re-copy " + span(a.Recopy) + ", insider over a network " + span(a.InsiderNetwork)},
	}}
	if b.brief {
		f.Rows = f.Rows[3:] // the answer has the ratio
		b.add(Heading{Text: "Insider against remote"}, f, Paragraph{breakEven(t)})
		b.posterior(t)
		return
	}
	if a.Mixes != "" {
		f.Rows = append(f.Rows, Field{"mixes", timestamps.Printable(a.Mixes)})
	}
	if d := t.AtDefaults; d != nil {
		f.Rows = append(f.Rows, Field{"at defaults", "log10 LR " + logRange(*d) + " (LR " + lrRange(*d) + ")"})
	}
	if t.Quality != "" {
		f.Rows = append(f.Rows, Field{"listing", "strength of the listing itself: " + timestamps.Printable(t.Quality)})
	}
	b.add(Heading{Text: "Insider against remote"}, Chart{"score"}, f)
	b.curve(t)
	b.add(Chart{"staging"}, Chart{"tornado"})
	b.posterior(t)
}

// posterior repeats the arithmetic with the prior odds that the user gave.
func (b *builder) posterior(t *theory.Theory) {
	if p := t.Posterior; p != nil {
		text := "Your own arithmetic, not a finding: prior odds " + odds(p.PriorOdds) + " insider:remote times the ratio give " +
			odds(p.Odds.Low) + " to " + odds(p.Odds.High) + ", mid " + odds(p.Odds.Mid) + "."
		if p.Note != "" {
			text += " " + timestamps.Printable(p.Note)
		}
		b.add(Paragraph{text})
	}
}

func odds(x float64) string { return Significant(x, 2) + ":1" }

func span(s theory.Span) string {
	if s.High-s.Low <= 0 {
		return Probability(s.Low)
	}
	return Probability(s.Low) + " to " + Probability(s.High)
}

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

func (b *builder) naive() {
	n := b.r.Naive
	if n == nil {
		return
	}
	b.add(Heading{Text: "The hand reading, for comparison only"},
		Paragraph{"Bytes over time, nearest profile, as done by hand in 2014 and 2017: " + MBs(n.RateMBs) + " (" +
			Mbits(n.RateMBs) + "), nearest " + timestamps.Printable(n.NearestProfile) + ". This is not the answer. " + timestamps.Printable(n.Text)})
}
