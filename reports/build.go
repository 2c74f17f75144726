package reports

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/theory"
	"copyclock/timestamps"
)

// How many rows the long tables show; what is left out is counted below them, and is in the
// JSON.
const (
	maxBursts   = 12
	maxChannels = 14
)

// Build returns what a reader is told of a result, the answer first.
func Build(r *analyze.Result) *Document {
	d := &Document{Title: "copyclock: at what rate was this copied?"}
	b := builder{Document: d, r: r, main: mainBurst(r)}
	b.answer()
	b.evidence()
	b.columns()
	b.throughput()
	b.gates()
	b.sweep()
	b.channels()
	b.contrasts()
	b.score()
	b.naive()
	b.limits()
	b.origin()
	return d
}

// builder carries what the sections share.
type builder struct {
	*Document
	r    *analyze.Result
	main *analyze.Burst // nil where there is none
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

// answers says each verdict in words.
var answers = []struct {
	verdict analyze.Verdict
	text    string
}{
	{analyze.NoTransferEvidence, "NO TRANSFER EVIDENCE: these stamps do not show a copy whose speed could be read. They speak neither for an insider nor for a remote intruder."},
	{analyze.LowerBoundOnly, "LOWER BOUND ONLY: the copy that set these stamps was at least as fast as stated below; how much faster, the stamps cannot say."},
	{analyze.Inconclusive, "INCONCLUSIVE: the speed of the copy that set these stamps does not tell an insider from a remote intruder."},
	{analyze.LeansInsider, "LEANS INSIDER: under the stated assumptions, the findings are more probable if an insider made the copy that set these stamps than if a remote intruder did."},
	{analyze.LeansRemote, "LEANS REMOTE: under the stated assumptions, the findings are more probable if a remote intruder made the copy that set these stamps than if an insider did."},
}

func (b *builder) answer() {
	b.add(Heading{"Answer"})
	text := strings.ToUpper(timestamps.Printable(string(b.r.Verdict))) + "."
	for _, a := range answers {
		if a.verdict == b.r.Verdict {
			text = a.text
		}
	}
	b.add(Paragraph{text})
	if b.r.Reason != "" {
		b.add(Paragraph{"Reason: " + timestamps.Printable(b.r.Reason)})
	}
	if s := b.speed(); s != "" {
		b.add(Paragraph{s})
	}
	if t := b.r.Theory; t != nil {
		b.add(Paragraph{"Score insider:remote: log10 LR " + logRange(t.Log10LR) + " (LR " +
			lrRange(t.Log10LR) + "): " + timestamps.Printable(t.Phrase) + "." + b.defaults()})
	}
}

// defaults says what the score is without the assumptions that the user changed.
func (b *builder) defaults() string {
	if d := b.r.Theory.AtDefaults; d != nil {
		return " At the default assumptions: log10 LR " + logRange(*d) + " (LR " + lrRange(*d) + ")."
	}
	return ""
}

// speed says in a sentence how fast the main burst was.
func (b *builder) speed() string {
	u := b.main
	if u == nil {
		return ""
	}
	s := "The copy that set these stamps (burst " + Count(int64(u.ID)) + ", " + timestamps.Printable(string(u.Stamp)) + "): " +
		Number(int64(u.Files), "file") + ", " + Bytes(u.Bytes) + " in " + b.span(u) + "."
	if u.AverageMBs != nil {
		if text := interval(u.AverageMBs, Rate); text != "" {
			s += " Average " + strings.ReplaceAll(text, "\n", " MB/s, range ") + " MB/s"
			if x := u.AverageMBs.Estimate; x != nil {
				s += " (" + Mbits(*x) + ")"
			}
			s += "."
		}
	}
	if u.Fit != nil && u.Fit.RateMBs != nil {
		switch i := u.Fit.RateMBs; {
		case i.Low != nil && (u.Fit.OneSided || i.High == nil):
			s += " Fitted rate at least " + MBs(*i.Low) + " (" + Mbits(*i.Low) + ")" + provisional(u.Fit) + "."
		case i.Low != nil && i.High != nil && i.Estimate != nil:
			s += " Fitted rate " + MBs(*i.Estimate) + ", 95 % interval " + Between(*i.Low, *i.High) + " MB/s" + provisional(u.Fit) + "."
		case i.Low != nil && i.High != nil:
			s += " Fitted rate between " + strings.ReplaceAll(Between(*i.Low, *i.High), " to ", " and ") + " MB/s" + provisional(u.Fit) + "."
		}
	}
	if c := best(u.Certified); c != nil {
		s += " Certified without any model: at least " + MBs(c.MBs) + " over " + Seconds(c.WindowS, 1) + "."
	}
	return s
}

// span returns how long a burst lasted: a burst of one tick has no length that is known.
func (b *builder) span(u *analyze.Burst) string {
	if u.Ticks <= 1 {
		return "one tick of " + Step(b.resolution(u))
	}
	return Seconds(u.SpanS, b.resolution(u))
}

func (b *builder) evidence() {
	b.add(Heading{"Evidence"})
	if len(b.r.Evidence) == 0 {
		b.add(Paragraph{"None."})
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
	b.add(Heading{"Columns of stamps"}, t)
}

// order returns the bursts that are shown, in their own order: those with most bytes.
func (b *builder) order() []*analyze.Burst {
	all := make([]*analyze.Burst, len(b.r.Bursts))
	for i := range b.r.Bursts {
		all[i] = &b.r.Bursts[i]
	}
	if len(all) > maxBursts {
		slices.SortStableFunc(all, func(x, y *analyze.Burst) int { return cmp.Compare(y.Bytes, x.Bytes) })
		all = all[:maxBursts]
		slices.SortStableFunc(all, func(x, y *analyze.Burst) int { return cmp.Compare(x.ID, y.ID) })
	}
	return all
}

func (b *builder) throughput() {
	b.add(Heading{"Throughput of each burst"})
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
	if text := fitText(x); text != "" {
		text = strings.ReplaceAll(text, "\n", " MB/s, 95 % interval ") + " MB/s" + provisional(x)
		rows = append(rows, Field{"rate", text})
	}
	if text := interval(x.OverheadMS, func(v float64) string { return Significant(v, 3) }); text != "" {
		rows = append(rows, Field{"overhead", strings.ReplaceAll(text, "\n", " ms a file, ") + " ms"})
	}
	if x.Explained != nil {
		rows = append(rows, Field{"explained", Percent(*x.Explained) + " of the span is accounted for by bytes at the fitted rate"})
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
	b.add(Heading{"Gates that failed"})
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
	b.add(Heading{"What removing gaps does to the answer"}, Chart{"sweep"}, t,
		Note{"The hand method drops gaps first. With these gaps it would say " + Between(low, high) +
			" MB/s. All rows are of the whole session of burst " + Count(int64(u.ID)) + ", bytes over the time left."})
}

func (b *builder) channels() {
	if len(b.r.Channels) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "class"}, {Name: "era", Align: Right}, {Name: "median\nMB/s", Align: Right},
		{Name: "measures"}, {Name: "log10\nsupport", Align: Right}, {Name: "compatible"},
	}}
	assumed, shownRows := false, min(maxChannels, len(b.r.Channels))
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
	b.add(Heading{"Channels, best support first"}, Chart{"channels"}, t)
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
	b.add(Note{"Support compares how well each channel's published speeds explain the rate: best = 0, -1 is ten times worse. Many channels fit any rate; a good fit identifies none."})
}

func (b *builder) contrasts() {
	if b.r.Channel == nil || len(b.r.Channel.Contrasts) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "contrast"}, {Name: "log10 LR", Wrap: true}, {Name: "LR"}, {Name: "in words", Wrap: true},
	}}
	var caps []string
	for _, c := range b.r.Channel.Contrasts {
		t.Rows = append(t.Rows, []string{timestamps.Printable(c.Proposition), logRange(c.Log10LR), lrRange(c.Log10LR), timestamps.Printable(c.Phrase)})
		caps = append(caps, timestamps.Printable(c.Proposition)+": "+capText(c.Cap, c.CapReason, c.Capped))
	}
	b.add(Heading{"Class of channel against class"}, t, List{caps})
}

// capText says how a cap limits a log10 likelihood ratio.
func capText(limit float64, reason string, capped bool) string {
	s := "|log10 LR| is held to " + Fixed(limit, 2) + " (LR " + LR(-limit) + " to " + LR(limit) + ")"
	if reason != "" {
		s += ": " + strings.TrimSuffix(timestamps.Printable(reason), ".")
	}
	if capped {
		return s + ". It was cut here: read an end that stands at the cap as \"at least\" or \"at most\"."
	}
	return s + "."
}

// logRange returns "-0.12 to +0.68, mid +0.30".
func logRange(r channel.Range) string {
	return Log10(r.Low) + " to " + Log10(r.High) + ", mid " + Log10(r.Mid)
}

// lrRange returns "0.76 to 4.8".
func lrRange(r channel.Range) string { return LR(r.Low) + " to " + LR(r.High) }

func (b *builder) score() {
	t := b.r.Theory
	if t == nil {
		b.add(Heading{"Insider against remote"}, Paragraph{"No score: no rate is known."})
		return
	}
	a := t.Assumptions
	f := Fields{[]Field{
		{"log10 LR", logRange(t.Log10LR) + " (insider:remote; above 0 speaks for insider)"},
		{"LR", lrRange(t.Log10LR) + ", mid " + LR(t.Log10LR.Mid)},
		{"in words", timestamps.Printable(t.Phrase)},
		{"cap", capText(t.Cap, t.CapReason, t.Capped)},
		{"bound", "whatever the data, these assumptions allow LR " + LR(t.Bound.Low) + " to " + LR(t.Bound.High) +
			" (log10 " + Log10(t.Bound.Low) + " to " + Log10(t.Bound.High) + ")"},
		{"assumed", "staging " + span(a.Staging) + ", re-copy " + span(a.Recopy) + ", insider over a network " + span(a.InsiderNetwork)},
	}}
	if a.Mixes != "" {
		f.Rows = append(f.Rows, Field{"mixes", timestamps.Printable(a.Mixes)})
	}
	if d := t.AtDefaults; d != nil {
		f.Rows = append(f.Rows, Field{"at defaults", "log10 LR " + logRange(*d) + " (LR " + lrRange(*d) + ")"})
	}
	if t.Quality != "" {
		f.Rows = append(f.Rows, Field{"listing", "strength of the listing itself: " + timestamps.Printable(t.Quality)})
	}
	b.add(Heading{"Insider against remote"}, Chart{"score"}, f)
	b.curve(t)
	b.add(Chart{"staging"}, Chart{"tornado"})
	if p := t.Posterior; p != nil {
		text := "Your own arithmetic, not a finding: prior odds " + odds(p.PriorOdds) + " insider:remote times the ratio give " +
			odds(p.Odds.Low) + " to " + odds(p.Odds.High) + ", mid " + odds(p.Odds.Mid) + "."
		if p.Note != "" {
			text += " " + timestamps.Printable(p.Note)
		}
		b.add(Paragraph{text})
	}
}

func odds(x float64) string { return Significant(x, 2) + ":1" }

func span(s theory.Span) string {
	if s.High-s.Low <= 0 {
		return Probability(s.Low)
	}
	return Probability(s.Low) + " to " + Probability(s.High)
}

// curve shows the ratio as a function of the probability of staging. The points are log10
// likelihood ratios.
func (b *builder) curve(t *theory.Theory) {
	if len(t.Curve) > 0 {
		reach := 1.0
		for _, p := range t.Curve {
			reach = math.Max(reach, math.Max(math.Abs(p.Low), math.Abs(p.High)))
		}
		reach = math.Ceil(math.Min(reach, 9))
		c := Table{Columns: []Column{
			{Name: "staging", Align: Right}, {Name: "LR low", Align: Right}, {Name: "mid", Align: Right}, {Name: "high", Align: Right},
			{Name: "remote " + LR(-reach) + strings.Repeat(" ", 13-len(LR(-reach))) + "1" + strings.Repeat(" ", 12-len(LR(reach))) + LR(reach) + " insider", Drawn: true},
		}}
		for _, p := range t.Curve {
			c.Rows = append(c.Rows, []string{
				Probability(p.Staging), LR(p.Low), LR(p.Mid), LR(p.High), "       " + bar(p, reach),
			})
		}
		b.add(Paragraph{"The ratio as a function of the probability that a remote intruder gathers the data on a machine inside first (staging); the band covers the other assumptions:"}, c)
	}
	b.add(Paragraph{breakEven(t)})
}

// half is the number of characters on each side of LR = 1 in a bar.
const half = 13

// bar draws the band of a point on a logarithmic scale: "=" from low to high, "o" at the
// middle, "|" at LR = 1.
func bar(p theory.Point, reach float64) string {
	at := func(x float64) int {
		if math.IsNaN(x) {
			return half
		}
		return max(0, min(2*half, half+int(math.Round(x/reach*half))))
	}
	line := []byte(strings.Repeat(".", 2*half+1))
	line[half] = '|'
	for i := at(p.Low); i <= at(p.High); i++ {
		line[i] = '='
	}
	if line[half] == '=' {
		line[half] = '|'
	}
	line[at(p.Mid)] = 'o'
	return string(line)
}

// breakEven says what must be assumed of staging to reach LR = 1 and LR = 10.
func breakEven(t *theory.Theory) string {
	below, above := "below", "above"
	if n := len(t.Curve); n > 1 && t.Curve[n-1].Mid > t.Curve[0].Mid {
		below, above = above, below
	}
	var s string
	if x := t.BreakEven.LR10; x != nil {
		s = "To reach 10 for the insider you must hold staging " + below + " " + Probability(*x) + "."
	} else {
		s = "To reach 10 for the insider: never, whatever you hold of staging."
	}
	if x := t.BreakEven.LR1; x != nil {
		return s + " The ratio is 1 at a staging probability of " + Probability(*x) + ": " + below +
			" it the findings are more probable under insider, " + above + " it under remote."
	}
	return s + " No staging probability gives a ratio of 1."
}

func (b *builder) naive() {
	n := b.r.Naive
	if n == nil {
		return
	}
	b.add(Heading{"The hand reading, for comparison only"},
		Paragraph{"Bytes over time, nearest profile, as done by hand in 2014 and 2017: " + MBs(n.RateMBs) + " (" +
			Mbits(n.RateMBs) + "), nearest " + timestamps.Printable(n.NearestProfile) + ". This is not the answer. " + timestamps.Printable(n.Text)})
}

func (b *builder) limits() {
	if len(b.r.Limits) == 0 {
		return
	}
	var items []string
	for _, l := range b.r.Limits {
		s := timestamps.Printable(l.Text)
		if l.Source != "" {
			s += " [" + timestamps.Printable(l.Source) + "]"
		}
		items = append(items, s)
	}
	b.add(Heading{"What this does not say"}, List{items})
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
	b.add(Heading{"How this was made"}, f)
}
