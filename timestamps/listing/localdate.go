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
	utc   bool // the clock is that of UTC
	gap   int  // blanks between the date and the time of day
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
	{"A.M.", false, false, false}, {"P.M.", true, false, false},
	{"πμ", false, false, true}, {"μμ", true, false, true},
	{"π.μ.", false, false, true}, {"μ.μ.", true, false, true},
	{"vorm.", false, false, true}, {"nachm.", true, false, true},
	{"vm.", false, false, false}, {"nm.", true, false, false},
	{"fm", false, false, false}, {"em", true, false, false},
	{"dop.", false, false, true}, {"odp.", true, false, true},
	{"de.", false, false, false}, {"du.", true, false, false},
	{"ÖÖ", false, false, true}, {"ÖS", true, false, true},
	{"PD", false, false, true}, {"MD", true, false, true},
	{"SA", false, false, true}, {"CH", true, false, true},
	{"PG", false, false, true}, {"PTG", true, false, true},
	{"ص", false, false, true}, {"م", true, false, true},
	{"ق.ظ", false, false, false}, {"ب.ظ", true, false, false},
	{"पूर्वाह्न", false, false, true}, {"अपराह्न", true, false, true},
	{"পূর্বাহ্ণ", false, false, true}, {"অপরাহ্ণ", true, false, true},
	{"காலை", false, false, true}, {"மாலை", true, false, true},
	{"పూర్వాహ్న", false, false, true}, {"అపరాహ్న", true, false, true},
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
//	R03/05/07  13:05
//
// and returns what follows.
func cutLocalDate(b []byte) (d localDate, rest []byte, ok bool) {
	era, b := cutEra(b)
	for i := range d.part {
		n := d.cutPart(i, b, era > 0)
		if n == 0 {
			return d, b, false
		}
		if b = b[n:]; i == 2 {
			break
		}
		sep, n := dateMark(b, i)
		if n == 0 || i == 1 && sep != d.sep {
			return d, b, false
		}
		d.sep, b = sep, b[n:]
		if d.sep == '.' && len(b) > 0 && b[0] == ' ' {
			b = b[1:] // 2023. 09. 27.
		}
	}
	for _, mark := range []string{"日", "일", "."} { // 2016年7月5日, 5.7.2016. and 2023. 09. 27.
		if mark != "." || d.sep == '.' {
			b = bytes.TrimPrefix(b, []byte(mark))
		}
	}
	b = bytes.TrimPrefix(b, []byte(" г.")) // Bulgarian: 5.7.2016 г.
	if len(b) == 0 || b[0] != ' ' {
		return d, b, false
	}
	switch {
	case era > 0:
		if d.part[0] += era; d.wide[0] > 2 || d.wide[2] > 2 {
			return d, b, false
		}
		d.wide[0], d.order = 4, YearFirst
	case d.order != "":
	case d.wide[0] == 4 && d.wide[1] <= 2 && d.wide[2] <= 2:
		d.order = YearFirst
	case d.wide[0] > 2 || d.wide[1] > 2:
		return d, b, false
	case d.sep == '.':
		d.order = DayFirst
	}
	clock := bytes.TrimLeft(b, " ")
	d.gap = len(b) - len(clock)
	return d.cutClock(clock)
}

// cutPart reads the number at the head of b as part i of the date, and says how long it is.
func (d *localDate) cutPart(i int, b []byte, era bool) (n int) {
	for n < len(b) && n < 4 && isDigit(b[n]) {
		d.part[i] = d.part[i]*10 + int(b[n]-'0')
		n++
	}
	d.wide[i] = n
	switch {
	case n == 3:
		return 0
	case n == 0 && i == 0 && era && bytes.HasPrefix(b, []byte("元")): // the first year
		d.part[0], d.wide[0] = 1, 1
		return len("元")
	case n == 0 && i == 1 && len(b) > 3: // 05-Jul-16
		month, ok := monthOf(b[:3])
		if !ok {
			return 0
		}
		d.part[1], d.wide[1], d.order = month, 2, DayFirst
		return 3
	}
	return n
}

// dateMark reads what parts the number i of a date from the next.
func dateMark(b []byte, i int) (sep byte, n int) {
	if len(b) > 0 && (b[0] == '/' || b[0] == '.' || b[0] == '-') {
		return b[0], 1
	}
	for _, marks := range [...][2]string{{"年", "月"}, {"년 ", "월 "}, {"년", "월"}} {
		if bytes.HasPrefix(b, []byte(marks[i])) {
			return '/', len(marks[i])
		}
	}
	return 0, 0
}

// eras are the names of Japanese eras and the years before their first.
var eras = []struct {
	name string
	base int
}{
	{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"明治", 1867},
	{"令", 2018}, {"平", 1988}, {"昭", 1925}, {"大", 1911}, {"明", 1867},
	{"R", 2018}, {"H", 1988}, {"S", 1925}, {"T", 1911}, {"M", 1867},
}

// cutEra reads the era of dates such as "R03/05/07", "平成 29/2/17" and "令和3年5月7日", and returns
// the year before its first, or 0.
func cutEra(b []byte) (base int, rest []byte) {
	if len(b) == 0 || isDigit(b[0]) {
		return 0, b
	}
	for _, e := range eras {
		if rest, ok := bytes.CutPrefix(b, []byte(e.name)); ok {
			return e.base, bytes.TrimPrefix(rest, []byte{' '})
		}
	}
	return 0, b
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
	if d.utc {
		return timestamps.WallAt(t, 0)
	}
	return timestamps.Wall(t)
}

// dateOrder finds out whether the day, the month or a year of two digits stands first in the
// dates of a listing. All dates of a listing have one order, since it is a setting of the machine.
type dateOrder struct {
	known   DateOrder
	likely  DateOrder
	not     [3]bool       // month, day or year cannot stand first, as some date tells
	pending []pendingDate // of entries before the order was known
}

type pendingDate struct {
	entry  int
	column timestamps.Column
	date   localDate
}

// firsts are the orders by what stands first, as in dateOrder.not.
var firsts = [...]DateOrder{MonthFirst, DayFirst, YearFirst}

// set gives the last entry its time of modification, now or once the order is known.
func (o *dateOrder) set(l *timestamps.Listing, d localDate) { o.setColumn(l, timestamps.Modified, d) }

// setColumn is set for any time of the last entry.
func (o *dateOrder) setColumn(l *timestamps.Listing, column timestamps.Column, d localDate) {
	o.setAt(l, len(l.Entries)-1, column, d)
}

// setAt is setColumn for the entry of that number.
func (o *dateOrder) setAt(l *timestamps.Listing, entry int, column timestamps.Column, d localDate) {
	if d.likely != "" {
		o.likely = d.likely
	}
	if d.order == "" && o.known == "" {
		o.pending = append(o.pending, pendingDate{entry, column, d})
		if order := o.exclude(&d); order != "" {
			o.settle(l, order)
		}
		return
	}
	setStamp(&l.Entries[entry].Times, column, d.stamp(o.known))
}

// exclude notes which orders a date cannot have, and returns the one that is left, if one is. A
// date that would leave none is damaged, or of another listing.
func (o *dateOrder) exclude(d *localDate) DateOrder {
	first, second, third := d.part[0], d.part[1], d.part[2]
	not := [3]bool{
		o.not[0] || first < 1 || first > 12 || second < 1 || second > 31,
		o.not[1] || first < 1 || first > 31 || second < 1 || second > 12,
		o.not[2] || d.wide[0] != 2 || d.wide[2] != 2 || second < 1 || second > 12 || third < 1 || third > 31,
	}
	var left DateOrder
	open := 0
	for i, excluded := range not {
		if !excluded {
			left = firsts[i]
			open++
		}
	}
	if open > 0 {
		o.not = not
	}
	if open > 1 {
		return ""
	}
	return left
}

// settle gives the pending entries their times.
func (o *dateOrder) settle(l *timestamps.Listing, order DateOrder) {
	o.known = order
	for _, p := range o.pending {
		setStamp(&l.Entries[p.entry].Times, p.column, p.date.stamp(order))
	}
	o.pending = nil
}

// errOrder says that the order of day and month is open.
var errOrder = errors.New("no date has numbers that can stand in one order only, so month/day/year, day/month/year and, of two digits, " +
	"year/month/day cannot be told apart: say which with --date-order mdy, dmy or ymd, or give a larger listing")

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
