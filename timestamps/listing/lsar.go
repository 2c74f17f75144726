package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var lsarList = Format{
	Name:       "lsar-l",
	Title:      "lsar -l",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Line:       lsarLine,
}

// lsarLine reads a line such as
//
//  3. -----          71   0.0%  None  2016-07-05 22:43  .hidden/.secret
//
// whose flags are those that the legend below the list explains.
func lsarLine(line []byte, r *Row) Verdict {
	index, rest := cutField(line)
	if n := len(index) - 1; n < 1 || index[n] != '.' || !isDigit(index[0]) {
		return lsarFrame(line)
	}
	flags, rest := cutField(rest)
	size, rest := cutField(rest)
	ratio, rest := cutField(rest)
	method, rest := cutField(rest)
	if len(flags) != 5 || len(bytes.Trim(flags, "DLREHP@?-")) > 0 || len(method) == 0 ||
		string(ratio) != "-----" && !bytes.HasSuffix(ratio, []byte{'%'}) {
		return Bad
	}
	d, rest, ok := cutDateTime(bytes.TrimLeft(rest, " "))
	name, hasName := bytes.CutPrefix(rest, []byte("  "))
	if r.Size, r.Slack, _ = suffixedSize(size); !ok || !hasName || len(name) == 0 {
		return Bad
	}
	r.Times.Modified, r.Kind = timestamps.Wall(d), timestamps.File
	lsarFlags(flags, r)
	r.Name = cutTarget(name, r.Kind)
	return Good
}

// lsarFlags reads flags such as "D----".
func lsarFlags(flags []byte, r *Row) {
	for _, c := range flags {
		switch c {
		case 'D':
			r.Kind = timestamps.Directory
		case 'L':
			r.Kind = timestamps.Link
		case 'R':
			r.Flags |= timestamps.Stream // the resource fork of a file
		case 'E':
			r.Flags |= timestamps.Encrypted
		}
	}
}

// lsarFrame passes over the lines around the list.
func lsarFrame(line []byte) Verdict {
	for _, begin := range []string{"     Flags  File size", "     =====  ==========", "(Flags: ", "(Mode: "} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return Pass
		}
	}
	if line[0] > ' ' && bytes.Contains(line, []byte(": ")) {
		return Pass // the archive and its format
	}
	return Bad
}
