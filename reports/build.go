package reports

import (
	"copyclock/analyze"
)

// How many rows the long tables show; what is left out is counted below them, and is in the
// JSON.
const (
	maxBursts   = 12
	maxChannels = 14
)

// title stands above every report.
const title = "copyclock: at what rate was this copied?"

// Build returns what a reader is told of a result: a page in plain words, then question and
// propositions before any finding, and findings before what is made of them.
func Build(r *analyze.Result) *Document {
	d := &Document{Title: title}
	b := builder{Document: d, r: r, main: mainBurst(r)}
	b.summary()
	b.add(Heading{Text: "Case and question", Part: true})
	b.administrative()
	b.question()
	b.options()
	b.add(Heading{Text: "Observations", Part: true})
	b.several()
	b.shared()
	b.evidence()
	b.columns()
	b.throughput()
	b.gates()
	b.sweep()
	b.add(Heading{Text: "Interpretation", Part: true})
	b.answer()
	b.channels()
	b.contrasts()
	b.score()
	b.sensitivity()
	b.uncertainty()
	b.naive()
	b.add(Heading{Text: "Limits", Part: true})
	b.limits()
	b.change()
	b.validation()
	b.add(Heading{Text: "Origin", Part: true})
	b.origin()
	b.verify()
	b.glossary()
	return d
}

// builder carries what the sections share.
type builder struct {
	*Document
	r     *analyze.Result
	main  *analyze.Burst // nil where there is none
	brief bool           // see [Brief]
}

// mainBurst returns the burst with most bytes, of which the verdict speaks: the first of
// them where several have as many.
func mainBurst(r *analyze.Result) *analyze.Burst {
	var main *analyze.Burst
	for i := range r.Bursts {
		if main == nil || r.Bursts[i].Bytes > main.Bytes {
			main = &r.Bursts[i]
		}
	}
	return main
}

// resolution returns the step of the column of b in seconds, zero where it is not known.
func (b *builder) resolution(u *analyze.Burst) float64 {
	for i := range b.r.Columns {
		if c := &b.r.Columns[i]; c.Evidence == u.Evidence && c.Stamp == u.Stamp {
			return c.ResolutionS
		}
	}
	return 0
}
