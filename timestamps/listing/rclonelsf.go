package listing

import (
	"bytes"
	"errors"

	"copyclock/timestamps"
)

var rcloneLsf = Format{
	Name:       "rclone-lsf",
	Title:      "rclone lsf --format with p and t or s, in any order, with or without --csv, --separator | or tab",
	Stamps:     "modified, with t",
	Resolution: "1 s, or 1 ns in newer versions",
	Zone:       "none printed: local time of the machine that listed",
	Match: func(head [][]byte) float64 {
		r, ok := lsfLayout(head)
		if !ok || r.has(lsfTime) == 0 && !r.directories(head) {
			return 0 // names and numbers may be those of any table
		}
		if r.separator == '\t' && Share(head, duLine) >= matchShare {
			return 0
		}
		return Share(head, r.line)
	},
	Open: openRcloneLsf,
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

var errNoLsf = errors.New("the first lines have no columns of names beside times or sizes as rclone lsf prints them")

// openRcloneLsf finds the separator, ; or that of --csv or --separator, and the columns.
func openRcloneLsf(head [][]byte, l *timestamps.Listing, _ Options) (LineFunc, error) {
	r, ok := lsfLayout(head)
	if !ok {
		return nil, errNoLsf
	}
	if r.has(lsfTime) == 0 {
		l.Warn("no-times", 0, "the listing shows no times; rclone lsf --format pst prints them")
	}
	return r.line, nil
}

// lsfLayout finds the layout that the first lines have.
func lsfLayout(head [][]byte) (r lsfReader, ok bool) {
	for _, separator := range []byte{';', ',', '|', '\t'} {
		if r, ok = lsfColumns(head, separator); ok {
			return r, true
		}
	}
	return r, false
}

// has counts the columns of one kind.
func (f *lsfReader) has(kind int) int {
	n := 0
	for _, c := range f.columns {
		if c == kind {
			n++
		}
	}
	return n
}

// directories reports whether a line shows a directory as only rclone does: with a slash
// behind its name and the size -1.
func (f *lsfReader) directories(head [][]byte) bool {
	var r Row
	for _, b := range head {
		r.reset()
		if f.line(b, &r) == Good && r.Kind == timestamps.Directory && f.has(lsfSize) == 1 {
			return true
		}
	}
	return false
}

// maxLsf is how many columns rclone lsf can print.
const maxLsf = 10

// lsfColumns understands the lines with the usual number of cells, in whose names no separator
// stands: a column of times, one of whole numbers or -1, which are sizes, and the first of the
// others that is no check sum, type or table of facts, which holds the names.
func lsfColumns(head [][]byte, separator byte) (r lsfReader, ok bool) {
	r.separator = separator
	var rows [maxLsf + 1][][][]byte // by their number of cells
	usual := 0
	for _, b := range head {
		var row [][]byte
		buffer := make([]byte, 0, len(b))
		for rest, more := b, true; more && len(row) < maxLsf; {
			var cell []byte
			if cell, rest, more, ok = cutLsfCell(rest, separator, &buffer); !ok {
				break
			}
			row = append(row, cell)
		}
		n := len(row)
		if rows[n] = append(rows[n], row); len(rows[n]) > len(rows[usual]) {
			usual = n
		}
	}
	if usual < 2 {
		return r, false
	}
	cells := rows[usual]
	for i := range usual {
		r.columns = append(r.columns, lsfKind(cells, i))
	}
	paths := 0
	for i, c := range r.columns {
		if c == lsfPath {
			if paths++; paths > 1 {
				r.columns[i] = lsfOther
			}
		}
	}
	times, sizes := r.has(lsfTime), r.has(lsfSize)
	return r, paths > 0 && times <= 1 && sizes <= 1 && times+sizes > 0
}

// lsfKind says what a column holds.
func lsfKind(cells [][][]byte, column int) int {
	times, sizes, others := 0, 0, 0
	for _, row := range cells {
		cell := row[column]
		_, isTime := lsfTimeOf(cell)
		_, isNumber := number(cell)
		switch {
		case isTime:
			times++
		case isNumber || string(cell) == "-1":
			sizes++
		case len(cell) == 0 || lsfHash(cell) || cell[0] == '{' || lsfType(cell):
			others++
		}
	}
	switch need := len(cells) - len(cells)/10; {
	case times >= need:
		return lsfTime
	case sizes >= need:
		return lsfSize
	case others >= need:
		return lsfOther
	}
	return lsfPath
}

// lsfType reports whether a cell is a type such as "text/plain; charset=utf-8".
func lsfType(b []byte) bool {
	for _, begin := range []string{"application/", "audio/", "image/", "text/", "video/", "inode/", "font/", "chemical/", "model/", "message/"} {
		if bytes.HasPrefix(b, []byte(begin)) && b[len(b)-1] != '/' {
			return true
		}
	}
	return false
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

// cutLsfCell cuts a cell off, which quotes may enclose in the form of --csv. What it takes
// out of quotes is appended to the buffer.
func cutLsfCell(b []byte, separator byte, buffer *[]byte) (cell, rest []byte, more, ok bool) {
	if separator == ',' && len(b) > 0 && b[0] == '"' {
		begin := len(*buffer)
		text := *buffer
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
			return text[begin:], bytes.TrimPrefix(rest, []byte{separator}), len(rest) > 0, true
		}
		return nil, nil, false, false
	}
	i := bytes.IndexByte(b, separator)
	if i >= 0 && separator == ';' && bytes.HasPrefix(b[i+1:], lsfCharset) {
		next := bytes.IndexByte(b[i+1:], separator) // of a type: text/plain; charset=utf-8
		if next < 0 {
			return b, nil, false, true
		}
		i += 1 + next
	}
	if i >= 0 {
		return b[:i], b[i+1:], true, true
	}
	return b, nil, false, true
}

var lsfCharset = []byte(" charset=")

// lsfTimeOf reads "2016-07-05 22:39:18" with nine decimals or none: find prints ten.
func lsfTimeOf(b []byte) (timestamps.Stamp, bool) {
	d, rest, ok := cutDateTime(b)
	if !ok || len(rest) > 0 || len(b) != 19 && len(b) != 29 || b[10] != ' ' {
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
		if column == lsfPath && f.separator != ',' {
			// A path may hold the separator; the columns behind it do not.
			end := len(rest)
			for range len(f.columns) - 1 - i {
				if end = bytes.LastIndexByte(rest[:end], f.separator); end >= 0 && bytes.HasPrefix(rest[end+1:], lsfCharset) {
					end = bytes.LastIndexByte(rest[:end], f.separator)
				}
				if end < 0 {
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
