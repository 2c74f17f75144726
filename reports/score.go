package reports

import (
	"copyclock/analyze/theory"
	"copyclock/timestamps"
)

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
		{"cap", capText(t.Cap, t.CapReason, t.Capped, t.Uncapped)},
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
	b.add(Chart{"staging"})
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

// percentSpan writes the range of an assumption as "20 to 80 %".
func percentSpan(s theory.Span) string {
	low, high := short(100*s.Low), short(100*s.High)
	if s.Low <= 0 {
		low = "0"
	}
	if s.High-s.Low <= 0 {
		return high + " %"
	}
	return low + " to " + high + " %"
}

func span(s theory.Span) string {
	if s.High-s.Low <= 0 {
		return Probability(s.Low)
	}
	return Probability(s.Low) + " to " + Probability(s.High)
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
