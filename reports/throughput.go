package reports

import (
	"cmp"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/rate"
	"copyclock/timestamps"
)

func (b *builder) throughput() {
	b.add(Heading{Text: "Throughput of each burst"})
	if len(b.r.Bursts) == 0 {
		b.add(Paragraph{"No burst of stamps was found."})
		return
	}
	what := Table{Columns: []Column{
		{Name: "burst", Align: Right}, {Name: "stamp"}, {Name: "start", Wrap: true}, {Name: "files", Align: Right},
		{Name: "bytes", Align: Right}, {Name: "ticks", Align: Right}, {Name: "span", Align: Right},
	}}
	fast := Table{Columns: []Column{
		{Name: "burst", Align: Right}, {Name: "average\nMB/s", Align: Right}, {Name: "sustained\nMB/s", Align: Right},
		{Name: "rate\nMB/s", Align: Right}, {Name: "certified\nMB/s", Align: Right}, {Name: "mode"},
		{Name: "verdict", Wrap: true},
	}}
	starred := false
	for _, u := range b.order() {
		id := Count(int64(u.ID))
		what.Rows = append(what.Rows, []string{
			id, timestamps.Printable(string(u.Stamp)), wholeSeconds(timestamps.Printable(u.Start)), Count(int64(u.Files)), Size(u.Bytes),
			Count(int64(u.Ticks)), b.span(u),
		})
		fitted, mode := unknown, unknown
		if u.Fit != nil {
			mode = timestamps.Printable(string(u.Fit.Mode))
			fitted = orUnknown(fitText(u.Fit))
			if u.Fit.Provisional && fitted != unknown {
				fitted += " *"
				starred = true
			}
		}
		sustained, certified := unknown, unknown
		if u.SustainedMBs != nil {
			sustained = Rate(*u.SustainedMBs)
		}
		if c := best(u.Certified); c != nil {
			certified = ">= " + Rate(c.MBs) + "\nin " + Seconds(c.WindowS, 1)
		}
		fast.Rows = append(fast.Rows, []string{
			id, orUnknown(interval(u.AverageMBs, Rate)), sustained, fitted, certified, mode, timestamps.Printable(string(u.Verdict)),
		})
	}
	b.add(what, fast)
	if n := len(b.r.Bursts) - len(what.Rows); n > 0 {
		b.add(Note{Number(int64(n), "burst") + " with fewer bytes not shown; the JSON report has all."})
	}
	if starred {
		b.add(Note{"* 95 % interval, provisional: from the curvature of the likelihood, times 1.3, not yet validated."})
	}
	if b.brief {
		b.add(Note{"average = bytes / span; rate = fitted, for the bytes alone; certified = lower bound without a model; 1 MB/s is 8 Mbit/s."})
		return
	}
	b.add(Note{"average = bytes / span, with the range that the step of the stamps allows; sustained = bytes / (span - overhead of the files), stalls included; rate = fitted, for the bytes alone; certified = lower bound without a model. 1 MB/s is 8 Mbit/s."})
	if u := b.main; u != nil {
		b.add(b.details(u), Chart{"bytes"}, Chart{"gaps"})
	}
}

// order returns the bursts that are shown, in their own order: those with most bytes.
func (b *builder) order() []*analyze.Burst {
	all := make([]*analyze.Burst, len(b.r.Bursts))
	for i := range b.r.Bursts {
		all[i] = &b.r.Bursts[i]
	}
	if most := b.rows(briefBursts, maxBursts); len(all) > most {
		slices.SortStableFunc(all, func(x, y *analyze.Burst) int { return cmp.Compare(y.Bytes, x.Bytes) })
		all = all[:most]
		slices.SortStableFunc(all, func(x, y *analyze.Burst) int { return cmp.Compare(x.ID, y.ID) })
	}
	return all
}

// details are the numbers of the main burst that have no place in the table.
func (b *builder) details(u *analyze.Burst) Fields {
	f := Fields{[]Field{
		{"burst " + Count(int64(u.ID)), timestamps.Printable(u.Start) + " to " + timestamps.Printable(u.End) + ", evidence " + Count(int64(u.Evidence))},
		{"first file", shown(u.First)},
		{"last file", shown(u.Last)},
	}}
	if u.PauseS > 0 {
		f.Rows = append(f.Rows, Field{"pause before", Seconds(u.PauseS, b.resolution(u))})
	}
	if a := u.AverageMBs; a != nil && a.Estimate != nil {
		text := MBs(*a.Estimate) + " = " + Mbits(*a.Estimate)
		if a.Low != nil && a.High != nil {
			text += ", range " + Between(*a.Low, *a.High) + " MB/s = " + Between(8**a.Low, 8**a.High) + " Mbit/s"
		}
		f.Rows = append(f.Rows, Field{"average", text})
	}
	if u.Fit != nil {
		f.Rows = append(f.Rows, fitFields(u.Fit)...)
	}
	for _, c := range u.Certified {
		text := "at least " + MBs(c.MBs) + " = " + Mbits(c.MBs) + " over " + Seconds(c.WindowS, 1)
		if c.Streams > 0 {
			text += ", " + Number(int64(c.Streams), "stream")
		}
		f.Rows = append(f.Rows, Field{"certified", text})
	}
	return f
}

// wholeSeconds cuts the fraction out of a time in RFC 3339.
func wholeSeconds(stamp string) string {
	head, rest, ok := strings.Cut(stamp, ".")
	if !ok {
		return stamp
	}
	return head + strings.TrimLeft(rest, "0123456789")
}

// best returns the highest certified rate, nil where there is none.
func best(all []rate.Certified) *rate.Certified {
	var top *rate.Certified
	for i := range all {
		if top == nil || all[i].MBs > top.MBs {
			top = &all[i]
		}
	}
	return top
}
