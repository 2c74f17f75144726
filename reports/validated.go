package reports

import (
	"strings"

	"copyclock/analyze/validate/validated"
	"copyclock/timestamps"
)

// validation says how far the method itself has been tested, and with what result.
func (b *builder) validation() {
	text := "The method is new and not accepted by any field."
	if b.brief {
		text = ""
	}
	s := b.r.Validation
	if s == nil || s.System("local:wan", validated.BuiltIn) == nil {
		if !b.brief {
			b.add(Heading{Text: "Validation of the method"}, Paragraph{text + " copyclock validate measures it on labelled runs."})
		}
		return
	}
	text = strings.TrimSpace(text + " " + quote(s))
	if b.r.Options.Profiles != nil {
		text += " The profiles used here are the user's own: these figures are not theirs."
	}
	b.add(Heading{Text: "Validation of the method"})
	if b.brief {
		b.add(Paragraph{text})
		return
	}
	t := Table{Columns: []Column{
		{Name: "propositions", Wrap: true}, {Name: "profiles", Wrap: true}, {Name: "cases", Align: Right},
		{Name: "Cllr"}, {Name: "Cllr min"}, {Name: "Cllr cal"}, {Name: "LR>10,\nsecond\ntrue"},
	}}
	for i := range s.Systems {
		x := &s.Systems[i]
		t.Rows = append(t.Rows, []string{
			timestamps.Printable(x.Proposition), timestamps.Printable(string(x.Scorer)), Count(int64(x.N1)) + ":" + Count(int64(x.N2)),
			spread(x.Cllr), spread(x.CllrMin), spread(x.CllrCal), spread(x.Misled10),
		})
	}
	b.add(Paragraph{text}, t, Note{"Cllr is the cost of the ratios: 0 is perfect, 1 is what saying nothing costs; min is what no calibration can remove, cal the rest. " +
		"Intervals: 95 %, whole sources drawn anew. Corpus " + timestamps.Printable(s.Corpus) + ", sha256 " + timestamps.Printable(s.SHA256) +
		"; make validation measures again."})
}

// quote puts the figures of a validation into sentences.
func quote(s *validated.Summary) string {
	x := s.System("local:wan", validated.BuiltIn)
	text := "On " + Count(int64(x.N1)) + " local and " + Count(int64(x.N2)) + " wide-area laboratory copies whose truth is known (" +
		Number(int64(x.Sources), "source") + ", tool x channel x file system, all from one host), the ratio local:wan of the built-in profiles has Cllr " + inline(x.Cllr) +
		", where 0 is perfect and 1 is what saying nothing costs; P(LR > 10 | wan) is " + inline(x.Misled10) + "."
	if l := s.System("local:wan", validated.Laboratory); l != nil {
		text += " With profiles of the laboratory, whole sources left out: Cllr " + inline(l.Cllr) + "."
	}
	if h := s.System("local:wan", validated.Hand); h != nil {
		text += " The hand method on the laboratory's copies, its calls taken as ratios of 100: Cllr " + inline(h.Cllr) + ", P(LR > 10 | wan) " + inline(h.Misled10) + "."
	}
	if t := s.System("insider:remote", validated.BuiltIn); t != nil {
		text += " Insider against remote, staging unknown between 0.2 and 0.8: Cllr " + inline(t.Cllr) + ", P(LR > 10 | remote) " + inline(t.Misled10) + "."
	}
	return text
}

// inline is a number with its interval, in a sentence.
func inline(s validated.Spread) string {
	text := Fixed(s.Value, 2)
	if s.Low != nil && s.High != nil {
		text += " (95 % " + Fixed(*s.Low, 2) + " to " + Fixed(*s.High, 2) + ")"
	}
	return text
}
