package listing

import (
	"bytes"
	"errors"

	"copyclock/timestamps"
)

var hashdeepList = Format{
	Name:       "hashdeep",
	Title:      "hashdeep, md5deep -c with sizes",
	Stamps:     "none",
	Resolution: "none",
	Zone:       "no stamps",
	Open:       openHashdeep,
}

// openHashdeep looks for the columns in the second line:
//
//	%%%% HASHDEEP-1.0
//	%%%% size,md5,sha256,filename
//	3021,007dea9b8141f038c602b23f78509e34,2dc024421ca0ed975b13f6be11314d98,docs/bash/README
func openHashdeep(head [][]byte, _ *timestamps.Listing, _ Options) (LineFunc, error) {
	size, columns := -1, 0
	for _, b := range head {
		names, ok := bytes.CutPrefix(b, []byte("%%%% "))
		if !ok || bytes.HasPrefix(names, []byte("HASHDEEP")) {
			continue
		}
		for _, name := range bytes.Split(names, []byte{','}) {
			if string(name) == "size" {
				size = columns
			}
			columns++
		}
		break
	}
	if size < 0 || columns < 2 {
		return nil, errors.New("no line names the columns of hashdeep")
	}
	return func(line []byte, r *Row) Verdict {
		if bytes.HasPrefix(line, []byte("%%%% ")) || bytes.HasPrefix(line, []byte("##")) {
			return Pass
		}
		for i := range columns - 1 {
			cell, rest, ok := bytes.Cut(line, []byte{','})
			if !ok {
				return Bad
			}
			if i == size {
				if r.Size, ok = number(cell); !ok {
					return Bad
				}
			}
			line = rest
		}
		r.Kind, r.Name = timestamps.File, line
		return Good
	}, nil
}
