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
func (l *Listing) CheckStamps() {
	invalid := Warning{
		Code: "invalid-stamp",
		Text: "some stamps are no time; they are left out",
	}
	outside := Warning{
		Code: "stamp-outside-1980-2100",
		Text: "some stamps lie before 1980 or after 2100; they are kept as they are",
	}
	check := func(s Stamp, line int64) {
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
	for i := range l.Entries {
		e := &l.Entries[i]
		check(e.Times.Modified, e.Line)
		check(e.Times.Changed, e.Line)
		check(e.Times.Birth, e.Line)
		check(e.Times.Accessed, e.Line)
	}
	for i := range l.Extras {
		for j, s := range l.Extras[i].Stamps {
			line := int64(0)
			if j < len(l.Entries) {
				line = l.Entries[j].Line
			}
			check(s, line)
		}
	}
	kept := l.Warnings[:0]
	for _, w := range l.Warnings {
		if w.Code != invalid.Code && w.Code != outside.Code {
			kept = append(kept, w)
		}
	}
	l.Warnings = kept
	for _, w := range []Warning{invalid, outside} {
		if w.Count > 0 {
			l.Warnings = append(l.Warnings, w)
		}
	}
}
