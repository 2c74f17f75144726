package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// mdir is the listing of mtools, of one directory or of many.
var mdir = Format{
	Name:       "mdir",
	Title:      "mdir of mtools",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none",
	Match:      matchMdir,
	Read:       readMdir,
}

// mdirFolder returns the directory of a heading, "Directory for ::/apt".
func mdirFolder(line []byte) ([]byte, bool) { return bytes.CutPrefix(line, []byte("Directory for ")) }

// matchMdir asks for a heading and explains the lines behind it.
func matchMdir(head [][]byte) float64 {
	good, bad, heading := 0, 0, false
	for _, line := range head {
		_, folder := mdirFolder(line)
		_, _, total := mdirTotal(line)
		var e timestamps.Entry
		_, row := mdirRow(line, &e)
		switch {
		case folder:
			heading = true
			good++
		case row:
			good++
		case total, mdirPass(line):
		default:
			bad++
		}
	}
	if !heading {
		return 0
	}
	return ratio(good, bad)
}

// mdirPass reports whether a line holds neither an entry nor a total to be compared.
func mdirPass(line []byte) bool {
	text := bytes.TrimSpace(line)
	return len(text) == 0 || bytes.HasPrefix(line, []byte(" Volume ")) || string(text) == "Total files listed:" ||
		string(text) == "No files" || bytes.HasSuffix(text, []byte(" bytes free"))
}

// mdirTotal reads "7 files              33 089 bytes".
func mdirTotal(line []byte) (files, size int64, ok bool) {
	count, rest := cutField(line)
	word, rest := cutField(rest)
	if files, ok = number(count); !ok || string(word) != "files" && string(word) != "file" {
		return 0, 0, false
	}
	digits, ok := bytes.CutSuffix(bytes.TrimSpace(rest), []byte(" bytes"))
	if !ok {
		return 0, 0, false
	}
	size, ok = groupedBy(digits, " ")
	return files, size, ok
}

// readMdir reads the directories of a listing such as
//
//	Directory for ::/apt
//
//	.            <DIR>     2026-11-23   4:59
//	README~1 GZ       4602 2026-11-23   4:59  README.md.gz
//	        7 files              33 089 bytes
//
// The short name stands in eight and three columns; the long one follows where there is one.
func readMdir(in *Lines, l *timestamps.Listing, _ Options) error {
	var folder, path []byte
	var read, whole totals
	for in.Next() {
		line := in.Bytes()
		if name, ok := mdirFolder(line); ok {
			if folder = append(folder[:0], name...); len(folder) > 0 && folder[len(folder)-1] != '/' {
				folder = append(folder, '/')
			}
			read = totals{}
			continue
		}
		if files, size, ok := mdirTotal(line); ok {
			all := totals{files: read.files + read.dirs, bytes: read.bytes}
			if len(folder) == 0 { // those of all directories
				all, whole = whole, totals{}
			}
			all.compare(l, in.Number(), totals{files: files, bytes: size})
			whole.files, whole.bytes = whole.files+all.files, unzipSum(whole.bytes, all.bytes)
			folder = folder[:0]
			continue
		}
		if mdirPass(line) {
			continue
		}
		e := timestamps.Entry{Size: timestamps.NoSize, Line: in.Number()}
		name, ok := mdirRow(line, &e)
		if !ok {
			l.Skip(in.Number(), "a line has not the columns of mdir")
			continue
		}
		path = append(append(path[:0], folder...), name...)
		e.Path = in.Keep(path)
		e.Flags |= dotFlag(name)
		read.add(&e)
		l.Entries = append(l.Entries, e)
	}
	return nil
}

// mdirRow reads a line that holds an entry.
func mdirRow(line []byte, e *timestamps.Entry) (name []byte, ok bool) {
	if len(line) < 34 || line[0] == ' ' {
		return nil, false
	}
	after := cutColumns(line, 8)
	short := line[:len(line)-len(after)]
	if len(after) < 26 || after[0] != ' ' {
		return nil, false
	}
	rest := cutColumns(after, 4)
	extension := bytes.TrimSpace(after[:len(after)-len(rest)])
	size, rest := cutField(rest)
	if string(size) == "<DIR>" {
		e.Kind = timestamps.Directory
	} else if e.Size, ok = number(size); ok {
		e.Kind = timestamps.File
	} else {
		return nil, false
	}
	date, rest := cutField(rest)
	time, rest := cutField(rest)
	var d timestamps.Date
	if !isoDate(date, '-', &d) || !mdirClock(time, &d) {
		return nil, false
	}
	e.Times.Modified = timestamps.Wall(d)
	if long := bytes.TrimPrefix(rest, []byte("  ")); len(bytes.TrimSpace(long)) > 0 {
		return long, true
	}
	name = bytes.TrimRight(short, " ")
	if len(extension) > 0 {
		name = append(append(append(make([]byte, 0, len(short)+4), name...), '.'), extension...)
	}
	return name, true
}

// mdirClock reads "4:59", "14:59" or "4:59p".
func mdirClock(b []byte, d *timestamps.Date) bool {
	half := byte(0)
	if n := len(b); n > 0 && (b[n-1] == 'a' || b[n-1] == 'p') {
		half, b = b[n-1], b[:n-1]
	}
	hour, minute, ok := bytes.Cut(b, []byte{':'})
	if !ok || len(minute) != 2 {
		return false
	}
	if d.Hour, ok = smallNumber(hour); !ok {
		return false
	}
	if half != 0 {
		if d.Hour < 1 || d.Hour > 12 {
			return false
		}
		if d.Hour %= 12; half == 'p' {
			d.Hour += 12
		}
	}
	d.Minute, ok = smallNumber(minute)
	return ok
}
