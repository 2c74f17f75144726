package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// lsLong is the output of ls -l with and without -R, -a, -i, -s, -n, -g, -o, -h, and of
// --full-time and --time-style.
var lsLong = Format{
	Name:       "ls-l",
	Title:      "ls -l, ls -lR, ls --full-time (GNU, BSD, busybox)",
	Stamps:     "modified",
	Resolution: "1 ns with --full-time, else minute or day",
	Zone:       "printed with --full-time, else not stated",
	Match:      matchLs,
	Read:       readLs,
}

func matchLs(head [][]byte) float64 {
	good, bad, numbered, framed := 0, 0, 0, false
	epochs := false
	for _, line := range head {
		var e timestamps.Entry
		_, ok := lsLine(line, &e, epochs)
		switch {
		case ok:
			epochs = epochs || e.Times.Modified.State == timestamps.Instant
			good++
			if findLsLine(line, &Row{}) == Good {
				numbered++
			}
		case len(line) == 0, line[0] == '\t':
		case bytes.HasPrefix(line, []byte("Directory listing of ")):
			return 0 // isoinfo
		case lsHeading(line), lsTotal(line):
			framed = true
		default:
			bad++
		}
	}
	if numbered == good && !framed {
		return 0 // find -ls
	}
	return ratio(good, bad)
}

func readLs(in *Lines, l *timestamps.Listing, _ Options) error {
	var path []byte  // of the directory, with a slash behind it, then of the entry
	var dir int      // how long the directory is
	var epochs bool  // a line had its date as seconds since 1970
	var blank = true // a heading stands first or under a blank line
	for in.Next() {
		line := in.Bytes()
		afterBlank := blank
		blank = len(line) == 0
		if blank || lsTotal(line) {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		name, ok := lsLine(line, &e, epochs)
		switch {
		case ok:
		case afterBlank && lsHeading(line):
			path = append(path[:0], line[:len(line)-1]...)
			if path[len(path)-1] != '/' {
				path = append(path, '/')
			}
			dir = len(path)
			continue
		case line[0] == '\t' && len(l.Entries) > 0:
			l.Warn("attribute-line", in.Number(), "extended attributes under a file are not read")
			continue
		default:
			l.Skip(in.Number(), "the line has not the columns of ls -l")
			continue
		}
		epochs = epochs || e.Times.Modified.State == timestamps.Instant
		path = append(path[:dir], name...)
		e.Path = in.Keep(path)
		l.Entries = append(l.Entries, e)
	}
	return nil
}

// lsLine reads a line such as one of
//
//	-rw-r--r-- 1 root root         17 Jul  5  2016  leading-space.txt
//	10267317    4 -rw-r--r-- 1 root root         17 2016-07-05 18:39  leading-space.txt
//	-rw-r--r-- 1 root root 2281 2016-07-05 18:39:18.000000000 -0400 fuzz_test.go
//	brw-rw---- 1 root disk 8, 0 Nov 23 04:48 sda
//
// into e, all but the path, and returns the name. Where lines before had their date as
// seconds since 1970, a time around 1970 is understood too.
func lsLine(line []byte, e *timestamps.Entry, epochs bool) (name []byte, ok bool) {
	// -i and -s put numbers before the mode.
	rest := line
	for range 2 {
		if len(rest) == 0 || rest[0] != ' ' && !isDigit(rest[0]) {
			break
		}
		field, after := cutField(rest)
		if _, ok := number(field); !ok {
			break
		}
		rest = after
	}
	_, name, ok = lsColumns(rest, e, epochs)
	if !ok {
		return nil, false
	}
	name = cutTarget(name, e.Kind)
	e.Flags |= dotFlag(name)
	if e.Kind == timestamps.Directory && len(name) > 1 {
		name = bytes.TrimSuffix(name, []byte{'/'})
	}
	return name, true
}

// maxOwner is how many fields owner and group may take: group names may hold blanks.
const maxOwner = 5

// lsColumns reads the columns from the mode to the date, which ls -l and find -ls share. The
// owner, the group or both may be missing; so the first size before a date ends them.
func lsColumns(b []byte, e *timestamps.Entry, epochs bool) (mode, name []byte, ok bool) {
	mode, rest := cutField(b)
	if e.Kind, ok = unixMode(mode); !ok {
		return nil, nil, false
	}
	links, rest := cutField(rest)
	if n, ok := number(links); !ok || n == 0 {
		return nil, nil, false // bsdtar and isoinfo print 0
	}
	for i := range maxOwner + 1 {
		field, after := cutField(rest)
		if len(field) == 0 {
			return nil, nil, false
		}
		if size, ok := lsSize(field, after, e); ok {
			if date, ok := lsDate(size, e); ok {
				name, ok := nameAfter(date)
				return mode, name, ok
			}
			// Behind owner and group only: elsewhere a numeric group and a large size
			// would pass for a size and a time.
			if date, ok := lsEpoch(size, e, epochs); ok && i == 2 {
				name, ok := nameAfter(date)
				return mode, name, ok
			}
		}
		rest = after
	}
	return nil, nil, false
}

// lsEpoch reads the seconds since 1970 of --time-style=+%s. The few digits of a time around
// 1970 are taken for a time only where a line before had a longer one.
func lsEpoch(b []byte, e *timestamps.Entry, epochs bool) (rest []byte, ok bool) {
	field, rest := cutField(b)
	sec, nsec, ok := epoch(field)
	if !ok || nsec != 0 || len(field) > 11 || len(field) < 9 && !epochs {
		return nil, false
	}
	e.Times.Modified = timestamps.At(sec, 0)
	return rest, true
}

// lsSize reads the size: bytes, a rounded number with a letter, or the "8, 0" of a device.
func lsSize(field, after []byte, e *timestamps.Entry) (rest []byte, ok bool) {
	e.Slack, e.Flags = 0, 0
	if e.Size, ok = number(field); ok {
		return after, true
	}
	if lastByte(field) == ',' && e.Kind == timestamps.Other {
		minor, after := cutField(after)
		_, ok1 := number(field[:len(field)-1])
		_, ok2 := number(minor)
		e.Size = timestamps.NoSize
		return after, ok1 && ok2
	}
	// ls rounds up: the true size lies within one step below the printed one.
	size, step, ok := humanSize(field, 1024)
	if !ok {
		return nil, false
	}
	least := max(size-step, 0)
	e.Size, e.Slack = int64((least+size)/2), int64((size-least)/2)+1
	e.Flags = timestamps.Rounded
	return after, true
}

// isoRecent reads the "10-04 01:05" that --time-style=iso prints for files of the last half
// year, as Polish ls does.
func isoRecent(first, after []byte, d *timestamps.Date) (rest []byte, ok bool) {
	if len(first) != len("10-04") || first[2] != '-' {
		return nil, false
	}
	second, rest := cutField(after)
	d.Month, d.Day = pair(first, 0), pair(first, 3)
	return rest, d.Month > 0 && d.Day > 0 && len(second) == len("01:05") && clock(second, d)
}

// lsDate reads the date in any style and language of ls, and returns what follows.
func lsDate(b []byte, e *timestamps.Entry) (rest []byte, ok bool) {
	first, after := cutField(b)
	var d timestamps.Date
	if isoDate(first, '-', &d) {
		if bytes.HasPrefix(after, []byte("  ")) { // an old file of --time-style=iso
			e.Times.Modified = timestamps.Wall(d)
			return after[1:], true
		}
		second, after := cutField(after)
		if !clock(second, &d) {
			return nil, false
		}
		third, afterZone := cutField(after)
		if minutes, ok := offset(third); ok && len(second) >= len("18:39:18") {
			e.Times.Modified = timestamps.WallAt(d, minutes)
			return afterZone, true
		}
		e.Times.Modified = timestamps.Wall(d)
		return after, true
	}
	if rest, ok = isoRecent(first, after, &d); !ok {
		d, rest, ok = shortDate(b)
	}
	if !ok {
		if d, rest, ok = foreignDate(b); !ok {
			return nil, false
		}
	}
	e.Times.Modified = civil(d)
	return rest, true
}
