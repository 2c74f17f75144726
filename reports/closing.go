package reports

import (
	"strings"

	"copyclock/analyze"
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

// origin says what made the report, for whoever repeats it.
func (b *builder) origin() {
	t, o := b.r.Tool, b.r.Options
	s := timestamps.Printable(strings.TrimSpace(t.Name + " " + t.Version))
	if t.Revision != "" {
		s += " (" + timestamps.Printable(t.Revision) + ")"
	}
	f := Fields{[]Field{{"program", s + ", " + timestamps.Printable(t.Go)}}}
	if o.Era != 0 {
		era := year(o.Era)
		if o.EraSource != "" {
			era += ", " + timestamps.Printable(o.EraSource)
		}
		f.Rows = append(f.Rows, Field{"era", era})
	}
	profiles := "built in"
	if p := o.Profiles; p != nil {
		profiles = shown(p.Name) + ", sha256 " + timestamps.Printable(p.SHA256)
	}
	f.Rows = append(f.Rows, Field{"profiles", profiles})
	given := "none"
	if len(o.NotDefault) > 0 {
		given = timestamps.Printable(strings.Join(o.NotDefault, ", "))
	}
	f.Rows = append(f.Rows, Field{"not default", given})
	b.add(Heading{Text: "How this was made"}, f)
}

// administrative repeats what the user says of the case.
func (b *builder) administrative() {
	c := analyze.Case{}
	if b.r.Case != nil {
		c = *b.r.Case
	}
	f := Fields{}
	for _, x := range []Field{{"case", c.Name}, {"exhibit", c.Exhibit}, {"examiner", c.Examiner}, {"date", c.Date}} {
		text := "not supplied"
		if x.Text != "" {
			text = shown(x.Text)
		}
		f.Rows = append(f.Rows, Field{x.Name, text})
	}
	b.add(Heading{Text: "Case"}, f)
}

// question states what was asked, and the propositions, before any result (ENFSI 2015:
// competing propositions, the findings given each of them).
func (b *builder) question() {
	b.add(Heading{Text: "Question and propositions"},
		Paragraph{"At what rate was the copy made that set these time stamps, which kinds of channel could have carried it, and how far does that speak for an insider against a remote intruder?"},
		Fields{[]Field{
			{"local", "the copy ran between volumes of one machine"},
			{"lan", "the copy ran over a local network"},
			{"wan", "the copy ran over a wide-area network"},
			{"insider", "a person with access on the spot made the copy, onto local media or over a network"},
			{"remote", "an intruder from outside made the copy, directly over a wide-area network, or after gathering the data on a machine inside (staging)"},
		}},
		Paragraph{"A later copy by a publisher or archiver (re-copy) is possible under both theories. The report states how probable the findings are under each proposition, never how probable a proposition is."})
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

// validation says how far the method itself has been tested.
func (b *builder) validation() {
	b.add(Heading{Text: "Validation of the method"},
		Paragraph{"The method is new and not accepted by any field. Its strength is held to the caps stated above as long as fewer than 100 independent runs per side support more. copyclock validate measures it on labelled runs."})
}

// verify says how to repeat the work.
func (b *builder) verify() {
	items := []string{
		"copyclock analyze --to json -o result.json EVIDENCE writes the whole result.",
		"copyclock verify result.json EVIDENCE runs it again with the recorded options and compares every byte.",
	}
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		items = append(items, shown(e.Name)+": sha256 "+timestamps.Printable(e.SHA256)+", sha1 "+timestamps.Printable(e.SHA1)+", md5 "+timestamps.Printable(e.MD5)+".")
	}
	b.add(Heading{Text: "How to verify"}, List{items})
}

// glossary explains the words of the report.
func (b *builder) glossary() {
	b.add(Heading{Text: "Words"}, Fields{[]Field{
		{"stamp", "one time of a file: modified, changed, birth or accessed"},
		{"column", "all stamps of one kind in a listing"},
		{"tick", "all files that share one stamp"},
		{"burst, session", "a dense run of ticks; bursts less than 30 minutes apart"},
		{"average rate", "bytes over the span of a burst"},
		{"rate", "the fitted marginal rate: seconds grow by size over rate"},
		{"sustained rate", "bytes over the span less the overhead of the files, stalls included"},
		{"certified rate", "a lower bound without a model, over a window of at least 10 s"},
		{"channel, profile", "what carried a copy; the distribution of its published speeds in an era"},
		{"LR", "likelihood ratio: how many times more probable the findings are under one proposition than under the other"},
		{"staging", "gathering data on a machine inside before sending them out"},
		{"gate", "a named test; a failed gate withholds or weakens a number"},
		{"MB", "10^6 bytes; 1 MB/s is 8 Mbit/s"},
	}})
}
