package match

import (
	"cmp"
	"slices"

	"copyclock/timestamps"
)

// Offset is a difference of clocks that several files share.
type Offset struct {
	Nanos int64 // second listing minus first
	Files int
}

// Alignment is what the matched files of two listings say of the clocks of one column.
type Alignment struct {
	Column  timestamps.Column
	Pairs   int      // files with a known stamp in both
	Offsets []Offset // most files first, then the smaller offset
}

// Align counts by how much a column differs between the two entries of each pair.
func (m *Matches) Align(a, b *timestamps.Table, column timestamps.Column) Alignment {
	out := Alignment{Column: column}
	offsets := map[int64]int{}
	for _, p := range m.Pairs {
		from, to := a.Stamp(p.A, column), b.Stamp(p.B, column)
		if !from.Known() || !to.Known() {
			continue
		}
		out.Pairs++
		if d, ok := since(from, to); ok {
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

// since returns the nanoseconds from one stamp to another, unless they lie more than 292 years
// apart.
func since(from, to timestamps.Stamp) (int64, bool) {
	d := to.Nanos - from.Nanos
	return d, (d > 0) == (to.Nanos > from.Nanos)
}
