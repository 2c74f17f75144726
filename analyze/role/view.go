package role

import (
	"cmp"
	"math"
	"path"
	"slices"
	"strings"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
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

// view is a column in order of time with what its density says.
type view struct {
	column     timestamps.Column
	stamps     []stamp // sorted by time, then size, then entry
	ticks      []tick
	dense      []bool // F1, one for each stamp
	top        int    // index of the tick with most files, the earliest where equal
	invalid    int
	resolution int64 // nanoseconds
	denseBytes int64
	largest    float64 // share of files in the largest session
	core       int64   // shortest time that holds 60 % of the files
	coreFrom   int64   // its first stamp
	coreTo     int64   // its last stamp
	older      float64 // share of files whose modified stamp is older than this one
}

// viewOf sorts a column and measures its density. Stamps of two clocks cannot be compared:
// where a column mixes instants and wall-clock times, the rarer kind is left out.
func viewOf(l *timestamps.Listing, c timestamps.Column, resolution func([]int64) int64) view {
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
	if len(v.stamps) == 0 {
		return v
	}
	v.older = float64(older) / float64(len(v.stamps))
	slices.SortFunc(v.stamps, func(a, b stamp) int {
		return cmp.Or(cmp.Compare(a.t, b.t), cmp.Compare(a.size, b.size), cmp.Compare(a.entry, b.entry))
	})
	nanos := make([]int64, len(v.stamps))
	for i, s := range v.stamps {
		nanos[i] = s.t
		if i == 0 || v.stamps[i-1].t != s.t {
			v.ticks = append(v.ticks, tick{t: s.t, first: i})
		}
		t := &v.ticks[len(v.ticks)-1]
		t.n++
		t.bytes = sum(t.bytes, s.size)
	}
	if resolution == nil {
		resolution = step
	}
	v.resolution = max(resolution(nanos), 1)
	v.measure()
	return v
}

// measure fills dense, top, largest and core in passes over the sorted stamps.
func (v *view) measure() {
	n := len(v.stamps)
	need := min(neighbours, n-1) // five files cannot have five others
	reach := max(near, v.resolution)
	v.dense = make([]bool, n)
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
	k := int(math.Ceil(majority*float64(n) - 1e-9))
	v.core = math.MaxInt64
	for i := 0; i+k <= n; i++ {
		if d := since(v.stamps[i].t, v.stamps[i+k-1].t); i == 0 || d < v.core {
			v.core, v.coreFrom, v.coreTo = d, v.stamps[i].t, v.stamps[i+k-1].t
		}
	}
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

// span returns the time from the first to the last stamp in nanoseconds.
func (v *view) span() int64 { return since(v.stamps[0].t, v.stamps[len(v.stamps)-1].t) }

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
		SpanSeconds:   finding.Known(float64(v.span()) / 1e9),
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

// pathOrder compares the first paths of adjacent ticks in depth-first name order, case
// folded: the order inside a tick is not known (METHOD 12.1).
func pathOrder(l *timestamps.Listing, v *view) *float64 {
	if len(v.ticks) < 2 {
		return nil
	}
	before, good := "", 0
	for i, t := range v.ticks {
		first := ""
		for j, s := range v.stamps[t.first : t.first+t.n] {
			if p := sortKey(l.Entries[s.entry].Path); j == 0 || p < first {
				first = p
			}
		}
		if i > 0 && before <= first {
			good++
		}
		before = first
	}
	return finding.Known(float64(good) / float64(len(v.ticks)-1))
}

// sortKey makes a separator sort before every other byte.
func sortKey(p string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' {
			return 0
		}
		return r
	}, strings.ToLower(p))
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

// duplicates is F8: files whose base name, size and stamp occur in another directory too.
func duplicates(l *timestamps.Listing, v *view) float64 {
	type key struct {
		base    string
		size, t int64
	}
	type place struct {
		dir   string
		files int
		many  bool
	}
	seen := make(map[key]*place)
	twice := 0
	for _, s := range v.stamps {
		e := &l.Entries[s.entry]
		dir, base := path.Split(strings.ReplaceAll(e.Path, `\`, "/"))
		k := key{base, e.Size, s.t}
		p := seen[k]
		if p == nil {
			seen[k] = &place{dir: dir, files: 1}
			continue
		}
		p.files++
		if p.many {
			twice++
		} else if p.dir != dir {
			p.many = true
			twice += p.files
		}
	}
	return float64(twice) / float64(len(v.stamps))
}

// treeOf says in a sentence that the listing looks like a checkout or a build, or nothing.
// Half of the files decide: a copy may well contain a repository or some outputs.
func treeOf(l *timestamps.Listing) string {
	roots := make(map[string]bool)
	n, built := 0, 0
	for i := range l.Entries {
		e := &l.Entries[i]
		p := strings.ReplaceAll(e.Path, `\`, "/")
		for _, admin := range []string{".git/HEAD", ".hg/requires", ".svn/wc.db"} {
			if root, ok := strings.CutSuffix(p, admin); ok && (root == "" || root[len(root)-1] == '/') {
				roots[root] = true
			}
		}
		if e.Counts() {
			n++
			switch strings.ToLower(path.Ext(p)) {
			case ".o", ".obj", ".pyc", ".class", ".lo", ".tlog", ".pdb", ".gcda", ".gcno":
				built++
			}
		}
	}
	under := 0
	for i := range l.Entries {
		if e := &l.Entries[i]; len(roots) > 0 && e.Counts() && below(strings.ReplaceAll(e.Path, `\`, "/"), roots) {
			under++
		}
	}
	switch {
	case 2*under > n:
		return "Most files lie in a working copy of a version-control system: a checkout sets such stamps."
	case 2*built > n:
		return "Most files are outputs of a compiler: a build sets such stamps."
	}
	return ""
}

func below(p string, roots map[string]bool) bool {
	if roots[""] {
		return true
	}
	for i := range p {
		if p[i] == '/' && roots[p[:i+1]] {
			return true
		}
	}
	return false
}

// sum returns a + b for numbers that are not negative, saturated.
func sum(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
