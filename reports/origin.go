package reports

import (
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// origin says what made the report, for whoever repeats it.
func (b *builder) origin() {
	t := b.r.Tool
	f := Fields{[]Field{
		{"program", timestamps.Printable(strings.TrimSpace(t.Name + " " + t.Version))},
		{"revision", orNotKnown(t.Revision)},
		{"built with", timestamps.Printable(t.Go)},
	}}
	if len(t.Modules) > 0 {
		f.Rows = append(f.Rows, Field{"modules", timestamps.Printable(strings.Join(t.Modules, ", "))})
	}
	b.add(Heading{Text: "How this was made"}, f)
}

func orNotKnown(s string) string {
	if s == "" {
		return "not known: not built from a clean checkout"
	}
	return timestamps.Printable(s)
}

// verify says how to repeat the work in one command.
func (b *builder) verify() {
	b.add(Heading{Text: "How to verify"},
		Paragraph{b.verifyCommand()},
		Paragraph{"This reads the evidence again, compares its SHA-256 with that above, runs the analysis with the recorded options and profiles, and compares the new result with result.json byte by byte. It prints the first difference and ends with status 1 on any. With --report FILE it holds this report against the result as well. The result is written by copyclock analyze --to json -o result.json; any report of it by copyclock report."},
		Paragraph{b.verifyLive() + "copyclock selftest reproduces known answers on the machine at hand."})
}

// verifyLive says what a directory tree takes to be verified, nothing where there was none.
func (b *builder) verifyLive() string {
	if !slices.ContainsFunc(b.r.Evidence, func(e analyze.Evidence) bool { return e.Live }) {
		return ""
	}
	return "A directory tree can be verified only while it is unchanged, or by its rows where they were saved at the time: copyclock list --live DIR --to csv -o FILE. "
}
