package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var unzipList = Format{
	Name:       "unzip-l",
	Title:      "unzip -l",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed or that packed",
	Match:      func(head [][]byte) float64 { return matchUnzip(head, unzipListRow) },
	Read: func(in *Lines, l *timestamps.Listing, opt Options) error {
		return readUnzip(in, l, opt, unzipListRow)
	},
}

// unzipRow is what a line of unzip says before its date is understood.
type unzipRow struct {
	size int64
	date unzipDate
	name []byte
}

// unzipListRow reads a line such as
//
//	1234  2016-07-05 18:39   name
func unzipListRow(b []byte) (r unzipRow, ok bool) {
	size, rest := cutField(b)
	if r.size, ok = number(size); !ok {
		return r, false
	}
	date, rest := cutField(rest)
	clock, rest := cutField(rest)
	if r.date, ok = unzipDateOf(date, clock); !ok {
		return r, false
	}
	if len(rest) < 4 || string(rest[:3]) != "   " {
		return r, false
	}
	r.name = rest[3:]
	return r, true
}

// unzipDate is a date as printed. Builds of unzip print 2016-07-05, 07-05-2016, 07-05-16
// and, for some countries, the day first.
type unzipDate struct {
	timestamps.Date
	pair bool // Month and Day are the two numbers before the year, in printed order
}

func unzipDateOf(date, clock []byte) (d unzipDate, ok bool) {
	rest, ok := cutClock(clock, &d.Date)
	if !ok || len(rest) > 0 || len(clock) != 5 {
		return d, false
	}
	if isoDate(date, '-', &d.Date) {
		return d, true
	}
	if len(date) != 8 && len(date) != 10 || date[2] != '-' && date[2] != '/' || date[5] != date[2] {
		return d, false
	}
	d.Month, d.Day, d.Year = digitsAt(date, 0, 2), digitsAt(date, 3, 2), digitsAt(date, 6, len(date)-6)
	if d.Month < 0 || d.Day < 0 || d.Year < 0 {
		return d, false
	}
	if len(date) == 8 {
		d.Year = century(d.Year)
	}
	d.pair = true
	return d, true
}

var (
	unzipArchive = []byte("Archive:")
	unzipRule    = []byte("--------")
)

// unzipRules reports whether a line is a rule; that of busybox begins with a blank.
func unzipRules(b []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(b, " "), unzipRule) }

func unzipHeader(b []byte) bool {
	f, rest := cutField(b)
	return string(f) == "Length" && bytes.Contains(rest, []byte(" Date ")) && bytes.HasSuffix(rest, []byte(" Name"))
}

// unzipFooter reads " 1614259     219 files" and, of -v, "1614259  757580  53%  219 files".
func unzipFooter(b []byte) (t totals, ok bool) {
	size, rest := cutField(b)
	if t.bytes, ok = number(size); !ok {
		return t, false
	}
	var last, before, field []byte
	for {
		if field, rest = cutField(rest); len(field) == 0 {
			break
		}
		before, last = last, field
	}
	if t.files, ok = number(before); !ok {
		return t, false
	}
	return t, string(last) == "files" || string(last) == "file"
}

func matchUnzip(head [][]byte, row func([]byte) (unzipRow, bool)) float64 {
	good, bad, rows := 0, 0, 0
	inside := true
	for _, b := range head {
		switch {
		case len(bytes.TrimSpace(b)) == 0:
		case bytes.HasPrefix(b, unzipArchive):
			inside = false
		case unzipHeader(b):
			inside = true
		case !inside || unzipRules(b):
		default:
			if _, ok := row(b); ok {
				good++
				rows++
			} else if _, ok := unzipFooter(b); ok && rows > 0 {
				good++
			} else {
				bad++
			}
		}
	}
	if rows == 0 {
		return 0
	}
	return ratio(good, bad)
}

// unzipPending is a date whose order of day and month the whole listing decides.
type unzipPending struct {
	entry int
	date  timestamps.Date
}

func readUnzip(in *Lines, l *timestamps.Listing, opt Options, row func([]byte) (unzipRow, bool)) error {
	l.HeaderOrder = true
	var pending []unzipPending
	var tally totals
	inside, framed, footer := true, false, false
	for in.Next() {
		b := in.Bytes()
		switch {
		case bytes.HasPrefix(b, unzipArchive) && (!inside || footer || len(l.Entries) == 0):
			inside, footer = false, false // a comment of the archive may follow
			continue
		case unzipHeader(b):
			inside, framed, footer, tally = true, true, false, totals{}
			continue
		case !inside || len(bytes.TrimSpace(b)) == 0:
			continue
		case unzipRules(b):
			footer = tally.files > 0 // the rule below the header comes before any row
			continue
		case footer || tally.files == 0:
			if printed, ok := unzipFooter(b); ok {
				tally.compare(l, in.Number(), printed)
				inside, framed = false, false
				continue
			}
		}
		r, ok := row(b)
		if !ok {
			l.Skip(in.Number(), "a line of unzip has no size, date, time and name")
			continue
		}
		e := timestamps.Entry{Path: in.Keep(r.name), Size: r.size, Line: in.Number(), Kind: unzipKind(r.name)}
		if r.date.pair {
			pending = append(pending, unzipPending{len(l.Entries), r.date.Date})
		} else {
			e.Times.Modified = timestamps.Wall(r.date.Date)
		}
		tally.files++ // unzip counts directories as files
		tally.bytes = unzipSum(tally.bytes, r.size)
		l.Entries = append(l.Entries, e)
	}
	if framed {
		noTotals(l)
	}
	unzipOrder(l, pending, opt)
	return nil
}

func unzipSum(a, b int64) int64 {
	if a+b < a {
		return a
	}
	return a + b
}

func unzipKind(name []byte) timestamps.Kind {
	if name[len(name)-1] == '/' {
		return timestamps.Directory
	}
	return timestamps.File
}

// unzipOrder decides whether 07-05-2016 is the fifth of July: a number above 12 anywhere in
// the listing decides, else the user. Without either the month comes first, the order that
// Info-ZIP and busybox are built with, and the listing carries a warning.
func unzipOrder(l *timestamps.Listing, pending []unzipPending, opt Options) {
	first, second := false, false
	for _, p := range pending {
		first = first || p.date.Month > 12
		second = second || p.date.Day > 12
	}
	dayFirst := first && !second
	if len(pending) > 0 && first == second {
		dayFirst = opt.DateOrder == DayFirst
		switch {
		case first:
			l.Warn("date-order-assumed", l.Entries[pending[0].entry].Line,
				"some dates put the day first and some the month; the others are read in the order of --date-order, else with the month first")
		case opt.DateOrder == "":
			l.Warn("date-order-assumed", l.Entries[pending[0].entry].Line,
				"no date of the listing tells day from month; the month is taken to come first")
		}
	}
	for _, p := range pending {
		d := p.date
		if dayFirst {
			d.Month, d.Day = d.Day, d.Month
		}
		l.Entries[p.entry].Times.Modified = timestamps.Wall(d)
	}
}
