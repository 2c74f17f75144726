package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// flsText is what fls prints without -m, with the times of -l or without.
var flsText = Format{
	Name:       "fls",
	Title:      "fls of The Sleuth Kit, with -l or without",
	Stamps:     "modified, accessed, changed, birth with -l",
	Resolution: "1 s",
	Zone:       "its abbreviation beside each time",
	Match:      matchFls,
	Read:       readFls,
}

// flsRow is a line of fls.
type flsRow struct {
	depth   int
	inode   []byte
	name    []byte
	times   [4][]byte // as printed: modified, accessed, changed, birth
	size    int64
	kind    timestamps.Kind
	deleted bool
}

func matchFls(head [][]byte) float64 {
	good, bad := 0, 0
	var r flsRow
	for _, line := range head {
		switch {
		case len(line) == 0:
		case r.read(line):
			good++
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

// read reads a line such as one of (a tab before each cell)
//
//	++ r/r * 12(realloc):  a.txt
//	r/r 4-128-1:  $AttrDef  2026-11-23 04:57:41 (EST)  2026-11-23 04:57:41 (EST)  2026-11-23 04:57:41 (EST)  2026-11-23 04:57:41 (EST)  2560  0  48
//
// The signs count the directories around it, where -p does not print them.
func (r *flsRow) read(line []byte) bool {
	*r = flsRow{size: timestamps.NoSize}
	for r.depth < len(line) && line[r.depth] == '+' {
		r.depth++
	}
	b := line[r.depth:]
	if r.depth > 0 {
		b = bytes.TrimPrefix(b, []byte{' '})
	}
	if len(b) < 6 || b[1] != '/' || b[3] != ' ' {
		return false
	}
	var ok bool
	if r.kind, ok = bodyMode(b[:3]); !ok {
		return false
	}
	b, r.deleted = bytes.CutPrefix(b[4:], []byte("* "))
	if r.inode, b, ok = bytes.Cut(b, []byte(":\t")); !ok || len(r.inode) == 0 || !isDigit(r.inode[0]) {
		return false
	}
	if id, again := bytes.CutSuffix(r.inode, []byte("(realloc)")); again {
		r.inode = id
	}
	for _, c := range r.inode {
		if !isDigit(c) && c != '-' {
			return false
		}
	}
	r.name = b
	r.columns()
	return len(r.name) > 0
}

// columns cuts the seven cells of -l off the name, if all are there.
func (r *flsRow) columns() {
	var cells [7][]byte
	rest := r.name
	for i := 6; i >= 0; i-- {
		tab := bytes.LastIndexByte(rest, '\t')
		if tab < 0 {
			return
		}
		cells[i], rest = rest[tab+1:], rest[:tab]
	}
	size, ok := number(cells[4])
	for _, cell := range cells[:4] {
		ok = ok && len(cell) > 18 && cell[len(cell)-1] == ')'
	}
	if ok {
		r.name, r.size = rest, size
		copy(r.times[:], cells[:4])
	}
}

func readFls(in *Lines, l *timestamps.Listing, _ Options) error {
	var r flsRow
	var folder []byte // the directories around the line, each with a slash
	var ends []int    // where the name of each ends in it
	for in.Next() {
		line := in.Bytes()
		if len(line) == 0 {
			continue
		}
		if !r.read(line) || r.depth > len(ends) {
			l.Skip(in.Number(), "a line has not the columns of fls, or the directory around it is missing")
			continue
		}
		ends = ends[:r.depth]
		folder = folder[:lastEnd(ends)]
		e := timestamps.Entry{Size: r.size, Line: in.Number(), Kind: r.kind}
		if r.deleted {
			e.Flags |= timestamps.Deleted
		}
		name := bodyName(r.name, r.inode, &e)
		folder = append(folder, name...)
		e.Path = in.Keep(folder)
		if folder = append(folder, '/'); e.Flags&timestamps.Dot == 0 {
			ends = append(ends, len(folder))
		}
		for i, s := range [...]*timestamps.Stamp{&e.Times.Modified, &e.Times.Accessed, &e.Times.Changed, &e.Times.Birth} {
			if len(r.times[i]) > 0 {
				*s = tskStamp(l, in.Number(), r.times[i])
			}
		}
		l.Entries = append(l.Entries, e)
	}
	return nil
}

func lastEnd(ends []int) int {
	if len(ends) == 0 {
		return 0
	}
	return ends[len(ends)-1]
}

// tskStamp reads a time of The Sleuth Kit, "2018-09-24 07:53:17.274838000 (UTC)". Zeros stand
// for a time that is not known. Old versions write points in the date.
func tskStamp(l *timestamps.Listing, at int64, b []byte) timestamps.Stamp {
	if bytes.HasPrefix(b, []byte("0000-00-00")) || bytes.HasPrefix(b, []byte("0000.00.00")) {
		l.Warn("absent-stamp", at, "times of 0 are read as not known")
		return timestamps.Stamp{}
	}
	var d timestamps.Date
	rest, ok := cutDate(b, '-', &d)
	if !ok {
		rest, ok = cutDate(b, '.', &d)
	}
	if ok = ok && len(rest) > 1 && rest[0] == ' '; ok {
		rest, ok = cutClock(rest[1:], &d)
	}
	rest = bytes.TrimSpace(rest)
	if !ok || len(rest) > 0 && (len(rest) < 3 || rest[0] != '(' || rest[len(rest)-1] != ')') {
		return unreadStamp(l, at, b)
	}
	if len(rest) == 0 {
		return timestamps.Wall(d)
	}
	return zoneStamp(l, d, rest[1:len(rest)-1], at)
}
