package selection

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"copyclock/timestamps"
)

// Errors of windows.
var (
	ErrTime   = errors.New("not a time")
	ErrNoZone = errors.New("the stamps name no zone, so a time with an offset cannot be compared with them; leave the offset out")
	ErrOrder  = errors.New("the window ends before it begins")
)

// Window is a span of time with both ends inside. The zero value is all time.
//
// A time without an offset is one of the listing's own clock: it is compared with what the clock
// of each stamp showed. A time that is given to the day, minute or second stands for all of it:
// a window until 2016-07-05 holds that day to its end.
type Window struct{ from, until bound }

// bound is one end of a window: the span that its text stands for.
type bound struct {
	first, last int64 // nanoseconds since 1970, of UTC if zoned
	set, zoned  bool
}

// forms are the ways to write a time, with the nanoseconds that each stands for.
var forms = []struct {
	layout string
	unit   time.Duration
}{
	{"2006-01-02", 24 * time.Hour},
	{"2006-01-02T15:04", time.Minute},
	{"2006-01-02T15:04Z07:00", time.Minute},
	{"2006-01-02T15:04:05", time.Second},
	{"2006-01-02T15:04:05Z07:00", time.Second},
}

// ParseWindow reads both ends; an empty one does not bound.
func ParseWindow(from, until string) (Window, error) {
	var w Window
	var err error
	if w.from, err = parseBound(from); err != nil {
		return w, err
	}
	if w.until, err = parseBound(until); err != nil {
		return w, err
	}
	if w.from.set && w.until.set && w.from.zoned == w.until.zoned && w.from.first > w.until.last {
		return w, fmt.Errorf("%w: from %s until %s", ErrOrder, from, until)
	}
	return w, nil
}

func parseBound(text string) (bound, error) {
	if text == "" {
		return bound{}, nil
	}
	normal := strings.Replace(text, " ", "T", 1)
	for _, f := range forms {
		t, err := time.Parse(f.layout, normal)
		if err != nil || t.Year() < 1678 || t.Year() > 2261 {
			continue
		}
		unit := f.unit
		if t.Nanosecond() != 0 { // a fraction stands for itself
			unit = 1
		}
		n := t.UnixNano()
		return bound{first: n, last: n + int64(unit) - 1, set: true, zoned: strings.HasSuffix(f.layout, "Z07:00")}, nil
	}
	return bound{}, fmt.Errorf("%w: %q; give 2016-07-05, 2016-07-05T18:39 or 2016-07-05T18:39:02, with an offset such as +02:00 behind it if need be", ErrTime, text)
}

// Empty reports whether the window is all time.
func (w Window) Empty() bool { return !w.from.set && !w.until.set }

// Check refuses a window whose ends name a zone for stamps that do not.
func (w Window) Check(t *timestamps.Table, column timestamps.Column) error {
	if !w.from.zoned && !w.until.zoned {
		return nil
	}
	for i := range t.Len() {
		if t.Stamp(i, column).State == timestamps.Floating {
			return ErrNoZone
		}
	}
	return nil
}

// Holds reports whether a known stamp lies in the window.
func (w Window) Holds(s timestamps.Stamp) bool {
	if !s.Known() {
		return false
	}
	at := func(b bound) int64 {
		if b.zoned {
			return s.Nanos
		}
		n := s.Nanos + int64(s.Offset)*60e9
		switch { // beyond the range of nanoseconds, where no bound lies
		case s.Offset > 0 && n < s.Nanos:
			return math.MaxInt64
		case s.Offset < 0 && n > s.Nanos:
			return math.MinInt64
		}
		return n
	}
	return (!w.from.set || at(w.from) >= w.from.first) && (!w.until.set || at(w.until) <= w.until.last)
}

// Keep reports whether an entry stays: a directory does, since its files decide about it.
func (w Window) Keep(e *timestamps.Entry, column timestamps.Column) bool {
	return e.Kind == timestamps.Directory || w.Holds(e.Times.Of(column))
}
