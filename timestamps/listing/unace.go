package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var unaceList = Format{
	Name:       "unace",
	Title:      "unace l, unace v",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that packed",
	Line:       unaceLine,
}

// unaceLine reads a line such as
//
//	08.11.07 02:06         168       256   65%  WinAce/find.add
//
// The first number is the packed size, the second that of the file.
func unaceLine(line []byte, r *Row) Verdict {
	if len(line) < 30 || line[2] != '.' || line[5] != '.' || line[8] != ' ' {
		return unaceFrame(line, r)
	}
	d := timestamps.Date{Day: pair(line, 0), Month: pair(line, 3)}
	year := pair(line, 6)
	rest, ok := cutClock(line[9:], &d)
	if min(d.Day, d.Month, year) < 0 || !ok {
		return Bad
	}
	d.Year = century(year)
	packed, rest := cutField(rest)
	size, rest := cutField(rest)
	ratio, rest := cutField(rest)
	name, hasName := bytes.CutPrefix(rest, []byte("  "))
	if _, ok = number(packed); !ok || !hasName || len(name) == 0 || !bytes.HasSuffix(ratio, []byte{'%'}) {
		return Bad
	}
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), name
	return Good
}

// unaceFrame reads the lines around the list. "listed: 136 files, totaling 8.613K bytes" counts
// the files; its sum is rounded.
func unaceFrame(line []byte, r *Row) Verdict {
	text := bytes.TrimSpace(line)
	if listed, ok := bytes.CutPrefix(text, []byte("listed: ")); ok {
		count, _ := cutField(listed)
		if n, ok := number(count); ok {
			r.Printed.files = n
		}
		return Total
	}
	if len(text) == 0 {
		return Pass
	}
	for _, begin := range []string{
		"UNACE ", "processing archive", "created on ", "*UNREGISTERED VERSION*", "Contents of archive", "Date    Time",
		"authenticity verification", "solid archive", "comment",
	} {
		if bytes.HasPrefix(text, []byte(begin)) {
			return Pass
		}
	}
	return Bad
}
