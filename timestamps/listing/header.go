package listing

import (
	"bytes"
	"errors"
	"fmt"

	"copyclock/timestamps"
)

// byteOrderMark is that of UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

// firstCells splits the first of the lines that is not blank, which may be a header.
func firstCells(head [][]byte, delim byte) [][]byte {
	for _, b := range head {
		if b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte(byteOrderMark))); len(b) > 0 {
			var s splitter
			if cells, end := s.split(b, delim); end == wholeRecord {
				return cells
			}
			return nil
		}
	}
	return nil
}

// columnsOf returns where the header has each of the names, or -1. Of names parted by a bar
// the first that is there counts. Case does not matter, and neither do blanks around a name.
func columnsOf(header [][]byte, names ...string) []int {
	at := make([]int, len(names))
	for i, name := range names {
		at[i] = -1
		for _, one := range bytes.Split([]byte(name), []byte{'|'}) {
			if at[i] < 0 {
				at[i] = columnOf(header, one)
			}
		}
	}
	return at
}

func columnOf(header [][]byte, name []byte) int {
	for i, cell := range header {
		if bytes.EqualFold(bytes.TrimSpace(cell), name) {
			return i
		}
	}
	return -1
}

// hasColumns reports whether the header has all of the names.
func hasColumns(header [][]byte, names ...string) bool {
	for _, i := range columnsOf(header, names...) {
		if i < 0 {
			return false
		}
	}
	return true
}

// cellAt returns cell i without blanks around it, or nothing where the record has none.
func cellAt(cells [][]byte, i int) []byte {
	if i < 0 || i >= len(cells) {
		return nil
	}
	return trim(cells[i])
}

// readTable reads a table with quotes: the header first, which says whether it has the
// columns, then each record.
func readTable(in *Lines, l *timestamps.Listing, delim byte, header func(cells [][]byte) bool, row func(cells [][]byte, at int64)) error {
	r := records{in: in, l: l, delim: delim}
	line, ok := r.line()
	if !ok {
		return errors.New("reading a table: the input has no header line")
	}
	line.text = bytes.TrimPrefix(line.text, []byte(byteOrderMark))
	cells, end := r.split.split(line.text, delim)
	if end != wholeRecord || !header(cells) {
		return fmt.Errorf("line %d: the header of the table lacks columns of this format", line.at)
	}
	r.cells = len(cells)
	for {
		line, ok := r.line()
		if !ok {
			return nil
		}
		if cells, ok := r.record(line); ok {
			row(cells, line.at)
		}
	}
}

// utcStamp reads an ISO date and time that is known to be in UTC. Nothing is an absent
// stamp.
func utcStamp(b []byte) (timestamps.Stamp, bool) {
	if len(b) == 0 {
		return timestamps.Stamp{}, true
	}
	s, ok := isoStamp(b)
	if s.State == timestamps.Floating {
		s.State = timestamps.Instant
	}
	return s, ok
}

// unreadStamp counts a stamp that cannot be read, and returns an invalid one.
func unreadStamp(l *timestamps.Listing, at int64, cell []byte) timestamps.Stamp {
	l.Warn("unread-stamp", at, "the time "+timestamps.Escape(string(cell[:min(len(cell), 40)]))+" cannot be read")
	return timestamps.Stamp{State: timestamps.Invalid}
}
