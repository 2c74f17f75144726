package listing

import "copyclock/timestamps"

var unzipVerbose = Format{
	Name:       "unzip-v",
	Title:      "unzip -v",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed or that packed",
	Match:      func(head [][]byte) float64 { return matchUnzip(head, unzipVerboseRow) },
	Read: func(in *Lines, l *timestamps.Listing, opt Options) error {
		return readUnzip(in, l, opt, unzipVerboseRow)
	},
}

// unzipVerboseRow reads a line such as
//
//	12051  Stored    12051   0% 2026-11-23 12:13 833da647  share/d01/f39436.eml
//
// The packed size may touch the method, so the fields are read up to the percent sign.
func unzipVerboseRow(b []byte) (r unzipRow, ok bool) {
	size, rest := cutField(b)
	if r.size, ok = number(size); !ok {
		return r, false
	}
	var field []byte
	for range 4 {
		if field, rest = cutField(rest); len(field) == 0 || field[len(field)-1] == '%' {
			break
		}
	}
	if len(field) < 2 || field[len(field)-1] != '%' {
		return r, false
	}
	date, rest := cutField(rest)
	clock, rest := cutField(rest)
	crc, rest := cutField(rest)
	if r.date, ok = unzipDateOf(date, clock); !ok || !unzipCRC(crc) {
		return r, false
	}
	if len(rest) < 3 || string(rest[:2]) != "  " {
		return r, false
	}
	r.name = rest[2:]
	return r, true
}

func unzipCRC(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return len(b) == 8
}
