package listing

import (
	"bytes"
	"slices"
	"strings"

	"copyclock/timestamps"
)

// tarTv is the output of tar -tv of GNU tar, bsdtar, busybox and Python.
var tarTv = Format{
	Name:       "tar-tv",
	Title:      "tar -tv (GNU tar, bsdtar, busybox, Python)",
	Stamps:     "modified",
	Resolution: "1 ns with --full-time, else second, minute or day",
	Zone:       "not stated",
	Open: func(_ [][]byte, l *timestamps.Listing, _ Options) (LineFunc, error) {
		l.HeaderOrder = true
		return tarLine, nil
	},
	Finish: tarArrows,
}

// tarMessage reports whether tar speaks of itself.
func tarMessage(line []byte) bool {
	return bytes.HasPrefix(line, []byte("tar: ")) || bytes.HasPrefix(line, []byte("bsdtar: "))
}

// tarLine reads a line such as one of
//
//	-rw-r--r-- root/root     46186 2026-11-23 10:11:00.451489902 share/d01/s496/f44605.doc
//	hrwsr-xr-x root/root         0 2024-03-10 01:59 ./plain.txt link to ./hardlink.txt
//	-rw-r--r--  0 root   root    18 Jul  5  2016 ./trailing-space
//
// The last is bsdtar's.
func tarLine(line []byte, r *Row) Verdict {
	if tarMessage(line) {
		r.Note("tool-message", "messages of the tool stand among the entries")
		return Pass
	}
	e := &r.Entry
	if block, ok := bytes.CutPrefix(line, []byte("block ")); ok { // -R
		number, row, _ := bytes.Cut(block, []byte(": "))
		if string(row) == "** Block of NULs **" || string(row) == "** End of File **" {
			return Pass
		}
		if len(row) > 0 && isDigit(number[0]) {
			line = row
		}
	}
	mode, rest := cutField(line)
	if len(line) < 10 || line[0] == ' ' {
		return Bad
	}
	var ok bool
	if e.Kind, ok = unixMode(mode); !ok {
		return Bad
	}
	var name []byte
	if owner, after := cutField(rest); string(owner) == "0" {
		name, ok = bsdtarColumns(after, e)
	} else {
		name, ok = gnuTarColumns(rest, e)
	}
	if !ok {
		return Bad
	}
	if mode[0] == '?' && len(name) > 1 { // Python: no kind, and a blank behind each name
		name = bytes.TrimSuffix(name, []byte{' '})
		e.Kind = timestamps.File
		if name[len(name)-1] == '/' {
			e.Kind = timestamps.Directory
		}
	}
	if mode[0] == 'h' {
		e.Flags |= timestamps.HardLink
	}
	if e.Kind == timestamps.File {
		if i := bytes.LastIndex(name, []byte(" link to ")); i > 0 && (mode[0] == 'h' || e.Size == 0) {
			name, e.Flags = name[:i], e.Flags|timestamps.HardLink
		}
	}
	name = r.unescape(cutTarget(name, e.Kind))
	if len(name) > 1 && e.Kind == timestamps.Directory {
		name = bytes.TrimSuffix(name, []byte{'/'})
	}
	r.Name = name
	return Good
}

// gnuTarColumns reads owner/group, size and date. Owner and group may hold blanks.
func gnuTarColumns(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	slash := false
	rest := b
	for range maxOwner {
		field, after := cutField(rest)
		slash = slash || bytes.IndexByte(field, '/') >= 0
		size, afterSize := cutField(after)
		if !slash || len(size) == 0 {
			if len(size) == 0 {
				return nil, false
			}
			rest = after
			continue
		}
		date, afterDate := cutField(afterSize)
		time, afterTime := cutField(afterDate)
		var d timestamps.Date
		if isoDate(date, '-', &d) && clock(time, &d) {
			if n, ok := number(size); ok {
				e.Size = n
			} else if !devicePair(size) {
				return nil, false
			}
			e.Times.Modified = timestamps.Wall(d)
			return nameAfter(afterTime)
		}
		rest = after
	}
	return nil, false
}

// devicePair reports whether b is the "8,0" of a device.
func devicePair(b []byte) bool {
	major, minor, ok := bytes.Cut(b, []byte{','})
	_, ok1 := number(major)
	_, ok2 := number(minor)
	return ok && ok1 && ok2
}

// bsdtarColumns reads owner, group, size and date.
func bsdtarColumns(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	rest := b
	for range maxOwner + 1 {
		field, after := cutField(rest)
		if len(field) == 0 {
			return nil, false
		}
		n, ok := number(field)
		if ok || devicePair(field) {
			d, afterDate, dated := shortDate(after)
			if !dated {
				d, afterDate, dated = foreignDate(after, nil)
			}
			if dated {
				name, named := nameAfter(afterDate)
				// isoinfo goes on with the extent, "[     28 02]".
				if !named || name[0] == '[' && bytes.IndexByte(name, ']') == 11 {
					return nil, false
				}
				if ok {
					e.Size = n
				}
				e.Times.Modified = civil(d)
				return name, true
			}
		}
		rest = after
	}
	return nil, false
}

// tarArrows finds the hard links of busybox tar: empty files whose name says where they
// point, " -> ", which it prints for symbolic links too. Only a name whose right part is that
// of an entry before it is taken for one.
func tarArrows(l *timestamps.Listing, _ Options) {
	arrow := func(e *timestamps.Entry) int {
		if e.Kind != timestamps.File || e.Size != 0 {
			return -1
		}
		return strings.LastIndex(e.Path, " -> ")
	}
	if !slices.ContainsFunc(l.Entries, func(e timestamps.Entry) bool { return arrow(&e) > 0 }) {
		return
	}
	seen := make(map[string]bool, len(l.Entries))
	for i := range l.Entries {
		e := &l.Entries[i]
		if j := arrow(e); j > 0 && seen[e.Path[j+4:]] {
			e.Path, e.Flags = e.Path[:j], e.Flags|timestamps.HardLink
		}
		seen[e.Path] = true
	}
}
