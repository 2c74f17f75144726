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
	t     int64
	entry uint32
	small uint32 // its size in bytes, or largeSize
}

// largeSize stands for a size that the table must be asked for.
const largeSize = math.MaxUint32

// tick is all files with one stamp.
type tick struct {
	t, bytes       int64
	least, largest int64 // sizes of its files
	n              int
}

// view is a column in order of time with what its density says. Of a large listing only one
// column at a time has its stamps in memory, see [view.release].
type view struct {
	column     timestamps.Column
	table      *timestamps.Table
	stamps     []stamp  // sorted by time, then entry
	ticks      []uint32 // the first stamp of each tick
	order      []uint32 // the entries of stamps, once those are released
	files      int      // stamps
	distinct   int      // ticks
	most       tick     // the tick with most files, the earliest where equal
	alone      bool     // no other tick lies near it
	dense      int      // F1: files with neighbours
	invalid    int
	resolution int64 // nanoseconds
	span       int64 // from the first to the last stamp, nanoseconds
	bytes      float64
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
func viewOf(t *timestamps.Table, c timestamps.Column, resolution func(int, func(int) int64) int64, w *workspace) view {
	v := view{column: c, table: t}
	count := t.Clocks(c)
	v.invalid = count[timestamps.Invalid]
	v.clock = timestamps.Instant
	if count[timestamps.Floating] > count[timestamps.Instant] {
		v.clock = timestamps.Floating
	}
	v.files = count[v.clock]
	if v.stamps = emptied(w.stamps, v.files); v.files == 0 {
		return v
	}
	older := 0
	for i, f := range t.Files(c) {
		if f.State != v.clock {
			continue
		}
		small := uint32(min(max(f.Size, 0), largeSize))
		v.stamps = append(v.stamps, stamp{t: f.Nanos, entry: uint32(i), small: small})
		if c == timestamps.Modified {
			continue
		}
		if m := t.Stamp(i, timestamps.Modified); m.State == v.clock && m.Nanos < f.Nanos {
			older++
		}
	}
	v.older = float64(older) / float64(v.files)
	v.sort(w)
	v.resolution = max(resolution(v.distinct, v.time), 1)
	v.span = since(v.time(0), v.time(v.distinct-1))
	v.measure()
	return v
}

// size returns the size of a file in bytes, zero where it is not known.
func (v *view) size(s *stamp) int64 {
	if s.small < largeSize {
		return int64(s.small)
	}
	return v.table.Size(int(s.entry))
}

// sort puts the stamps in order and groups them into ticks.
func (v *view) sort(w *workspace) {
	w.scratch = slices.Grow(w.scratch[:0], len(v.stamps))
	radix.Sort(v.stamps, w.scratch[:len(v.stamps)], func(s *stamp) int64 { return s.t })
	for i := range v.stamps {
		if i == 0 || v.stamps[i-1].t != v.stamps[i].t {
			v.distinct++
		}
	}
	v.ticks = emptied(w.ticks, v.distinct)
	for i := range v.stamps {
		if i == 0 || v.stamps[i-1].t != v.stamps[i].t {
			v.ticks = append(v.ticks, uint32(i))
		}
	}
}

// time returns the stamp of tick i.
func (v *view) time(i int) int64 { return v.stamps[v.ticks[i]].t }

// end returns the index behind the stamps of tick i.
func (v *view) end(i int) int {
	if i+1 < len(v.ticks) {
		return int(v.ticks[i+1])
	}
	return len(v.stamps)
}

// of returns the files of tick i.
func (v *view) of(i int) []stamp { return v.stamps[v.ticks[i]:v.end(i)] }

// tick adds up tick i.
func (v *view) tick(i int) tick {
	files := v.of(i)
	size := v.size(&files[0])
	t := tick{t: files[0].t, bytes: size, least: size, largest: size, n: len(files)}
	for j := range files[1:] {
		size := v.size(&files[j+1])
		t.bytes = sum(t.bytes, size)
		t.least, t.largest = min(t.least, size), max(t.largest, size)
	}
	return t
}

// release gives the memory to the next column; what was measured stays.
func (v *view) release(w *workspace) {
	v.order = make([]uint32, len(v.stamps))
	for i := range v.stamps {
		v.order[i] = v.stamps[i].entry
	}
	w.stamps, w.ticks = v.stamps, v.ticks
	v.stamps, v.ticks = nil, nil
}

// workspace is the memory that grows with the number of files. One column after the other uses it.
type workspace struct {
	stamps, scratch []stamp
	ticks           []uint32
}

// emptied returns memory for n items without any.
func emptied[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, 0, n)
	}
	return s[:0]
}

// measure looks at the density in passes over the ticks.
func (v *view) measure() {
	v.measureNeighbours()
	v.measureRuns()
	n := v.files
	k := int(math.Ceil(float64(majority*float64(n)) - 1e-9))
	v.core = math.MaxInt64
	to := 0
	for i := range v.ticks { // of the windows of k files the shortest begins with a tick
		last := int(v.ticks[i]) + k
		if last > n {
			break
		}
		for v.end(to) < last {
			to++
		}
		if d := since(v.time(i), v.time(to)); i == 0 || d < v.core {
			v.core, v.coreFrom, v.coreTo = d, v.time(i), v.time(to)
		}
	}
}

// measureNeighbours counts the files that have five others near them.
func (v *view) measureNeighbours() {
	need := min(neighbours, v.files-1) // five files cannot have five others
	reach := max(near, v.resolution)
	for i, from, to := 0, 0, 0; i < len(v.ticks) && need > 0; i++ {
		for since(v.time(from), v.time(i)) > reach {
			from++
		}
		for to < len(v.ticks) && (to <= i || since(v.time(i), v.time(to)) <= reach) {
			to++
		}
		if v.end(to-1)-int(v.ticks[from])-1 >= need {
			t := v.tick(i)
			v.dense += t.n
			v.denseBytes = sum(v.denseBytes, t.bytes)
		}
	}
}

// measureRuns finds the largest tick, the largest session and the largest filled run: one in which
// each gap is no longer than near and the time that the larger of the two files takes at slowMedium,
// and no longer than session. Files of hundreds of megabytes are never dense, and their copy is a run
// like this. Within a tick the smallest file counts as the first and the largest as the last.
func (v *view) measureRuns() {
	var before tick
	stop, run, most, fill, filled := max(session, v.resolution), 0, 0, 0, 0
	for i := range v.ticks {
		t := v.tick(i)
		v.bytes += float64(t.bytes)
		if t.n > v.most.n {
			v.most, v.alone = t, !v.accompanied(i)
		}
		gap := since(before.t, t.t)
		if i > 0 && gap > stop {
			run = 0
		}
		explained := float64(near) + float64(float64(max(before.largest, t.least))/slowMedium*1e9)
		if i > 0 && float64(gap) > math.Min(explained, float64(session)) {
			fill = 0
		}
		run, fill = run+t.n, fill+t.n
		most, filled = max(most, run), max(filled, fill)
		before = t
	}
	v.largest = float64(most) / float64(v.files)
	v.filled = float64(filled) / float64(v.files)
}

// accompanied reports whether another tick lies within 60 s, or two steps of the column, of
// tick i: a copy that fills a tick runs over into the next or began in the one before.
func (v *view) accompanied(i int) bool {
	reach := near
	if v.resolution >= near/2 && v.resolution < math.MaxInt64/2 {
		reach = 2 * v.resolution
	}
	return i > 0 && since(v.time(i-1), v.time(i)) <= reach ||
		i+1 < len(v.ticks) && since(v.time(i), v.time(i+1)) <= reach
}

// meanSize returns the mean size of the files in bytes.
func (v *view) meanSize() float64 { return v.bytes / float64(v.files) }

// conventional reports whether a stamp is one that programs write instead of a time: the
// start of a usual count (1601, 1970, 1980), or midnight of the wall clock in a column that has
// times of day. A column of days is all midnights and says no time of day at all.
func conventional(t, resolution int64) bool {
	const dayNanos = 24 * 3600 * int64(1e9)
	return t == 0 || t == 315532800*int64(1e9) || t%dayNanos == 0 || resolution >= dayNanos
}

func signsOf(v *view) Signs {
	n := float64(v.files)
	zeros := 0
	for i := range v.ticks {
		if v.time(i)%1e9 == 0 {
			zeros += len(v.of(i))
		}
	}
	s := Signs{
		BurstShare:    finding.Known(float64(v.dense) / n),
		SpanSeconds:   finding.Known(float64(v.span) / 1e9),
		ConstantShare: finding.Known(float64(v.most.n) / n),
		PathOrder:     pathOrder(v),
		BeforeBirth:   beforeBirth(v.table, v.resolution),
		Duplicates:    finding.Known(duplicates(v)),
	}
	if zeros < v.files {
		s.ZeroFractions = finding.Known(float64(zeros) / n)
	}
	return s
}

// examine adds the signs that need more than the stamps of one column.
func (v *view) examine(p *places, s *Signs) {
	if v.walk, v.walked = walkOf(v, p); v.walked {
		s.DirectoryOrder = finding.Known(v.walk.share)
	}
	s.HeaderOrder, v.written = headerOrder(v)
	v.confirmed = v.distinct == 1 && confirmed(v)
	if v.column != timestamps.Modified {
		return
	}
	if v.clockwork = clockOf(v); v.clockwork.directories > 0 {
		s.DirectoriesAgree = finding.Known(v.clockwork.agree)
		s.DirectoriesLater = finding.Known(v.clockwork.later)
	}
	if v.ahead = ahead(v); !math.IsNaN(v.ahead) {
		s.ModifiedAhead = finding.Known(v.ahead)
	}
}

// copied returns what was measured as that of another column with the same stamps, which comes
// later in the order of the columns: only modified stamps are held against others.
func (v *view) copied(c timestamps.Column) view {
	w := *v
	w.column, w.ahead, w.clockwork, w.confirmed = c, 0, clock{}, false
	return w
}

// shared returns the signs that two columns with the same stamps have in common.
func (s *Signs) shared() Signs {
	t := *s
	t.ModifiedAhead, t.DirectoriesAgree, t.DirectoriesLater = nil, nil, nil
	return t
}

// ahead returns the share of files whose modified stamp is more than 60 s younger than their
// changed stamp: setting a modified stamp sets the changed one to the time of doing so, and no
// clock that runs forward leaves this. Not a number without changed stamps.
func ahead(v *view) float64 {
	n, late := 0, 0
	if v.table.Clocks(timestamps.Changed)[v.clock] > 0 {
		for i, f := range v.table.Files(timestamps.Modified) {
			c := v.table.Stamp(i, timestamps.Changed)
			if f.State != v.clock || c.State != v.clock {
				continue
			}
			n++
			if since(c.Nanos, f.Nanos) > max(near, v.resolution) {
				late++
			}
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
func confirmed(v *view) bool {
	if v.column != timestamps.Modified {
		return false
	}
	agree := 0
	for i := range v.stamps {
		s := &v.stamps[i]
		c := v.table.Stamp(int(s.entry), timestamps.Changed)
		if c.State == v.clock && max(since(c.Nanos, s.t), since(s.t, c.Nanos)) <= v.resolution {
			agree++
		}
	}
	return float64(agree) >= almostAll*float64(v.files)
}

// beforeBirth is F4, by more than the step of the column: two steps of one clock differ by rounding.
func beforeBirth(t *timestamps.Table, step int64) *float64 {
	if births := t.Clocks(timestamps.Birth); births[timestamps.Instant]+births[timestamps.Floating] == 0 {
		return nil
	}
	n, older := 0, 0
	for i, m := range t.Files(timestamps.Modified) {
		b := t.Stamp(i, timestamps.Birth)
		if !m.Known() || m.State != b.State {
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

// duplicates is F8: the share of files whose base name, size and stamp occur in another directory
// too. Only files of one tick and one size need their names compared.
func duplicates(v *view) float64 {
	twice := 0
	var keys []uint64 // size and place in the tick
	for i := range v.ticks {
		files := v.of(i)
		if len(files) < 2 {
			continue
		}
		keys = keys[:0]
		for j := range files {
			keys = append(keys, uint64(files[j].small)<<32|uint64(j))
		}
		slices.Sort(keys)
		for from := 0; from < len(keys); {
			to := from + 1
			for to < len(keys) && keys[to]>>32 == keys[from]>>32 {
				to++
			}
			if to > from+1 {
				twice += v.twins(files, keys[from:to])
			}
			from = to
		}
	}
	return float64(twice) / float64(v.files)
}

// twins counts the files, named by the low half of keys, that share size and base name with one
// in another directory.
func (v *view) twins(files []stamp, keys []uint64) int {
	type named struct {
		size   int64
		base   string
		folder int
	}
	alike := make([]named, len(keys))
	for i, key := range keys {
		s := &files[uint32(key)]
		alike[i] = named{v.size(s), v.table.Name(int(s.entry)), v.table.Folder(int(s.entry))}
	}
	slices.SortFunc(alike, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.base, b.base), cmp.Compare(a.folder, b.folder))
	})
	twice := 0
	for from := 0; from < len(alike); {
		to := from + 1
		for to < len(alike) && alike[to].size == alike[from].size && alike[to].base == alike[from].base {
			to++
		}
		if alike[to-1].folder != alike[from].folder {
			twice += to - from
		}
		from = to
	}
	return twice
}

// sum returns a + b for numbers that are not negative, saturated.
func sum(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
