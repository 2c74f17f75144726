package reports

import (
	"copyclock/analyze"
)

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
