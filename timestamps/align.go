package timestamps

import (
	"cmp"
	"slices"
	"strings"
)

// Offset is a difference of clocks that several files share.
type Offset struct {
	Nanos int64 // second listing minus first
	Files int
}

// Alignment is what two listings of the same files say of each other's clocks.
type Alignment struct {
	Column  Column
	Pairs   int      // files that both hold with a known stamp
	BySize  int      // of these, matched by a size that is unique in both, because the names differ
	Offsets []Offset // most files first, then the smaller offset
}

// Align matches the files of two listings, by path or name with size, else by a size above
// zero that only one file of each has, and counts by how much a column differs between them.
func Align(a, b *Listing, column Column) Alignment {
	out := Alignment{Column: column}
	type key struct {
		name string
		size int64
	}
	names, sizes := map[key][]int{}, map[int64][]int{}
	usable := func(e *Entry) bool {
		return e.Counts() && e.Kind != Directory && e.Size > 0 && e.Flags&Rounded == 0 && e.Times.Of(column).Known()
	}
	base := func(path string) string {
		path = strings.TrimRight(path, `/\`)
		return strings.ToLower(path[strings.LastIndexAny(path, `/\`)+1:])
	}
	for i := range a.Entries {
		if e := &a.Entries[i]; usable(e) {
			names[key{base(e.Path), e.Size}] = append(names[key{base(e.Path), e.Size}], i)
			sizes[e.Size] = append(sizes[e.Size], i)
		}
	}
	second := map[int64]int{}
	for i := range b.Entries {
		if e := &b.Entries[i]; usable(e) {
			second[e.Size]++
		}
	}
	offsets := map[int64]int{}
	for i := range b.Entries {
		e := &b.Entries[i]
		if !usable(e) {
			continue
		}
		match := names[key{base(e.Path), e.Size}]
		if len(match) != 1 {
			if match = sizes[e.Size]; len(match) != 1 || second[e.Size] != 1 {
				continue
			}
			out.BySize++
		}
		out.Pairs++
		from, to := a.Entries[match[0]].Times.Of(column).Nanos, e.Times.Of(column).Nanos
		if d := to - from; (d > 0) == (to > from) { // else they lie more than 292 years apart
			offsets[d]++
		}
	}
	for nanos, files := range offsets {
		out.Offsets = append(out.Offsets, Offset{nanos, files})
	}
	slices.SortFunc(out.Offsets, func(x, y Offset) int {
		return cmp.Or(cmp.Compare(y.Files, x.Files), cmp.Compare(x.Nanos, y.Nanos))
	})
	return out
}
