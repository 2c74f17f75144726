package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var pythonZip = Format{
	Name:       "python-zipfile",
	Title:      "python -m zipfile -l",
	Stamps:     "modified",
	Resolution: "2 s",
	Zone:       "none printed: local time of the machine that packed",
	Line:       pythonZipLine,
}

// pythonZipLine reads a line such as
//
//	.hidden/.secret                                2016-07-05 22:43:00           71
//
// whose name is filled up to 46 characters with blanks: a name that ends in blanks cannot be
// told from one that does not.
func pythonZipLine(line []byte, r *Row) Verdict {
	if bytes.HasPrefix(line, []byte("File Name   ")) {
		return Pass
	}
	size := bytes.LastIndexByte(line, ' ')
	if size < 0 {
		return Bad
	}
	var ok bool
	if r.Size, ok = number(line[size+1:]); !ok {
		return Bad
	}
	head := bytes.TrimRight(line[:size], " ")
	const stamp = len("2016-07-05 22:43:00")
	if len(line)-len(head) < 13 && len(line)-size <= 12 && len(line)-len(head) != 13 || len(head) < stamp+1 {
		return Bad
	}
	d, rest, ok := cutDateTime(head[len(head)-stamp:])
	name := bytes.TrimRight(head[:len(head)-stamp], " ")
	if !ok || len(rest) > 0 || len(name) == 0 || head[len(head)-stamp-1] != ' ' {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), name
	if name[len(name)-1] == '/' {
		r.Kind = timestamps.Directory
	}
	return Good
}
