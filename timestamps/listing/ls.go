package listing

import (
	"bytes"
	"sort"

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
	Match: func(head [][]byte) float64 {
		var p pending
		var e timestamps.Entry
		after := true
		return share(head, func(line []byte) bool {
			_, ok := lsLine(line, &e, &p)
			return ok
		}, func(line []byte) bool {
			heading := after && lsHeading(line)
			after = lsTotal(line)
			return heading || after || lsHeading(line) || line[0] == '\t'
		})
	},
	Read: readLs,
}

func readLs(in *Lines, l *timestamps.Listing, opt Options) error {
	var p pending
	dir := ""
	blank := true // a heading stands first or under a blank line
	for in.Next() {
		line := in.Bytes()
		afterBlank := blank
		blank = len(line) == 0
		if blank || lsTotal(line) {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		name, ok := lsLine(line, &e, &p)
		switch {
		case ok:
		case afterBlank && lsHeading(line):
			dir = string(line[:len(line)-1])
			if dir[len(dir)-1] != '/' {
				dir += "/"
			}
			continue
		case line[0] == '\t' && len(l.Entries) > 0:
			l.Warn("attribute-line", in.Number(), "extended attributes under a file are not read")
			continue
		default:
			l.Skip(in.Number(), "the line has not the columns of ls -l")
			continue
		}
		e.Path = dir + string(name)
		p.keep(l, e)
	}
	p.resolve(l)
	return in.Err()
}

// lsLine reads a line such as one of
//
//	-rw-r--r-- 1 root root         17 Jul  5  2016  leading-space.txt
//	10267317    4 -rw-r--r-- 1 root root         17 2016-07-05 18:39  leading-space.txt
//	-rw-r--r-- 1 root root 2281 2016-07-05 18:39:18.000000000 -0400 fuzz_test.go
//	brw-rw---- 1 root disk 8, 0 Nov 23 04:48 sda
//
// into e, all but the path, and returns the name.
func lsLine(line []byte, e *timestamps.Entry, p *pending) (name []byte, ok bool) {
	// -i and -s put numbers before the mode.
	rest := line
	for range 2 {
		field, after := nextField(rest)
		if _, ok := digits(field); !ok {
			break
		}
		rest = after
	}
	_, name, ok = lsColumns(rest, e, p)
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
func lsColumns(b []byte, e *timestamps.Entry, p *pending) (mode, name []byte, ok bool) {
	mode, rest := nextField(b)
	if e.Kind, ok = unixMode(mode); !ok {
		return nil, nil, false
	}
	links, rest := nextField(rest)
	if n, ok := digits(links); !ok || n == 0 {
		return nil, nil, false // bsdtar and isoinfo print 0
	}
	for i := range maxOwner + 1 {
		field, after := nextField(rest)
		if len(field) == 0 {
			return nil, nil, false
		}
		if size, ok := lsSize(field, after, e); ok {
			if date, ok := lsDate(size, e, p); ok {
				name, ok := nameAfter(date)
				return mode, name, ok
			}
			// Behind owner and group only: elsewhere a numeric group and a large size
			// would pass for a size and a time.
			if date, ok := lsEpoch(size, e, p); ok && i == 2 {
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
func lsEpoch(b []byte, e *timestamps.Entry, p *pending) (rest []byte, ok bool) {
	field, rest := nextField(b)
	sec, nsec, ok := epoch(field)
	if !ok || nsec != 0 || len(field) > 11 || len(field) < 9 && !p.epochs {
		return nil, false
	}
	p.epochs = true
	e.Times.Modified = timestamps.At(sec, 0)
	return rest, true
}

// lsSize reads the size: bytes, a rounded number with a letter, or the "8, 0" of a device.
func lsSize(field, after []byte, e *timestamps.Entry) (rest []byte, ok bool) {
	e.Slack, e.Flags = 0, 0
	if e.Size, ok = digits(field); ok {
		return after, true
	}
	if major, comma := bytes.CutSuffix(field, []byte{','}); comma && e.Kind == timestamps.Other {
		minor, after := nextField(after)
		_, ok1 := digits(major)
		_, ok2 := digits(minor)
		e.Size = timestamps.NoSize
		return after, ok1 && ok2
	}
	// ls rounds up: the true size lies within one step below the printed one.
	size, step, ok := humanSize(field, 1024)
	if !ok {
		return nil, false
	}
	e.Size, e.Slack = int64(size-step/2), int64(step/2)+1
	e.Flags = timestamps.Rounded
	return after, true
}

// lsDate reads the date in any style of GNU ls in English, and returns what follows.
func lsDate(b []byte, e *timestamps.Entry, p *pending) (rest []byte, ok bool) {
	first, after := nextField(b)
	p.noted = false
	var d timestamps.Date
	if isoDate(first, '-', &d) {
		second, after := nextField(after)
		if !clock(second, &d) {
			return nil, false
		}
		third, afterZone := nextField(after)
		if minutes, ok := offset(third); ok && len(second) > 8 {
			e.Times.Modified = timestamps.WallAt(d, minutes)
			return afterZone, true
		}
		e.Times.Modified = timestamps.Wall(d)
		return after, true
	}
	d, rest, ok = shortDate(b)
	if !ok {
		return nil, false
	}
	e.Times.Modified = p.note(d)
	return rest, true
}

// pending holds the dates that are printed without a year until all lines are read.
type pending struct {
	noted   bool // the line that is being read has such a date
	date    timestamps.Date
	entries []int
	dates   []timestamps.Date
	epochs  bool // a line had its date as seconds since 1970
}

// note returns the stamp of a date as ls prints it, invalid for now if it has no year.
func (p *pending) note(d timestamps.Date) timestamps.Stamp {
	p.noted = d.Year == 0
	if p.noted {
		p.date = d
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.Wall(d)
}

// keep appends the entry of the line that has been read to l.
func (p *pending) keep(l *timestamps.Listing, e timestamps.Entry) {
	if p.noted {
		p.entries = append(p.entries, len(l.Entries))
		p.dates = append(p.dates, p.date)
		p.noted = false
	}
	l.Entries = append(l.Entries, e)
}

// resolve gives the dates without a year the years that the listing itself implies. Such
// dates are at most half a year old when the listing is made, and dates with a year are older
// than that, or in the future; so the former begin after their largest gap in the round of the
// year, and that beginning is put at its first return after the newest date that has a year.
// Without such a date the stamps stay invalid: the clock of the machine that reads the listing
// is no witness.
func (p *pending) resolve(l *timestamps.Listing) {
	if len(p.entries) == 0 {
		return
	}
	var newest timestamps.Stamp
	for i := range l.Entries {
		// Wrapped times after 2100 say nothing of when the listing was made.
		s := l.Entries[i].Times.Modified
		if s.State == timestamps.Floating && s.Time().Year() <= 2100 &&
			(!newest.Known() || s.Nanos > newest.Nanos) {
			newest = s
		}
	}
	if !newest.Known() {
		for _, i := range p.entries {
			l.Warn("no-year", l.Entries[i].Line,
				"dates have no year and the listing has none with a year to go by; they are invalid")
		}
		return
	}
	first := p.start()
	year := newest.Time().Year()
	first.Year = year
	if s := timestamps.Wall(first); !s.Known() || s.Nanos < newest.Nanos {
		year++
	}
	for j, i := range p.entries {
		d := p.dates[j]
		d.Year = year
		if dayOfRound(d) < dayOfRound(first) {
			d.Year++
		}
		l.Entries[i].Times.Modified = timestamps.Wall(d)
		l.Warn("assumed-year", l.Entries[i].Line,
			"dates have no year; they are taken to follow the newest date that has one")
	}
}

// start returns the date after the largest gap in the round of the year.
func (p *pending) start() timestamps.Date {
	sorted := append([]timestamps.Date(nil), p.dates...)
	sort.Slice(sorted, func(i, j int) bool { return dayOfRound(sorted[i]) < dayOfRound(sorted[j]) })
	const round = 12 * 31 * 24 * 60
	best, widest := 0, dayOfRound(sorted[0])+round-dayOfRound(sorted[len(sorted)-1])
	for i := 1; i < len(sorted); i++ {
		if gap := dayOfRound(sorted[i]) - dayOfRound(sorted[i-1]); gap > widest {
			best, widest = i, gap
		}
	}
	return sorted[best]
}

// dayOfRound counts the minutes of a date since the year began, in months of 31 days.
func dayOfRound(d timestamps.Date) int {
	return (((d.Month-1)*31+d.Day-1)*24+d.Hour)*60 + d.Minute
}
