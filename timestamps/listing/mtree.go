package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var mtreeSpec = Format{
	Name:       "mtree",
	Title:      "mtree -c, bsdtar --format=mtree",
	Stamps:     "modified",
	Resolution: "1 ns",
	Zone:       "UTC: seconds since 1970",
	Match:      matchMtree,
	Read:       readMtree,
}

// mtreeWords reports whether a line is a name with at least one keyword of mtree.
func mtreeWords(b []byte) bool {
	_, rest := cutField(b)
	return bytes.Contains(rest, []byte(" type=")) || bytes.Contains(rest, []byte(" time=")) || bytes.Contains(rest, []byte(" size="))
}

func matchMtree(head [][]byte) float64 {
	good, bad := 0, 0
	for i, b := range head {
		b = bytes.ReplaceAll(b, []byte{'\t'}, []byte{' '})
		word, _ := cutField(b)
		switch {
		case len(word) == 0, word[0] == '#', string(word) == "/set", string(word) == "/unset", string(word) == "..":
			if i == 0 && string(b) == "#mtree" {
				good++
			}
		case mtreeWords(b), b[len(b)-1] == '\\', i > 0 && bytes.HasSuffix(head[i-1], []byte{'\\'}):
			good++
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

// mtreeReader keeps the directory and what /set has said.
type mtreeReader struct {
	in   *Lines
	l    *timestamps.Listing
	dir  []byte
	kind timestamps.Kind
}

// readMtree reads a specification such as
//
//	/set type=file uid=0 gid=0 mode=755
//	.               time=1795427479.0 type=dir
//	    a.txt       time=1787934006.5 size=17
//	..
//
// A name without a slash lies in the directory above it, a path in none. A line that ends in a
// backslash goes on.
func readMtree(in *Lines, l *timestamps.Listing, _ Options) error {
	r := mtreeReader{in: in, l: l, kind: timestamps.File}
	var joint []byte
	var at int64
	for in.Next() {
		if len(joint) == 0 {
			at = in.Number()
		}
		b := bytes.TrimRight(in.Bytes(), " \t")
		if cut, more := bytes.CutSuffix(b, []byte{'\\'}); more && len(joint) < MaxLine {
			joint = append(append(joint, cut...), ' ')
			continue
		}
		joint = append(joint, b...)
		for i, c := range joint {
			if c == '\t' {
				joint[i] = ' '
			}
		}
		r.entry(joint, at)
		joint = joint[:0]
	}
	return nil
}

func (r *mtreeReader) entry(b []byte, at int64) {
	name, rest := cutField(b)
	switch {
	case len(name) == 0 || name[0] == '#':
		return
	case string(name) == "..":
		r.dir = r.dir[:max(bytes.LastIndexByte(bytes.TrimSuffix(r.dir, []byte{'/'}), '/')+1, 0)]
		return
	}
	e := timestamps.Entry{Size: timestamps.NoSize, Line: at, Kind: r.kind}
	for {
		var word []byte
		if word, rest = cutField(rest); len(word) == 0 {
			break
		}
		key, value, _ := bytes.Cut(word, []byte{'='})
		r.word(string(key), value, &e)
	}
	if string(name) == "/set" {
		r.kind = e.Kind
		return
	}
	if name[0] == '/' && (string(name) == "/unset") {
		r.kind = timestamps.File
		return
	}
	path := unvis(name)
	if bytes.IndexByte(path, '/') < 0 {
		joint := append(bytes.Clone(r.dir), path...)
		if e.Kind == timestamps.Directory {
			r.dir = append(bytes.Clone(joint), '/')
		}
		path = joint
	}
	e.Path = r.in.Keep(path)
	r.l.Entries = append(r.l.Entries, e)
}

// unvis undoes what vis(3) makes of a name in any of its styles: \040 or \s, \n, \^C and \M-C. What
// it does not write stays.
func unvis(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		c, n := cEscape(b)
		if octal, ok := octal(b[1:]); n == 0 && b[0] == '\\' && ok {
			c, n = octal, 4
		}
		if n == 0 {
			c, n = visEscape(b)
		}
		if n == 0 {
			c, n = b[0], 1
		}
		out, b = append(out, c), b[n:]
	}
	return out
}

// visEscape reads an escape that C does not have.
func visEscape(b []byte) (c byte, n int) {
	if len(b) < 2 || b[0] != '\\' {
		return 0, 0
	}
	control := func(c byte) byte { return c ^ 0x40 } // ^A is 1, ^? is 0x7f
	switch {
	case b[1] == 's':
		return ' ', 2
	case b[1] == '#' || b[1] == '*' || b[1] == '?' || b[1] == '[' || b[1] == ' ' || b[1] == '"':
		return b[1], 2
	case b[1] == '^' && len(b) > 2:
		return control(b[2]), 3
	case b[1] == 'M' && len(b) > 3 && b[2] == '-':
		return b[3] | 0x80, 4
	case b[1] == 'M' && len(b) > 3 && b[2] == '^':
		return control(b[3]) | 0x80, 4
	}
	return 0, 0
}

func (r *mtreeReader) word(key string, value []byte, e *timestamps.Entry) {
	switch key {
	case "type":
		switch string(value) {
		case "file":
			e.Kind = timestamps.File
		case "dir":
			e.Kind = timestamps.Directory
		case "link":
			e.Kind = timestamps.Link
		default:
			e.Kind = timestamps.Other
		}
	case "size":
		var ok bool
		if e.Size, ok = number(value); !ok {
			e.Size = timestamps.NoSize // 2^64-1 and the like
			r.l.Warn("invalid-size", e.Line, "some sizes are no number below 2^63; they are not known")
		}
	case "time":
		sec, nsec, ok := mtreeTime(value)
		if !ok {
			e.Times.Modified = timestamps.Stamp{State: timestamps.Invalid}
			return
		}
		e.Times.Modified = timestamps.At(sec, nsec)
	}
}

// mtreeTime reads seconds, a point and nanoseconds as a number of their own: 5.7 is 7 ns after
// the fifth second.
func mtreeTime(b []byte) (sec, nsec int64, ok bool) {
	whole, part, _ := bytes.Cut(b, []byte{'.'})
	negative := len(whole) > 0 && whole[0] == '-'
	if sec, ok = number(bytes.TrimPrefix(whole, []byte{'-'})); !ok {
		return 0, 0, false
	}
	if negative {
		sec = -sec
	}
	if len(part) > 0 {
		if nsec, ok = number(part); !ok || nsec >= 1e9 {
			return 0, 0, false
		}
	}
	return sec, nsec, true
}
