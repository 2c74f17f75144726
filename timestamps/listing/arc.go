package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var arcList = Format{
	Name:       "arc",
	Title:      "arc v (SEA ARC)",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that packed",
	Line:       arcLine,
}

// arcLine reads a line such as
//
//	extfs.c          49679  Crunched   67%     16874  18 Apr 94   3:05p  38ff
//
// of name, size, method, share saved, packed size, time and check sum. Names are those of
// DOS and hold no blanks.
func arcLine(line []byte, r *Row) Verdict {
	name, rest := cutField(line)
	size, rest := cutField(rest)
	method, rest := cutField(rest)
	saved, rest := cutField(rest)
	packed, rest := cutField(rest)
	if string(name) == "Total" {
		return arcTotal(size, method, r)
	}
	if bytes.HasPrefix(name, []byte("====")) || string(name) == "Name" && string(size) == "Length" {
		return Pass
	}
	var d timestamps.Date
	d, rest, ok := dayMonthYear(rest)
	_, packedOK := number(packed)
	clock, rest := cutField(rest)
	check, rest := cutField(rest)
	if !ok || !packedOK || !bytes.HasSuffix(saved, []byte{'%'}) || !halfClock(clock, &d) || len(check) != 4 || len(rest) > 0 {
		return Bad
	}
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), name
	return Good
}

// arcTotal reads "Total      3     60529             64%     22332".
func arcTotal(files, size []byte, r *Row) Verdict {
	var ok1, ok2 bool
	r.Printed.files, ok1 = number(files)
	if r.Printed.bytes, ok2 = number(size); !ok1 || !ok2 {
		return Bad
	}
	return Total
}

// dayMonthYear cuts "18 Apr 94" off b, with a year of two or four digits.
func dayMonthYear(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	day, rest := cutField(b)
	month, rest := cutField(rest)
	year, rest := cutField(rest)
	if d.Day, ok = smallNumber(day); !ok {
		return d, b, false
	}
	if d.Month, ok = monthOf(month); !ok {
		return d, b, false
	}
	n, ok := number(year)
	switch d.Year = int(n); {
	case ok && len(year) == 2:
		d.Year = century(d.Year)
	case len(year) != 4:
		ok = false
	}
	return d, rest, ok
}

// halfClock reads "3:05p" into d: hours of half a day with the letter of the half.
func halfClock(b []byte, d *timestamps.Date) bool {
	if n := len(b); n < 5 || n > 6 || b[n-4] != ':' || b[n-1] != 'a' && b[n-1] != 'p' {
		return false
	}
	n := len(b)
	hour, ok := smallNumber(b[:n-4])
	if d.Minute = pair(b, n-3); !ok || d.Minute < 0 || hour < 1 || hour > 12 {
		return false
	}
	if d.Hour = hour % 12; b[n-1] == 'p' {
		d.Hour += 12
	}
	return true
}
