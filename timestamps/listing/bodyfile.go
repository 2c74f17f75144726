package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// bodyfile is the body file of The Sleuth Kit, version 3, which mac-robber and many others
// write too.
var bodyfile = Format{
	Name:       "bodyfile",
	Title:      "TSK body file 3: fls -m, ils -m, mac-robber, stat",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s, or as many decimals as written",
	Zone:       "UTC",
	Open: func(_ [][]byte, l *timestamps.Listing, _ Options) (LineFunc, error) {
		l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
		return bodyLine, nil
	},
}

// bodyHeader reports whether the line is a comment or one of the lines that mac-robber and
// ils print first.
func bodyHeader(line []byte) bool {
	switch {
	case isDigit(line[0]):
		return false
	case line[0] == '#',
		bytes.HasPrefix(line, []byte("MD5|name|")),
		bytes.HasPrefix(line, []byte("md5|file|")),
		bytes.HasPrefix(line, []byte("class|host|")):
		return true
	}
	return bytes.HasPrefix(line, []byte("body|")) && bytes.Count(line, []byte{'|'}) == 2
}

// bodyLine reads a line such as
//
//	0|/logs/a (deleted)|13|r/rrw-r--r--|151107|5000|1024|1342824553|1342824552|1342824552|0
//
// The name may hold pipes, which fls does not escape and others do: so one field is cut from the left and
// nine from the right.
func bodyLine(line []byte, r *Row) Verdict {
	if bodyHeader(line) {
		return Pass
	}
	hash := bytes.IndexByte(line, '|')
	bars := [10]int{9: len(line) - hash - 1}
	rest := line[hash+1:]
	if hash < 0 || !lastOf(rest, '|', bars[:9]) {
		return Bad
	}
	field := func(i int) []byte { return rest[bars[i]+1 : bars[i+1]] }
	name, inode, mode, size := rest[:bars[0]], field(0), field(1), field(4)
	if bodyForeign(line, name, mode) {
		return Bad
	}
	var ok bool
	if r.Kind, ok = bodyMode(mode); !ok {
		return Bad
	}
	if len(size) > 0 {
		if r.Size, ok = number(size); !ok {
			return Bad
		}
	}
	absent := 0
	t := &r.Times
	for i, s := range [...]*timestamps.Stamp{&t.Accessed, &t.Modified, &t.Changed, &t.Birth} {
		if *s, ok = bodyTime(field(5 + i)); !ok {
			return Bad
		}
		if s.State == timestamps.Absent {
			absent++
		}
	}
	if absent > 0 {
		r.NoteMany("absent-stamp", absent, "times of 0 or -1 are read as not known")
	}
	r.Name = bodyName(r.unescapeBars(name), inode, &r.Entry)
	return Good
}

// bodyForeign reports whether a line is one of version 2, or an event of analyzeMFT, which
// have other fields in the places of these.
func bodyForeign(line, name, mode []byte) bool {
	if bytes.HasPrefix(name, []byte("MFT|")) {
		_, ok := mftEvent(line)
		return ok
	}
	if len(mode) == 0 || !isDigit(mode[0]) {
		return false
	}
	_, _, ok := body2Cut(line)
	return ok
}

// bodyName takes the remarks off a name and puts them into the flags of e.
func bodyName(name, inode []byte, e *timestamps.Entry) []byte {
	if lastByte(name) == ')' {
		name = bodyRemarks(name, e)
	}
	name = cutTarget(name, e.Kind)
	e.Flags |= dotFlag(name)
	if e.Kind == timestamps.File && bytes.IndexByte(name, ':') >= 0 && bytes.Count(inode, []byte{'-'}) == 2 {
		last := name[bytes.LastIndexByte(name, '/')+1:]
		if i := bytes.IndexByte(last, ':'); i > 0 && i < len(last)-1 {
			e.Flags |= timestamps.Stream
		}
	}
	return name
}

func bodyRemarks(name []byte, e *timestamps.Entry) []byte {
	if cut, ok := bytes.CutSuffix(name, []byte(" (deleted)")); ok {
		name, e.Flags = cut, e.Flags|timestamps.Deleted
	} else if cut, ok := bytes.CutSuffix(name, []byte(" (deleted-realloc)")); ok {
		name, e.Flags = cut, e.Flags|timestamps.Deleted
	}
	if cut, ok := bytes.CutSuffix(name, []byte(" ($FILE_NAME)")); ok {
		name, e.Flags = cut, e.Flags|timestamps.NameAttribute
		e.Kind = timestamps.Other
	}
	if bytes.HasSuffix(name, []byte(" (Volume Label Entry)")) {
		e.Flags |= timestamps.Label
	}
	return name
}

// bodyMode reads the forms "r/rrw-r--r--" (type of the name, type of the metadata),
// "-rw-r--r--", "100644" and nothing.
func bodyMode(b []byte) (timestamps.Kind, bool) {
	if len(b) == 0 {
		return timestamps.Unknown, true
	}
	if len(b) >= 3 && b[1] == '/' {
		c := b[0]
		if c == '-' {
			c = b[2]
		}
		if b[0] == 'V' { // a virtual directory of fls
			return timestamps.Directory, true
		}
		if c == 'v' || c == 'V' {
			return timestamps.Other, true
		}
		return kindOf(c)
	}
	if b[0] >= '0' && b[0] <= '7' {
		return octalMode(b)
	}
	return unixMode(b)
}

// bodyTime reads seconds since 1970, with or without decimals. Nothing, 0 and -1 stand for a
// time that is not known.
func bodyTime(b []byte) (timestamps.Stamp, bool) {
	if len(b) == 0 {
		return timestamps.Stamp{}, true
	}
	sec, nsec, ok := epoch(b)
	if !ok {
		return timestamps.Stamp{}, false
	}
	if nsec == 0 && (sec == 0 || sec == -1) {
		return timestamps.Stamp{}, true
	}
	if b[0] == '-' && nsec > 0 {
		sec, nsec = sec-1, 1e9-nsec
	}
	return timestamps.At(sec, nsec), true
}
