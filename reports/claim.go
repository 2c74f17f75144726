package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/claim"
	"copyclock/timestamps"
)

// Claim returns what a reader is told of a published claim, the findings first.
func Claim(r *claim.Report) *Document {
	d := &Document{Title: "copyclock: do the published numbers hold?"}
	b := builder{Document: d, r: &analyze.Result{Channels: r.Channels, Channel: r.Channel, Theory: r.Theory}}
	b.add(Heading{Text: "Answer"})
	for _, f := range r.Findings {
		b.add(Paragraph{timestamps.Printable(f)})
	}
	t := Table{Columns: []Column{
		{Name: "rate"}, {Name: "MB/s", Align: Right}, {Name: "Mbit/s", Align: Right}, {Name: "if MB is\nMiB", Align: Right},
		{Name: "what it is", Wrap: true},
	}}
	for _, x := range r.Rates {
		binary := unknown
		if x.BinaryHigh > 0 {
			binary = "to " + Rate(x.BinaryHigh)
		}
		how := x.How
		if len(x.Unverified) > 0 {
			how += "; unverified: " + strings.Join(x.Unverified, ", ")
		}
		t.Rows = append(t.Rows, []string{x.Name, rateSpan(x.Low, x.High, 1), rateSpan(x.Low, x.High, 8), binary, how})
	}
	b.add(Heading{Text: "Rates"}, t)
	b.places(r)
	if r.Basis != "" {
		b.add(Heading{Text: "Interpretation", Part: true}, Paragraph{"What follows rests on " + r.Basis + ", and on profiles of " + year(r.Era) + "."})
		b.channels()
		b.contrasts()
		b.score()
	}
	return d
}

// rateSpan writes one number, or two with "to" between.
func rateSpan(low, high, factor float64) string {
	if low == high {
		return Significant(factor*low, 3)
	}
	return Significant(factor*low, 3) + " to " + Significant(factor*high, 3)
}

func (b *builder) places(r *claim.Report) {
	if len(r.Places) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "rate"}, {Name: "MB/s", Align: Right}, {Name: "profile"}, {Name: "profile\nbelow it", Align: Right},
		{Name: "fastest\nfound", Align: Right}, {Name: "line\nrate", Align: Right}, {Name: "above it"},
	}}
	or := func(x float64) string {
		if x == 0 {
			return unknown
		}
		return Rate(x)
	}
	for _, p := range r.Places {
		above := "no"
		switch {
		case p.AboveLine:
			above = "line rate"
		case p.AboveFound:
			above = "fastest found"
		}
		t.Rows = append(t.Rows, []string{p.Rate, Rate(p.MBs), timestamps.Printable(p.Profile), Percent(p.Share), or(p.Fastest), or(p.LineRate), above})
	}
	b.add(Heading{Text: "Beside the channel that was claimed"}, t,
		Note{"Below it: the share of the profile's speeds that are slower than the rate. Line rates are limits of the channel that nothing exceeds."})
}
