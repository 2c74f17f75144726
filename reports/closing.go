package reports

import (
	"copyclock/timestamps"
)

func (b *builder) limits() {
	if len(b.r.Limits) == 0 {
		return
	}
	var items []string
	shownRows := min(b.rows(briefLimits, len(b.r.Limits)), len(b.r.Limits))
	for _, l := range b.r.Limits[:shownRows] {
		s := timestamps.Printable(l.Text)
		if l.Source != "" && !b.brief {
			s += " [" + timestamps.Printable(l.Source) + "]"
		}
		items = append(items, s)
	}
	b.add(Heading{Text: "What this does not say"}, List{items})
	if n := len(b.r.Limits) - shownRows; n > 0 {
		b.add(Note{Number(int64(n), "limit") + " more with -v."})
	}
}

// change says what further evidence would move the answer.
func (b *builder) change() {
	items := []string{
		"Knowledge about staging: traces of a collection on a machine inside, or their absence where they should be.",
		"A second listing of the same files from the source, or the archive itself: order of writing, finer stamps, birth beside modified.",
		"Logs of the suspected device or line, and an experiment with it: a copy of files of the same sizes.",
	}
	if u := b.main; u != nil && (u.Fit == nil || u.Fit.OneSided) {
		items = append(items, "Finer stamps or more files: here the rate is not bounded on both sides.")
	}
	b.add(Heading{Text: "What would change the answer"}, List{items})
}
