package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var rsyncLog = Format{
	Name:       "rsync-log",
	Title:      "rsync --log-file, or --out-format='%t %i %l %n'",
	Stamps:     "modified: when rsync wrote the line, at the end of the file",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that copied",
	Open:       openRsyncLog,
}

// openRsyncLog finds out whether the format of the lines has numbers before the names: a name may
// begin with two numbers itself.
func openRsyncLog(head [][]byte, _ *timestamps.Listing, _ Options) (LineFunc, error) {
	sized, files := 0, 0
	var r Row
	for _, line := range head {
		if r.reset(); rsyncLogLine(line, true, &r) == Good {
			files++
			if r.Size != timestamps.NoSize {
				sized++
			}
		}
	}
	return func(line []byte, r *Row) Verdict { return rsyncLogLine(line, sized == files, r) }, nil
}

// rsyncLogLine reads lines such as
//
//	2026/11/23 04:51:23 [17143] >f+++++++++ adduser/NEWS.Debian.gz
//	2026/11/23 04:51:19 >f+++++++++ 4096 4096 adduser/NEWS.Debian.gz
//
// The numbers, where lines are sized, are the length of the file and of what was sent. In a log
// file names stand as they are, at a terminal as in --list-only.
func rsyncLogLine(line []byte, sized bool, r *Row) Verdict {
	var d timestamps.Date
	rest, ok := cutDate(line, '/', &d)
	if !ok || len(rest) < 12 || rest[0] != ' ' {
		if bytes.HasPrefix(line, []byte("skipping non-regular file ")) || bytes.HasPrefix(line, []byte("created directory ")) ||
			bytes.HasPrefix(line, []byte("sending incremental file list")) || bytes.HasPrefix(line, []byte("sent ")) ||
			bytes.HasPrefix(line, []byte("total size is ")) || bytes.HasPrefix(line, []byte("receiving ")) {
			return Pass
		}
		return Bad
	}
	if rest, ok = cutClock(rest[1:], &d); !ok || len(rest) == 0 || rest[0] != ' ' {
		return Bad
	}
	process, after := cutField(rest)
	logged := len(process) > 2 && process[0] == '[' && process[len(process)-1] == ']'
	if logged {
		if rest = after; len(rest) == 0 {
			return Pass
		}
	}
	changes, after := cutField(rest)
	if !itemized(changes) {
		return Pass // rsync says something else
	}
	name, ok := nameAfter(after)
	if !ok {
		return Bad
	}
	if size, more := cutField(after); sized && len(more) > 0 {
		if sent, last := cutField(more); len(last) > 1 {
			n, ok1 := number(size)
			if _, ok2 := number(sent); ok1 && ok2 {
				r.Size, name = n, last[1:]
			}
		}
	}
	r.Times.Modified = timestamps.Wall(d)
	switch changes[1] {
	case 'f':
		r.Kind = timestamps.File
	case 'd':
		r.Kind = timestamps.Directory
		if len(name) > 1 {
			name = bytes.TrimSuffix(name, []byte{'/'})
		}
	case 'L':
		r.Kind = timestamps.Link
		name = cutTarget(name, timestamps.Link)
	default:
		r.Kind = timestamps.Other
	}
	if changes[0] == 'h' {
		r.Flags |= timestamps.HardLink
		name, _, _ = bytes.Cut(name, []byte(" => "))
	}
	r.Flags |= dotFlag(name)
	if r.Name = name; !logged {
		r.Name = rsyncName(name, r)
	}
	return Good
}

// itemized reports whether b is a summary of changes such as ">f+++++++++".
func itemized(b []byte) bool {
	return len(b) == 11 && bytes.IndexByte([]byte("<>ch."), b[0]) >= 0 && bytes.IndexByte([]byte("fdLDS"), b[1]) >= 0 &&
		len(bytes.Trim(b[2:], "+.?cstTpoguxabn ")) == 0
}
