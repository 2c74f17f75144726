package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// tarTv is the output of tar -tv of GNU tar, bsdtar, busybox and Python.
var tarTv = Format{
	Name:       "tar-tv",
	Title:      "tar -tv (GNU tar, bsdtar, busybox, Python)",
	Stamps:     "modified",
	Resolution: "1 ns with --full-time, else second, minute or day",
	Zone:       "not stated",
	Match: func(head [][]byte) float64 {
		var p pending
		var e timestamps.Entry
		return share(head, func(line []byte) bool { return tarLine(line, &e, &p) }, tarMessage)
	},
	Read: readTar,
}

func readTar(in *Lines, l *timestamps.Listing, opt Options) error {
	var p pending
	l.HeaderOrder = true
	arrows := false
	for in.Next() {
		line := in.Bytes()
		if len(line) == 0 {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		switch {
		case tarLine(line, &e, &p):
			arrows = arrows || e.Kind == timestamps.File && e.Size == 0 && bytes.Contains(line, []byte(" -> "))
			p.keep(l, e)
		case tarMessage(line):
			l.Warn("tool-message", in.Number(), "messages of the tool stand among the entries")
		default:
			l.Skip(in.Number(), "the line has not the columns of tar -tv")
		}
	}
	if arrows {
		tarArrows(l)
	}
	p.resolve(l)
	return in.Err()
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
// into e. The last is bsdtar's.
func tarLine(line []byte, e *timestamps.Entry, p *pending) bool {
	mode, rest := nextField(line)
	if len(line) < 10 || line[0] == ' ' {
		return false
	}
	kind, ok := unixMode(mode)
	if !ok {
		return false
	}
	e.Kind, e.Flags, e.Size = kind, 0, timestamps.NoSize
	var name []byte
	if owner, after := nextField(rest); string(owner) == "0" {
		name, ok = bsdtarColumns(after, e, p)
	} else {
		name, ok = gnuTarColumns(rest, e)
	}
	if !ok {
		return false
	}
	if mode[0] == 'h' {
		e.Flags |= timestamps.HardLink
	}
	if e.Kind == timestamps.File {
		if i := bytes.LastIndex(name, []byte(" link to ")); i > 0 && (mode[0] == 'h' || e.Size == 0) {
			name, e.Flags = name[:i], e.Flags|timestamps.HardLink
		}
	}
	name = unescape(cutTarget(name, e.Kind))
	if len(name) > 1 && e.Kind == timestamps.Directory {
		name = bytes.TrimSuffix(name, []byte{'/'})
	}
	e.Path = string(name)
	return true
}

// gnuTarColumns reads owner/group, size and date. Owner and group may hold blanks.
func gnuTarColumns(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	slash := false
	rest := b
	for range maxOwner {
		field, after := nextField(rest)
		slash = slash || bytes.IndexByte(field, '/') >= 0
		size, afterSize := nextField(after)
		if !slash || len(size) == 0 {
			if len(size) == 0 {
				return nil, false
			}
			rest = after
			continue
		}
		date, afterDate := nextField(afterSize)
		time, afterTime := nextField(afterDate)
		var d timestamps.Date
		if isoDate(date, '-', &d) && clock(time, &d) {
			if n, ok := digits(size); ok {
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
	_, ok1 := digits(major)
	_, ok2 := digits(minor)
	return ok && ok1 && ok2
}

// bsdtarColumns reads owner, group, size and date.
func bsdtarColumns(b []byte, e *timestamps.Entry, p *pending) (name []byte, ok bool) {
	rest := b
	for range maxOwner + 1 {
		field, after := nextField(rest)
		if len(field) == 0 {
			return nil, false
		}
		n, ok := digits(field)
		if ok || devicePair(field) {
			if d, afterDate, dated := shortDate(after); dated {
				name, named := nameAfter(afterDate)
				// isoinfo goes on with the extent, "[     28 02]".
				if !named || name[0] == '[' && bytes.IndexByte(name, ']') == 11 {
					return nil, false
				}
				if ok {
					e.Size = n
				}
				e.Times.Modified = p.note(d)
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
func tarArrows(l *timestamps.Listing) {
	seen := make(map[string]bool, len(l.Entries))
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Kind == timestamps.File && e.Size == 0 {
			path := []byte(e.Path)
			if j := bytes.LastIndex(path, []byte(" -> ")); j > 0 && seen[e.Path[j+4:]] {
				e.Path, e.Flags = e.Path[:j], e.Flags|timestamps.HardLink
			}
		}
		seen[e.Path] = true
	}
}
