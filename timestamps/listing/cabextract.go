package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var cabextractList = Format{
	Name:       "cabextract",
	Title:      "cabextract -l",
	Stamps:     "modified",
	Resolution: "2 s",
	Zone:       "none printed: local time of the machine that packed",
	Line:       cabextractLine,
}

// cabextractLine reads a line such as
//
//	9450 | 07.04.2022 16:54:42 | NEWS.gz
func cabextractLine(line []byte, r *Row) Verdict {
	bar := []byte(" | ")
	size, rest, ok := bytes.Cut(line, bar)
	stamp, name, ok2 := bytes.Cut(rest, bar)
	if !ok || !ok2 {
		if bytes.HasPrefix(line, []byte("Viewing cabinet:")) || bytes.HasPrefix(line, []byte(" File size |")) ||
			bytes.HasPrefix(line, []byte("-----------+-")) || string(line) == "All done, no errors." {
			return Pass
		}
		return Bad
	}
	if r.Size, ok = number(bytes.TrimLeft(size, " ")); !ok {
		if string(bytes.TrimSpace(size)) == "File size" {
			return Pass
		}
		return Bad
	}
	d := timestamps.Date{Day: digitsAt(stamp, 0, 2), Month: digitsAt(stamp, 3, 2), Year: digitsAt(stamp, 6, 4)}
	if len(stamp) != 19 || min(d.Day, d.Month, d.Year) < 0 || !clock(stamp[11:], &d) || len(name) == 0 {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), name
	return Good
}
