package listing

import (
	"bytes"
	"fmt"

	"copyclock/timestamps"
)

var windowsDir = Format{
	Name:       "dir",
	Title:      "dir, dir /s, /x, /q, /r (Windows and DOS, any region and language); FTP LIST of IIS",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchDir,
	Read:       readDir,
}

// dirAny reads a line of Windows or of DOS.
func dirAny(b []byte) (dirRow, bool) {
	if r, ok := dirLine(b); ok {
		return r, true
	}
	return dosLine(b)
}

func matchDir(head [][]byte) float64 {
	good, bad, rows := 0, 0, 0
	for _, b := range head {
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		if _, ok := dirAny(b); ok {
			good++
			rows++
			continue
		}
		if bytes.HasPrefix(b, []byte("Directory for ")) {
			return 0 // mdir
		}
		_, heading := dirHeading(b)
		_, footer := dirFooter(b)
		switch {
		case heading, footer:
			good++
		case b[0] == ' ', dirText(b):
		default:
			bad++
		}
	}
	if rows == 0 {
		return 0
	}
	return ratio(good, bad)
}

// dirText reports whether a line that holds no entry belongs to dir or to the prompt around
// it: words about the volume and the totals, the command itself.
func dirText(b []byte) bool {
	if len(bytes.Trim(b, " *-=_#.")) == 0 {
		return true // a line that somebody drew
	}
	for _, prefix := range []string{"Volume ", "Directory of ", "Total ", "Datentr", "Le volume", "El volumen", "O volume"} {
		if bytes.HasPrefix(b, []byte(prefix)) {
			return true
		}
	}
	i := bytes.Index(b, []byte(`:\`))
	return i == 1 && bytes.IndexByte(b, '>') > 0
}

// dirReader keeps the directory that is being listed.
type dirReader struct {
	in         *Lines
	joint      []byte
	l          *timestamps.Listing
	dir        string
	tally, all totals
	dirs       int64 // directories of the whole listing, dots among them
	links      int64 // that may or may not be counted as files
	allLinks   int64
	listed     int // directories with a heading
	footers    int // lines of totals since the last entry
	order      dateOrder
}

// readDir reads dir in the form of any region. The order of the numbers of a date is that of
// a user's setting and is not printed; see [dateOrder].
func readDir(in *Lines, l *timestamps.Listing, opt Options) error {
	r := dirReader{in: in, l: l}
	begin := len(l.Entries)
	var line int64
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		if row, ok := dirAny(b); ok {
			line = in.Number()
			r.row(&row, line)
			continue
		}
		r.other(b, in.Number())
	}
	if !r.order.finish(l, opt) {
		l.Entries = l.Entries[:begin]
		return fmt.Errorf("up to line %d %w", line, errOrder)
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

func (r *dirReader) row(row *dirRow, line int64) {
	e := timestamps.Entry{Size: row.size, Line: line, Kind: timestamps.File}
	name := row.name
	switch string(row.mark) {
	case "":
	case "DIR", "REP", "dir":
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
	switch e.Kind {
	case timestamps.File:
		r.tally.files++
		r.tally.bytes = unzipSum(r.tally.bytes, e.Size)
	case timestamps.Link:
		r.links++
	case timestamps.Directory:
		r.dirs++
	case timestamps.Other, timestamps.Unknown:
	}
	r.footers = 0
	r.l.Entries = append(r.l.Entries, e)
	r.order.set(r.l, row.date)
}

// other reads a line that holds no entry.
func (r *dirReader) other(b []byte, at int64) {
	if dir, ok := dirHeading(b); ok {
		r.dir, r.tally, r.links, r.footers = string(dir), totals{}, 0, 0
		r.listed++
		return
	}
	if printed, ok := dirFooter(b); ok {
		r.footer(printed, at)
		return
	}
	if b[0] == ' ' && (r.stream(b, at) || !dirDigits(b)) || dirText(b) || bytes.HasSuffix(bytes.TrimRight(b, " "), []byte("bytes free")) {
		return
	}
	r.l.Skip(at, "a line of dir has no date, time, size and name")
}

// dirDigits reports whether a line begins with a number, as one with an entry or a stream does.
func dirDigits(b []byte) bool {
	b = bytes.TrimLeft(b, " ")
	return len(b) > 0 && isDigit(b[0])
}

// footer compares the totals below a directory, files first and then directories with the
// free bytes, and those of the whole listing, which stand under the last directory.
func (r *dirReader) footer(printed totals, at int64) {
	r.footers++
	switch {
	case r.footers == 1:
		r.compare(&r.tally, r.links, printed, at)
		r.all.files += r.tally.files
		r.all.bytes = unzipSum(r.all.bytes, r.tally.bytes)
		r.allLinks += r.links
		r.tally, r.links = totals{}, 0
	case r.footers == 2 && printed.bytes == r.all.bytes && printed.files >= r.all.files:
		r.footers = 3 // dir /s prints no free bytes below each directory
	case r.footers == 2 && r.listed == 1:
		if n := printed.files; n < r.dirs || n > r.dirs+r.allLinks {
			differs(&r.l.Head, at, "directories", n, r.dirs)
		}
	case r.footers == 2 && r.all.files > 0 && printed.files == r.all.files:
		r.compare(&r.all, r.allLinks, printed, at)
	}
}

// compare allows for links that dir counts as files.
func (r *dirReader) compare(t *totals, links int64, printed totals, at int64) {
	if extra := printed.files - t.files; extra > 0 && extra <= links {
		printed.files = t.files
	}
	t.compare(r.l, at, printed)
}

// stream reads the line that dir /r prints for an alternate stream,
//
//	26 name:Zone.Identifier:$DATA
func (r *dirReader) stream(b []byte, at int64) bool {
	size, rest, ok := cutGrouped(bytes.TrimLeft(b, " "), nil)
	if !ok || len(rest) < 2 || !bytes.HasSuffix(rest, []byte(":$DATA")) {
		return false
	}
	r.l.Entries = append(r.l.Entries, timestamps.Entry{Path: r.path(rest[1:]), Size: size, Line: at,
		Kind: timestamps.File, Flags: timestamps.Stream})
	return true
}
