package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var robocopyLog = Format{
	Name:       "robocopy",
	Title:      "robocopy log, with times by /TS",
	Stamps:     "modified, with /TS: that of the source",
	Resolution: "1 s",
	Zone:       "not stated",
	Match:      matchRobocopy,
	Read:       readRobocopy,
}

func matchRobocopy(head [][]byte) float64 {
	rows := 0
	for _, b := range head {
		if bytes.Contains(b, []byte("   ROBOCOPY     ::")) {
			return 1
		}
		var e timestamps.Entry
		if _, ok := robocopyRow(b, &e); ok && len(b) > 0 && b[0] == '\t' {
			rows++
		}
	}
	if 2*rows > len(head) {
		return 1
	}
	return 0
}

// robocopyRow reads a line such as one of
//
//	<tab>    New File  <tab><tab>    8903<tab>APPLICATION_DOCUMENTATION.md
//	<tab>                   9<tab>C:\Users\User\Desktop\money way\
//
// class, size or number of files, and name; the second names the directory of the next ones.
func robocopyRow(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	tab := bytes.LastIndexByte(b, '\t')
	if tab < 1 || tab == len(b)-1 {
		return nil, false
	}
	name, rest := b[tab+1:], bytes.TrimRight(b[:tab], "\t")
	cell := rest[bytes.LastIndexByte(rest, '\t')+1:]
	size, after := cutField(cell)
	if unit, more := cutField(after); len(unit) == 1 && bytes.IndexByte([]byte("kmgt"), unit[0]) >= 0 {
		if e.Size, e.Slack, ok = suffixedSize(append(bytes.Clone(size), unit[0]&^0x20)); !ok {
			return nil, false
		}
		e.Flags, after = timestamps.Rounded, more
	} else if e.Size, ok = number(size); !ok {
		// A directory: "New Dir          3" in one cell.
		last, _ := cutField(cell[bytes.LastIndexByte(cell, ' ')+1:])
		if _, ok := number(last); !ok || name[len(name)-1] != '\\' {
			return nil, false
		}
		return name, true
	}
	if len(bytes.TrimSpace(after)) > 0 {
		d, _, ok := cutLocalDate(append(bytes.TrimLeft(after, " "), ' '))
		if !ok || d.order != YearFirst {
			return nil, false
		}
		e.Times.Modified = d.stamp(YearFirst)
	}
	return name, true
}

// cutProgress takes the percentages off the end of a name, each of four characters.
func cutProgress(b []byte) []byte {
	for {
		if c := lastByte(b); c != '%' && c != ' ' && c != '\r' {
			return b
		}
		cut := bytes.TrimRight(b, " \r")
		n := len(cut)
		if n < 5 || cut[n-1] != '%' || !isDigit(cut[n-2]) || cut[n-3] != ' ' && !isDigit(cut[n-3]) || cut[n-4] != ' ' && cut[n-4] != '1' {
			return b
		}
		b = bytes.TrimRight(cut[:n-4], " ")
	}
}

// readRobocopy reads the files of a log. Lines of classes with a star, which were not copied,
// and all text around the rows hold no entry.
func readRobocopy(in *Lines, l *timestamps.Listing, _ Options) error {
	var dir, joint []byte
	var listed, rows int64 // files and rows of counts of this log
	for in.Next() {
		b := in.Bytes()
		if copied, ok := robocopyCounts(b); ok {
			// Files that are listed again when they are tried again are no fault.
			if rows++; rows == 2 && listed < copied {
				differs(&l.Head, in.Number(), "copied files", copied, listed)
			}
			continue
		}
		if bytes.Contains(b, []byte("   ROBOCOPY     ::")) {
			listed, rows = 0, 0
		}
		if len(b) == 0 || b[0] != '\t' {
			continue
		}
		e := timestamps.Entry{Line: in.Number(), Kind: timestamps.File}
		name, ok := robocopyRow(b, &e)
		switch {
		case !ok:
			if bytes.Count(b, []byte{'\t'}) >= 4 {
				l.Skip(in.Number(), "the line has not the class, size and name of robocopy")
			}
			continue
		case bytes.IndexByte(b, '*') >= 0 && bytes.HasPrefix(bytes.TrimLeft(b, "\t "), []byte{'*'}):
			continue
		}
		if name = cutProgress(name); len(name) == 0 {
			continue
		}
		if name[len(name)-1] == '\\' {
			dir = append(dir[:0], name...)
			continue
		}
		joint = append(append(joint[:0], dir...), name...)
		e.Path = in.Keep(joint)
		l.Entries = append(l.Entries, e)
		listed++
	}
	return nil
}

// robocopyCounts reads what was copied from a row of the summary, that of directories, then that
// of files:
//
//	Files :      3656      3655         1         0         0         2
//
// whose label is in the language of the machine.
func robocopyCounts(b []byte) (copied int64, ok bool) {
	if len(b) == 0 || b[0] != ' ' {
		return 0, false
	}
	_, cells, ok := bytes.Cut(b, []byte(" : "))
	for i := range 6 {
		var cell []byte
		cell, cells = cutField(cells)
		n, isNumber := number(cell)
		if ok = ok && isNumber; i == 1 {
			copied = n
		}
	}
	return copied, ok && len(bytes.TrimSpace(cells)) == 0
}
