package listing

import (
	"bytes"
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
		return Share(head, findLsLine)
	},
	Line: findLsLine,
}

// findLsLine reads a line such as
//
//	10267101      4 -rw-r--r--   1 root     root         2281 Aug 28 16:20 gosrc/fuzz_test.go
//
// whose name is escaped as in C.
func findLsLine(line []byte, r *Row) Verdict {
	inode, rest := cutField(line)
	blocks, rest := cutField(rest)
	if _, ok := number(inode); !ok {
		return Bad
	}
	if _, ok := number(blocks); !ok {
		return Bad
	}
	mode, name, ok := lsColumns(rest, &r.Entry, false, nil)
	if !ok || len(mode) > 10 {
		return Bad
	}
	name = cutTarget(name, r.Kind)
	r.Flags |= dotFlag(name)
	r.Name = r.unescape(name)
	return Good
}

// lsTotal reports whether the line is one like "total 3208" that stands over the entries of
// a directory.
func lsTotal(line []byte) bool {
	word, n, ok := bytes.Cut(line, []byte{' '})
	if !ok || !totalWords[string(word)] || len(n) == 0 || len(n) > 20 {
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
