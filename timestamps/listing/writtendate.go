package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// writtenDate reads a date in one of the layouts that people give to find -printf and stat:
//
//	2024-04-12  2024-04-12 06:59  2024/04/12 06:59:59  20240412065959  12-Apr-2024 06:59
//	Fri Apr 12 06:59:59.0000000000 2024  12.04.2024 06:59  04/12/24 06:59:59.0000000000
//
// Of the last ones the order of day and month is not known yet.
func writtenDate(b []byte) (s timestamps.Stamp, local *localDate, ok bool) {
	if _, digits := number(b); digits && len(b) != len("20240412065959") {
		return s, nil, false // seconds since 1970, or a size
	}
	if s, ok = writtenStamp(b); ok {
		return s, nil, true
	}
	var day timestamps.Date
	if rest, ok := indexDate(b, &day); ok && len(rest) == 0 {
		return timestamps.Wall(day), nil, true
	}
	text, fraction := append(bytes.Clone(b), ' '), int64(0)
	if i := bytes.LastIndexByte(b, '.'); i > 0 && len(b)-i > 9 {
		if fraction, ok = decimals(b[i:min(len(b), i+10)]); ok && allDigits(b[i+1:]) {
			text = append(text[:i], ' ')
		}
	}
	d, rest, ok := cutLocalDate(text)
	if !ok || len(rest) != 1 {
		return s, nil, false
	}
	d.clock.Nanosecond = int(fraction)
	return s, &d, true
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}

// writtenStamp reads a date in a layout that analysts give to --timefmt and -printf:
//
//	2018-01-02  2018-01-02T03:04:05Z  2018/01/02 03:04:05  20180102030405  20180102T030405
//	Tue Jan  2 03:04:05 2018  1514862245
func writtenStamp(b []byte) (timestamps.Stamp, bool) {
	if s, ok := isoStamp(b); ok {
		return s, true
	}
	d, rest, ok := shortDate(b)
	if ok && d.Year > 0 && len(rest) == 0 {
		return timestamps.Wall(d), true
	}
	if ok && d.Year > 0 && d.Hour+d.Minute+d.Second == 0 && len(rest) > 1 && clock(rest[1:], &d) {
		return timestamps.Wall(d), true // 07 Jan 2023 20:27
	}
	d = timestamps.Date{}
	if len(b) >= 10 && (isoDate(b[:10], '-', &d) || isoDate(b[:10], '/', &d)) {
		ok := len(b) == 10 || b[10] == ' ' && clock(b[11:], &d)
		return timestamps.Wall(d), ok
	}
	switch {
	case compactDate(b, &d):
		return timestamps.Wall(d), true
	case len(b) > 4 && b[3] == ' ' && weekday(b[:3]):
		d, rest, ok := shortDate(b[4:])
		return timestamps.Wall(d), ok && len(rest) == 0 && d.Year > 0
	case len(b) == 9 || len(b) == 10:
		sec, _, ok := epoch(b)
		return timestamps.At(sec, 0), ok && sec > 0
	}
	return timestamps.Stamp{State: timestamps.Invalid}, false
}

// weekday reports whether b is the English name of a day of the week in three letters.
func weekday(b []byte) bool {
	return len(b) == 3 && bytes.Contains([]byte(" Mon Tue Wed Thu Fri Sat Sun "), append(append([]byte{' '}, b...), ' '))
}

// compactDate reads 20180102030405, 20180102T030405 or 20180102-030405.
func compactDate(b []byte, d *timestamps.Date) bool {
	if len(b) == len("20180102T030405") && (b[8] == 'T' || b[8] == '-' || b[8] == '_' || b[8] == ' ') {
		b = append(bytes.Clone(b[:8]), b[9:]...)
	}
	if len(b) != len("20180102030405") {
		return false
	}
	d.Year, d.Month, d.Day = digitsAt(b, 0, 4), digitsAt(b, 4, 2), digitsAt(b, 6, 2)
	d.Hour, d.Minute, d.Second = digitsAt(b, 8, 2), digitsAt(b, 10, 2), digitsAt(b, 12, 2)
	return min(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second) >= 0
}
