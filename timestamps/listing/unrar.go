package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var unrarList = Format{
	Name:       "unrar",
	Title:      "unrar l, unrar v, rar l, rar v",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed (RAR 5), as stored (older)",
	Match:      matchUnrar,
	Read:       readUnrar,
}

// unrarHeader reports whether a line heads the table of any version.
func unrarHeader(b []byte) bool {
	for _, head := range []string{" Attributes      Size", " Name             Size", "Pathname/Comment"} {
		if bytes.HasPrefix(b, []byte(head)) {
			return true
		}
	}
	return false
}

func unrarRule(b []byte) bool {
	return len(b) > 20 && len(bytes.Trim(b, "- ")) == 0
}

func matchUnrar(head [][]byte) float64 {
	header, rows := false, 0
	for _, b := range head {
		header = header || unrarHeader(b)
		var e timestamps.Entry
		if _, ok := unrarRow(b, &e, false); header && ok {
			rows++
		} else if _, ok := unrarRow(b, &e, true); header && ok {
			rows++
		} else if _, ok := unrarOld(b, &e); header && ok {
			rows++
		}
	}
	if rows == 0 {
		return 0
	}
	return 1
}

// unrarRow reads lines such as
//
//	 -rw-r--r--      2281  2026-08-28 16:20  gosrc/fuzz_test.go
//	*-rw-r--r--        36        36 100%  2009-09-11 13:59  77738C91  pre1970.dat
//
// the second where the table shows packed sizes. A star stands for encryption.
func unrarRow(b []byte, e *timestamps.Entry, packed bool) (name []byte, ok bool) {
	if len(b) < 30 || b[0] != ' ' && b[0] != '*' {
		return nil, false
	}
	if e.Flags = 0; b[0] == '*' {
		e.Flags = timestamps.Encrypted
	}
	attributes, rest := cutField(b[1:])
	if e.Kind, ok = rarKind(attributes); !ok {
		return nil, false
	}
	size, rest := cutField(rest)
	if e.Size, ok = number(size); !ok {
		return nil, false
	}
	if packed {
		_, rest = cutField(rest)
		_, rest = cutField(rest)
	}
	date, rest := cutField(rest)
	time, rest := cutField(rest)
	var d timestamps.Date
	switch {
	case string(date) == "????-??-??":
	case rarDate(date, &d) && clock(time, &d):
		e.Times.Modified = timestamps.Wall(d)
	default:
		return nil, false
	}
	if packed {
		_, rest = cutField(rest)
	}
	if len(rest) < 3 || rest[0] != ' ' || rest[1] != ' ' {
		return nil, false
	}
	return rest[2:], true
}

// rarKind reads attributes of Unix, -rw-r--r--, or of Windows, ..A....
func rarKind(b []byte) (timestamps.Kind, bool) {
	if kind, ok := unixMode(b); ok {
		return kind, true
	}
	if len(b) < 5 || len(b) > 8 || len(bytes.Trim(b, ".ADHIRSC")) > 0 {
		return 0, false
	}
	if bytes.IndexByte(b, 'D') >= 0 {
		return timestamps.Directory, true
	}
	return timestamps.File, true
}

// rarDate reads 2016-07-05, or 05-07-16 of older versions, into d.
func rarDate(b []byte, d *timestamps.Date) bool {
	if isoDate(b, '-', d) {
		return true
	}
	if len(b) != 8 || b[2] != '-' || b[5] != '-' {
		return false
	}
	d.Day, d.Month, d.Year = pair(b, 0), pair(b, 3), pair(b, 6)
	if min(d.Day, d.Month, d.Year) < 0 {
		return false
	}
	d.Year = century(d.Year)
	return true
}

// unrarOld reads a line of versions 3 and 4 from its end, such as one of
//
//	readme.txt      11032     2468  22% 23-11-16 07:10 -rw------- 295ED9AB m3g 2.9
//	                11032     2468  22% 23-11-16 07:10 -rw------- 295ED9AB m3g 2.9
//
// where the second has its name on the line above.
func unrarOld(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	var field [9][]byte // size, packed, ratio, date, time, attributes, checksum, method, version
	rest := bytes.TrimRight(b, " ")
	for i := len(field) - 1; i >= 0; i-- {
		j := bytes.LastIndexByte(rest, ' ')
		if j < 0 {
			return nil, false
		}
		field[i], rest = rest[j+1:], bytes.TrimRight(rest[:j], " ")
	}
	if e.Size, ok = number(field[0]); !ok {
		return nil, false
	}
	if e.Kind, ok = rarKind(field[5]); !ok {
		return nil, false
	}
	var d timestamps.Date
	if !rarDate(field[3], &d) || !clock(field[4], &d) || len(field[6]) != 8 {
		return nil, false
	}
	e.Times.Modified = timestamps.Wall(d)
	return rest, true
}

func readUnrar(in *Lines, l *timestamps.Listing, _ Options) error {
	var above []byte // the name of an old entry
	inside, packed := false, false
	var tally totals
	for in.Next() {
		b := in.Bytes()
		e := timestamps.Entry{Line: in.Number()}
		switch {
		case unrarHeader(b):
			packed = bytes.Contains(b, []byte("Packed"))
			continue
		case unrarRule(b):
			inside, above = !inside, nil
			if inside {
				tally = totals{}
			}
			continue
		case !inside:
			if files, bytes, ok := unrarTotals(b); ok && tally.files+tally.dirs > 0 {
				// Directories may or may not be counted.
				printed := totals{files: tally.files, dirs: tally.dirs, bytes: bytes}
				if files != tally.files && files != tally.files+tally.dirs {
					printed.files = files
				}
				tally.compare(l, in.Number(), printed)
				tally = totals{}
			}
			continue
		case len(bytes.TrimSpace(b)) == 0:
			continue
		}
		name, ok := unrarRow(b, &e, packed)
		if !ok {
			if name, ok = unrarOld(b, &e); ok {
				if len(name) == 0 {
					name = above
				}
				if len(name) > 0 && (name[0] == ' ' || name[0] == '*') {
					if name[0] == '*' {
						e.Flags |= timestamps.Encrypted
					}
					name = name[1:]
				}
			}
		}
		switch {
		case ok && len(name) > 0:
			e.Path = in.Keep(name)
			l.Entries = append(l.Entries, e)
			tally.add(&e)
			above = above[:0]
		case len(above) == 0 && !packed || !ok && len(above) == 0 && b[0] == ' ':
			above = append(above[:0], b...) // a name, or a line that no version prints
		default:
			l.Skip(in.Number(), "the line has not the columns of unrar")
		}
	}
	if len(above) > 0 {
		l.Skip(0, "a name has no line of details")
	}
	return nil
}

// unrarTotals reads "   139538                    49", or with packed bytes and ratio between.
func unrarTotals(b []byte) (files, bytes int64, ok bool) {
	first, rest := cutField(b)
	n, ok := number(first)
	if !ok {
		return 0, 0, false
	}
	var numbers []int64
	for {
		var field []byte
		if field, rest = cutField(rest); len(field) == 0 {
			break
		}
		if k, ok := number(field); ok {
			numbers = append(numbers, k)
		} else if field[len(field)-1] != '%' {
			return 0, 0, false
		}
	}
	switch len(numbers) {
	case 1: // bytes, files
		return numbers[0], n, true
	case 2: // files, bytes, packed of old versions; bytes, packed, files of new ones
		if b[len(b)-1] == '%' {
			return n, numbers[0], true
		}
		return numbers[1], n, true
	}
	return 0, 0, false
}
