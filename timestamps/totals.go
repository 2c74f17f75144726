package timestamps

import (
	"math"
	"runtime"
	"sync"
)

// Exclusion is a group of entries that a copy did not have to move, or moved only once.
type Exclusion struct {
	// Reason is deleted, stream, name-attribute, hard-link, volume-label or duplicate.
	Reason string `json:"reason"`
	// Entries counts the entries of the group.
	Entries int `json:"entries"`
	// Bytes sums their known sizes; it stops at the largest int64.
	Bytes int64 `json:"bytes"`
}

// exclusionReasons is the order in which groups are reported; an entry with several marks
// belongs to the first that fits.
var exclusionReasons = []struct {
	flag   Flags
	reason string
}{
	{Deleted, "deleted"},
	{NameAttribute, "name-attribute"},
	{Stream, "stream"},
	{HardLink, "hard-link"},
	{Label, "volume-label"},
	{0, "duplicate"},
}

// Totals sums up what a copy of a listing had to move.
type Totals struct {
	Files       int         // that count, each row once
	Directories int         // all entries of that kind, dot entries among them, as the tool printed them
	Bytes       int64       // sum of the sizes of Files; it stops at the largest int64
	Exact       bool        // false where a size is unknown or rounded, or where Bytes stopped
	Excluded    []Exclusion // the groups left out, those without an entry omitted
}

// Totals returns what a copy of the listing had to move.
//
// A row is a duplicate if path, size, kind and all four times equal those of the first row of its
// path that counts (METHOD 4.6: count bytes once). The rows of a folder are compared with one another
// only, so that the memory that is looked at stays small.
func (t *Table) Totals() Totals {
	sum := newTally()
	for _, s := range t.sheets {
		for j := range s.rows {
			kind, flags := Kind(s.kind.at(j)), Flags(s.flags.at(j))
			if kind == Directory {
				sum.directories++
			}
			if g := excluded(kind, flags); g >= 0 {
				sum.groups[g].add(s.size.at(j))
			}
		}
	}
	parts := make([]*tally, runtime.GOMAXPROCS(0))
	rows, ends := t.byFolder()
	var work sync.WaitGroup
	for k := range parts {
		parts[k] = newTally()
		work.Go(func() {
			var seen nameTable
			from, to := k*len(ends)/len(parts), (k+1)*len(ends)/len(parts)
			for f := from; f < to; f++ {
				first := 0
				if f > 0 {
					first = ends[f-1]
				}
				t.countFolder(rows[first:ends[f]], &seen, parts[k])
			}
		})
	}
	work.Wait()
	for _, p := range parts {
		sum.join(p)
	}
	return sum.totals()
}

// byFolder returns the entries that count, folder by folder and in order within each, and where
// the entries of each folder end.
func (t *Table) byFolder() (rows []uint32, ends []int) {
	ends = make([]int, len(t.folders.names))
	each := func(f func(row, folder int)) {
		for n, s := range t.sheets {
			for j := range s.rows {
				if s.counts(j) {
					f(t.first[n]+j, int(s.folder.at(j)))
				}
			}
		}
	}
	each(func(_, folder int) { ends[folder]++ })
	all := 0
	for f, n := range ends {
		ends[f] = all
		all += n
	}
	rows = make([]uint32, all)
	each(func(row, folder int) {
		rows[ends[folder]] = uint32(row)
		ends[folder]++
	})
	return rows, ends
}

// countFolder adds the entries of one folder that count to sum.
func (t *Table) countFolder(rows []uint32, seen *nameTable, sum *tally) {
	seen.reset(len(rows))
	for _, row := range rows {
		s, j := t.find(int(row))
		size := s.size.at(j)
		if first := seen.first(t, row, s.name(j)); first != row && t.repeats(int(row), int(first)) {
			sum.groups[len(sum.groups)-1].add(size)
			continue
		}
		sum.files++
		if size < 0 || s.slack.at(j) != 0 || Flags(s.flags.at(j))&Rounded != 0 {
			sum.exact = false
		}
		sum.add(size)
	}
}

// repeats reports whether two entries of one path are the same in all that a row shows.
func (t *Table) repeats(a, b int) bool {
	x, i := t.find(a)
	y, j := t.find(b)
	e, f := x.entry(i), y.entry(j)
	return e.Size == f.Size && e.Kind == f.Kind && e.Times == f.Times
}

// tally is a part of [Totals].
type tally struct {
	files, directories int
	bytes              int64
	exact              bool
	groups             []Exclusion
}

func newTally() *tally { return &tally{exact: true, groups: make([]Exclusion, len(exclusionReasons))} }

func (t *tally) add(size int64) {
	var whole bool
	t.bytes, whole = AddSize(t.bytes, size)
	t.exact = t.exact && whole
}

func (t *tally) join(part *tally) {
	t.files += part.files
	t.exact = t.exact && part.exact
	t.add(part.bytes)
	for i, g := range part.groups {
		t.groups[i].Entries += g.Entries
		t.groups[i].Bytes, _ = AddSize(t.groups[i].Bytes, g.Bytes)
	}
}

func (t *tally) totals() Totals {
	out := Totals{Files: t.files, Directories: t.directories, Bytes: t.bytes, Exact: t.exact}
	for i, g := range t.groups {
		if g.Entries > 0 {
			g.Reason = exclusionReasons[i].reason
			out.Excluded = append(out.Excluded, g)
		}
	}
	return out
}

// excluded returns the group that the marks of an entry put it in, or -1.
func excluded(kind Kind, flags Flags) int {
	if flags == 0 || kind != File && kind != Unknown && flags&NameAttribute == 0 {
		return -1
	}
	for i, r := range exclusionReasons {
		if flags&r.flag != 0 {
			return i
		}
	}
	return -1
}

func (x *Exclusion) add(size int64) {
	x.Entries++
	x.Bytes, _ = AddSize(x.Bytes, size)
}

// AddSize adds a size that may be unknown to a sum that is not negative. It stops at the
// largest int64 and reports whether the sum is whole.
func AddSize(sum, size int64) (int64, bool) {
	if size <= 0 {
		return sum, true
	}
	if sum > math.MaxInt64-size {
		return math.MaxInt64, false
	}
	return sum + size, true
}
