package reports

import (
	"copyclock/timestamps"
)

func (b *builder) channels() {
	if len(b.r.Channels) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "class"}, {Name: "era", Align: Right}, {Name: "median\nMB/s", Align: Right},
		{Name: "measures"}, {Name: "log10\nsupport", Align: Right}, {Name: "compatible"},
	}}
	assumed, shownRows := false, min(b.rows(briefChannels, maxChannels), len(b.r.Channels))
	for _, c := range b.r.Channels[:shownRows] {
		name := timestamps.Printable(c.Name)
		if c.Assumed {
			name += " +"
			assumed = true
		}
		support := unknown
		if c.Log10Support != nil {
			support = Log10(*c.Log10Support)
		}
		t.Rows = append(t.Rows, []string{
			name, timestamps.Printable(c.Class), year(c.Era), Rate(c.MedianMBs), timestamps.Printable(c.Measures), support,
			timestamps.Printable(c.Compatible),
		})
	}
	if !b.brief { // there it is the first of the interpretation
		b.add(Heading{Text: "Channels, best support first"}, Chart{"channels"})
	}
	b.add(t)
	if n := len(b.r.Channels) - shownRows; n > 0 {
		yes := 0
		for _, c := range b.r.Channels[shownRows:] {
			if c.Compatible == "yes" {
				yes++
			}
		}
		b.add(Note{Number(int64(n), "channel") + " with less support not shown, " + Count(int64(yes)) + " of them compatible."})
	}
	if assumed {
		b.add(Note{"+ rests on an assumed number."})
	}
	if b.brief {
		return
	}
	b.add(Note{"Support compares how well each channel's published speeds explain the rate: best = 0, -1 is ten times worse. Many channels fit any rate; a good fit identifies none."})
}
