package burst

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
	"copyclock/timestamps/radix"
)

const (
	second = int64(1e9)

	// sessionGap splits sessions (METHOD 4.5.1). It is shown and never used as evidence.
	sessionGap = 30 * 60 * second

	// shortestPause is the least burst threshold (METHOD 4.5.2): shorter stops are stalls of
	// a device or of a link and belong to the copy.
	shortestPause = 30 * second
)

// sweepSeconds are the thresholds that the hand method might have chosen.
var sweepSeconds = []float64{60, 30, 10, 5, 2, 1}

// Events returns the files of t that count and have a known stamp in column c, in the order
// of the entries. A file without a size has Size zero: whether the sizes of the listing
// suffice for a rate is for the caller to decide. Nothing is de-duplicated.
func Events(t *timestamps.Table, c timestamps.Column) []Event {
	count := t.Clocks(c)
	events := make([]Event, 0, count[timestamps.Instant]+count[timestamps.Floating])
	for i, f := range t.Files(c) {
		if f.Known() {
			events = append(events, Event{T: f.Nanos, Size: max(f.Size, 0), Entry: i})
		}
	}
	return events
}

// Ordered returns the same files in the order of [Segment], at once where their entries are known in
// the order of the stamps.
func Ordered(t *timestamps.Table, c timestamps.Column, order []uint32) []Event {
	count := t.Clocks(c)
	if len(order) != count[timestamps.Instant]+count[timestamps.Floating] {
		events := Events(t, c)
		Sort(events)
		return events
	}
	events := make([]Event, len(order))
	from := 0
	for i, entry := range order {
		events[i] = Event{T: t.Stamp(int(entry), c).Nanos, Size: max(t.Size(int(entry)), 0), Entry: int(entry)}
		if events[i].T != events[from].T {
			sortBySize(events[from:i])
			from = i
		}
	}
	sortBySize(events[from:])
	return events
}

// Sort puts events in the order of [Segment]: stamp, then size, then Entry.
func Sort(events []Event) {
	if !slices.IsSortedFunc(events, func(a, b Event) int { return cmp.Compare(a.Entry, b.Entry) }) {
		slices.SortFunc(events, func(a, b Event) int { return cmp.Compare(a.Entry, b.Entry) })
	}
	radix.Sort(events, nil, func(e *Event) int64 { return e.T })
	for from := 0; from < len(events); {
		to := from + 1
		for to < len(events) && events[to].T == events[from].T {
			to++
		}
		sortBySize(events[from:to])
		from = to
	}
}

// sortBySize sorts events by size; equal ones keep their order. Most ticks hold few, which are put
// in their places one by one.
func sortBySize(events []Event) {
	const many = 48
	if len(events) > many {
		slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.Size, b.Size) })
		return
	}
	for i := 1; i < len(events); i++ {
		e := events[i]
		j := i
		for ; j > 0 && events[j-1].Size > e.Size; j-- {
			events[j] = events[j-1]
		}
		events[j] = e
	}
}

// compare is the order of [Segment].
func compare(a, b Event) int {
	return cmp.Or(cmp.Compare(a.T, b.T), cmp.Compare(a.Size, b.Size), cmp.Compare(a.Entry, b.Entry))
}

// Segment groups events into ticks, sessions and bursts (METHOD 4.5 and 12.5). It leaves
// events as it is, which the bursts share if they are in order already (see [Sort]), and returns the bursts in order of time; every event is in exactly one.
// A burst of one event is a leftover: it is kept so that the numbers of files and bytes add
// up. Nothing but the stamps and sizes decides, so neither the order of the lines nor a
// shift of the clock changes the outcome. Events with one stamp are ordered by size, then by
// Entry, which makes the order total without claiming to know it.
func Segment(events []Event, opt Options) []Burst {
	if len(events) == 0 {
		return nil
	}
	r := max(opt.Resolution, 1)
	limit := opt.SessionNanos
	if limit <= 0 {
		limit = sessionGap
	}
	sorted := events
	if !slices.IsSortedFunc(events, compare) {
		sorted = slices.Clone(events)
		Sort(sorted)
	}
	ticks := group(sorted)

	var sessions []session
	for from := 0; from < len(ticks); {
		to := from + 1
		for to < len(ticks) && since(ticks[to-1].T, ticks[to].T) <= limit {
			to++
		}
		sessions = append(sessions, session{from: from, to: to})
		from = to
	}
	var work sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(sessions)) { // sessions know nothing of each other
		work.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= len(sessions) {
					return
				}
				sessions[k].split(k+1, sorted, ticks, r, limit, opt)
			}
		})
	}
	work.Wait()
	var bursts []Burst
	for i := range sessions {
		bursts = append(bursts, sessions[i].bursts...)
	}
	return bursts
}

// session is the ticks with indices from to before to, and what they were split into.
type session struct {
	from, to int
	bursts   []Burst
}

// split cuts the session with the given number into bursts.
func (s *session) split(number int, sorted []Event, ticks []Tick, r, limit int64, opt Options) {
	part := ticks[s.from:s.to]
	var at []int
	if opt.GapNanos > 0 {
		at = longer(part, opt.GapNanos)
	} else {
		at = cuts(part, r, pauseThreshold(part, r), limit)
	}
	sweep := sweepOf(part, r)
	first := s.from
	for _, i := range append(at, len(part)) {
		b := cut(sorted, ticks, first, s.from+i)
		b.Session, b.Stamp, b.Resolution, b.Sweep = number, opt.Stamp, r, slices.Clone(sweep)
		b.Changes = changesOf(b.Ticks, float64(r)/1e9)
		s.bursts = append(s.bursts, b)
		first = s.from + i
	}
}

// longer returns the indices of the ticks after gaps longer than limit.
func longer(ticks []Tick, limit int64) []int {
	var at []int
	for i := 1; i < len(ticks); i++ {
		if since(ticks[i-1].T, ticks[i].T) > limit {
			at = append(at, i)
		}
	}
	return at
}

// group returns the ticks of sorted events, First counted from the start of all events.
func group(sorted []Event) []Tick {
	n := 0
	for i := range sorted {
		if i == 0 || sorted[i-1].T != sorted[i].T {
			n++
		}
	}
	ticks := make([]Tick, 0, n)
	for i, e := range sorted {
		if i == 0 || sorted[i-1].T != e.T {
			ticks = append(ticks, Tick{T: e.T, First: i})
		}
		t := &ticks[len(ticks)-1]
		t.N++
		t.Bytes = sum(t.Bytes, e.Size)
	}
	return ticks
}

// cut returns the burst of ticks[first:end], its ticks counted from its own first event.
func cut(sorted []Event, ticks []Tick, first, end int) Burst {
	base := ticks[first].First
	last := ticks[end-1]
	b := Burst{
		Events: sorted[base : last.First+last.N : last.First+last.N],
		Ticks:  slices.Clone(ticks[first:end]),
	}
	for i := range b.Ticks {
		b.Ticks[i].First -= base
		b.Bytes = sum(b.Bytes, b.Ticks[i].Bytes)
	}
	if first > 0 {
		b.PauseNanos = since(ticks[first-1].T, ticks[first].T)
	}
	return b
}

// sweepOf removes the gaps of one session at ever smaller thresholds. A threshold below the
// resolution would remove every gap, and one that changes nothing says nothing; both are left out.
func sweepOf(ticks []Tick, r int64) []Net {
	var bytes int64
	for _, t := range ticks {
		bytes = sum(bytes, t.Bytes)
	}
	var rows []Net
	gaps := gapsOf(ticks, 1, len(ticks), lineGaps)
	before := int64(-1)
	add := func(gap float64, limit int64) {
		var net int64
		for i := 1; i < len(ticks); i++ {
			if d := since(ticks[i-1].T, ticks[i].T); d <= limit {
				net = sum(net, d)
			}
		}
		if net > 0 && net != before {
			s := float64(net) / 1e9
			rows = append(rows, Net{GapS: gap, NetS: s, MBs: float64(bytes) / 1e6 / s, SlopeMBs: slopeOf(gaps, float64(limit)/1e9, float64(r)/1e9)})
			before = net
		}
	}
	add(0, math.MaxInt64)
	for _, gap := range sweepSeconds {
		if limit := int64(gap) * second; limit >= r {
			add(gap, limit)
		}
	}
	return rows
}

// slopeOf is the rate of the robust line through the gaps up to limit seconds, nil for fewer
// than eight of them or where bytes explain none.
func slopeOf(gaps []gap, limit, r float64) *float64 {
	var left []gap
	for _, g := range gaps {
		if g.s <= limit {
			left = append(left, g)
		}
	}
	if len(left) < leastFiles {
		return nil
	}
	m := fitLine(left, r)
	if m.beta <= 0 {
		return nil
	}
	return finding.Known(1 / m.beta)
}

// since returns b - a for a <= b, saturated: stamps may lie 584 years apart.
func since(a, b int64) int64 {
	if d := b - a; d >= 0 {
		return d
	}
	return math.MaxInt64
}

// sum returns a + b for numbers that are not negative, saturated.
func sum(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
