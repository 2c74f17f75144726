package reports

import (
	"math"
	"strings"

	"copyclock/analyze/theory"
	"copyclock/timestamps"
)

// assumptionTexts says what each bar of the tornado varies.
var assumptionTexts = []struct{ name, text string }{
	{"staging", "how often an intruder gathers the data on a machine inside first"},
	{"recopy", "how often the files were copied again afterwards"},
	{"insider_network", "how often an insider copies over a network"},
	{"profiles", "which published speeds are used, and how wide they are taken"},
	{"lan_mix", "how the kinds of local network are weighed"},
	{"mixes", "which local media an insider and an intruder use, as the profiles say"},
}

// sensitivity shows which assumption moves the score, and how far all of them together do.
func (b *builder) sensitivity() {
	t := b.r.Theory
	if t == nil || len(t.Tornado) == 0 {
		return
	}
	table := Table{Columns: []Column{
		{Name: "assumption"}, {Name: "what it says", Wrap: true}, {Name: "range"}, {Name: "LR"}, {Name: "log10 LR"},
	}}
	for _, bar := range t.Tornado {
		text := unknown
		for _, a := range assumptionTexts {
			if a.name == bar.Assumption {
				text = a.text
			}
		}
		table.Rows = append(table.Rows, []string{
			strings.ReplaceAll(timestamps.Printable(bar.Assumption), "_", " "), text, assumedRange(t, bar.Assumption),
			LR(bar.Low) + " to " + LR(bar.High), Log10(bar.Low) + " to " + Log10(bar.High),
		})
	}
	b.add(Heading{Text: "Sensitivity"},
		Paragraph{"Each assumption varied alone over its range, the others held in the middle of theirs, the one that moves the score most first:"},
		Chart{"tornado"}, table)
	if len(t.Lattice) > 0 {
		low, high := math.Inf(1), math.Inf(-1)
		for _, c := range t.Lattice {
			low, high = math.Min(low, c.Log10LR), math.Max(high, c.Log10LR)
		}
		b.add(Paragraph{"All of them together, in " + Number(int64(len(t.Lattice)), "combination") + ": LR " + LR(low) + " to " + LR(high) +
			" before the cap. The range of the score is this one, cut at the cap."})
	}
	if d := t.AtDefaults; d != nil {
		b.add(Paragraph{"At the default assumptions: log10 LR " + logRange(*d) + " (LR " + lrRange(*d) + ")."})
	} else {
		b.add(Paragraph{"All assumptions are at their defaults, so the score above is the result at defaults."})
	}
}

// assumedRange is the range of an assumption that the user can set.
func assumedRange(t *theory.Theory, name string) string {
	switch name {
	case "staging":
		return span(t.Assumptions.Staging)
	case "recopy":
		return span(t.Assumptions.Recopy)
	case "insider_network":
		return span(t.Assumptions.InsiderNetwork)
	}
	return unknown
}

// uncertainty says what each range of the report covers, and what none does.
func (b *builder) uncertainty() {
	f := Fields{[]Field{
		{"average", "the range that one step of the clock allows at both ends of the span"},
		{"rate", "95 % interval of the fit, widened by the misfit of the model that copies of known speed showed"},
		{"certified", "no model and no distribution: a copy that follows the clock of these stamps cannot have been slower over that window"},
		{"support", "the published speeds of a channel are a distribution over devices; where its numbers are assumed it is marked"},
		{"score", "the extremes over the assumptions, not a confidence interval: no repetition of the copy stands behind it"},
		{"in none", "false or shifted stamps, a selection of files made by whoever published them, and whatever no published speed covers"},
	}}
	b.add(Heading{Text: "What each range covers"}, f)
}
