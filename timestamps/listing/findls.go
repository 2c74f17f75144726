package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// findLs is the output of find -ls.
var findLs = Format{
	Name:       "find-ls",
	Title:      "find -ls",
	Stamps:     "modified",
	Resolution: "minute in the last half year, else day",
	Zone:       "not stated",
	Match: func(head [][]byte) float64 {
		for _, line := range head {
			// ls -lis prints the same columns under a total or a heading.
			if lsTotal(line) || lsHeading(line) {
				return 0
			}
		}
		var p pending
		var e timestamps.Entry
		return share(head, func(line []byte) bool { return findLsLine(line, &e, &p) }, nil)
	},
	Read: func(in *Lines, l *timestamps.Listing, opt Options) error {
		var p pending
		for in.Next() {
			if len(in.Bytes()) == 0 {
				continue
			}
			e := timestamps.Entry{Line: in.Number()}
			if !findLsLine(in.Bytes(), &e, &p) {
				l.Skip(in.Number(), "the line has not the columns of find -ls")
				continue
			}
			p.keep(l, e)
		}
		p.resolve(l)
		return in.Err()
	},
}

// findLsLine reads a line such as
//
//	10267101      4 -rw-r--r--   1 root     root         2281 Aug 28 16:20 gosrc/fuzz_test.go
//
// into e. Names are escaped as in C.
func findLsLine(line []byte, e *timestamps.Entry, p *pending) bool {
	inode, rest := nextField(line)
	blocks, rest := nextField(rest)
	if _, ok := digits(inode); !ok {
		return false
	}
	if _, ok := digits(blocks); !ok {
		return false
	}
	mode, name, ok := lsColumns(rest, e, p)
	if !ok || len(mode) > 10 {
		return false
	}
	name = cutTarget(name, e.Kind)
	e.Flags |= dotFlag(name)
	e.Path = string(unescape(name))
	return true
}

// lsTotal reports whether the line is one like "total 3208" that stands over the entries of
// a directory.
func lsTotal(line []byte) bool {
	n, ok := bytes.CutPrefix(line, []byte("total "))
	if !ok || len(n) == 0 || len(n) > 20 {
		return false
	}
	for _, c := range n {
		if (c < '0' || c > '9') && bytes.IndexByte([]byte(".,KMGTPEki"), c) < 0 {
			return false
		}
	}
	return true
}

// lsHeading reports whether the line looks like the name of a directory over its entries.
func lsHeading(line []byte) bool { return len(line) > 1 && line[len(line)-1] == ':' }
