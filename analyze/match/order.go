package match

import (
	"math"

	"copyclock/timestamps"
)

// Order is which of two listings can be of a copy of the other, by the stamps of the files that
// both hold. A program that copies a file sets a stamp no earlier than the one its source has
// from an earlier copy, if both clocks agree.
type Order string

// The orders.
const (
	FirstEarlier  Order = "first-earlier"  // every stamp of the second is later, or as early
	SecondEarlier Order = "second-earlier" // every stamp of the first is later, or as early
	SameStamps    Order = "same-stamps"    // the stamps are equal: they were kept, and give no order
	Shifted       Order = "shifted"        // equal but for one shift, as zones make: no order
	Crossed       Order = "crossed"        // some are later and some earlier: neither is a whole copy of the other
	NoOrder       Order = "unknown"        // no file has both stamps
)

// Sequence is an order with what it rests on.
type Sequence struct {
	Order Order
	// Files have both stamps; Later of them are later in the second listing, Earlier earlier.
	Files, Later, Earlier int
	// Least and Most bound the nanoseconds from the stamp of the first to that of the second.
	Least, Most int64
	// NeedsZones is true where the order rests on clocks that no zone ties together: one of
	// the stamps is floating, and the difference is within what zones can make.
	NeedsZones bool
}

// zonesApart is the largest difference of two wall clocks at one instant: from UTC-12 to UTC+14.
const zonesApart = 26 * 3600 * int64(1e9)

// quarter of an hour is what the offsets of all zones in use are multiples of.
const quarter = 900 * int64(1e9)

// Sequence compares a column of the first listing with a column of the second. Differences of
// at most tolerance nanoseconds, the larger step of the two, count as none.
func (m *Matches) Sequence(a, b *timestamps.Table, first, second timestamps.Column, tolerance int64) Sequence {
	s := Sequence{Order: NoOrder, Least: math.MaxInt64, Most: math.MinInt64}
	floating := false
	for _, p := range m.Pairs {
		from, to := a.Stamp(p.A, first), b.Stamp(p.B, second)
		if !from.Known() || !to.Known() {
			continue
		}
		d, ok := since(from, to)
		if !ok {
			continue
		}
		floating = floating || from.State == timestamps.Floating || to.State == timestamps.Floating
		s.Files++
		s.Least, s.Most = min(s.Least, d), max(s.Most, d)
		switch {
		case d > tolerance:
			s.Later++
		case d < -tolerance:
			s.Earlier++
		}
	}
	if s.Files == 0 {
		return Sequence{Order: NoOrder}
	}
	near := s.Least > -zonesApart && s.Most < zonesApart
	s.NeedsZones = floating && near
	switch {
	case s.Later == 0 && s.Earlier == 0:
		s.Order = SameStamps
	case near && s.Most-s.Least <= 2*tolerance && shift(s.Least, s.Most, tolerance):
		s.Order = Shifted
	case s.Earlier == 0:
		s.Order = FirstEarlier
	case s.Later == 0:
		s.Order = SecondEarlier
	default:
		s.Order = Crossed
		s.NeedsZones = floating // a shift could make all of them later
	}
	return s
}

// shift reports whether a multiple of a quarter of an hour lies within tolerance of both ends.
func shift(least, most, tolerance int64) bool {
	nearest := int64(math.Round(float64(least)/float64(quarter))) * quarter
	return nearest != 0 && least >= nearest-tolerance && most <= nearest+tolerance
}
