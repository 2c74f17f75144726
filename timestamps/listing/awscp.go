package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var awsCopy = Format{
	Name:       "aws-s3-cp",
	Title:      "aws s3 cp, mv and sync, with or without progress",
	Stamps:     "none",
	Resolution: "none",
	Zone:       "no times",
	Line:       awsCopyLine,
}

// awsCopyLine reads a line such as
//
//	upload: ../fatsrc/zip/copyright to s3://leakbucket/dump/zip/copyright
//
// which blanks may end, and in front of which the progress that it overwrote may stand. The
// name is that of the target. Neither size nor time is printed.
func awsCopyLine(line []byte, r *Row) Verdict {
	line = bytes.TrimRight(line, " \r")
	line = bytes.TrimLeft(line[bytes.LastIndexByte(line, '\r')+1:], " ")
	for _, verb := range []string{"upload: ", "download: ", "copy: ", "move: "} {
		rest, ok := bytes.CutPrefix(line, []byte(verb))
		if !ok {
			continue
		}
		_, target, ok := bytes.Cut(rest, []byte(" to "))
		if !ok || !bytes.Contains(rest, []byte("s3://")) || len(target) == 0 {
			return Bad
		}
		r.Kind, r.Name = timestamps.File, target
		return Good
	}
	if len(line) == 0 || bytes.HasPrefix(line, []byte("Completed ")) || bytes.HasPrefix(line, []byte("delete: ")) {
		return Pass
	}
	return Bad
}
