package timestamps

import "time"

// The years between which a stamp is unremarkable: file systems and archive formats of DOS
// descent begin in 1980, and a time after 2100 is a wrapped or a forged one.
var (
	firstPlain = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	afterPlain = time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

// CheckStamps warns of stamps that are no time (invalid-stamp) and of valid ones before 1980
// or after 2100 (stamp-outside-1980-2100), each with the first line concerned and the number
// of stamps. The stamps stay as they are. A second call changes nothing.
func (t *Table) CheckStamps() {
	invalid := Warning{
		Code: "invalid-stamp",
		Text: "some stamps are no time; they are left out",
	}
	outside := Warning{
		Code: "stamp-outside-1980-2100",
		Text: "some stamps lie before 1980 or after 2100; they are kept as they are",
	}
	check := func(line int64, s *Stamp) {
		w := &outside
		switch {
		case s.State == Invalid:
			w = &invalid
		case !s.Known() || s.Nanos >= firstPlain && s.Nanos < afterPlain:
			return
		}
		if w.Count == 0 {
			w.Line = line
		}
		w.Count++
	}
	for _, s := range t.sheets {
		if !s.plain() {
			s.eachStamp(func(line int64, s Stamp) { check(line, &s) })
		}
	}
	t.eachExtra(check)
	kept := t.Warnings[:0]
	for _, w := range t.Warnings {
		if w.Code != invalid.Code && w.Code != outside.Code {
			kept = append(kept, w)
		}
	}
	t.Warnings = kept
	for _, w := range []Warning{invalid, outside} {
		if w.Count > 0 {
			t.Warnings = append(t.Warnings, w)
		}
	}
}

// plain reports whether all stamps of a sheet are absent or unremarkable.
func (s *Sheet) plain() bool {
	for k := range columns {
		nanos, clock := &s.nanos[k], &s.clock[k]
		switch {
		case !clock.constant():
			return false
		case State(clock.least&0xff) == Absent:
		case State(clock.least&0xff) == Invalid, nanos.least < firstPlain, nanos.most >= afterPlain:
			return false
		}
	}
	return true
}
