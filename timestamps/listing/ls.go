package listing

import (
	"bytes"
	"slices"
	"strings"

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
	t := tongues{croatian: true}
	for _, line := range head {
		var e timestamps.Entry
		_, _, ok := lsLine(line, &e, epochs, &t)
		switch {
		case ok:
			epochs = epochs || e.Times.Modified.State == timestamps.Instant
			good++
			if findLsRow(line, &Row{}) == Good {
				numbered++
			}
		case len(line) == 0, line[0] == '\t':
		case bytes.HasPrefix(line, []byte("Directory listing of ")):
			return 0 // isoinfo
		case lsTotal(line):
			t.total(line)
			framed = true
		case lsHeading(line):
			framed = true
		default:
			bad++
		}
	}
	if numbered == good && !framed {
		return 0 // find -ls
	}
	if Share(head, macLine) >= matchShare {
		return 0 // sizes of forks in place of links and owner
	}
	return ratio(good, bad)
}

func readLs(in *Lines, l *timestamps.Listing, opt Options) error {
	var epochs bool  // a line had its date as seconds since 1970
	var blank = true // a heading stands first or under a blank line
	r := lsReader{in: in, l: l}
	var t tongues
	var pending []int // entries with a month that only Croatian prints in front of the day
	var other []lsOpen
	var order dateOrder
	for in.Next() {
		line := in.Bytes()
		afterBlank := blank
		if blank = len(line) == 0; blank {
			continue
		}
		if lsTotal(line) {
			t.total(line)
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		t.croatian, t.ambiguous, t.local = t.certain, false, nil
		mode, name, ok := lsLine(line, &e, epochs, &t)
		if !ok && !t.certain {
			t.croatian = true
			if mode, name, ok = lsLine(line, &e, epochs, &t); ok {
				pending = append(pending, len(l.Entries))
			}
		}
		switch {
		case ok:
			if t.ambiguous && !t.certain {
				other = append(other, lsOpen{len(l.Entries), bytes.Clone(line)})
			}
			epochs = epochs || e.Times.Modified.State == timestamps.Instant
			r.row(mode, name, &e)
			if t.local != nil {
				order.set(l, *t.local)
			}
		case afterBlank && lsHeading(line):
			r.heading(line[:len(line)-1])
		case cpioBlocks(line):
		case line[0] == '\t' && len(l.Entries) > 0:
			l.Warn("attribute-line", in.Number(), "extended attributes under a file are not read")
		default:
			l.Skip(in.Number(), "the line has not the columns of ls -l")
		}
	}
	r.finish() // before entries are taken out
	if !order.finish(l, opt) {
		l.Entries = nil
		return errOrder
	}
	if t.certain {
		for _, o := range other {
			var e timestamps.Entry
			t.croatian = true
			if _, _, ok := lsLine(o.line, &e, epochs, &t); ok {
				l.Entries[o.entry].Times = e.Times
			}
		}
	} else {
		for i, at := range pending {
			at -= i
			l.Skip(l.Entries[at].Line, "the name of the month means one in Croatian and another in Czech and Polish")
			l.Entries = slices.Delete(l.Entries, at, at+1)
		}
	}
	return nil
}

// cpioBlocks reports whether a line is the "361 blocks" that cpio prints of an archive.
func cpioBlocks(line []byte) bool {
	n, rest := cutField(line)
	_, ok := number(n)
	return ok && (string(rest) == " blocks" || string(rest) == " block")
}

// lsReader puts paths together from headings and names. Whether ls has quoted the names and put
// the marks of -F behind them is known when all are read; those that then change are kept apart.
type lsReader struct {
	in      *Lines
	l       *timestamps.Listing
	path    []byte // of the directory, with a slash behind it, then of the entry
	dir     int    // how long the directory is
	printed string // the heading

	names   spelling
	changes []lsName
	marks   int // entries of a kind that -F marks
	marked  int // of these, those with the mark
	asked   int // names with a question mark
}

// lsName is a name that may stand for another one.
type lsName struct {
	entry         int
	heading, name string // as printed
	mark          bool   // it ends with the mark of its kind
}

func (r *lsReader) heading(printed []byte) {
	r.names.turn()
	r.printed = r.in.Keep(printed)
	r.path = lsDirectory(r.path[:0], printed)
	r.dir = len(r.path)
}

// lsDirectory appends the path of a directory and a slash.
func lsDirectory(path, dir []byte) []byte {
	if path = append(path, dir...); len(path) > 0 && path[len(path)-1] != '/' {
		path = append(path, '/')
	}
	return path
}

func (r *lsReader) row(mode, printed []byte, e *timestamps.Entry) {
	mark := lsMark(mode)
	marked := mark != 0 && printed[len(printed)-1] == mark
	if mark != 0 {
		r.marks++
	}
	if marked {
		r.marked++
	}
	if bytes.IndexByte(printed, '?') >= 0 {
		r.asked++
	}
	if r.names.see(printed) || marked && mark != '/' || lsQuoted(r.printed) {
		r.changes = append(r.changes, lsName{len(r.l.Entries), r.printed, r.in.Keep(printed), marked})
	}
	r.path = append(r.path[:r.dir], lsBare(cutTarget(printed, e.Kind), e)...)
	e.Path = r.in.Keep(r.path)
	r.l.Entries = append(r.l.Entries, *e)
}

// lsQuoted reports whether a heading may be quoted.
func lsQuoted(b string) bool {
	return b != "" && (strings.IndexByte("'\"\xe2\xc2", b[0]) >= 0 || strings.IndexByte(b, '\\') >= 0)
}

// lsMark is what -F puts behind the name of an entry of this mode, or 0. That of a link stands
// behind the target.
func lsMark(mode []byte) byte {
	switch mode[0] {
	case 'd':
		return '/'
	case 'p':
		return '|'
	case 's':
		return '='
	case '-':
		if bytes.ContainsAny(mode[3:4], "xs") || bytes.ContainsAny(mode[6:7], "xs") || bytes.ContainsAny(mode[9:10], "xt") {
			return '*'
		}
	}
	return 0
}

// lsBare takes the slash off the name of a directory, and marks dots.
func lsBare(name []byte, e *timestamps.Entry) []byte {
	if e.Kind == timestamps.Directory && len(name) > 1 {
		name = bytes.TrimSuffix(name, []byte{'/'})
	}
	e.Flags |= dotFlag(name)
	return name
}

// finish gives the entries whose names are quoted or marked their true ones.
func (r *lsReader) finish() {
	q, doubtful := r.names.quoted()
	classified := r.marks == r.marked && r.marks > 1
	switch {
	case doubtful:
		r.names.doubt(r.l, r.l.Entries[r.changes[0].entry].Line)
	case q == asPrinted && r.asked > 0:
		for i := range r.l.Entries {
			if e := &r.l.Entries[i]; questionMark.in(e.Path) {
				questionMark.warn(&r.l.Head, e.Line)
			}
		}
	}
	if q == asPrinted && !classified {
		return
	}
	var dir, name []byte
	for i := range r.changes {
		c := &r.changes[i]
		if i == 0 || c.heading != r.changes[i-1].heading {
			var rest []byte
			var ok bool
			if dir, rest, ok = q.undo([]byte(c.heading), dir[:0]); !ok || len(rest) > 0 {
				dir = append(dir[:0], c.heading...)
			}
			dir = lsDirectory(dir[:0], dir)
		}
		e := &r.l.Entries[c.entry]
		printed := c.name
		if classified && c.mark && e.Kind != timestamps.Directory {
			printed = printed[:len(printed)-1]
		}
		if q == shellQuoted {
			printed = strings.TrimPrefix(printed, " ")
		}
		if name, _, _ = q.undo([]byte(printed), name[:0]); q == asPrinted {
			name = cutTarget(name, e.Kind)
		}
		e.Path = r.in.Keep(append(dir[:len(dir):len(dir)], lsBare(name, e)...))
	}
}

// lsOpen is a line whose month was read as Czech or Polish before the listing showed that it
// is Croatian.
type lsOpen struct {
	entry int
	line  []byte
}

// lsLine reads a line such as one of
//
//	-rw-r--r-- 1 root root         17 Jul  5  2016  leading-space.txt
//	10267317    4 -rw-r--r-- 1 root root         17 2016-07-05 18:39  leading-space.txt
//	-rw-r--r-- 1 root root 2281 2016-07-05 18:39:18.000000000 -0400 fuzz_test.go
//	brw-rw---- 1 root disk 8, 0 Nov 23 04:48 sda
//
// into e, all but the path, and returns the mode and the name with the target of a link. Where
// lines before had their date as seconds since 1970, a time around 1970 is understood too.
func lsLine(line []byte, e *timestamps.Entry, epochs bool, t *tongues) (mode, name []byte, ok bool) {
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
	return lsColumns(rest, e, epochs, t)
}

// maxOwner is how many fields owner and group may take: group names may hold blanks.
const maxOwner = 5

// lsColumns reads the columns from the mode to the date, which ls -l and find -ls share. The
// owner, the group or both may be missing; so the first size before a date ends them.
func lsColumns(b []byte, e *timestamps.Entry, epochs bool, t *tongues) (mode, name []byte, ok bool) {
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
			if date, ok := lsDate(size, e, t); ok {
				name, ok := nameAfter(date)
				return mode, name, ok
			}
			// Behind owner and group only: elsewhere a numeric group and a large size
			// would pass for a size and a time.
			if date, ok := lsEpoch(size, e, epochs); ok && i == 2 && plausibleLinks(links) {
				name, ok := nameAfter(date)
				return mode, name, ok
			}
		}
		rest = after
	}
	return nil, nil, false
}

// plausibleLinks reports whether a number may be that of links to a file: stat -c prints the
// inode there.
func plausibleLinks(b []byte) bool { return len(b) <= 6 }

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

// lsSize reads the size: bytes, a rounded number with a letter, or the "8, 0" or "8,0" of a device.
func lsSize(field, after []byte, e *timestamps.Entry) (rest []byte, ok bool) {
	e.Slack, e.Flags = 0, 0
	if e.Size, ok = number(field); ok {
		return after, true
	}
	if e.Kind != timestamps.Other {
		// no device
	} else if major, minor, comma := bytes.Cut(field, []byte{','}); comma {
		if len(minor) == 0 {
			minor, after = cutField(after)
		}
		_, ok1 := number(major)
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

// digitFields reports whether a field is a date such as 07.01.2023 or 7/1/23.
func digitFields(b []byte) bool {
	separators := bytes.Count(b, []byte{'.'}) + bytes.Count(b, []byte{'/'})
	return separators == 2 && len(b) >= len("7/1/23") && isDigit(b[0]) && isDigit(b[len(b)-1])
}

// lsDate reads the date in any style and language of ls, and returns what follows. What is
// known of the language may be nil.
func lsDate(b []byte, e *timestamps.Entry, t *tongues) (rest []byte, ok bool) {
	first, after := cutField(b)
	var d timestamps.Date
	if isoDate(first, '-', &d) {
		behind := after
		second, after := cutField(after)
		switch {
		case bytes.HasPrefix(behind, []byte("  ")): // an old file of --time-style=iso
			if t == nil || !t.dateOnly {
				behind = behind[1:]
			}
			e.Times.Modified = timestamps.Wall(d)
			return behind, true
		case !clock(second, &d):
			if t == nil {
				return nil, false
			}
			t.dateOnly = true
			e.Times.Modified = timestamps.Wall(d)
			return behind, true
		}
		third, afterZone := cutField(after)
		if minutes, ok := offset(third); ok && len(second) >= len("18:39:18") {
			e.Times.Modified = timestamps.WallAt(d, minutes)
			return afterZone, true
		}
		e.Times.Modified = timestamps.Wall(d)
		return after, true
	}
	if t != nil && len(first) > len("2018-01-02T03:04") && first[10] == 'T' { // --time-style=+%FT%T%z
		if e.Times.Modified, ok = isoStamp(first); ok {
			return after, true
		}
	}
	if t != nil && digitFields(first) {
		local, rest, ok := cutLocalDate(bytes.TrimLeft(b, " "))
		t.local = &local
		return rest, ok
	}
	if rest, ok = isoRecent(first, after, &d); !ok {
		d, rest, ok = shortDate(b)
	}
	if !ok {
		if d, rest, ok = foreignDate(b, t); !ok {
			return nil, false
		}
	}
	e.Times.Modified = civil(d)
	return rest, true
}
