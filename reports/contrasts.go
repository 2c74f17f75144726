package reports

import (
	"strings"

	"copyclock/analyze/channel"
	"copyclock/timestamps"
)

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
		caps = append(caps, timestamps.Printable(c.Proposition)+": "+capText(c.Cap, c.CapReason, c.Capped, c.Uncapped))
	}
	b.add(Heading{Text: "Class of channel against class"}, t, List{caps})
	b.joint()
}

// joint says what the bursts of the evidence give together.
func (b *builder) joint() {
	j := b.r.Channel.Joint
	if j == nil {
		return
	}
	of := " of this evidence"
	if b.r.Options.Joint {
		of = " of all evidence"
	}
	text := "Taken together, " + Number(int64(len(j.Bursts)), "burst") + of + " that one channel carried:"
	for _, c := range j.Contrasts {
		text += " " + timestamps.Printable(c.Proposition) + " log10 LR " + logRange(c.Log10LR) + ";"
	}
	text += " insider:remote " + logRange(j.Log10LR) + ", held to the same caps. The answer rests on the burst with most bytes alone. If each burst had a channel of its own, " +
		"the ratios of local:wan would multiply to log10 LR " + Log10(j.Apart) + ": bursts of one copy do not, so that number is not to be used."
	if n := len(j.Repeated); n > 0 {
		text += " " + Number(int64(n), "burst") + " of another evidence with the same files, bytes and span: counted once."
	}
	b.add(Paragraph{text})
}

// capText says how a cap limits a log10 likelihood ratio, and what the model gives without it.
func capText(limit float64, reason string, capped bool, model *channel.Range) string {
	s := "|log10 LR| is held to " + Fixed(limit, 2) + " (LR " + LR(-limit) + " to " + LR(limit) + ")"
	if reason != "" {
		s += ": " + strings.TrimSuffix(timestamps.Printable(reason), ".")
	}
	if capped {
		s += ". It was cut here: read an end that stands at the cap as \"at least\" or \"at most\""
		if model != nil {
			s += "; the model alone gives " + logRange(*model) + ", which nothing bears out"
		}
	}
	return s + "."
}

// logRange returns "-0.12 to +0.68, mid +0.30".
func logRange(r channel.Range) string {
	return Log10(r.Low) + " to " + Log10(r.High) + ", mid " + Log10(r.Mid)
}

// lrRange returns "0.76 to 4.8".
func lrRange(r channel.Range) string { return LR(r.Low) + " to " + LR(r.High) }
