package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// How many rows a brief report shows of the long tables.
const (
	briefEvidence = 3 // more stand in one table, without their hashes in full
	briefBursts   = 5
	briefChannels = 5
	briefLimits   = 4
)

// Brief returns what a reader at a terminal is told: the answer and what it rests on, in
// about a hundred lines. What is left out stands in [Build].
func Brief(r *analyze.Result) *Document {
	d := &Document{}
	b := builder{Document: d, r: r, main: mainBurst(r), brief: true}
	b.answer()
	if r.Case != nil {
		b.administrative()
	}
	b.add(Heading{Text: "Observations", Part: true})
	b.several()
	b.shared()
	b.evidence()
	b.throughput()
	b.gates()
	b.add(Heading{Text: "Interpretation", Part: true})
	b.channels()
	b.score()
	b.limits()
	b.validation()
	b.made()
	return d
}

// rows returns the number of rows of a long table.
func (b *builder) rows(brief, whole int) int {
	if b.brief {
		return brief
	}
	return whole
}

// made says in a sentence by what a brief report was made, and where the rest is.
func (b *builder) made() {
	s := "Made by " + timestamps.Printable(strings.TrimSpace(b.r.Tool.Name+" "+b.r.Tool.Version)) + ", "
	if n := b.r.Options.NotDefault; len(n) > 0 {
		s += "options that are not the default: " + timestamps.Printable(strings.Join(n, ", "))
	} else {
		s += "all options at their defaults"
	}
	if text := selected(&b.r.Options); text != "" {
		s += "; only a part of the listing was looked at: " + text
	}
	b.add(Paragraph{s + ". With -v the report has all its parts: the columns, what the gaps and the assumptions do to the answer, contrasts, glossary, how to verify."})
}
