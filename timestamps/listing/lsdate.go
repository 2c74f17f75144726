package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// tongues is what a listing of ls shows of its language. Some short names of months mean
// others in Croatian than in Czech and Polish, and some dates end in blanks that belong to
// them and not to the name behind.
type tongues struct {
	croatian  bool       // ambiguous names are read as Croatian
	certain   bool       // a name or a total that only Croatian has says that they are
	ambiguous bool       // such a name was read as Czech or Polish, which print the day first
	local     *localDate // the date of the line, if its day and month stand in an order of the user
	dateOnly  bool       // Lithuanian: one blank stands behind a date without a time of day
}

// croatian are the months whose names mean others in Czech and Polish, and croatianOnly those
// that only Croatian has.
var (
	croatian     = map[string]int{"srp": 7, "lis": 10, "lip": 6}
	croatianOnly = map[string]bool{"sij": true, "velj": true, "ožu": true, "svi": true, "kol": true, "ruj": true, "stu": true}
)

// total learns from the word over a directory.
func (t *tongues) total(line []byte) {
	switch word, _ := cutField(line); string(word) {
	case "ukupno", "sveukupno":
		t.certain = true
	case "viso":
		t.dateOnly = true
	}
}

// foreignDate reads the date of ls in other languages than English, such as one of
//
//  1. Jan 2023
//     19 avril  2025
//     9月 23  2022
//     2025年 4月19日
//     2016년  7월  6일
//
//     5 lug 01.05
//
//  5. 7.  2016
//
//     2012 jan   23
//     23 de gen.   2012
//
//  23. јан. 2012.
//
//  14. јун. у 14:06
//     14:06 14 Thg 6
//
// Year is 0 where none is printed. German ls puts a blank behind the year, which is no part of
// the name. What is known of the language may be nil.
func foreignDate(b []byte, t *tongues) (d timestamps.Date, rest []byte, ok bool) {
	clocked, padded, dotted, yearFirst := false, false, false, false
	for range 5 {
		var field []byte
		if field, b = cutField(b); len(field) == 0 {
			return d, nil, false
		}
		switch {
		case !clocked && (clock(field, &d) || d.Month > 0 && d.Day > 0 && dotClock(field, &d)):
			clocked = true
		case string(field) == "Thg" && d.Month == 0: // Vietnamese: 5 Thg 7
			var month []byte
			month, b = cutField(b)
			n, ok := number(month)
			if d.Month = int(min(n, 99)); !ok || n < 1 {
				return d, nil, false
			}
			if clocked && d.Day > 0 && n < 10 && bytes.HasPrefix(b, []byte("  ")) {
				b = b[1:] // as wide as Thg 10
			}
		case string(field) == "de" && d.Day > 0 && d.Month == 0, // Catalan
			string(field) == "у" && d.Day > 0 && d.Month > 0 && !clocked: // Serbian
			continue
		case d.Month == 0 && croatian[monthWord(field)] > 0 && t != nil && t.croatian:
			if !dateWord(field, &d) {
				return d, nil, false
			}
			d.Month = croatian[monthWord(field)]
		case d.Day == 0 && d.Month == 0 && croatian[string(field)] > 0:
			return d, nil, false
		case d.Year == 0 && d.Month == 0 && d.Day == 0 && plainYear(field):
			d.Year, yearFirst = yearOf(field), true // Hungarian, Basque
		case !dateWord(field, &d):
			return d, nil, false
		default:
			if t != nil {
				t.certain = t.certain || croatianOnly[string(field)]
				t.ambiguous = t.ambiguous || croatian[monthWord(field)] > 0
			}
			dotted = dotted || isDigit(field[0]) && field[len(field)-1] == '.'
			padded = germanYear(b, &d, padded, dotted, field)
		}
		if d.Month > 0 && d.Day > 0 && (d.Year > 0 || clocked) {
			if next, _ := cutField(b); yearFirst && (clock(next, &timestamps.Date{}) || dotClock(next, &timestamps.Date{})) {
				return d, nil, false // the year was a size, and the date has none
			}
			if padded && d.Year > 0 && bytes.HasPrefix(b, []byte("  ")) {
				b = b[1:]
			}
			return d, b, true
		}
	}
	return d, nil, false
}

// monthWord returns the name of a month in a field that may begin with the day.
func monthWord(b []byte) string {
	return string(bytes.TrimPrefix(bytes.TrimLeft(b, "0123456789."), []byte("\u00a0")))
}

// plainYear reports whether a field is a year without a mark.
func plainYear(b []byte) bool { y := yearOf(b); return 1900 <= y && y < 2200 }

// germanYear reports whether "5. Jul" has been read, with its dot, and one blank stands before
// a year.
func germanYear(b []byte, d *timestamps.Date, before, dotted bool, field []byte) bool {
	if before {
		return true
	}
	return d.Day > 0 && d.Month > 0 && d.Year == 0 && !isDigit(field[0]) && len(b) > 5 &&
		b[0] == ' ' && isDigit(b[1]) && isDigit(b[4]) && b[5] == ' ' && dotted
}

// dotClock reads the "01.05" of Italian and Swedish.
func dotClock(b []byte, d *timestamps.Date) bool {
	if len(b) != len("01.05") || b[2] != '.' {
		return false
	}
	d.Hour, d.Minute = pair(b, 0), pair(b, 3)
	return d.Hour >= 0 && d.Hour < 24 && d.Minute >= 0 && d.Minute < 60
}

// dateWord reads the parts of a date that stand without blanks between them into d.
func dateWord(b []byte, d *timestamps.Date) bool {
	for len(b) > 0 {
		b = bytes.TrimPrefix(b, []byte("\u00a0")) // Czech: 5. čec
		n, digits := 0, 0
		for digits < len(b) && digits < 4 && isDigit(b[digits]) {
			n = n*10 + int(b[digits]-'0')
			digits++
		}
		if digits == 0 {
			if d.Day > 0 {
				b = bytes.TrimPrefix(bytes.TrimPrefix(b, []byte("d’")), []byte("d'")) // Catalan: d’abr.
			}
			month := monthNames[string(bytes.TrimSuffix(b, []byte{'.'}))]
			if month == 0 || d.Month > 0 {
				return false
			}
			d.Month = month
			return true
		}
		b = b[digits:]
		to, skip := dateUnit(b, d)
		if digits == 4 && string(b) == "." && d.Day > 0 && d.Month > 0 {
			to = &d.Year // Serbian: 23. јан. 2012.
		}
		if to == nil {
			to = &d.Day
			if digits == 4 {
				if d.Day == 0 || d.Month == 0 {
					return false // a size in front of a date
				}
				to = &d.Year
			}
		}
		if to == &d.Day && skip == 1 && d.Day > 0 && d.Month == 0 {
			to = &d.Month // Finnish: 5. 7.
		}
		if *to != 0 || n == 0 || to != &d.Year && digits > 2 {
			return false
		}
		*to = n
		b = b[skip:]
	}
	return true
}

// dateUnit says which part of a date is followed by b, and how long its mark is.
func dateUnit(b []byte, d *timestamps.Date) (to *int, skip int) {
	for _, u := range [...]struct {
		mark string
		to   *int
	}{
		{"年", &d.Year}, {"년", &d.Year}, {"月", &d.Month}, {"월", &d.Month}, {"日", &d.Day}, {"일", &d.Day}, {".", &d.Day},
	} {
		if bytes.HasPrefix(b, []byte(u.mark)) {
			return u.to, len(u.mark)
		}
	}
	return nil, 0
}
