package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var ftpNetware = Format{
	Name:       "ftp-netware",
	Title:      "FTP LIST of NetWare",
	Stamps:     "modified",
	Resolution: "1 min in the last half year, else 1 day",
	Zone:       "none printed: local time of the server",
	Line:       netwareLine,
}

// netwareLine reads a line such as one of
//
//	d [-----F--] SCION_SYS                         512 Apr 13 23:52 SYS
//	- [RWCEAFMS] rwinston                        19968 Mar 12 15:20 Executive Summary.doc
//
// with the rights in brackets and an owner.
func netwareLine(line []byte, r *Row) Verdict {
	const rights = "RWCEAFMS"
	if bytes.HasPrefix(line, []byte("total ")) {
		return Pass
	}
	if len(line) < 20 || line[0] != '-' && line[0] != 'd' || line[1] != ' ' || line[2] != '[' || line[11] != ']' || line[12] != ' ' {
		return Bad
	}
	for _, c := range line[3:11] {
		if c != '-' && bytes.IndexByte([]byte(rights), c) < 0 {
			return Bad
		}
	}
	owner, rest := cutField(line[12:])
	size, rest := cutField(rest)
	var ok bool
	if r.Size, ok = number(size); !ok || len(owner) == 0 {
		return Bad
	}
	d, rest, ok := shortDate(rest)
	if r.Name, _ = nameAfter(rest); !ok || len(r.Name) == 0 {
		return Bad
	}
	r.Times.Modified, r.Kind = civil(d), timestamps.File
	if line[0] == 'd' {
		r.Kind = timestamps.Directory
	}
	return Good
}
