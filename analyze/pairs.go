package analyze

import (
	"slices"
	"sort"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/analyze/role"
	"copyclock/timestamps"
	"copyclock/timestamps/radix"
)

// Limits of the pairing of two columns.
const (
	pairedShare    = 0.95            // of the files that have both stamps must have them in order
	longestOneFile = 24 * 3600 * 1e9 // ns: a file copied for longer is taken for one that was changed later
)

// ends are the columns that may hold the end of a copy, best first: the status changes last,
// when a file gets its final name (METHOD 3.1).
var ends = [...]timestamps.Column{timestamps.Changed, timestamps.Modified}

// pairing is a listing whose columns may be the two ends of one copy.
type pairing struct {
	listing *timestamps.Table
	columns []role.Column
	bursts  []burst.Burst   // of the chosen column
	main    int             // the burst with most bytes, the first of equals
	same    [len(ends)]bool // that end holds the stamps of birth: nothing lies between them
}

func newPairing(l *timestamps.Table, columns []role.Column, bursts []burst.Burst) *pairing {
	p := &pairing{listing: l, columns: columns, bursts: bursts}
	for i, end := range ends {
		p.same[i] = l.SameColumn(timestamps.Birth, end)
	}
	for i := range bursts {
		if bursts[i].Bytes > bursts[p.main].Bytes {
			p.main = i
		}
	}
	return p
}

// pairUp replaces what was fitted to the gaps of one column by what the durations of the files say,
// where the listing shows start and end of each file's copy and the fit of the durations
// passes its gates (METHOD 11.7). Idle time has no part in durations, so where the files of the burst alone
// with most bytes do not suffice, those of its whole session are fitted: large files that take
// longer than the burst threshold fall into bursts of their own. Where files overlap in time,
// the rate is withheld.
func (p *pairing) pairUp(at int, rates *rate.Rates) {
	b := &p.bursts[at]
	if rates.Fit != nil {
		rates.Fit.Basis = rate.Gaps
	}
	parallel := (*rate.PairFit)(nil)
	for _, events := range [][]burst.Event{b.Events, p.session(at)} {
		for i, end := range ends {
			if p.same[i] {
				continue
			}
			pairs, opt, ok := p.pairs(b.Stamp, events, end)
			if !ok {
				continue
			}
			fit, passed := rate.EstimatePairs(pairs, opt)
			if passed {
				useDurations(b, rates, &fit)
				return
			}
			if fit.Parallel && parallel == nil {
				parallel = &fit
			}
		}
		if parallel != nil {
			break
		}
	}
	if parallel == nil {
		return
	}
	useGates(rates, parallel.Gates, "G3", "G6") // durations that follow the sizes are a link, whatever the gaps do
	rates.LinkUntested = false
	if rates.Fit != nil {
		rates.Fit.RateMBs, rates.Fit.OverheadMS, rates.Fit.OneSided = nil, nil, false
		rates.SustainedMBs = nil
	}
}

// session returns the files of the session of the main burst, if that is the one at the index
// and not alone, and nothing for other bursts.
func (p *pairing) session(at int) []burst.Event {
	if at != p.main {
		return nil
	}
	n := 0
	for i := range p.bursts {
		if p.bursts[i].Session == p.bursts[at].Session {
			n += len(p.bursts[i].Events)
		}
	}
	if n == len(p.bursts[at].Events) {
		return nil
	}
	events := make([]burst.Event, 0, n)
	for i := range p.bursts {
		if p.bursts[i].Session == p.bursts[at].Session {
			events = append(events, p.bursts[i].Events...)
		}
	}
	return events
}

// pairs returns those events with the stamps of both columns, or not ok where the roles or the
// order of the stamps do not allow it: birth before the end for nearly all files,
// neither column known to record anything but a copy, and the chosen column among them
// or, as the modified stamps of a copy that sets the change time last, between them.
func (p *pairing) pairs(stamp timestamps.Column, events []burst.Event, end timestamps.Column) ([]rate.Pair, rate.PairOptions, bool) {
	birth, last := columnOf(p.columns, timestamps.Birth), columnOf(p.columns, end)
	if birth == nil || last == nil || !mayPair(birth) || !mayPair(last) ||
		stamp == timestamps.Accessed || stamp == timestamps.Changed && end == timestamps.Modified {
		return nil, rate.PairOptions{}, false
	}
	step := max(birth.Resolution, last.Resolution)
	pairs := make([]rate.Pair, 0, len(events))
	both := 0
	for i := range events {
		e := p.listing.Bare(events[i].Entry)
		from, to, at := e.Times.Birth, e.Times.Of(end), e.Times.Of(stamp)
		if !from.Known() || !to.Known() || from.State != to.State || e.Size < 0 {
			continue
		}
		both++
		d := to.Nanos - from.Nanos
		if from.Nanos > to.Nanos+step || to.Nanos > from.Nanos && (d < 0 || d > longestOneFile) ||
			at.Nanos < from.Nanos-step || at.Nanos > to.Nanos+step {
			continue
		}
		pairs = append(pairs, rate.Pair{Start: from.Nanos, End: to.Nanos, Size: events[i].Size})
	}
	if both == 0 || float64(len(pairs)) < pairedShare*float64(both) {
		return nil, rate.PairOptions{}, false
	}
	return pairs, rate.PairOptions{
		StartTick: tickOf(pairs, birth.Resolution, func(x *rate.Pair) int64 { return x.Start }),
		EndTick:   tickOf(pairs, last.Resolution, func(x *rate.Pair) int64 { return x.End }),
	}, true
}

// tickOf returns the effective step of one end of the pairs, see [clockTick].
func tickOf(pairs []rate.Pair, resolution int64, end func(*rate.Pair) int64) int64 {
	if resolution >= coarseStep {
		return resolution
	}
	times := make([]int64, len(pairs))
	for i := range pairs {
		times[i] = end(&pairs[i])
	}
	radix.Sort(times, nil, func(t *int64) int64 { return *t })
	return timestamps.Tick(times, resolution)
}

func columnOf(columns []role.Column, stamp timestamps.Column) *role.Column {
	for i := range columns {
		if columns[i].Stamp == stamp {
			return &columns[i]
		}
	}
	return nil
}

// mayPair reports whether a column may hold an end of each file's copy: few large files are
// too sparse to be told from work by hand, and their durations decide.
func mayPair(c *role.Column) bool {
	switch c.Role {
	case role.Copy, role.CopyEnd, role.CopyStart, role.Unknown:
		return true
	case role.Authorship, role.Constant, role.Normalised:
	}
	return false
}

// useDurations puts the fit of the durations in place of that of the gaps. Birth stamps are
// the start of a copy and the others its end, or they would not pair.
func useDurations(b *burst.Burst, rates *rate.Rates, fit *rate.PairFit) {
	f := &rate.Fit{
		Mode: rate.End, Basis: rate.Durations, RateMBs: &fit.RateMBs, OverheadMS: fit.OverheadMS,
		Explained: finding.Known(fit.Explained),
	}
	if b.Stamp == timestamps.Birth {
		f.Mode = rate.Start
	}
	if rates.Fit != nil {
		f.LogLikelihoodDiff = rates.Fit.LogLikelihoodDiff
	}
	rates.Fit, rates.LinkUntested = f, false
	rates.SustainedMBs = nil
	if a := rates.AverageMBs; a != nil && a.Estimate != nil && *a.Estimate <= *f.RateMBs.Estimate {
		rates.SustainedMBs = finding.Known(max(fit.SustainedMBs, *a.Estimate))
	}
	useGates(rates, fit.Gates, "G2", "G3", "G5", "G6", "G8")
}

// useGates replaces the gates of the given codes.
func useGates(rates *rate.Rates, gates []finding.Gate, codes ...string) {
	rates.Gates = slices.DeleteFunc(rates.Gates, func(g finding.Gate) bool { return slices.Contains(codes, g.Code) })
	for _, g := range gates {
		if slices.Contains(codes, g.Code) {
			rates.Gates = append(rates.Gates, g)
		}
	}
	sort.SliceStable(rates.Gates, func(i, j int) bool { return rates.Gates[i].Code < rates.Gates[j].Code })
}
