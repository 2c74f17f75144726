package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var powerShell = Format{
	Name:       "powershell",
	Title:      "Get-ChildItem, gci, ls and dir of PowerShell (any region and language)",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchPowerShell,
	Read:       readPowerShell,
}

// powerShellLine reads a line such as
//
//	-a----         4/30/2023   1:55 PM             41 init.sls
//	d----       30/11/2024 11:21 a. m.                app
//
// A directory has no length.
func powerShellLine(b []byte, e *timestamps.Entry) (d localDate, name []byte, ok bool) {
	mode, rest := cutField(b)
	if len(mode) != 5 && len(mode) != 6 || len(bytes.Trim(mode, "darhsl-")) > 0 {
		return d, nil, false
	}
	d, rest, ok = cutLocalDate(bytes.TrimLeft(rest, " "))
	if !ok {
		return d, nil, false
	}
	e.Kind, e.Size = timestamps.File, timestamps.NoSize
	switch mode[0] {
	case 'd':
		e.Kind = timestamps.Directory
		const length = 16 // blank, where a file has its length, and the blanks around it
		if name = bytes.TrimLeft(rest, " "); len(rest)-len(name) > length {
			name = rest[length:]
		}
		return d, cutTarget(name, timestamps.Link), len(name) > 0
	case 'l':
		e.Kind = timestamps.Link
	}
	length, after := cutField(rest)
	if n, isNumber := number(length); isNumber && len(after) > 1 {
		e.Size = n
		return d, cutTarget(after[1:], e.Kind), true
	}
	name = bytes.TrimLeft(rest, " ")
	return d, cutTarget(name, e.Kind), e.Kind == timestamps.Link && len(name) > 0
}

// powerShellFrame reports whether a line is the header of the table or the rule below it.
func powerShellFrame(b []byte) bool {
	first, rest := cutField(b)
	switch string(first) {
	case "Mode":
		return bytes.Contains(rest, []byte("LastWriteTime")) || bytes.Contains(rest, []byte("Name"))
	case "----":
		return len(bytes.Trim(rest, " -")) == 0
	}
	return false
}

func matchPowerShell(head [][]byte) float64 {
	good, bad := 0, 0
	for _, b := range head {
		var e timestamps.Entry
		_, _, ok := powerShellLine(b, &e)
		switch _, heading := dirHeading(b); {
		case ok:
			good++
		case len(bytes.TrimSpace(b)) == 0, heading, powerShellFrame(b), bytes.HasPrefix(b, []byte("PS ")), b[0] == ' ':
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

func readPowerShell(in *Lines, l *timestamps.Listing, opt Options) error {
	r := tableReader{in: in, l: l}
	for in.Next() {
		r.line(in.Bytes())
	}
	r.entry()
	if !r.order.finish(l, opt) {
		l.Entries = l.Entries[:0]
		return errOrder
	}
	return nil
}

// tableReader puts together what PowerShell has wrapped to the width of its window: the
// directory, which goes on behind four blanks, and the names of Format-Table -Wrap, which go on in
// their column.
type tableReader struct {
	in      *Lines
	l       *timestamps.Listing
	dir     []byte
	heading bool // the line before belongs to a heading
	name    []byte
	e       timestamps.Entry
	date    localDate
	column  int // of the name, from 0; 0 where no entry is open
	order   dateOrder
}

func (r *tableReader) line(b []byte) {
	text := bytes.TrimLeft(b, " ")
	if len(text) == 0 {
		r.entry()
		r.heading = false
		return
	}
	e := timestamps.Entry{Line: r.in.Number()}
	d, name, ok := powerShellLine(b, &e)
	if !ok {
		r.other(b, len(b)-len(text))
		return
	}
	r.entry()
	r.name, r.e, r.date, r.column = append(r.name[:0], name...), e, d, len(b)-len(name)
}

// other reads a line without the columns of an entry.
func (r *tableReader) other(b []byte, indent int) {
	path, heading := dirHeading(b)
	switch {
	case r.column > 0 && indent >= r.column-10 && indent > 30:
		r.name = append(r.name, b[indent:]...)
		r.l.Warn("wrapped-name", r.in.Number(), "names go on in the next line; a blank at which PowerShell wrapped one is lost")
	case heading && b[0] == ' ':
		r.entry()
		r.dir, r.heading = append(append(r.dir[:0], path...), '\\'), true
	case r.heading && indent == 4:
		r.dir = append(append(bytes.TrimSuffix(r.dir, []byte{'\\'}), b[indent:]...), '\\')
		r.l.Warn("wrapped-name", r.in.Number(), "names go on in the next line; a blank at which PowerShell wrapped one is lost")
	case !powerShellFrame(b) && !bytes.HasPrefix(b, []byte("PS ")):
		r.l.Skip(r.in.Number(), "the line has not the columns Mode, LastWriteTime, Length and Name")
	}
}

// entry appends the entry that is open.
func (r *tableReader) entry() {
	if r.column == 0 {
		return
	}
	warnCut(r.l, r.name, r.e.Line)
	r.e.Path = r.in.Keep(append(r.dir[:len(r.dir):len(r.dir)], r.name...))
	r.l.Entries = append(r.l.Entries, r.e)
	r.order.set(r.l, r.date)
	r.column = 0
}
