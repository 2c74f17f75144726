package listing

import (
	"bytes"
	"math"

	"copyclock/timestamps"
)

// treeRow is a line such as one of
//
//	├── [         24 Dec 31  2022]  -dash-first
//	│   ├── [-rw-r--r--        1960 Jan 27  2026]  certificates.txt.gz
//	[10274964 drwxr-xr-x root     root            4096 Jan  2  2018]  .
//	└── certificates.txt.gz
type treeRow struct {
	timestamps.Entry
	depth int    // how deep the name lies
	facts []byte // what stands in brackets, or nil
	name  []byte
	local *localDate // a date whose day and month --timefmt has put in an order of its own
	mode  bool       // the facts hold a mode
}

// parse parts the drawing, the facts and the name.
func (r *treeRow) parse(b []byte) bool {
	for len(b) > 0 && b[0] != '[' {
		indent := ""
		for _, s := range treeIndents {
			if bytes.HasPrefix(b, []byte(s)) {
				indent = s
				break
			}
		}
		if indent == "" {
			break
		}
		b, r.depth = b[len(indent):], r.depth+1
	}
	r.name = b
	if len(b) > 0 && b[0] == '[' {
		if facts, name, ok := bytes.Cut(b[1:], []byte("]  ")); ok && len(name) > 0 {
			r.facts, r.name = facts, name
		}
	}
	return len(r.name) > 0
}

// read reads the facts of the row. The date is the last of them and begins with the field of
// that number, from 0; where that is none, with the first field from which on all is a date.
// It returns the number.
func (r *treeRow) read(field int) (int, bool) {
	if r.dated(field) {
		return field, true
	}
	for i := 0; ; i++ {
		if rest := fieldsFrom(r.facts, i); len(rest) == 0 {
			break
		}
		if i != field && r.dated(i) {
			return i, true
		}
	}
	return field, r.columns(r.facts) && (r.mode || r.Size != timestamps.NoSize)
}

// dated reads the facts where the date begins with the field of that number.
func (r *treeRow) dated(field int) bool {
	date := fieldsFrom(r.facts, field)
	if len(date) == 0 {
		return false
	}
	front := bytes.TrimSuffix(r.facts[:len(r.facts)-len(date)], []byte{' '})
	_, digits := number(date) // of --timefmt=%s, or an inode
	if r.date(date) && r.columns(front) && (!digits || r.mode || r.Size != timestamps.NoSize) {
		return true
	}
	r.local, r.Times.Modified = nil, timestamps.Stamp{}
	return false
}

// fieldsFrom returns b from the beginning of the field of that number on, which may be none.
func fieldsFrom(b []byte, field int) []byte {
	for range field {
		_, b = cutField(b)
	}
	return bytes.TrimLeft(b, " ")
}

// known reports whether the facts can be read.
func (r *treeRow) known() bool {
	_, ok := r.read(1)
	return ok
}

// columns reads what stands before the date: inode, device, mode, user, group and size, each
// where it was asked for. The size is set to the right in 11 columns, or in 4 by -h, and so
// differs from an inode. The name or number of a user before it is set to the left.
func (r *treeRow) columns(b []byte) bool {
	r.Kind, r.Size, r.Slack, r.Flags, r.mode = timestamps.Unknown, timestamps.NoSize, 0, 0, false
	begin := bytes.LastIndexByte(b, ' ') + 1
	field := b[begin:]
	wide := len(b) - len(bytes.TrimRight(b[:begin], " "))
	first := wide == len(b)
	if !first {
		wide-- // the blank between two columns
	}
	n, whole := number(field)
	if len(field) > 0 && (!whole || wide >= 11 || wide == 4 || wide > 4 && !first && n < 1024) {
		if treeSize(field, &r.Entry) {
			b = bytes.TrimRight(b[:begin], " ")
		}
	}
	words := 0
	for {
		if field, b = cutField(b); len(field) == 0 {
			return true
		}
		if kind, ok := unixMode(field); ok && words <= 2 && !r.mode {
			r.Kind, r.mode, words = kind, true, 0
		} else if words++; words > 4 || r.mode && words > 2 || !printableField(field) {
			return false
		}
	}
}

// treeSize reads a size into e: bytes, or those of -h and --si, which are rounded to the
// nearest, while ls rounds up.
func treeSize(field []byte, e *timestamps.Entry) bool {
	n, ok := number(field)
	if e.Slack, e.Flags = 0, 0; ok {
		e.Size = n
		return true
	}
	size, step, ok := humanSize(field, 1024)
	if !ok {
		e.Size = timestamps.NoSize
		return false
	}
	e.Size, e.Slack, e.Flags = int64(math.Round(size)), int64(math.Ceil(step/2))+1, timestamps.Rounded
	return true
}

// printableField reports whether b may be a number, or the name of a user or of a group.
func printableField(b []byte) bool {
	for _, c := range b {
		if c < '!' || c == '[' || c == ']' || c == ':' || c == '/' {
			return false
		}
	}
	return len(b) <= 32
}

// date reads a date that fills b, in the layout of tree, of ls or of a common --timefmt.
func (r *treeRow) date(b []byte) bool {
	if len(b) < len("Jul  5 18:39") && len(b) != 10 && len(b) != 9 {
		return false
	}
	if rest, ok := lsDate(b, &r.Entry, nil); ok && len(rest) == 0 {
		return true
	}
	var ok bool
	if r.Times.Modified, ok = writtenStamp(b); ok {
		return true
	}
	d, rest, ok := cutLocalDate(append(bytes.Clone(b), ' '))
	if ok && len(rest) == 1 {
		r.local = &d
		return true
	}
	return false
}
