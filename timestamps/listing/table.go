package listing

import (
	"bytes"
	"fmt"

	"copyclock/timestamps"
)

// How the splitting of a line ended.
const (
	wholeRecord = iota
	openQuote   // a quote is not closed: the record may go on in the next line
	brokenQuote // text follows a closing quote
)

// splitter splits records and keeps its memory.
type splitter struct {
	cells [][]byte
	text  []byte // cells that held doubled quotes
}

// split splits a record as RFC 4180 has it. A quote inside a cell that does not begin with
// one stands for itself. The cells are valid until the next call.
func (s *splitter) split(b []byte, delim byte) (cells [][]byte, end int) {
	s.cells, s.text = s.cells[:0], s.text[:0]
	for {
		if len(b) == 0 || b[0] != '"' {
			var more bool
			if b, more = s.plain(b, delim); !more {
				return s.cells, wholeRecord
			}
			continue
		}
		cell, rest, closed := s.quoted(b[1:])
		s.cells = append(s.cells, cell)
		switch {
		case !closed:
			return s.cells, openQuote
		case len(rest) == 0:
			return s.cells, wholeRecord
		case rest[0] != delim:
			return s.cells, brokenQuote
		}
		b = rest[1:]
	}
}

// plain splits cells without quotes, of which there is at least one, and returns what follows
// their last delimiter: a cell in quotes, if more cells follow at all.
func (s *splitter) plain(b []byte, delim byte) (rest []byte, more bool) {
	at := 0 // where the cell begins
	for i := 0; i < len(b); i += 8 {
		for marks := zeros(head(b[i:]) ^ ones*uint64(delim)); marks != 0; marks &= marks - 1 {
			end := i + firstMark(marks)
			s.cells = append(s.cells, b[at:end])
			if at = end + 1; at < len(b) && b[at] == '"' {
				return b[at:], true
			}
		}
	}
	s.cells = append(s.cells, b[at:])
	return nil, false
}

func (s *splitter) quoted(b []byte) (cell, rest []byte, closed bool) {
	begin, copied := len(s.text), false
	for {
		i := bytes.IndexByte(b, '"')
		switch {
		case i < 0:
			return b, nil, false
		case i+1 < len(b) && b[i+1] == '"':
			s.text = append(s.text, b[:i+1]...)
			b, copied = b[i+2:], true
			continue
		case !copied:
			return b[:i], b[i+1:], true
		}
		s.text = append(s.text, b[:i]...)
		return s.text[begin:len(s.text):len(s.text)], b[i+1:], true
	}
}

// tableLine is a line of a table.
type tableLine struct {
	text []byte
	at   int64 // its number
}

// records reads the records of a table with quotes, of which one may take several lines. It
// counts the lines that cannot be read in l.
type records struct {
	in    *Lines
	l     *timestamps.Listing
	delim byte
	cells int // that a record must have to go on over the end of a line; 0 if any

	ahead []tableLine
	split splitter
	joint []byte
}

// line returns the next line that is not blank; it is valid until the next call.
func (r *records) line() (tableLine, bool) {
	for {
		line, ok := r.next()
		if !ok || len(line.text) > 0 && (line.text[0] > ' ' || len(bytes.TrimSpace(line.text)) > 0) {
			return line, ok
		}
	}
}

func (r *records) next() (tableLine, bool) {
	if len(r.ahead) > 0 {
		line := r.ahead[0]
		r.ahead = r.ahead[1:]
		return line, true
	}
	if !r.in.Next() {
		return tableLine{}, false
	}
	return tableLine{r.in.Bytes(), r.in.Number()}, true
}

// recordLines is how many lines one record may take.
const recordLines = 16

// record splits the record that begins with line into cells, valid until the next call. A
// quote that is not closed within [recordLines] lines, or whose record does not have the
// cells it must have, is a defect of its own line, and the lines after it are read for
// themselves.
func (r *records) record(line tableLine) ([][]byte, bool) {
	cells, end := r.split.split(line.text, r.delim)
	if end == brokenQuote {
		r.l.Skip(line.at, fmt.Sprintf("line %d: text follows a closing quote", line.at))
		return nil, false
	}
	if end == wholeRecord {
		return cells, true
	}
	r.joint = append(r.joint[:0], line.text...)
	var taken []tableLine
	for len(taken) < recordLines && len(r.joint) < MaxLine {
		more, ok := r.next()
		if !ok {
			break
		}
		more.text = bytes.Clone(more.text)
		taken = append(taken, more)
		r.joint = append(append(r.joint, '\n'), more.text...)
		cells, end = r.split.split(r.joint, r.delim)
		if end == wholeRecord && (r.cells == 0 || len(cells) == r.cells) {
			return cells, true
		}
		if end != openQuote {
			break
		}
	}
	r.ahead = append(taken, r.ahead...)
	r.l.Skip(line.at, fmt.Sprintf("line %d: a quote is not closed", line.at))
	return nil, false
}
