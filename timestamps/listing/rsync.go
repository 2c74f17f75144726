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
	Match: func(head [][]byte) float64 {
		var e timestamps.Entry
		return share(head, func(line []byte) bool { return rsyncLine(line, &e) }, rsyncMessage)
	},
	Read: func(in *Lines, l *timestamps.Listing, opt Options) error {
		for in.Next() {
			line := in.Bytes()
			if len(line) == 0 {
				continue
			}
			e := timestamps.Entry{Line: in.Number()}
			switch {
			case rsyncLine(line, &e):
				l.Entries = append(l.Entries, e)
			case rsyncMessage(line):
				l.Warn("tool-message", in.Number(), "messages of the tool stand among the entries")
			default:
				l.Skip(in.Number(), "the line has not the columns of rsync --list-only")
			}
		}
		return in.Err()
	},
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
// into e. Bytes that cannot be shown are written \#012 in the name.
func rsyncLine(line []byte, e *timestamps.Entry) (ok bool) {
	mode, rest := nextField(line)
	if e.Kind, ok = unixMode(mode); !ok || len(mode) > 10 {
		return false
	}
	size, rest := nextField(rest)
	date, rest := nextField(rest)
	time, rest := nextField(rest)
	name, ok := nameAfter(rest)
	var d timestamps.Date
	if !ok || !isoDate(date, '/', &d) || !clock(time, &d) {
		return false
	}
	e.Flags, e.Slack = 0, 0
	if e.Size, ok = groupedDigits(size); !ok {
		centre, step, ok := humanSize(size, 1000)
		if !ok {
			return false
		}
		e.Size, e.Slack, e.Flags = int64(centre), int64(step/2)+1, timestamps.Rounded
	}
	e.Times.Modified = timestamps.Wall(d)
	name = cutTarget(name, e.Kind)
	e.Flags |= dotFlag(name)
	e.Path = string(rsyncName(name))
	return true
}

// rsyncName undoes the escapes of the form \#012.
func rsyncName(b []byte) []byte {
	if !bytes.Contains(b, []byte(`\#`)) {
		return b
	}
	out := make([]byte, 0, len(b))
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
