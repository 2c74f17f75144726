package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/rate"
	"copyclock/timestamps"
)

// answers says each verdict in words.
var answers = []struct {
	verdict analyze.Verdict
	text    string
}{
	{analyze.NoTransferEvidence, "NO TRANSFER EVIDENCE: these stamps do not show a copy whose speed could be read. They speak neither for an insider nor for a remote intruder."},
	{analyze.LowerBoundOnly, "LOWER BOUND ONLY: the copy that set these stamps was at least as fast as stated below; how much faster, the stamps cannot say."},
	{analyze.Inconclusive, "INCONCLUSIVE: the speed of the copy that set these stamps does not tell an insider from a remote intruder."},
	{analyze.LeansInsider, "LEANS INSIDER: under the stated assumptions, the findings are more probable if an insider made the copy that set these stamps than if a remote intruder did."},
	{analyze.LeansRemote, "LEANS REMOTE: under the stated assumptions, the findings are more probable if a remote intruder made the copy that set these stamps than if an insider did."},
}

func (b *builder) answer() {
	b.add(Heading{Text: "Answer"})
	text := strings.ToUpper(timestamps.Printable(string(b.r.Verdict))) + "."
	for _, a := range answers {
		if a.verdict == b.r.Verdict {
			text = a.text
		}
	}
	b.add(Paragraph{text})
	if b.r.Reason != "" {
		b.add(Paragraph{"Reason: " + timestamps.Printable(b.r.Reason)})
	}
	if s := b.speed(); s != "" {
		b.add(Paragraph{s})
	}
	if s := b.carrier(); s != "" {
		b.add(Paragraph{s})
	}
	if t := b.r.Theory; t != nil {
		b.add(Paragraph{"Score insider:remote: log10 LR " + logRange(t.Log10LR) + " (LR " +
			lrRange(t.Log10LR) + "): " + timestamps.Printable(t.Phrase) + "." + b.defaults()})
	}
}

// carrier is the statement about the channel, which is not one about a person.
func (b *builder) carrier() string {
	if b.r.Channel == nil || len(b.r.Channel.Contrasts) == 0 {
		return ""
	}
	c := b.r.Channel.Contrasts[0]
	return "Channel " + timestamps.Printable(c.Proposition) + ": log10 LR " + logRange(c.Log10LR) + " (LR " + lrRange(c.Log10LR) + "): " +
		timestamps.Printable(c.Phrase) + ". It says what carried the copy, not who made it."
}

// defaults says what the score is without the assumptions that the user changed.
func (b *builder) defaults() string {
	if d := b.r.Theory.AtDefaults; d != nil {
		return " At the default assumptions: log10 LR " + logRange(*d) + " (LR " + lrRange(*d) + ")."
	}
	return ""
}

// speed says in a sentence how fast the main burst was.
func (b *builder) speed() string {
	u := b.main
	if u == nil {
		return ""
	}
	if b.r.Verdict == analyze.NoTransferEvidence {
		return "The stamps looked at (burst " + Count(int64(u.ID)) + ", " + timestamps.Printable(string(u.Stamp)) + "): " +
			Number(int64(u.Files), "file") + ", " + Bytes(u.Bytes) + " in " + b.span(u) + "."
	}
	s := "The copy that set these stamps (burst " + Count(int64(u.ID)) + ", " + timestamps.Printable(string(u.Stamp)) + "): " +
		Number(int64(u.Files), "file") + ", " + Bytes(u.Bytes) + " in " + b.span(u) + "."
	if u.AverageMBs != nil {
		if text := interval(u.AverageMBs, Rate); text != "" {
			s += " Average " + strings.ReplaceAll(text, "\n", " MB/s, range ") + " MB/s"
			if x := u.AverageMBs.Estimate; x != nil {
				s += " (" + Mbits(*x) + ")"
			}
			s += "."
		}
	}
	if u.Fit != nil && u.Fit.RateMBs != nil {
		switch i := u.Fit.RateMBs; {
		case i.Low != nil && (u.Fit.OneSided || i.High == nil):
			s += " Fitted rate at least " + MBs(*i.Low) + " (" + Mbits(*i.Low) + ")" + provisional(u.Fit) + "."
		case i.Low != nil && i.High != nil && i.Estimate != nil:
			s += " Fitted rate " + MBs(*i.Estimate) + ", 95 % interval " + Between(*i.Low, *i.High) + " MB/s" + basis(u.Fit) + provisional(u.Fit) + "."
		case i.Low != nil && i.High != nil:
			s += " Fitted rate between " + strings.ReplaceAll(Between(*i.Low, *i.High), " to ", " and ") + " MB/s" + provisional(u.Fit) + "."
		}
	}
	if c := best(u.Certified); c != nil {
		s += " Certified without any model: at least " + MBs(c.MBs) + " over " + Seconds(c.WindowS, 1) + "."
	}
	return s
}

// basis says that a rate comes from the durations of the files, nothing where from the gaps.
func basis(f *rate.Fit) string {
	if f.Basis == rate.Durations {
		return " (from the duration of each file, start and end stamp)"
	}
	return ""
}

// span returns how long a burst lasted: a burst of one tick has no length that is known.
func (b *builder) span(u *analyze.Burst) string {
	if u.Ticks <= 1 {
		return "one tick of " + Step(b.resolution(u))
	}
	return Seconds(u.SpanS, b.resolution(u))
}
