package role

import (
	"cmp"
	"math"
	"slices"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
	"copyclock/timestamps/radix"
)

// stamp is one file of a column.
type stamp struct {
	t, size int64
	entry   int
}

// tick is all files with one stamp: stamps[first:first+n] of the view.
type tick struct {
	t, bytes int64
	first, n int
}

// view is a column in order of time with what its density says. Of a large listing only one
// column at a time has its stamps in memory, see [view.release].
type view struct {
	column     timestamps.Column
	stamps     []stamp // sorted by time, then size, then entry
	ticks      []tick
	dense      []bool // F1, one for each stamp
	top        int    // index of the tick with most files, the earliest where equal
	invalid    int
	resolution int64 // nanoseconds
	span       int64 // from the first to the last stamp, nanoseconds
	denseBytes int64
	largest    float64 // share of files in the largest session
	core       int64   // shortest time that holds 60 % of the files
	coreFrom   int64   // its first stamp
	coreTo     int64   // its last stamp
	filled     float64 // share of files in the largest run whose gaps their bytes can fill
	older      float64 // share of files whose modified stamp is older than this one
	ahead      float64 // share of files whose modified stamp is more than 60 s younger than their changed stamp
	clock      timestamps.State
	walk       walk  // how far the stamps follow the directories
	walked     bool  // walk is known
	clockwork  clock // what the directories say, for modified stamps
	written    bool  // the headers of the archive are in the order of the stamps
	confirmed  bool  // one tick, and the modified stamp and another column of their own agree on it
}

// viewOf sorts a column and measures its density. Stamps of two clocks cannot be compared:
// where a column mixes instants and wall-clock times, the rarer kind is left out.
func viewOf(l *timestamps.Listing, c timestamps.Column, resolution func([]int64) int64, w *workspace) view {
	v := view{column: c}
	var count [4]int
	for i := range l.Entries {
		if l.Entries[i].Counts() {
			count[l.Entries[i].Times.Of(c).State&3]++
		}
	}
	v.invalid = count[timestamps.Invalid]
	clock := timestamps.Instant
	if count[timestamps.Floating] > count[timestamps.Instant] {
		clock = timestamps.Floating
	}
	v.clock = clock
	if v.stamps = emptied(w.stamps, count[clock]); count[clock] == 0 {
		return v
	}
	older := 0
	for i := range l.Entries {
		e := &l.Entries[i]
		s := e.Times.Of(c)
		if !e.Counts() || s.State != clock {
			continue
		}
		v.stamps = append(v.stamps, stamp{t: s.Nanos, size: max(e.Size, 0), entry: i})
		if m := e.Times.Modified; m.State == s.State && m.Nanos < s.Nanos {
			older++
		}
	}
	v.older = float64(older) / float64(len(v.stamps))
	v.sort(w)
	if resolution == nil {
		resolution = step
	}
	w.nanos = emptied(w.nanos, len(v.stamps))
	for i := range v.stamps {
		w.nanos = append(w.nanos, v.stamps[i].t)
	}
	v.resolution = max(resolution(w.nanos), 1)
	v.dense = append(emptied(w.dense, len(v.stamps)), make([]bool, len(v.stamps))...)
	v.span = since(v.stamps[0].t, v.stamps[len(v.stamps)-1].t)
	v.measure()
	return v
}

// sort puts the stamps in order and groups them into ticks.
func (v *view) sort(w *workspace) {
	if len(w.scratch) < len(v.stamps) {
		w.scratch = make([]stamp, len(v.stamps))
	}
	radix.Sort(v.stamps, w.scratch, func(s *stamp) int64 { return s.t })
	n := 0
	for i := range v.stamps {
		if i == 0 || v.stamps[i-1].t != v.stamps[i].t {
			n++
		}
	}
	v.ticks = emptied(w.ticks, n)
	for i := range v.stamps {
		if i == 0 || v.stamps[i-1].t != v.stamps[i].t {
			v.ticks = append(v.ticks, tick{t: v.stamps[i].t, first: i})
		}
		t := &v.ticks[len(v.ticks)-1]
		t.n++
		t.bytes = sum(t.bytes, v.stamps[i].size)
	}
	for _, t := range v.ticks {
		if t.n > 1 { // the entries are in order already
			slices.SortStableFunc(v.stamps[t.first:t.first+t.n], func(a, b stamp) int { return cmp.Compare(a.size, b.size) })
		}
	}
}

// release gives the memory to the next column; what was measured stays.
func (v *view) release(w *workspace) {
	w.stamps, w.dense, w.ticks = v.stamps, v.dense, v.ticks
	v.stamps, v.dense, v.ticks = nil, nil, nil
}

// workspace is the memory that grows with the number of files. One column after the other uses it.
type workspace struct {
	stamps, scratch []stamp
	ticks           []tick
	dense           []bool
	nanos           []int64
}

// emptied returns memory for n items without any.
func emptied[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, 0, n)
	}
	return s[:0]
}

// measure fills dense, which is false, top, largest and core in passes over the sorted stamps.
func (v *view) measure() {
	n := len(v.stamps)
	need := min(neighbours, n-1) // five files cannot have five others
	reach := max(near, v.resolution)
	for i, from, to := 0, 0, 0; i < n && need > 0; i++ {
		for since(v.stamps[from].t, v.stamps[i].t) > reach {
			from++
		}
		for to < n && (to <= i || since(v.stamps[i].t, v.stamps[to].t) <= reach) {
			to++
		}
		if v.dense[i] = to-from-1 >= need; v.dense[i] {
			v.denseBytes = sum(v.denseBytes, v.stamps[i].size)
		}
	}
	for i := range v.ticks {
		if v.ticks[i].n > v.ticks[v.top].n {
			v.top = i
		}
	}
	most, run := 0, 0
	for i := range v.stamps {
		if i > 0 && since(v.stamps[i-1].t, v.stamps[i].t) > max(session, v.resolution) {
			run = 0
		}
		run++
		most = max(most, run)
	}
	v.largest = float64(most) / float64(n)
	v.filled = v.longestFilled()
	k := int(math.Ceil(float64(majority*float64(n)) - 1e-9))
	v.core = math.MaxInt64
	for i := 0; i+k <= n; i++ {
		if d := since(v.stamps[i].t, v.stamps[i+k-1].t); i == 0 || d < v.core {
			v.core, v.coreFrom, v.coreTo = d, v.stamps[i].t, v.stamps[i+k-1].t
		}
	}
}

// longestFilled returns the share of files in the largest run in which each gap is no longer than
// near and the time that the larger of the two files takes at slowMedium, and no longer than
// session. Files of hundreds of megabytes are never dense, and their copy is a run like this.
func (v *view) longestFilled() float64 {
	most, run := 1, 1
	for i := 1; i < len(v.stamps); i++ {
		a, b := &v.stamps[i-1], &v.stamps[i]
		fill := float64(near) + float64(float64(max(a.size, b.size))/slowMedium*1e9)
		if float64(since(a.t, b.t)) > math.Min(fill, float64(session)) {
			run = 0
		}
		run++
		most = max(most, run)
	}
	return float64(most) / float64(len(v.stamps))
}

// accompanied reports whether another tick lies within 60 s, or two steps of the column, of
// tick i: a copy that fills a tick runs over into the next or began in the one before.
func (v *view) accompanied(i int) bool {
	reach := near
	if v.resolution >= near/2 && v.resolution < math.MaxInt64/2 {
		reach = 2 * v.resolution
	}
	return i > 0 && since(v.ticks[i-1].t, v.ticks[i].t) <= reach ||
		i+1 < len(v.ticks) && since(v.ticks[i].t, v.ticks[i+1].t) <= reach
}

// meanSize returns the mean size of the files in bytes.
func (v *view) meanSize() float64 {
	var total float64
	for i := range v.ticks {
		total += float64(v.ticks[i].bytes)
	}
	return total / float64(len(v.stamps))
}

// conventional reports whether a stamp is one that programs write instead of a time: the
// start of a usual count (1601, 1970, 1980), or midnight of the wall clock in a column that has
// times of day. A column of days is all midnights and says no time of day at all.
func conventional(t, resolution int64) bool {
	const dayNanos = 24 * 3600 * int64(1e9)
	return t == 0 || t == 315532800*int64(1e9) || t%dayNanos == 0 || resolution >= dayNanos
}

// step returns the largest usual step in nanoseconds that divides 99 % of the stamps.
func step(nanos []int64) int64 {
	for _, r := range []int64{86400e9, 60e9, 2e9, 1e9, 10e6, 1e6, 1e3, 100} {
		hits := 0
		for _, t := range nanos {
			if t%r == 0 {
				hits++
			}
		}
		if float64(hits) >= 0.99*float64(len(nanos)) {
			return r
		}
	}
	return 1
}

func signsOf(l *timestamps.Listing, v *view) Signs {
	n := float64(len(v.stamps))
	dense, zeros := 0, 0
	for i, s := range v.stamps {
		if v.dense[i] {
			dense++
		}
		if s.t%1e9 == 0 {
			zeros++
		}
	}
	s := Signs{
		BurstShare:    finding.Known(float64(dense) / n),
		SpanSeconds:   finding.Known(float64(v.span) / 1e9),
		ConstantShare: finding.Known(float64(v.ticks[v.top].n) / n),
		PathOrder:     pathOrder(l, v),
		BeforeBirth:   beforeBirth(l, v.resolution),
		Duplicates:    finding.Known(duplicates(l, v)),
	}
	if zeros < len(v.stamps) {
		s.ZeroFractions = finding.Known(float64(zeros) / n)
	}
	return s
}

// examine adds the signs that need more than the stamps of one column.
func (v *view) examine(l *timestamps.Listing, p *places, s *Signs) {
	if v.walk, v.walked = walkOf(v, p); v.walked {
		s.DirectoryOrder = finding.Known(v.walk.share)
	}
	s.HeaderOrder, v.written = headerOrder(l, v)
	v.confirmed = len(v.ticks) == 1 && confirmed(l, v)
	if v.column != timestamps.Modified {
		return
	}
	if v.clockwork = clockOf(l, v, p); v.clockwork.directories > 0 {
		s.DirectoriesAgree = finding.Known(v.clockwork.agree)
		s.DirectoriesLater = finding.Known(v.clockwork.later)
	}
	if v.ahead = ahead(l, v); !math.IsNaN(v.ahead) {
		s.ModifiedAhead = finding.Known(v.ahead)
	}
}

// ahead returns the share of files whose modified stamp is more than 60 s younger than their
// changed stamp: setting a modified stamp sets the changed one to the time of doing so, and no
// clock that runs forward leaves this. Not a number without changed stamps.
func ahead(l *timestamps.Listing, v *view) float64 {
	n, late := 0, 0
	for _, s := range v.stamps {
		c := l.Entries[s.entry].Times.Changed
		if c.State != v.clock {
			continue
		}
		n++
		if since(c.Nanos, s.t) > max(near, v.resolution) {
			late++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return float64(late) / float64(n)
}

// confirmed reports whether the changed stamps of nearly all files lie in the one tick of a
// column of modified stamps. The system sets them: whoever sets another stamp by hand leaves
// the time of doing so. Birth stamps are no such witness, since programs that write FAT images
// set them beside the modified ones; and birth and changed stamps alone, with older modified
// ones, are left by any unpacking that takes less than a tick.
func confirmed(l *timestamps.Listing, v *view) bool {
	if v.column != timestamps.Modified {
		return false
	}
	agree := 0
	for _, s := range v.stamps {
		c := l.Entries[s.entry].Times.Changed
		if c.State == v.clock && max(since(c.Nanos, s.t), since(s.t, c.Nanos)) <= v.resolution {
			agree++
		}
	}
	return float64(agree) >= almostAll*float64(len(v.stamps))
}

// beforeBirth is F4, by more than the step of the column: two steps of one clock differ by rounding.
func beforeBirth(l *timestamps.Listing, step int64) *float64 {
	n, older := 0, 0
	for i := range l.Entries {
		e := &l.Entries[i]
		m, b := e.Times.Modified, e.Times.Birth
		if !e.Counts() || !m.Known() || m.State != b.State {
			continue
		}
		n++
		if since(m.Nanos, b.Nanos) > step {
			older++
		}
	}
	if n == 0 {
		return nil
	}
	return finding.Known(float64(older) / float64(n))
}

// duplicates is F8: files whose base name, size and stamp occur in another directory too. The
// stamps are sorted by time and size, so only neighbours need their names compared.
func duplicates(l *timestamps.Listing, v *view) float64 {
	type name struct{ base, dir string }
	twice := 0
	var alike []name
	for i := 0; i < len(v.stamps); {
		end := i + 1
		for end < len(v.stamps) && v.stamps[end].t == v.stamps[i].t && v.stamps[end].size == v.stamps[i].size {
			end++
		}
		if end-i > 1 {
			alike = alike[:0]
			for _, s := range v.stamps[i:end] {
				p := l.Entries[s.entry].Path
				dir := parent(p)
				alike = append(alike, name{p[len(dir):], dir})
			}
			slices.SortFunc(alike, func(a, b name) int {
				return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.dir, b.dir))
			})
			for j := 0; j < len(alike); {
				k := j + 1
				for k < len(alike) && alike[k].base == alike[j].base {
					k++
				}
				if alike[k-1].dir != alike[j].dir {
					twice += k - j
				}
				j = k
			}
		}
		i = end
	}
	return float64(twice) / float64(len(v.stamps))
}

// sum returns a + b for numbers that are not negative, saturated.
func sum(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
