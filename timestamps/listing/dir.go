package listing

import (
	"bytes"
	"fmt"

	"copyclock/timestamps"
)

var windowsDir = Format{
	Name:       "dir",
	Title:      "dir, dir /s (Windows, United States)",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchDir,
	Read:       readDir,
}

// dirRow is a line of dir as far as it is the same in all countries: a date of ten
// characters, two blanks, a time, and <DIR> or a size.
type dirRow struct {
	date  timestamps.Date
	order byte   // 'm' for 06/21/2021, anything else for a date that is not US
	mark  []byte // DIR, JUNCTION, SYMLINKD, SYMLINK; nil for a file
	size  int64
	name  []byte
}

// dirDate says which order of the date b begins with, or 0: 'm' for two numbers, slashes
// and a year, which the US, Britain and Australia share, and '?' for other countries.
func dirDate(b []byte) byte {
	if len(b) < 18 || b[10] != ' ' || b[11] != ' ' {
		return 0
	}
	if c := b[2]; (c == '/' || c == '.') && b[5] == c &&
		digitsAt(b, 0, 2) >= 0 && digitsAt(b, 3, 2) >= 0 && digitsAt(b, 6, 4) >= 0 {
		if c == '/' {
			return 'm'
		}
		return '?'
	}
	if c := b[4]; (c == '/' || c == '-' || c == '.') && b[7] == c &&
		digitsAt(b, 0, 4) >= 0 && digitsAt(b, 5, 2) >= 0 && digitsAt(b, 8, 2) >= 0 {
		return '?'
	}
	return 0
}

// dirLine reads lines such as
//
//	06/14/2021  10:37 PM                19 file.txt
//	06/21/2021  11:05 AM    <DIR>          Documents
//
// A line that another country would print has an order other than 'm' and nothing else.
func dirLine(b []byte) (r dirRow, ok bool) {
	if r.order = dirDate(b); r.order == 0 {
		return r, false
	}
	clock := b[12:]
	foreign := r.order != 'm' || len(clock) < 9 || clock[5] != ' ' || clock[7] != 'M' || clock[8] != ' ' ||
		clock[6] != 'A' && clock[6] != 'P'
	if foreign {
		r.order = '?'
		return r, bytes.IndexByte(clock, ':') > 0 && dirTail(clock)
	}
	r.date.Month, r.date.Day, r.date.Year = digitsAt(b, 0, 2), digitsAt(b, 3, 2), digitsAt(b, 6, 4)
	rest, ok := cutClock(clock[:5], &r.date)
	if !ok || len(rest) > 0 || r.date.Hour < 1 || r.date.Hour > 12 {
		return r, false
	}
	r.date.Hour %= 12
	if clock[6] == 'P' {
		r.date.Hour += 12
	}
	return r, dirCells(&r, clock[8:])
}

// dirTail reports whether something like the size or the mark of a line of dir follows.
func dirTail(b []byte) bool {
	if i := bytes.IndexByte(b, '<'); i >= 0 && i < 30 && bytes.IndexByte(b[i:], '>') > 0 {
		return true
	}
	i := bytes.Index(b, []byte("  "))
	return i >= 5 && i < 14
}

// dirCells reads what follows the time: blanks, then the mark and the name, or the size,
// one blank and the name. The size of a file that is stored elsewhere is in parentheses.
func dirCells(r *dirRow, b []byte) bool {
	cell, rest := cutField(b)
	if len(cell) > 2 && cell[0] == '<' && cell[len(cell)-1] == '>' {
		r.mark, r.size = cell[1:len(cell)-1], timestamps.NoSize
		const width = 15 // the mark and the blanks that fill its column
		skip := min(max(width-len(cell), 1), len(rest))
		if len(bytes.TrimLeft(rest[:skip], " ")) > 0 {
			skip = 1
		}
		r.name = rest[skip:]
		return len(r.name) > 0
	}
	if n := len(cell); n > 2 && cell[0] == '(' && cell[n-1] == ')' {
		cell = cell[1 : n-1]
	}
	var ok bool
	if r.size, ok = grouped(cell); !ok || len(rest) < 2 {
		return false
	}
	r.name = rest[1:]
	return true
}

// dirHeading returns the directory of a line such as " Directory of C:\Users".
func dirHeading(b []byte) ([]byte, bool) {
	for _, word := range []string{" Directory of ", "Directory of "} {
		if bytes.HasPrefix(b, []byte(word)) {
			return b[len(word):], true
		}
	}
	return nil, false
}

// dirFooter reads "               6 File(s)         38,733 bytes".
func dirFooter(b []byte) (t totals, ok bool) {
	count, rest := cutField(b)
	word, rest := cutField(rest)
	if string(word) != "File(s)" {
		return t, false
	}
	size, rest := cutField(rest)
	if t.files, ok = grouped(count); !ok {
		return t, false
	}
	t.bytes, ok = grouped(size)
	return t, ok && bytes.HasPrefix(rest, []byte(" bytes"))
}

// dirOther reports whether b is a line of dir that holds no entry.
func dirOther(b []byte) bool {
	for _, word := range []string{" Volume in drive ", " Volume Serial Number is "} {
		if bytes.HasPrefix(b, []byte(word)) {
			return true
		}
	}
	return bytes.Contains(b, []byte(" Dir(s) ")) && bytes.HasPrefix(b, []byte("    ")) || dirGrand(b)
}

func dirGrand(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(b, " "), []byte("Total Files Listed:"))
}

func matchDir(head [][]byte) float64 {
	good, bad, rows := 0, 0, 0
	for _, b := range head {
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		if _, ok := dirLine(b); ok {
			good++
			rows++
			continue
		}
		_, heading := dirHeading(b)
		_, footer := dirFooter(b)
		switch {
		case heading, footer, dirOther(b):
			good++
		case b[0] == ' ': // a heading or footer in the words of another language
		default:
			bad++
		}
	}
	if rows == 0 {
		return 0
	}
	return ratio(good, bad)
}

// dirReader keeps the directory that is being listed.
type dirReader struct {
	in         *Lines
	joint      []byte
	l          *timestamps.Listing
	opt        Options
	dir        string
	tally, all totals
	grand      bool // the next footer is that of the whole listing
	last       bool // a number above 12 stood second, as only the US has it
}

// readDir reads dir of the United States. The order of the date is that of a user's
// setting and is not printed. So a listing is refused where a date cannot be of the US, and
// also where no date can tell day from month.
func readDir(in *Lines, l *timestamps.Listing, opt Options) error {
	r := dirReader{in: in, l: l, opt: opt}
	begin := len(l.Entries)
	var line int64
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		row, ok := dirLine(b)
		if !ok {
			r.other(b, in.Number())
			continue
		}
		line = in.Number()
		if row.order != 'm' || row.date.Month > 12 && row.date.Day <= 12 {
			l.Entries = l.Entries[:begin]
			return fmt.Errorf("line %d: the date %q is not month/day/year with AM or PM: "+
				"only dir as set for the United States is read; list the files again with dir under that setting, "+
				"or turn the listing into a table for --format csv", line, b[:min(23, len(b))])
		}
		r.last = r.last || row.date.Day > 12
		r.row(row, line)
	}
	if len(l.Entries) > begin && !r.last && opt.DateOrder != MonthFirst {
		l.Entries = l.Entries[:begin]
		return fmt.Errorf("line %d: no date up to here has a day above 12, so month/day/year and day/month/year cannot be told apart: "+
			"say which with --date-order mdy, give a larger listing, or turn it into a table for --format csv with dates as 2016-07-05 18:39", line)
	}
	if r.dir != "" && r.tally != (totals{}) {
		noTotals(l)
	}
	return nil
}

func (r *dirReader) path(name []byte) string {
	r.joint = append(r.joint[:0], r.dir...)
	if r.dir != "" && r.dir[len(r.dir)-1] != '\\' {
		r.joint = append(r.joint, '\\')
	}
	r.joint = append(r.joint, name...)
	return r.in.Keep(r.joint)
}

func (r *dirReader) row(row dirRow, line int64) {
	e := timestamps.Entry{Size: row.size, Line: line, Kind: timestamps.File}
	e.Times.Modified = timestamps.Wall(row.date)
	name := row.name
	switch string(row.mark) {
	case "":
	case "DIR":
		e.Kind = timestamps.Directory
		if string(name) == "." || string(name) == ".." {
			e.Flags |= timestamps.Dot
		}
	default:
		e.Kind = timestamps.Link // <SYMLINKD> and others: name [target]
		if i := bytes.LastIndex(name, []byte(" [")); i > 0 {
			name = name[:i]
		}
	}
	e.Path = r.path(name)
	switch {
	case e.Kind == timestamps.File:
		r.tally.files++
		r.tally.bytes = unzipSum(r.tally.bytes, e.Size)
	case string(row.mark) == "SYMLINK":
		r.tally.files++
	}
	r.l.Entries = append(r.l.Entries, e)
}

// other reads a line that does not begin with a date.
func (r *dirReader) other(b []byte, at int64) {
	if dir, ok := dirHeading(b); ok {
		r.dir, r.tally = string(dir), totals{}
		return
	}
	if printed, ok := dirFooter(b); ok {
		t := &r.tally
		if r.grand {
			t = &r.all
		}
		t.compare(r.l, at, printed)
		r.all.files += r.tally.files
		r.all.bytes = unzipSum(r.all.bytes, r.tally.bytes)
		r.tally = totals{}
		return
	}
	if dirGrand(b) {
		r.grand = true
		return
	}
	if dirOther(b) || r.stream(b, at) {
		return
	}
	r.l.Skip(at, "a line of dir has no date, time, size and name")
}

// stream reads the line that dir /r prints for an alternate stream,
//
//	26 name:Zone.Identifier:$DATA
func (r *dirReader) stream(b []byte, at int64) bool {
	size, rest := cutField(b)
	n, ok := grouped(size)
	if !ok || b[0] != ' ' || len(rest) < 2 || !bytes.HasSuffix(rest, []byte(":$DATA")) {
		return false
	}
	r.l.Entries = append(r.l.Entries, timestamps.Entry{Path: r.path(rest[1:]), Size: n, Line: at,
		Kind: timestamps.File, Flags: timestamps.Stream})
	return true
}
