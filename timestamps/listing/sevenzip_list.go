package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var sevenZipList = Format{
	Name:       "7z-l",
	Title:      "7z l",
	Stamps:     "modified",
	Resolution: "1 s as printed (2 s in zip and FAT)",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchSevenZipList,
	Read:       readSevenZipList,
}

var (
	sevenZipHeader = []byte("   Date      Time    Attr ")
	sevenZipRule   = []byte("------------------- ----- ------------")
)

// sevenZipRow reads a line such as
//
//	2026-11-23 10:11:32 ....A         8582         8582  share/d01/f10578.pptx
//
// The date fills columns 0-18, the attributes 20-24, the size 26-37, the packed size 39-50,
// and the name begins at 53. Date and sizes are blank where the archive has none. The path
// of e is left to the caller, who gets the name.
func sevenZipRow(b []byte, e *timestamps.Entry, opt Options) (name []byte, ok bool) {
	if len(b) < 54 || b[19] != ' ' || b[25] != ' ' {
		return nil, false
	}
	for _, c := range b[20:25] {
		if c != '.' && (c < 'A' || c > 'Z') {
			return nil, false
		}
	}
	e.Kind, e.Size = timestamps.File, timestamps.NoSize
	if bytes.IndexByte(b[20:25], 'D') >= 0 {
		e.Kind = timestamps.Directory
	}
	if date := b[:19]; len(bytes.TrimSpace(date)) > 0 {
		d, rest, ok := cutDateTime(date)
		if !ok || len(rest) > 0 {
			return nil, false
		}
		e.Times.Modified = timestamps.Wall(d)
	}
	size, packed := bytes.TrimSpace(b[26:38]), bytes.TrimSpace(b[39:51])
	if b[38] == ' ' && b[51] == ' ' && b[52] == ' ' && sevenZipCell(size) && sevenZipCell(packed) {
		if len(size) > 0 {
			e.Size, _ = number(size)
		}
		return b[53:], true
	}
	return sevenZipWide(b[25:], e)
}

func sevenZipCell(b []byte) bool {
	_, ok := number(b)
	return ok || len(b) == 0
}

// sevenZipWide reads size, packed size and name where a size of more than twelve digits has
// pushed them to the right.
func sevenZipWide(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	size, rest := cutField(b)
	packed, rest := cutField(rest)
	n, ok := number(size)
	if _, ok2 := number(packed); !ok || !ok2 || len(rest) < 3 || string(rest[:2]) != "  " {
		return nil, false
	}
	e.Size = n
	return rest[2:], true
}

func matchSevenZipList(head [][]byte) float64 {
	var e timestamps.Entry
	good, bad, rows := 0, 0, 0
	inside, header := true, false
	for _, b := range head {
		switch {
		case bytes.HasPrefix(b, []byte("7-Zip")), bytes.HasPrefix(b, []byte("Listing archive:")):
			inside = false
		case bytes.HasPrefix(b, sevenZipHeader):
			header = true
			good++
		case bytes.HasPrefix(b, sevenZipRule):
			inside = header
			header = false
			good++
			rows++
		case !inside || len(bytes.TrimSpace(b)) == 0:
		default:
			if _, ok := sevenZipRow(b, &e, Options{}); ok {
				good++
				rows++
			} else if _, ok := sevenZipTotals(b); ok {
				good++
				inside = false
			} else {
				bad++
			}
		}
	}
	if rows == 0 {
		return 0
	}
	return ratio(good, bad)
}

// sevenZipTotals reads the last line of a table,
//
//	2026-11-23 10:11:38          100406307    100406307  607 files, 23 folders
func sevenZipTotals(b []byte) (t totals, ok bool) {
	if len(b) < 54 {
		return t, false
	}
	_, rest := cutField(b[51:])
	if n := bytes.Index(rest, []byte(" file")); n != 0 {
		return t, false
	}
	if size := bytes.TrimSpace(b[25:38]); len(size) > 0 {
		if t.bytes, ok = number(size); !ok {
			return t, false
		}
	}
	for rest = b[51:]; len(rest) > 0; {
		var count, word []byte
		count, rest = cutField(rest)
		word, rest = cutField(rest)
		n, _ := number(count)
		switch {
		case bytes.HasPrefix(word, []byte("file")):
			t.files, ok = n, true
		case bytes.HasPrefix(word, []byte("folder")):
			t.dirs = n
		}
	}
	return t, ok
}

func readSevenZipList(in *Lines, l *timestamps.Listing, opt Options) error {
	l.HeaderOrder = true
	var tally totals
	const (
		bare    = iota // no header was seen: 7z l -ba prints rows alone
		outside        // in the preamble, or between two archives
		rows
		footer
	)
	state, header := bare, false
	for in.Next() {
		b := in.Bytes()
		if bytes.HasPrefix(b, sevenZipHeader) {
			header = true
			continue
		}
		if bytes.HasPrefix(b, sevenZipRule) {
			switch {
			case header:
				state, tally = rows, totals{}
			case state == rows:
				state = footer
			default:
				state = outside // the sum over several archives
			}
			header = false
			continue
		}
		if len(bytes.TrimSpace(b)) == 0 || state == outside {
			continue
		}
		if state == footer {
			if printed, ok := sevenZipTotals(b); ok {
				tally.compare(l, in.Number(), printed)
			} else {
				l.Skip(in.Number(), "the totals of 7z l cannot be read")
			}
			state = outside
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		name, ok := sevenZipRow(b, &e, opt)
		switch {
		case ok:
			e.Path = in.Keep(name)
			tally.add(&e)
			l.Entries = append(l.Entries, e)
		case state == bare && len(l.Entries) == 0:
			state = outside
		default:
			l.Skip(in.Number(), "a line of 7z l has no date, attributes, sizes and name in their columns")
		}
	}
	if state == rows || state == footer {
		noTotals(l)
	}
	return nil
}
