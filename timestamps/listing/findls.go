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
		var r Row
		for _, line := range head {
			// ls -lis prints the same columns under a total or a heading.
			if r.reset(); lsTotal(line) || lsHeading(line) && findLsRow(line, &r) != Good {
				return 0
			}
		}
		return Share(head, findLsRow)
	},
	Open: openFindLs,
}

// openFindLs finds out how names are spelled: GNU find escapes them as in C, blanks among them,
// and others print them as they are.
func openFindLs(head [][]byte, _ *timestamps.Listing, _ Options) (LineFunc, error) {
	var s spelling
	var r Row
	for _, line := range head {
		if r.reset(); findLsRow(line, &r) == Good {
			s.see(r.Name)
		}
	}
	q := blanksToo
	if s.blanks > 0 {
		q = asPrinted
	}
	return func(line []byte, r *Row) Verdict {
		verdict := findLsRow(line, r)
		if verdict != Good {
			return verdict
		}
		name := cutTarget(r.Name, r.Kind)
		if q == blanksToo && (bytes.IndexByte(name, '\\') >= 0 || bytes.IndexByte(name, ' ') >= 0) {
			if out, ok := q.unescape(name, r.Buffer(len(name))); ok {
				name = out
			} else {
				r.Note("quoting-differs", quotingDiffers)
			}
		}
		r.Flags |= dotFlag(name)
		r.Name = name
		return Good
	}, nil
}

// findLsRow reads a line such as
//
//	10267101      4 -rw-r--r--   1 root     root         2281 Aug 28 16:20 gosrc/fuzz_test.go
//
// but for the name, which it leaves as printed with the target of a link.
func findLsRow(line []byte, r *Row) Verdict {
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
	r.Name = name
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
