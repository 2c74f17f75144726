package listing

import (
	"bytes"
	"fmt"

	"copyclock/timestamps"
)

// pair reads the two digits of b from i on, or returns -1.
func pair(b []byte, i int) int {
	if i+2 > len(b) || !isDigit(b[i]) || !isDigit(b[i+1]) {
		return -1
	}
	return int(b[i]-'0')*10 + int(b[i+1]-'0')
}

// cutDate reads "2016-07-05", with the separator sep, at the head of b into d.
func cutDate(b []byte, sep byte, d *timestamps.Date) (rest []byte, ok bool) {
	if len(b) < 10 {
		return b, false
	}
	const date, gaps = 0x3030303030303030 &^ (0xff<<32 | 0xff<<56), 1<<32 | 1<<56 // 0000-00-
	w, ok := eightAs(b, 0, date|gaps*uint64(sep))
	day := pair(b, 8)
	if !ok || day < 0 {
		return b, false
	}
	d.Year, d.Month, d.Day = two(w, 0)*100+two(w, 2), two(w, 5), day
	return b[10:], true
}

// isoDate reads "2016-07-05", with the separator sep and nothing more, into d.
func isoDate(b []byte, sep byte, d *timestamps.Date) bool {
	rest, ok := cutDate(b, sep, d)
	return ok && len(rest) == 0
}

// cutClock reads "18:39", "18:39:18" or "18:39:18.1234567" at the head of b into d and
// returns what follows it. More than nine digits of a fraction are cut.
func cutClock(b []byte, d *timestamps.Date) (rest []byte, ok bool) {
	d.Second, d.Nanosecond = 0, 0
	if len(b) >= 8 {
		const clock = 0x30303a30303a3030 // 00:00:00
		if w, ok := eightAs(b, 0, clock); ok {
			d.Hour, d.Minute, d.Second = two(w, 0), two(w, 3), two(w, 6)
			return cutFraction(b[8:], d), true
		}
	}
	if len(b) < 5 || b[2] != ':' {
		return b, false
	}
	if d.Hour, d.Minute = pair(b, 0), pair(b, 3); min(d.Hour, d.Minute) < 0 {
		return b, false
	}
	if b = b[5:]; len(b) == 0 || b[0] != ':' {
		return b, true
	}
	return b, false // no seconds behind the colon
}

// cutFraction reads ".1234567" at the head of b into d, if it stands there.
func cutFraction(b []byte, d *timestamps.Date) (rest []byte) {
	if len(b) < 2 || b[0] != '.' || !isDigit(b[1]) {
		return b
	}
	b = b[1:]
	w := head(b) ^ zeroDigits
	n := firstMark(notDigits(w))
	d.Nanosecond = 10 * int(eightDigits(w&(1<<(8*n)-1)))
	if n == 8 && len(b) > 8 && isDigit(b[8]) {
		d.Nanosecond += int(b[8] - '0')
		for n = 9; n < len(b) && isDigit(b[n]); n++ {
		}
	}
	return b[n:]
}

// clock reads "18:39", "18:39:18" or "18:39:18.5" and nothing more into d. Of the decimals
// the first nine count.
func clock(b []byte, d *timestamps.Date) bool {
	rest, ok := cutClock(b, d)
	return ok && len(rest) == 0
}

// cutDateTime reads "2016-07-05 18:39:18.1234567" (a blank or T between) and returns what
// follows it.
func cutDateTime(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	rest, ok = cutDate(b, '-', &d)
	if !ok || len(rest) < 6 || rest[0] != ' ' && rest[0] != 'T' {
		return d, b, false
	}
	rest, ok = cutClock(rest[1:], &d)
	return d, rest, ok
}

// isoStamp reads "2015-02-15T16:52:08Z", "2015-02-15 16:52:08.5 +0200" or the like: an
// instant where a zone follows, else a floating stamp. A date that no calendar has is an
// invalid stamp, and so is text that cannot be read.
func isoStamp(b []byte) (timestamps.Stamp, bool) {
	d, rest, ok := cutDateTime(b)
	if !ok {
		return timestamps.Stamp{State: timestamps.Invalid}, false
	}
	if rest = bytes.TrimLeft(rest, " "); len(rest) == 0 {
		return timestamps.Wall(d), true
	}
	minutes, ok := zoneOffset(rest)
	if !ok {
		return timestamps.Stamp{State: timestamps.Invalid}, false
	}
	return timestamps.WallAt(d, minutes), true
}

// httpStamp reads "Tue, 05 Jul 2016 22:39:18 GMT", and nothing that no calendar has.
func httpStamp(b []byte) (timestamps.Stamp, bool) {
	const form = "Tue, 05 Jul 2016 22:39:18 GMT"
	if len(b) != len(form) || b[3] != ',' || b[4] != ' ' || b[7] != ' ' || b[11] != ' ' || b[16] != ' ' || string(b[25:]) != " GMT" {
		return timestamps.Stamp{}, false
	}
	switch string(b[:3]) {
	case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun":
	default:
		return timestamps.Stamp{}, false
	}
	d := timestamps.Date{Day: pair(b, 5), Year: digitsAt(b, 12, 4)}
	month, ok1 := monthOf(b[8:11])
	d.Month = month
	rest, ok2 := cutClock(b[17:25], &d)
	s := timestamps.WallAt(d, 0)
	return s, ok1 && ok2 && len(rest) == 0 && s.Known()
}

// zoneOffset reads Z, UTC, +02:00, +0200 or +02 as minutes east of UTC.
func zoneOffset(b []byte) (minutes int, ok bool) {
	switch string(b) {
	case "Z", "z", "UTC", "utc", "GMT":
		return 0, true
	}
	if len(b) < 3 || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	hour, minute, rest := pair(b, 1), 0, b[3:]
	if len(rest) > 0 {
		rest = bytes.TrimPrefix(rest, []byte{':'})
		if minute = pair(rest, 0); len(rest) != 2 {
			return 0, false
		}
	}
	if hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return 0, false
	}
	if b[0] == '-' {
		return -60*hour - minute, true
	}
	return 60*hour + minute, true
}

// decimals reads a point and the digits behind it as nanoseconds.
func decimals(b []byte) (int64, bool) {
	var d timestamps.Date
	if rest := cutFraction(b, &d); len(b) == 0 || len(rest) > 0 {
		return 0, false
	}
	return int64(d.Nanosecond), true
}

// eastOfUTC gives a floating stamp the clock that shows it, in minutes east of UTC.
func eastOfUTC(s timestamps.Stamp, minutes int) timestamps.Stamp {
	shift := int64(minutes) * 60e9
	if n := s.Nanos - shift; (n > s.Nanos) == (shift < 0) || shift == 0 {
		return timestamps.Stamp{Nanos: n, Offset: int16(minutes), State: timestamps.Instant}
	}
	return timestamps.Stamp{State: timestamps.Invalid}
}

// offset reads "-0400" and nothing else in minutes east of UTC.
func offset(b []byte) (int, bool) {
	if len(b) != 5 {
		return 0, false
	}
	return zoneOffset(b)
}

// offsetName writes minutes east of UTC as "+02:00".
func offsetName(minutes int) string {
	if minutes == 0 {
		return "UTC"
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

// century completes a year of two digits as POSIX strptime %y does: 69 to 99 are of the
// twentieth century, 0 to 68 of the twenty-first.
func century(year int) int {
	if year < 69 {
		return year + 2000
	}
	return year + 1900
}

// monthOf reads an English month of three letters, 1 to 12.
func monthOf(b []byte) (int, bool) {
	if len(b) != 3 {
		return 0, false
	}
	month := 0
	switch uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) {
	case 'J'<<16 | 'a'<<8 | 'n':
		month = 1
	case 'F'<<16 | 'e'<<8 | 'b':
		month = 2
	case 'M'<<16 | 'a'<<8 | 'r':
		month = 3
	case 'A'<<16 | 'p'<<8 | 'r':
		month = 4
	case 'M'<<16 | 'a'<<8 | 'y':
		month = 5
	case 'J'<<16 | 'u'<<8 | 'n':
		month = 6
	case 'J'<<16 | 'u'<<8 | 'l':
		month = 7
	case 'A'<<16 | 'u'<<8 | 'g':
		month = 8
	case 'S'<<16 | 'e'<<8 | 'p':
		month = 9
	case 'O'<<16 | 'c'<<8 | 't':
		month = 10
	case 'N'<<16 | 'o'<<8 | 'v':
		month = 11
	case 'D'<<16 | 'e'<<8 | 'c':
		month = 12
	}
	return month, month > 0
}

// shortDate reads the date of ls, "Jul  5  2016", "Nov 23 04:48" or that of BSD ls -T,
// "Jul  5 18:39:18 2016", with day and month in either order. Year is 0 where none is
// printed.
func shortDate(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	first, b := cutField(b)
	second, b := cutField(b)
	if d.Month, ok = monthOf(first); ok {
		d.Day, ok = smallNumber(second)
	} else if d.Month, ok = monthOf(second); ok {
		d.Day, ok = smallNumber(first)
	}
	if !ok {
		return d, nil, false
	}
	third, rest := cutField(b)
	if year, ok := number(third); ok && len(third) == 4 && year > 0 {
		d.Year = int(year)
		return d, rest, true
	}
	if len(third) == len("0:23") && third[1] == ':' { // of some FTP servers
		third = []byte{'0', third[0], third[1], third[2], third[3]}
	}
	if !clock(third, &d) {
		return d, nil, false
	}
	if len(third) >= 8 {
		fourth, after := cutField(rest)
		if year, ok := number(fourth); ok && len(fourth) == 4 && year > 0 {
			d.Year = int(year)
			return d, after, true
		}
	}
	return d, rest, true
}

// epoch reads "1795427377.1677799520" as seconds and nanoseconds since 1970. The
// nanoseconds of a negative number are returned as they stand behind the point.
func epoch(b []byte) (sec, nsec int64, ok bool) {
	if sec, ok = number(b); ok {
		return sec, 0, true
	}
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	if i := bytes.IndexByte(b, '.'); i >= 0 {
		if nsec, ok = decimals(b[i:]); !ok {
			return 0, 0, false
		}
		b = b[:i]
	}
	sec, ok = number(b)
	if negative {
		sec = -sec
	}
	return sec, nsec, ok
}
