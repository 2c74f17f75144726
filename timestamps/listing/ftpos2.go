package listing

import "copyclock/timestamps"

var ftpOS2 = Format{
	Name:       "ftp-os2",
	Title:      "FTP LIST of OS/2",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the server",
	Line:       os2Line,
}

// os2Line reads a line such as one of
//
//	     0           DIR   12-30-97   12:32  jbrekke
//	587823    RSA    DIR   01-08-1997   13:58  OS2KRNL
//	 33280      A          02-09-97   13:49  OS2LDR
//
// whose attributes and whose mark of a directory may be missing. The month stands first in
// all regions.
func os2Line(line []byte, r *Row) Verdict {
	size, rest := cutField(line)
	var ok bool
	if r.Size, ok = number(size); !ok || len(line) > 0 && line[0] > ' ' && len(size) < 6 {
		return Bad // sizes are set to the right
	}
	r.Kind = timestamps.File
	field, rest := cutField(rest)
	marks := 0
	for len(field) > 0 && !isDigit(field[0]) {
		switch marks++; {
		case marks > 2:
			return Bad
		case string(field) == "DIR":
			r.Kind = timestamps.Directory
		case !os2Attributes(field):
			return Bad
		}
		field, rest = cutField(rest)
	}
	var d timestamps.Date
	if len(field) != len("12-30-97") && len(field) != len("12-30-1997") || field[2] != '-' || field[5] != '-' {
		return Bad
	}
	d.Month, d.Day, d.Year = pair(field, 0), pair(field, 3), digitsAt(field, 6, len(field)-6)
	if len(field) == len("12-30-97") && d.Year >= 0 {
		d.Year = century(d.Year)
	}
	time, rest := cutField(rest)
	if min(d.Month, d.Day, d.Year) < 0 || len(time) != len("12:32") || !clock(time, &d) || marks == 0 || len(rest) < 3 || rest[1] != ' ' {
		return Bad
	}
	r.Times.Modified = timestamps.Wall(d)
	r.Name = rest[2:]
	return Good
}

// os2Attributes reports whether b holds letters of attributes: archived, hidden, read-only,
// system.
func os2Attributes(b []byte) bool {
	for _, c := range b {
		if c != 'A' && c != 'H' && c != 'R' && c != 'S' {
			return false
		}
	}
	return len(b) <= 4
}
