package listing

import (
	"maps"
	"math"
	"slices"

	"copyclock/timestamps"
)

// noYear marks the stamps that yearless returns until resolveYears has seen all of them.
const noYear int16 = math.MinInt16

// yearless returns a stamp for a date that is printed without a year. Its year is found when
// all lines are read. A date that no year has is an invalid stamp.
func yearless(d timestamps.Date) timestamps.Stamp {
	d.Year = 2000 // a leap year
	s := timestamps.Wall(d)
	if !s.Known() {
		return s
	}
	return timestamps.Stamp{Nanos: s.Nanos, Offset: noYear, State: timestamps.Invalid}
}

// civil returns the stamp of a date, which has no year if the year is zero.
func civil(d timestamps.Date) timestamps.Stamp {
	if d.Year == 0 {
		return yearless(d)
	}
	return timestamps.Wall(d)
}

// round is how long a year without its year is, in minutes: that of 2000.
const round = 366 * 24 * 60

// minuteOf says how many minutes of its year a yearless stamp has seen.
func minuteOf(s timestamps.Stamp) int {
	const begin = 946684800e9 // 2000-01-01
	return int((s.Nanos - begin) / 60e9)
}

// inYear gives a yearless stamp its year. 29 February of a year that has none is invalid.
func inYear(s timestamps.Stamp, year int) timestamps.Stamp {
	t := s.Time()
	return timestamps.Wall(timestamps.Date{
		Year: year, Month: int(t.Month()), Day: t.Day(),
		Hour: t.Hour(), Minute: t.Minute(), Second: t.Second(), Nanosecond: t.Nanosecond(),
	})
}

// resolveYears gives the dates without a year theirs.
//
// With a reference date each is the last such date that is not later than the end of the
// reference day. Else the listing itself implies the years. Such dates are at most half a
// year old when the listing is made, and dates with a year are older than that, or in the
// future; so the former begin after their largest gap in the round of the year, and that
// beginning is put at its first return after the newest date that has a year. Without such a
// date the stamps stay invalid: the clock of the machine that reads the listing is no
// witness.
func resolveYears(t *timestamps.Table, opt Options) {
	pending := map[int]int{} // stamps by the minute of the year
	t.EachStamp(func(_ int64, s timestamps.Stamp) {
		if waitsForYear(s) {
			pending[minuteOf(s)]++
		}
	})
	if len(pending) == 0 {
		return
	}
	if opt.ReferenceDate.Known() {
		t.EditStamps(func(_ int64, s *timestamps.Stamp) {
			if waitsForYear(*s) {
				*s = lastBefore(*s, opt.ReferenceDate)
			}
		})
		return
	}
	newest := newestYear(t)
	if !newest.Known() {
		t.EditStamps(func(line int64, s *timestamps.Stamp) {
			if waitsForYear(*s) {
				*s = timestamps.Stamp{State: timestamps.Invalid}
				t.Warn("no-year", line, "dates have no year and the listing has none with a year to go by; "+
					"they are invalid unless --reference-date says when it was made")
			}
		})
		return
	}
	first := minuteAfterGap(slices.Sorted(maps.Keys(pending)))
	year := newest.Time().Year()
	begun := false
	t.EachStamp(func(_ int64, s timestamps.Stamp) {
		if !begun && waitsForYear(s) && minuteOf(s) == first {
			begun = true
			if begin := inYear(s, year); !begin.Known() || begin.Nanos < newest.Nanos {
				year++
			}
		}
	})
	t.EditStamps(func(line int64, s *timestamps.Stamp) {
		if !waitsForYear(*s) {
			return
		}
		if minuteOf(*s) < first {
			*s = inYear(*s, year+1)
		} else {
			*s = inYear(*s, year)
		}
		t.Warn("assumed-year", line, "dates have no year; they are taken to follow the newest date that has one")
	})
}

// waitsForYear reports whether a stamp is one that yearless made.
func waitsForYear(s timestamps.Stamp) bool {
	return s.State == timestamps.Invalid && s.Offset == noYear
}

// newestYear returns the newest stamp that has a year and no zone, or an absent one.
// Wrapped times after 2100 say nothing of when the listing was made.
func newestYear(t *timestamps.Table) timestamps.Stamp {
	var newest timestamps.Stamp
	t.EachStamp(func(_ int64, s timestamps.Stamp) {
		if s.State == timestamps.Floating && (!newest.Known() || s.Nanos > newest.Nanos) && s.Time().Year() <= 2100 {
			newest = s
		}
	})
	return newest
}

// lastBefore returns the last date like s that is not later than the day of the reference.
func lastBefore(s, reference timestamps.Stamp) timestamps.Stamp {
	const day = 24 * 60 * 60e9
	year := reference.Time().Year()
	end := reference.Nanos - mod(reference.Nanos, day) + day
	for back := range 9 { // 29 February may be eight years ago
		if t := inYear(s, year-back); t.Known() && t.Nanos < end {
			return t
		}
	}
	return timestamps.Stamp{State: timestamps.Invalid}
}

// mod is the remainder that is never negative.
func mod(a, b int64) int64 { return ((a % b) + b) % b }

// minuteAfterGap returns the minute of the year at which the dates begin, behind the largest
// gap in the round of the year.
func minuteAfterGap(sorted []int) int {
	best, widest := 0, sorted[0]+round-sorted[len(sorted)-1]
	for i := 1; i < len(sorted); i++ {
		if gap := sorted[i] - sorted[i-1]; gap > widest {
			best, widest = i, gap
		}
	}
	return sorted[best]
}
