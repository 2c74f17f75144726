package reports

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/timestamps"
)

func (b *builder) evidence() {
	if !b.brief || len(b.r.Summary) > 0 { // else it is the first of the observations
		b.add(Heading{Text: "Evidence"})
	}
	if len(b.r.Evidence) == 0 {
		b.add(Paragraph{"None."})
	}
	if b.brief && len(b.r.Evidence) > briefEvidence {
		b.evidenceTable()
		return
	}
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		size := Bytes(e.TotalBytes)
		if !e.SizeExact {
			size = "about " + Size(e.TotalBytes) + " (sizes are rounded or missing)"
		}
		f := Fields{[]Field{
			{"evidence", Count(int64(e.ID)) + ": " + shown(e.Name)},
			{"size", Bytes(e.Bytes)},
			{"sha256", timestamps.Printable(e.SHA256)},
			{"format", timestamps.Printable(e.Format) + ", by " + timestamps.Printable(e.DetectedBy) + ", " + timestamps.Printable(e.Encoding)},
			{"zone", zone(e.Zone.Name, e.Zone.Source)},
			{"listed", Number(int64(e.Entries), "entry") + ": " + Number(int64(e.Files), "file") + ", " +
				Number(int64(e.Directories), "directory") + "; " + size},
		}}
		if e.SkippedLines > 0 {
			f.Rows = append(f.Rows, Field{"skipped", Number(e.SkippedLines, "line") + " that could not be read"})
		}
		for _, x := range e.Excluded {
			f.Rows = append(f.Rows, Field{"left out", timestamps.Printable(x.Reason) + ": " +
				Number(int64(x.Entries), "entry") + ", " + Bytes(x.Bytes)})
		}
		for _, w := range e.Warnings {
			text := timestamps.Printable(w.Code)
			if w.Count > 1 {
				text += ", " + Count(w.Count) + " times"
			}
			if w.Line > 0 {
				text += ", first in line " + Count(w.Line)
			}
			f.Rows = append(f.Rows, Field{"warning", text + ": " + shown(w.Text)})
		}
		b.add(f)
	}
}

func zone(name, source string) string {
	name, source = timestamps.Printable(name), timestamps.Printable(source)
	switch {
	case name == "" || name == "unknown":
		return "unknown: times are those of the listing's own clock, which is enough for rates"
	case source == "" || source == "nobody":
		return name
	}
	return name + ", said by the " + source
}

func (b *builder) columns() {
	if len(b.r.Columns) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "of"}, {Name: "stamp"}, {Name: "present", Align: Right}, {Name: "distinct", Align: Right},
		{Name: "step", Align: Right}, {Name: "role"}, {Name: "used"}, {Name: "reason", Wrap: true},
	}}
	for i := range b.r.Columns {
		c := &b.r.Columns[i]
		used := "no"
		if c.Chosen {
			used = "yes"
		}
		reason := timestamps.Printable(c.Reason)
		if c.Invalid > 0 {
			reason += " (" + Number(int64(c.Invalid), "stamp") + " invalid)"
		}
		t.Rows = append(t.Rows, []string{
			Count(int64(c.Evidence)), timestamps.Printable(string(c.Stamp)), Count(int64(c.Present)),
			Count(int64(c.Distinct)), Step(c.ResolutionS), timestamps.Printable(string(c.Role)), used, reason,
		})
	}
	b.add(Heading{Text: "Columns of stamps"}, t)
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

func fitFields(x *rate.Fit) []Field {
	var rows []Field
	mode := "undecided whether stamps lie at the start or at the end of each file"
	switch x.Mode {
	case rate.End:
		mode = "stamps behave as the end of each file's copy"
	case rate.Start:
		mode = "stamps behave as the start of each file's copy"
	case rate.Undecided:
	}
	if x.LogLikelihoodDiff != nil {
		mode += "; log-likelihood end minus start " + Fixed(*x.LogLikelihoodDiff, 1)
	}
	rows = append(rows, Field{"mode", mode})
	if x.Basis == rate.Durations {
		rows = append(rows, Field{"basis", "the duration of each file's copy, from its birth stamp to its last change: pauses and missing files have no part in it"})
	}
	if text := fitText(x); text != "" {
		text = strings.ReplaceAll(text, "\n", " MB/s, 95 % interval ") + " MB/s" + provisional(x)
		rows = append(rows, Field{"rate", text})
	}
	if text := interval(x.OverheadMS, func(v float64) string { return Significant(v, 3) }); text != "" {
		rows = append(rows, Field{"overhead", strings.ReplaceAll(text, "\n", " ms a file, ") + " ms"})
	}
	if x.Explained != nil {
		of := "of the span"
		if x.Basis == rate.Durations {
			of = "of the time inside files"
		}
		rows = append(rows, Field{"explained", Percent(*x.Explained) + " " + of + " is accounted for by bytes at the fitted rate"})
	}
	return rows
}

// provisional marks a number whose interval is not validated yet.
func provisional(x *rate.Fit) string {
	if x.Provisional {
		return " (provisional)"
	}
	return ""
}

// fitText returns the fitted rate in MB/s and its interval, "" where there is none.
func fitText(x *rate.Fit) string {
	i := x.RateMBs
	if i != nil && x.OneSided && i.Low != nil {
		i = &finding.Interval{Low: i.Low}
	}
	return interval(i, Rate)
}

// interval returns the estimate and, in a second line, the range of i; "" where nothing is
// known.
func interval(i *finding.Interval, text func(float64) string) string {
	if i == nil {
		return ""
	}
	var span string
	switch {
	case i.Low != nil && i.High != nil:
		span = Between(*i.Low, *i.High)
	case i.Low != nil:
		span = ">= " + text(*i.Low)
	case i.High != nil:
		span = "<= " + text(*i.High)
	}
	if i.Estimate == nil {
		return span
	}
	if span == "" {
		return text(*i.Estimate)
	}
	return text(*i.Estimate) + "\n" + span
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
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

// gates tells what failed for the columns and for the main burst, and counts the rest.
func (b *builder) gates() {
	var items []string
	passed, elsewhere := 0, 0
	tell := func(where string, all []finding.Gate, whole bool) {
		for _, g := range all {
			switch {
			case g.Passed:
				passed++
			case whole:
				items = append(items, timestamps.Printable(g.Code)+" ("+where+"): "+timestamps.Printable(g.Text))
			default:
				elsewhere++
			}
		}
	}
	for i := range b.r.Columns {
		c := &b.r.Columns[i]
		tell("evidence "+Count(int64(c.Evidence))+", "+timestamps.Printable(string(c.Stamp)), c.Gates, true)
	}
	for i := range b.r.Bursts {
		u := &b.r.Bursts[i]
		tell("burst "+Count(int64(u.ID)), own(u.Gates), b.main != nil && u.ID == b.main.ID)
	}
	if passed == 0 && len(items) == 0 && elsewhere == 0 {
		return
	}
	b.add(Heading{Text: "Gates that failed"})
	if len(items) == 0 {
		b.add(Paragraph{"None."})
	} else {
		b.add(List{items})
	}
	text := Number(int64(passed), "test") + " passed. A failed gate withholds or weakens a number."
	if elsewhere > 0 {
		text = Number(int64(elsewhere), "test") + " of bursts with fewer bytes failed as well; the JSON report has them. " + text
	}
	b.add(Note{text})
}

// own leaves out the gates that a burst takes over from its column.
func own(all []finding.Gate) []finding.Gate {
	var out []finding.Gate
	for _, g := range all {
		if g.Code != "G1" && g.Code != "G4" {
			out = append(out, g)
		}
	}
	return out
}

func (b *builder) sweep() {
	u := b.main
	if u == nil || len(u.Sweep) == 0 {
		return
	}
	t := Table{Columns: []Column{{Name: "gaps removed"}, {Name: "time left", Align: Right}, {Name: "MB/s", Align: Right}}}
	low, high := math.Inf(1), math.Inf(-1)
	for _, n := range u.Sweep {
		low, high = math.Min(low, n.MBs), math.Max(high, n.MBs)
		removed := "none"
		if n.GapS > 0 {
			removed = "longer than " + Step(n.GapS)
		}
		t.Rows = append(t.Rows, []string{removed, Seconds(n.NetS, b.resolution(u)), Rate(n.MBs)})
	}
	b.add(Heading{Text: "What removing gaps does to the answer"}, Chart{"sweep"}, t,
		Note{"The hand method drops gaps first. With these gaps it would say " + Between(low, high) +
			" MB/s. All rows are of the whole session of burst " + Count(int64(u.ID)) + ", bytes over the time left."})
}
