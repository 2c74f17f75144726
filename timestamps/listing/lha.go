package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var lhaList = Format{
	Name:       "lha",
	Title:      "lha l, lha v (LHa for UNIX, Lhasa)",
	Stamps:     "modified",
	Resolution: "1 min in the last half year, else 1 day",
	Zone:       "none printed: local time of the machine that listed",
	Line:       lhaLine,
}

// lhaLine reads lines such as
//
//	-rw-r--r--  1000/1000     1234 100.0% Jul  5  2016 a b.txt
//	[generic]                    2       2 100.0% -lh0- 83a2 Jul  9  1998 dir/old.txt
//
// The verbose form has the packed size in front of the size, and a method and a check sum
// behind the ratio.
func lhaLine(line []byte, r *Row) Verdict {
	owner, ok := lhaMode(line, r)
	if !ok {
		return lhaFrame(line, r)
	}
	var sizes [2]int64
	n := 0
	field, rest := cutField(owner)
	for ; n < len(sizes); n++ {
		if sizes[n], ok = number(field); !ok {
			break
		}
		field, rest = cutField(rest)
	}
	if n == 0 || !bytes.HasSuffix(field, []byte{'%'}) && string(field) != "******" {
		return Bad
	}
	if method, after := cutField(rest); len(method) > 4 && method[0] == '-' && method[len(method)-1] == '-' {
		_, rest = cutField(after)
	}
	d, rest, ok := shortDate(rest)
	name, hasName := nameAfter(rest)
	if !ok || !hasName {
		return Bad
	}
	r.Size, r.Times.Modified = sizes[n-1], civil(d)
	r.Name = cutTarget(name, r.Kind)
	return Good
}

// lhaMode cuts "-rw-r--r--  1000/1000" or "[generic]" off a line.
func lhaMode(line []byte, r *Row) (rest []byte, ok bool) {
	mode, rest := cutField(line)
	if len(mode) > 2 && mode[0] == '[' && mode[len(mode)-1] == ']' {
		r.Kind = timestamps.File
		return rest, true
	}
	if r.Kind, ok = unixMode(mode); !ok {
		return nil, false
	}
	owner, rest := cutField(rest)
	if bytes.HasSuffix(owner, []byte{'/'}) { // "    0/0" is padded on both sides
		_, rest = cutField(rest)
	}
	return rest, bytes.IndexByte(owner, '/') > 0
}

// lhaFrame reads the lines around the list; the last is
//
//	Total         2 files    1304 100.0% Nov 27 11:05
//
// with the packed sum in front of the sum where the form is verbose.
func lhaFrame(line []byte, r *Row) Verdict {
	word, rest := cutField(line)
	if string(word) == "PERMSSN" || string(word) == "PERMISSION" || string(word) == "----------" {
		return Pass
	}
	count, rest := cutField(rest)
	files, rest := cutField(rest)
	if string(word) != "Total" || !bytes.HasPrefix(files, []byte("file")) {
		return Bad
	}
	r.Printed.rows, _ = number(count)
	for size, rest := cutField(rest); len(size) > 0; size, rest = cutField(rest) {
		n, ok := number(size)
		if !ok {
			break
		}
		r.Printed.bytes = n
	}
	return Total
}
