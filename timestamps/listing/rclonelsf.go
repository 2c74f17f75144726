package listing

import (
	"bytes"
	"errors"

	"copyclock/timestamps"
)

var rcloneLsf = Format{
	Name:       "rclone-lsf",
	Title:      "rclone lsf --format with t and p, in any order, with or without s and --csv",
	Stamps:     "modified",
	Resolution: "1 s, or 1 ns in newer versions",
	Zone:       "none printed: local time of the machine that listed",
	Open:       openRcloneLsf,
}

// The columns of rclone lsf that are read. Others, such as hashes, are passed over.
const (
	lsfOther = iota
	lsfPath
	lsfSize
	lsfTime
)

// lsfReader reads lines whose columns the first of them have shown.
type lsfReader struct {
	separator byte
	columns   []int // what each column holds
}

var errNoLsf = errors.New("the first lines have no column of times as rclone lsf prints them")

// openRcloneLsf finds the separator, ; or that of --csv, and the columns.
func openRcloneLsf(head [][]byte, _ *timestamps.Listing, _ Options) (LineFunc, error) {
	for _, b := range head {
		if len(b) == 0 {
			continue
		}
		for _, separator := range []byte{';', ','} {
			if r, ok := lsfColumns(b, separator); ok {
				return r.line, nil
			}
		}
		break
	}
	return nil, errNoLsf
}

// lsfColumns understands the first line: one cell is a time, one that ends the line or follows
// it the path, and a whole number the size.
func lsfColumns(b []byte, separator byte) (r lsfReader, ok bool) {
	r.separator = separator
	var buffer []byte
	times, paths := 0, 0
	for rest := b; ; {
		var cell []byte
		var more bool
		if cell, rest, more, ok = cutLsfCell(rest, separator, &buffer); !ok || len(r.columns) > 8 {
			return r, false
		}
		_, isTime := lsfTimeOf(cell)
		_, isNumber := number(cell)
		kind := lsfOther
		switch {
		case isTime && times == 0:
			kind, times = lsfTime, 1
		case isNumber || string(cell) == "-1":
			kind = lsfSize
		case paths == 0 && !lsfHash(cell):
			kind, paths = lsfPath, 1
		}
		r.columns = append(r.columns, kind)
		if !more {
			return r, times == 1 && paths == 1
		}
	}
}

// lsfHash reports whether a cell is a check sum in hexadecimal.
func lsfHash(b []byte) bool {
	if len(b) != 8 && len(b) != 32 && len(b) != 40 && len(b) != 64 {
		return false
	}
	for _, c := range b {
		if hexDigit(c) < 0 {
			return false
		}
	}
	return true
}

// cutLsfCell cuts a cell off, which quotes may enclose in the form of --csv.
func cutLsfCell(b []byte, separator byte, buffer *[]byte) (cell, rest []byte, more, ok bool) {
	if separator == ',' && len(b) > 0 && b[0] == '"' {
		text := (*buffer)[:0]
		for i := 1; i < len(b); i++ {
			if b[i] != '"' {
				text = append(text, b[i])
				continue
			}
			if i+1 < len(b) && b[i+1] == '"' {
				text = append(text, '"')
				i++
				continue
			}
			if rest = b[i+1:]; len(rest) > 0 && rest[0] != separator {
				return nil, nil, false, false
			}
			*buffer = text
			return text, bytes.TrimPrefix(rest, []byte{separator}), len(rest) > 0, true
		}
		return nil, nil, false, false
	}
	if i := bytes.IndexByte(b, separator); i >= 0 {
		return b[:i], b[i+1:], true, true
	}
	return b, nil, false, true
}

// lsfTimeOf reads "2016-07-05 22:39:18" with or without nine decimals.
func lsfTimeOf(b []byte) (timestamps.Stamp, bool) {
	d, rest, ok := cutDateTime(b)
	if !ok || len(rest) > 0 || len(b) < 19 || b[10] != ' ' {
		return timestamps.Stamp{}, false
	}
	return timestamps.Wall(d), true
}

// line reads a line such as one of
//
//	2016-07-05 22:39:18,17," leading-space.txt"
//	docs/a b.txt;17;2016-07-05 22:39:18
//
// Directories end in a slash and have the size -1.
func (f lsfReader) line(line []byte, r *Row) Verdict {
	buffer := r.Buffer(len(line))
	rest, more := line, true
	for i, column := range f.columns {
		if !more {
			return Bad
		}
		var cell []byte
		var ok bool
		if column == lsfPath && f.separator == ';' {
			// A path may hold the separator; the columns behind it do not.
			end := len(rest)
			for range len(f.columns) - 1 - i {
				if end = bytes.LastIndexByte(rest[:end], ';'); end < 0 {
					return Bad
				}
			}
			cell, rest, more = rest[:end], rest[min(end+1, len(rest)):], end < len(rest)
		} else if cell, rest, more, ok = cutLsfCell(rest, f.separator, &buffer); !ok {
			return Bad
		}
		switch column {
		case lsfPath:
			r.Name = cell
		case lsfTime:
			if r.Times.Modified, ok = lsfTimeOf(cell); !ok {
				return Bad
			}
		case lsfSize:
			if r.Size, ok = number(cell); !ok {
				if r.Size = timestamps.NoSize; string(cell) != "-1" {
					return Bad
				}
			}
		}
	}
	if more || len(r.Name) == 0 {
		return Bad
	}
	r.Name = rcloneName(r.Name, r)
	r.Kind = timestamps.File
	if r.Name[len(r.Name)-1] == '/' {
		r.Kind, r.Size = timestamps.Directory, timestamps.NoSize
	}
	return Good
}
