package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var arjList = Format{
	Name:       "arj",
	Title:      "arj l, arj v",
	Stamps:     "modified; accessed and birth with v",
	Resolution: "1 s as printed (2 s in the archive)",
	Zone:       "none printed: as stored",
	Match: func(head [][]byte) float64 {
		for _, b := range head {
			if bytes.HasPrefix(b, []byte("ARJ")) || bytes.HasPrefix(b, []byte("Filename       Original Compressed")) || bytes.HasPrefix(b, []byte("Sequence/Pathname/Comment")) {
				return 1
			}
		}
		return 0
	},
	Read: readArj,
}

// arjRow reads a line such as one of
//
//	copyright          3811       1776 0.466 26-09-18 01:19:46 -rw-r--r-- ---   1
//	 11 UNIX            176        136 0.773 25-06-29 13:51:51 -rw-r--r-- ---  +1
//
// and returns what stands before the sizes: a name, nothing, or revision and host.
func arjRow(b []byte, e *timestamps.Entry) (before []byte, ok bool) {
	var first, second []byte // the fields before the one at hand
	at, start := 0, 0        // where the size begins
	rest := b
	for {
		var field []byte
		field, rest = cutField(rest)
		if len(field) == 0 {
			return nil, false
		}
		begin := len(b) - len(rest) - len(field)
		if len(field) == 5 && field[1] == '.' {
			date, after := cutField(rest)
			time, after := cutField(after)
			var d timestamps.Date
			size, okSize := number(first)
			if _, okPacked := number(second); okPacked && okSize && arjDate(date, &d) && clock(time, &d) {
				e.Times.Modified = timestamps.Wall(d)
				e.Size, e.Kind = size, timestamps.File
				if mode, _ := cutField(after); len(mode) == 10 {
					if kind, ok := unixMode(mode); ok {
						e.Kind = kind
					}
				}
				return bytes.TrimRight(b[:start], " "), true
			}
		}
		first, second = second, field
		start, at = at, begin
	}
}

// arjDate reads 26-09-18, year first.
func arjDate(b []byte, d *timestamps.Date) bool {
	if len(b) != 8 || b[2] != '-' || b[5] != '-' {
		return false
	}
	d.Year, d.Month, d.Day = pair(b, 0), pair(b, 3), pair(b, 6)
	if min(d.Year, d.Month, d.Day) < 0 {
		return false
	}
	if d.Year += 1900; d.Year < 1980 {
		d.Year += 100
	}
	return true
}

func readArj(in *Lines, l *timestamps.Listing, _ Options) error {
	var name []byte // on a line of its own
	rules := 0
	var tally totals
	for in.Next() {
		b := in.Bytes()
		switch {
		case bytes.HasPrefix(b, []byte("------------ ")):
			rules++
			continue
		case rules == 0 || len(bytes.TrimSpace(b)) == 0:
			continue
		case rules%2 == 0:
			count, rest := cutField(b)
			word, rest := cutField(rest)
			size, _ := cutField(rest)
			files, ok1 := number(count)
			total, ok2 := number(size)
			if ok1 && ok2 && (string(word) == "files" || string(word) == "file") && tally.files > 0 {
				tally.compare(l, in.Number(), totals{files, tally.dirs, total})
				tally = totals{}
			}
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		before, ok := arjRow(b, &e)
		switch {
		case ok && len(name) > 0:
			before = name
			fallthrough
		case ok && len(before) > 0:
			e.Path = in.Keep(before)
			l.Entries = append(l.Entries, e)
			tally.files++
			tally.bytes = unzipSum(tally.bytes, e.Size)
			name = name[:0]
		case arjTime(b, l):
		case b[0] == ' ':
		case len(b) > 5 && b[3] == ')' && digitsAt(b, 0, 3) >= 0:
			name = append(name[:0], b[5:]...)
		default:
			name = append(name[:0], bytes.TrimRight(b, " ")...)
		}
	}
	return nil
}

// arjTime reads "DTA   25-11-13 04:44:22", the time of access, or DTC, that of creation.
func arjTime(b []byte, l *timestamps.Listing) bool {
	word, rest := cutField(b)
	date, rest := cutField(rest)
	time, _ := cutField(rest)
	var d timestamps.Date
	if len(l.Entries) == 0 || !arjDate(date, &d) || !clock(time, &d) {
		return false
	}
	e := &l.Entries[len(l.Entries)-1]
	switch string(word) {
	case "DTA":
		e.Times.Accessed = timestamps.Wall(d)
	case "DTC":
		e.Times.Birth = timestamps.Wall(d)
	default:
		return false
	}
	return true
}
