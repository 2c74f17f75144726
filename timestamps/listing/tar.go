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
	Open:       openTar,
	Finish: func(l *timestamps.Listing, _ Options) {
		tarPadding(l)
		tarArrows(l)
	},
}

// openTar finds out how names are spelled. GNU tar and bsdtar escape them as in C unless told
// otherwise, busybox and Python print them as they are; the two differ where a backslash stands
// that is no escape.
func openTar(head [][]byte, l *timestamps.Listing, _ Options) (LineFunc, error) {
	l.HeaderOrder = true
	var s spelling
	var r Row
	for _, line := range head {
		r.reset()
		if _, verdict := tarRow(line, &r); verdict == Good {
			s.see(bytes.TrimLeft(r.Name, " ")) // see tarPadding
		}
	}
	q, doubtful := s.quoted()
	switch {
	case q == asPrinted && doubtful && s.escapes == 0:
		s.doubt(l, 1)
	case q == inQuotes || q == shellQuoted:
	case s.foreign == 0:
		q = cEscaped
	default:
		q = asPrinted
	}
	return func(line []byte, r *Row) Verdict { return tarLine(line, q, r) }, nil
}

// tarMessage reports whether tar speaks of itself.
func tarMessage(line []byte) bool {
	return bytes.HasPrefix(line, []byte("tar: ")) || bytes.HasPrefix(line, []byte("bsdtar: ")) ||
		bytes.HasPrefix(line, []byte("Total bytes read: ")) // of the archive, with its headers
}

// tarLine reads a line whose names are spelled in the way q.
func tarLine(line []byte, q quoting, r *Row) Verdict {
	mode, verdict := tarRow(line, r)
	if verdict != Good {
		return verdict
	}
	if mode == 'h' {
		r.Flags |= timestamps.HardLink
	}
	name, ok := r.Name, q == asPrinted
	out := r.Buffer(len(line))
	if q == inQuotes || q == shellQuoted {
		var rest []byte
		name, rest, ok = q.undo(bytes.TrimLeft(name, " "), out)
		if ok = ok && nameEnds(rest); ok && bytes.HasPrefix(rest, []byte(" link to ")) {
			r.Flags |= timestamps.HardLink
		}
		if !ok {
			name = r.Name
		}
	}
	if !ok || q == asPrinted {
		if i := bytes.LastIndex(name, []byte(" link to ")); i > 0 && r.Kind == timestamps.File && (mode == 'h' || r.Size == 0) {
			name, r.Flags = name[:i], r.Flags|timestamps.HardLink
		}
		name = cutTarget(name, r.Kind)
	}
	if q == cEscaped {
		if ok = bytes.IndexByte(name, '\\') < 0; !ok {
			if out, ok = q.unescape(name, out); ok {
				name = out
			}
		}
	}
	if !ok {
		r.Note("quoting-differs", quotingDiffers)
	}
	r.Name = tarDirectory(name, r.Kind)
	return Good
}

// tarDirectory takes off the slash with which the name of a directory ends.
func tarDirectory(name []byte, kind timestamps.Kind) []byte {
	if len(name) > 1 && kind == timestamps.Directory {
		return bytes.TrimSuffix(name, []byte{'/'})
	}
	return name
}

// tarRow reads a line such as one of
//
//	-rw-r--r-- root/root     46186 2026-11-23 10:11:00.451489902 share/d01/s496/f44605.doc
//	hrwsr-xr-x root/root         0 2024-03-10 01:59 ./plain.txt link to ./hardlink.txt
//	-rw-r--r--  0 root   root    18 Jul  5  2016 ./trailing-space
//
// of which the last is bsdtar's, but for the name, which it leaves as printed with what follows.
func tarRow(line []byte, r *Row) (kind byte, verdict Verdict) {
	if tarMessage(line) {
		r.Note("tool-message", "messages of the tool stand among the entries")
		return 0, Pass
	}
	e := &r.Entry
	if block, ok := bytes.CutPrefix(line, []byte("block ")); ok { // -R
		number, row, _ := bytes.Cut(block, []byte(": "))
		if string(row) == "** Block of NULs **" || string(row) == "** End of File **" {
			return 0, Pass
		}
		if len(row) > 0 && isDigit(number[0]) {
			line = row
		}
	}
	mode, rest := cutField(line)
	if len(line) < 10 || line[0] == ' ' {
		return 0, Bad
	}
	var ok bool
	if e.Kind, ok = unixMode(mode); !ok {
		return 0, Bad
	}
	var name []byte
	if owner, after := cutField(rest); string(owner) == "0" {
		name, ok = bsdtarColumns(after, e)
	} else {
		name, ok = gnuTarColumns(rest, e)
	}
	if !ok {
		return 0, Bad
	}
	if mode[0] == '?' && len(name) > 1 { // Python: no kind, and a blank behind each name
		name = bytes.TrimSuffix(name, []byte{' '})
		e.Kind = timestamps.File
		if name[len(name)-1] == '/' {
			e.Kind = timestamps.Directory
		}
	}
	r.Name = name
	return mode[0], Good
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

// tarPadding takes off the blanks that GNU tar --full-time puts behind a time with fewer decimals
// than one before it: the column of times is as wide as the widest so far. It does so only where
// all names agree.
func tarPadding(l *timestamps.Listing) {
	padding := func(each func(e *timestamps.Entry, n int) bool) bool {
		widest, sum := 0, 0
		for i := range l.Entries {
			e := &l.Entries[i]
			wide := decimalsOf(e.Times.Modified)
			widest = max(widest, wide)
			n := widest - wide
			if n > 0 && !each(e, n) {
				return false
			}
			sum += n
		}
		return sum > 2
	}
	padded := padding(func(e *timestamps.Entry, n int) bool {
		return len(e.Path) > n && strings.TrimLeft(e.Path[:n], " ") == ""
	})
	if padded {
		padding(func(e *timestamps.Entry, n int) bool { e.Path = e.Path[n:]; return true })
	}
}

// decimalsOf says how wide the fraction of a second is when printed without zeros at the end.
func decimalsOf(s timestamps.Stamp) int {
	n := mod(s.Nanos, 1e9)
	if n == 0 || !s.Known() {
		return 0
	}
	wide := len(".123456789")
	for ; n%10 == 0; n /= 10 {
		wide--
	}
	return wide
}

// tarArrows finds the hard links of busybox tar: empty files whose name says where they
// point, " -> ", which it prints for symbolic links too. Only a name whose right part is that
// of an entry before it is taken for one.
func tarArrows(l *timestamps.Listing) {
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
