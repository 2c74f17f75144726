package listing

import (
	"bytes"
	"errors"

	"copyclock/timestamps"
)

// localDate is a date and a time of day as the regional settings of a machine print them: the
// order of the numbers is not known yet.
type localDate struct {
	part  [3]int // the numbers of the date in the order of printing
	wide  [3]int // how many digits each has
	clock timestamps.Date
	sep   byte
	// seconds tells that the time of day has seconds, which dir never prints.
	seconds bool
	// order is set where the form itself tells it.
	order DateOrder
	// likely is the order of all regions but one that print such a time of day.
	likely DateOrder
}

// halves are the words for the halves of a day, first those that may stand in front of the
// time. The byte 0xff is the hard blank of DOS code pages, 0xa0 that of Windows.
var halves = []struct {
	word  string
	later bool // the second half
	front bool
	dmy   bool // of regions that print the day first
}{
	{"오전", false, true, false}, {"오후", true, true, false},
	{"上午", false, true, false}, {"下午", true, true, false},
	{"午前", false, true, false}, {"午後", true, true, false},
	{"AM", false, false, false}, {"PM", true, false, false},
	{"am", false, false, false}, {"pm", true, false, false},
	{"a. m.", false, false, true}, {"p. m.", true, false, true},
	{"a.\u00a0m.", false, false, true}, {"p.\u00a0m.", true, false, true},
	{"a.\u202fm.", false, false, true}, {"p.\u202fm.", true, false, true},
	{"a.\xa0m.", false, false, true}, {"p.\xa0m.", true, false, true},
	{"a.\xffm.", false, false, true}, {"p.\xffm.", true, false, true},
	{"a.m.", false, false, false}, {"p.m.", true, false, false},
	{"πμ", false, false, true}, {"μμ", true, false, true},
	{"vorm.", false, false, true}, {"nachm.", true, false, true},
	{"a", false, false, false}, {"p", true, false, false},
}

// cutHalf cuts a word for a half of the day off b: 0 for none, 1 for the first half, 2 for the
// second.
func cutHalf(b []byte, front bool) (half int, dmy bool, rest []byte) {
	if len(b) == 0 || b[0] < 'A' {
		return 0, false, b
	}
	for _, h := range halves {
		if h.front != front || !bytes.HasPrefix(b, []byte(h.word)) {
			continue
		}
		rest := b[len(h.word):]
		if len(rest) > 0 && rest[0] != ' ' {
			continue
		}
		if h.later {
			return 2, h.dmy, rest
		}
		return 1, h.dmy, rest
	}
	return 0, false, b
}

// cutLocalDate reads a date and a time of day at the head of b, such as one of
//
//	06/14/2021  10:37 PM
//	05.12.2023  20:28
//	03/07/2020  01:45 a. m.
//	2023-09-27  오전 10:43
//	09-21-95   6:46p
//	18.01.2026     10:16
//
// and returns what follows.
func cutLocalDate(b []byte) (d localDate, rest []byte, ok bool) {
	for i := range d.part {
		n := 0
		for n < len(b) && n < 4 && isDigit(b[n]) {
			d.part[i] = d.part[i]*10 + int(b[n]-'0')
			n++
		}
		if d.wide[i] = n; n == 0 || n == 3 {
			return d, b, false
		}
		if b = b[n:]; i == 2 {
			break
		}
		if len(b) == 0 || b[0] != '/' && b[0] != '.' && b[0] != '-' || i == 1 && b[0] != d.sep {
			return d, b, false
		}
		d.sep, b = b[0], b[1:]
		if d.sep == '.' && len(b) > 0 && b[0] == ' ' {
			b = b[1:] // 2023. 09. 27.
		}
	}
	if d.sep == '.' && len(b) > 0 && b[0] == '.' {
		b = b[1:]
	}
	if len(b) == 0 || b[0] != ' ' {
		return d, b, false
	}
	switch {
	case d.wide[0] == 4 && d.wide[1] <= 2 && d.wide[2] <= 2:
		d.order = YearFirst
	case d.wide[0] > 2 || d.wide[1] > 2:
		return d, b, false
	case d.sep == '.':
		d.order = DayFirst
	}
	return d.cutClock(bytes.TrimLeft(b, " "))
}

// cutClock reads the time of day behind the date.
func (d *localDate) cutClock(b []byte) (localDate, []byte, bool) {
	half, dmy, b := cutHalf(b, true)
	if half > 0 {
		b = bytes.TrimLeft(b, " ")
	}
	n := 0
	for n < len(b) && n < 2 && isDigit(b[n]) {
		d.clock.Hour = d.clock.Hour*10 + int(b[n]-'0')
		n++
	}
	if n == 0 || len(b) < n+3 || b[n] != ':' && b[n] != '.' {
		return *d, b, false
	}
	colon := b[n]
	if d.clock.Minute = pair(b, n+1); d.clock.Minute < 0 {
		return *d, b, false
	}
	b = b[n+3:]
	if len(b) >= 3 && b[0] == colon && pair(b, 1) >= 0 {
		d.clock.Second, d.seconds = pair(b, 1), true
		b = b[3:]
	}
	if half == 0 && len(b) > 1 {
		attached := b[0] != ' '
		word := bytes.TrimPrefix(b, []byte{' '})
		var after []byte
		half, dmy, after = cutHalf(word, false)
		switch {
		case half > 0 && !attached && len(word)-len(after) == 1:
			half = 0 // a single letter stands at the time
		case half > 0:
			b = after
		}
		if attached && half > 0 && d.sep == '-' && d.wide[2] == 2 {
			d.order = MonthFirst // DOS and IIS in their own form, whatever the region
		}
	}
	if half > 0 {
		if d.clock.Hour < 1 || d.clock.Hour > 12 {
			return *d, b, false
		}
		d.clock.Hour = d.clock.Hour%12 + 12*(half-1)
	}
	if dmy {
		d.likely = DayFirst
	}
	return *d, b, d.clock.Hour < 24 && len(b) > 0 && b[0] == ' '
}

// stamp returns the time of a date whose order is known.
func (d *localDate) stamp(order DateOrder) timestamps.Stamp {
	if d.order != "" {
		order = d.order
	}
	t, year := d.clock, 2
	switch order {
	case YearFirst:
		year, t.Month, t.Day = 0, d.part[1], d.part[2]
	case MonthFirst:
		t.Month, t.Day = d.part[0], d.part[1]
	case DayFirst:
		t.Day, t.Month = d.part[0], d.part[1]
	}
	if t.Year = d.part[year]; d.wide[year] <= 2 {
		t.Year = century(t.Year)
	}
	return timestamps.Wall(t)
}

// dateOrder finds out whether the day or the month stands first in the dates of a listing. All
// dates of a listing have one order, since it is a setting of the machine.
type dateOrder struct {
	known   DateOrder
	likely  DateOrder
	pending []pendingDate // of entries before the order was known
}

type pendingDate struct {
	entry int
	date  localDate
}

// set gives the last entry its time of modification, now or once the order is known.
func (o *dateOrder) set(l *timestamps.Listing, d localDate) {
	last := len(l.Entries) - 1
	if d.likely != "" {
		o.likely = d.likely
	}
	if d.order == "" && o.known == "" {
		switch {
		case d.part[0] > 12:
			o.settle(l, DayFirst)
		case d.part[1] > 12:
			o.settle(l, MonthFirst)
		default:
			o.pending = append(o.pending, pendingDate{last, d})
			return
		}
	}
	l.Entries[last].Times.Modified = d.stamp(o.known)
}

// settle gives the pending entries their times.
func (o *dateOrder) settle(l *timestamps.Listing, order DateOrder) {
	o.known = order
	for _, p := range o.pending {
		l.Entries[p.entry].Times.Modified = p.date.stamp(order)
	}
	o.pending = nil
}

// errOrder says that the order of day and month is open.
var errOrder = errors.New("no date has a number above 12 in front, so month/day/year and day/month/year cannot be told apart: " +
	"say which with --date-order mdy or dmy, or give a larger listing")

// finish settles what the data has left open, and reports whether it could.
func (o *dateOrder) finish(l *timestamps.Listing, opt Options) bool {
	switch {
	case len(o.pending) == 0:
	case opt.DateOrder != "":
		o.settle(l, opt.DateOrder)
	case o.likely != "":
		l.Warn("date-order-assumed", l.Entries[o.pending[0].entry].Line,
			"no date has a day above 12; the words for the halves of the day are of regions that print the day first, so the day is taken to stand first")
		o.settle(l, o.likely)
	default:
		return false
	}
	return true
}
