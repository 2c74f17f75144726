package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var unalzList = Format{
	Name:       "unalz",
	Title:      "unalz -l",
	Stamps:     "modified",
	Resolution: "2 s",
	Zone:       "none printed: local time of the machine that packed",
	Line:       unalzLine,
}

// unalzLine reads a line such as
//
//	____           37           34 14.11.2025 02:11:02  .gitignore
//
// of attributes, size, packed size, time and name.
func unalzLine(line []byte, r *Row) Verdict {
	attributes, rest := cutField(line)
	if len(attributes) != 4 || len(bytes.Trim(attributes, "_ADRHS")) > 0 {
		return unalzFrame(line, r)
	}
	size, rest := cutField(rest)
	packed, rest := cutField(rest)
	var ok bool
	if _, ok = number(packed); !ok || len(rest) < 23 || rest[3] != '.' || rest[6] != '.' || rest[11] != ' ' {
		return Bad
	}
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	d := timestamps.Date{Day: pair(rest, 1), Month: pair(rest, 4), Year: digitsAt(rest, 7, 4)}
	after, ok := cutClock(rest[12:], &d)
	name, hasName := bytes.CutPrefix(after, []byte("  "))
	if !ok || min(d.Day, d.Month, d.Year) < 0 || !hasName || len(name) == 0 {
		return Bad
	}
	r.Kind = timestamps.File
	if bytes.IndexByte(attributes, 'D') >= 0 {
		r.Kind = timestamps.Directory
	}
	r.Times.Modified, r.Name = timestamps.Wall(d), name
	return Good
}

// unalzFrame reads the lines around the list; the last is
//
//	1790224       610930 Total 88 files
func unalzFrame(line []byte, r *Row) Verdict {
	for _, begin := range []string{"unalz ", "Copyright(C) ", "Listing archive:", "Attr  Uncomp Size", "---- ----"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return Pass
		}
	}
	size, rest := cutField(line)
	_, rest = cutField(rest)
	word, rest := cutField(rest)
	count, rest := cutField(rest)
	if string(word) != "Total" || !bytes.HasPrefix(rest, []byte(" file")) {
		return Bad
	}
	var ok1, ok2 bool
	r.Printed.bytes, ok1 = number(size)
	if r.Printed.rows, ok2 = number(count); !ok1 || !ok2 {
		return Bad
	}
	return Total
}
