package analyze

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/role"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// describe says what one evidence is and how it was read.
func describe(id int, in *evidence.Evidence) Evidence {
	l := in.Listing
	totals := l.Totals()
	e := Evidence{
		ID: id, Name: timestamps.Escape(in.Name), Bytes: in.Bytes,
		SHA256: in.SHA256, SHA1: in.SHA1, MD5: in.MD5,
		Live: in.Live, Format: in.Format, DetectedBy: in.DetectedBy, Encoding: in.Encoding, Zone: l.Zone,
		Entries: l.Len(), Files: totals.Files, Directories: totals.Directories,
		TotalBytes: totals.Bytes, SizeExact: totals.Exact, SkippedLines: l.Skipped,
		Excluded: []Exclusion{}, Warnings: append([]timestamps.Warning{}, l.Warnings...),
		Notes: slices.Clone(l.Notes),
	}
	if in.Within != nil {
		e.WithinSHA256 = in.Within.SHA256
	}
	for _, x := range totals.Excluded {
		e.Excluded = append(e.Excluded, Exclusion{Reason: x.Reason, Entries: x.Entries, Bytes: x.Bytes})
	}
	return e
}

// reportBurst is the report of one burst of several with its rates.
func reportBurst(l *timestamps.Table, b *burst.Burst, rates *rate.Rates, several int) Burst {
	first, last := b.Events[0], b.Events[len(b.Events)-1]
	r := Burst{
		Stamp: b.Stamp, Session: b.Session,
		Files: len(b.Events), Bytes: b.Bytes, Ticks: len(b.Ticks),
		SpanS: float64(last.T-first.T) / 1e9, PauseS: float64(b.PauseNanos) / 1e9,
		AverageMBs: rates.AverageMBs, SustainedMBs: rates.SustainedMBs, Fit: rates.Fit,
		Gates: append([]finding.Gate{}, rates.Gates...), Certified: append([]rate.Certified{}, rates.Certified...),
		Sweep: append([]burst.Net{}, b.Sweep...),
		First: timestamps.Escape(l.Path(first.Entry)), Last: timestamps.Escape(l.Path(last.Entry)),
	}
	r.Series = series(b, min(maxSeries, max(leastSeries, mostFitted*maxSeries/several)))
	return r
}

// ends returns the first and the last stamp of a burst, instants in the zone of display.
func (opt Options) ends(l *timestamps.Table, b *burst.Burst) (start, end string) {
	text := func(e burst.Event) string {
		s := l.Stamp(e.Entry, b.Stamp)
		if s.State == timestamps.Instant && opt.DisplayTZ != "" {
			s.Offset = opt.displayOffset
		}
		return s.Text()
	}
	return text(b.Events[0]), text(b.Events[len(b.Events)-1])
}

// maxSeries is the largest number of points of a series. Of so many bursts that the points of all
// would come to more than those of the ones that are fitted, each has fewer, but leastSeries.
const maxSeries, leastSeries = 2000, 50

// series thins the ticks of a burst to at most so many points; bytes and gaps of the ticks
// between two points are summed.
func series(b *burst.Burst, most int) []SeriesPoint {
	stride := (len(b.Ticks) + most - 1) / most
	points := make([]SeriesPoint, 0, min(len(b.Ticks), most))
	var bytes, size int64
	before := b.Ticks[0].T
	for i, t := range b.Ticks {
		bytes, _ = timestamps.AddSize(bytes, t.Bytes)
		size, _ = timestamps.AddSize(size, t.Bytes)
		if (i+1)%stride != 0 && i != len(b.Ticks)-1 {
			continue
		}
		points = append(points, SeriesPoint{
			TS: float64(t.T-b.Ticks[0].T) / 1e9, Bytes: bytes, GapS: float64(t.T-before) / 1e9, Size: size,
		})
		before, size = t.T, 0
	}
	return points
}

// refusal says why no column was chosen.
func refusal(columns []role.Column) string {
	if len(columns) == 0 {
		return "The listing shows no time stamps of files, so nothing can be timed."
	}
	var b strings.Builder
	b.WriteString("No column of stamps records a copy.")
	for _, c := range columns {
		fmt.Fprintf(&b, " %s: %s", c.Stamp, c.Reason)
	}
	return b.String()
}

// reason is the sentence behind a verdict.
func reason(v Verdict, b *Burst, basis string) string {
	var failed []string
	for _, g := range b.Gates {
		if !g.Passed {
			failed = append(failed, g.Code)
		}
	}
	gates := ""
	if len(failed) > 0 {
		gates = " Failed gates: " + strings.Join(failed, ", ") + "."
	}
	if basis != "" {
		basis = " The score rests on " + basis + "."
	}
	switch v {
	case NoTransferEvidence:
		return "The stamps carry no evidence of the rate of a transfer." + gates
	case LowerBoundOnly:
		return "The stamps bound the rate from below only." + basis + gates
	case LeansInsider:
		return "Under the stated assumptions the findings are more probable if an insider made the copy." + basis
	case LeansRemote:
		return "Under the stated assumptions the findings are more probable if a remote intruder made the copy." + basis
	case Inconclusive:
	}
	if basis == "" {
		return "Too little is known of the rate to compare it with channels." + gates
	}
	return "Speed does not tell the theories apart under the stated assumptions." + basis + gates
}

// offsetOfListing names the tools among those that printed the evidence that do not ask which offset
// was valid at the time they print, but take that of the day of listing: 7-Zip, and nginx where it
// shows local time.
func offsetOfListing(evidence []Evidence) string {
	sevenZip, nginx := false, false
	for i := range evidence {
		switch evidence[i].Format {
		case "7z-l", "7z-slt":
			sevenZip = true
		case "http-index":
			nginx = true
		}
	}
	switch {
	case sevenZip && nginx:
		return "7-Zip and nginx"
	case sevenZip:
		return "7-Zip"
	case nginx:
		return "The server, if it is nginx,"
	}
	return ""
}

// limits lists what the answer does not say. The identifiers are those of the public
// SOLVE-IT knowledge base (METHOD 1.4).
func limits(r *Result) []Limit {
	out := []Limit{
		{"last-copy", "The stamps speak of the copy that set them, which need not be the theft: files staged on a machine inside, or copied again by a publisher, carry the speed of that later copy.", "METHOD 5.3; SOLVE-IT DFW-1169"},
		{"untampered", "All is conditional on untampered stamps and a steady clock. A forger can write any rate.", "METHOD 6.1; SOLVE-IT DFW-1148"},
		{"channel-not-person", "A channel is not a person: insiders have copied over networks and intruders have copied locally.", "METHOD 9; SOLVE-IT DFW-1384"},
		{"selection", "If the listing is a selection of a larger copy, average and sustained rates are too low and the overhead is too large.", "METHOD 4.6; SOLVE-IT DFW-1185"},
		{"cache", "A system that buffers writes stamps files at memory speed; a listing alone cannot exclude that.", "METHOD 3.1; SOLVE-IT DFW-1256"},
		{"new-method", "The method is new: its intervals were measured on the copies of one laboratory and on simulated ones, which docs/METHOD.md counts.", "METHOD 9.12; SOLVE-IT DFW-1258"},
	}
	for _, e := range r.Evidence {
		if e.Zone.Name == "unknown" {
			out = append(out, Limit{"zone-unknown", "The listing names no time zone. Rates need only differences and are not touched, unless a clock change lies inside a burst.", "METHOD 3.2; SOLVE-IT DFW-1264"})
			break
		}
	}
	if tools := offsetOfListing(r.Evidence); tools != "" {
		out = append(out, Limit{"offset-of-listing", tools + " can apply the offset of the day of listing to all times, old ones too: those of the other half of the year then look an hour off, and --source-tz with a named zone is wrong for them.", "METHOD 3.2; SOLVE-IT DFW-1264"})
	}
	if slices.ContainsFunc(r.Evidence, func(e Evidence) bool { return e.Live }) {
		out = append(out, Limit{"live", "The stamps were read from a directory tree on the analyst's machine. What unpacked, copied, indexed or scanned these files there may have set them, and the copy that is timed may be the analyst's own.", "METHOD 5.3; SOLVE-IT DFW-1150"})
	}
	if o := r.Options; len(o.Include)+len(o.Exclude) > 0 || o.From != "" || o.Until != "" {
		out = append(out, Limit{"part-chosen", "Only a part of the files was looked at, chosen by the user. A part that was chosen after looking can show a rate that the whole does not have.", "METHOD 4.6; SOLVE-IT DFW-1185"})
	}
	out = append(out, clockLimits(r)...)
	coarse := 0.0
	for _, c := range r.Columns {
		if c.Chosen {
			coarse = math.Max(coarse, c.ResolutionS)
		}
	}
	if coarse >= 1 {
		out = append(out, Limit{"resolution", fmt.Sprintf("The stamps move in steps of %g s: the order of files inside a step is unknown and a span is good to one step.", coarse), "METHOD 12.1; SOLVE-IT DFW-1273"})
	}
	return out
}
