package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// rsyncList is the output of rsync --list-only.
var rsyncList = Format{
	Name:       "rsync-list",
	Title:      "rsync --list-only",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "not stated",
	Line:       rsyncLine,
}

// rsyncMessage reports whether rsync speaks of itself.
func rsyncMessage(line []byte) bool {
	for _, s := range []string{"receiving ", "sending ", "sent ", "total size is ", "rsync: ", "opening "} {
		if bytes.HasPrefix(line, []byte(s)) {
			return true
		}
	}
	return false
}

// rsyncLine reads a line such as
//
//	-rw-r--r--         25,137 2026/08/28 16:20:06 archive/tar/common.go
//
// Bytes that cannot be shown are written \#012 in the name.
func rsyncLine(line []byte, r *Row) Verdict {
	if total, ok := bytes.CutPrefix(line, []byte("total size is ")); ok {
		total, _ = cutField(total)
		if n, ok := grouped(total); ok {
			r.Printed.bytes = n
			return Total
		}
	}
	if rsyncMessage(line) {
		r.Note("tool-message", "messages of the tool stand among the entries")
		return Pass
	}
	mode, rest := cutField(line)
	kind, ok := unixMode(mode)
	if !ok || len(mode) > 10 {
		return Bad
	}
	size, rest := cutField(rest)
	date, rest := cutField(rest)
	time, rest := cutField(rest)
	name, ok := nameAfter(rest)
	var d timestamps.Date
	if !ok || !isoDate(date, '/', &d) || !clock(time, &d) {
		return Bad
	}
	if r.Size, ok = grouped(size); !ok {
		centre, step, ok := humanSize(size, 1000)
		if !ok {
			return Bad
		}
		r.Size, r.Slack, r.Flags = int64(centre), int64(step/2)+1, timestamps.Rounded
	}
	r.Kind, r.Times.Modified = kind, timestamps.Wall(d)
	name = cutTarget(name, kind)
	r.Flags |= dotFlag(name)
	r.Name = rsyncName(name, r)
	return Good
}

// rsyncName undoes the escapes of the form \#012.
func rsyncName(b []byte, r *Row) []byte {
	if !bytes.Contains(b, []byte(`\#`)) {
		return b
	}
	out := r.Buffer(len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+4 < len(b) && b[i+1] == '#' {
			if c, ok := octal(b[i+2:]); ok {
				out = append(out, c)
				i += 4
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}
