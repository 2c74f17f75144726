package timestamps

import "math"

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
// A row is a duplicate if path, size, kind and all four times equal those of an earlier
// row that counts (METHOD 4.6: count bytes once).
func (l *Listing) Totals() Totals {
	t := Totals{Exact: true}
	groups := make([]Exclusion, len(exclusionReasons))
	seen := newPaths(l)
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Kind == Directory {
			t.Directories++
		}
		if g := e.excluded(); g >= 0 {
			groups[g].add(e.Size)
			continue
		}
		if !e.Counts() {
			continue
		}
		if first := seen.first(i); first != i && e.repeats(&l.Entries[first]) {
			groups[len(groups)-1].add(e.Size)
			continue
		}
		t.Files++
		if e.Size < 0 || e.Slack != 0 || e.Flags&Rounded != 0 {
			t.Exact = false
		}
		var whole bool
		t.Bytes, whole = AddSize(t.Bytes, e.Size)
		t.Exact = t.Exact && whole
	}
	for i, g := range groups {
		if g.Entries > 0 {
			g.Reason = exclusionReasons[i].reason
			t.Excluded = append(t.Excluded, g)
		}
	}
	return t
}

// excluded returns the group that the marks of the entry put it in, or -1.
func (e *Entry) excluded() int {
	if e.Kind != File && e.Kind != Unknown && e.Flags&NameAttribute == 0 {
		return -1
	}
	for i, r := range exclusionReasons {
		if e.Flags&r.flag != 0 {
			return i
		}
	}
	return -1
}

func (e *Entry) repeats(f *Entry) bool {
	return e.Path == f.Path && e.Size == f.Size && e.Kind == f.Kind && e.Times == f.Times
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
