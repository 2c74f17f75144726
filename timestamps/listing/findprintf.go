package listing

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"copyclock/timestamps"
)

// findPrintf is the output of find -printf with one of the layouts that analysts use. Which
// column holds what is found out from the first lines; see [printfLayout].
var findPrintf = Format{
	Name:       "find-printf",
	Title:      "find -printf and stat -c with times and path, with or without size, dates in common layouts",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 ns",
	Zone:       "UTC for seconds since 1970, as printed for %y of stat, else not stated",
	Match: func(head [][]byte) float64 {
		layout, err := openPrintf(head)
		if err != nil {
			return 0
		}
		return Share(head, layout.read)
	},
	Open: func(head [][]byte, l *timestamps.Listing, opt Options) (LineFunc, error) {
		layout, err := openPrintf(head)
		if err != nil {
			return nil, err
		}
		if err := layout.settleOrder(opt.DateOrder); err != nil {
			return nil, err
		}
		if layout.assumed {
			l.Warn("assumed-column-order", 0, layout.order())
		}
		return layout.read, nil
	},
}

// openPrintf finds the layout of lines that are those of no other tool.
func openPrintf(head [][]byte) (printfLayout, error) {
	if Share(head, bodyLine) >= matchShare {
		return printfLayout{}, errors.New("the lines are those of a body file")
	}
	if Share(head, statTerseLine) >= matchShare || Share(head, duLine) >= matchShare || matchLs(head) >= matchShare || matchCSV(head) >= matchShare || bodyfile2.Share(head) >= matchShare ||
		rcloneLsf.Match(head) >= matchShare {
		return printfLayout{}, errors.New("the lines are those of stat -t, du, ls, rclone lsf, a table or an old body file")
	}
	layout, ok := findLayout(head)
	if !ok {
		return layout, errors.New("no columns of times, sizes and paths are found in the first lines; --columns can name them")
	}
	return layout, nil
}

// printfClass is what a column of find -printf looks like.
type printfClass uint8

const (
	otherText    printfClass = iota
	epochTime                // %T@, 1795427377.1677799520
	epochSeconds             // %Y of stat, 1795427377, where no other times are
	plusTime                 // %T+, 2016-07-05+18:44:00.0000000000
	dateTime                 // %TY-%Tm-%Td %TH:%TM:%TS in one column
	zonedTime                // %y of stat, 2016-07-05 18:44:00.000000000 +0200, in one column
	zoneText                 // its last part
	dateOnly                 // its first half
	clockOnly                // its second half
	wholeNumber              // %s, %i, %n, %b, %U
	octalRight               // %m, 644
	typeLetter               // %y
	modeText                 // %M, -rw-r--r--
	ownerText                // %u:%g
	ownerName                // %u or %g, behind %M
	kindText                 // %F of stat, "regular file"
	writtenTime              // a date of several fields, or in a layout of its own: see [writtenDate]
)

// printfLayout is the order of the columns of find -printf, such as
//
//	d|1795428621.2633539840|1795428632.2151546500|-1.-000000010|4096|./share
//	2016-07-05+18:44:00.0000000000 9 weird/link-to-plain
//	1795427377.1677799520	2895	x_rsync600k/gzip/copyright
//
// or of stat -c, such as
//
//	./a.txt 84891 1467758342
//	84891 2016-07-05 22:39:02.437128340 +0000 ./a.txt
//
// The path is the last column or the first, and may hold separators.
type printfLayout struct {
	separator byte
	pathFirst bool
	columns   []printfClass       // all but the path
	stamps    []timestamps.Column // beside each column, what it is the time of
	size      int                 // which column, or -1
	assumed   bool                // the order of the times is a guess
	fields    []int               // beside each column, how many fields a writtenTime takes
	dates     DateOrder           // of day and month in them, where they say nothing else
	open      bool                // the first lines leave that order open
	quotes    nameQuotes          // around the path
}

// maxColumns is how many columns may stand beside the path.
const maxColumns = 12

// findLayout finds the layout that explains most of the lines.
func findLayout(head [][]byte) (printfLayout, bool) {
	for _, written := range []bool{false, true} {
		for _, separator := range []byte{'|', '\t', ';', ',', ' '} {
			for _, pathFirst := range []bool{false, true} {
				if layout, ok := tryLayout(head, printfLayout{separator: separator, pathFirst: pathFirst}, written); ok {
					return layout, true
				}
			}
		}
	}
	return printfLayout{}, false
}

// tryLayout classifies the columns one after the other for as long as nearly all lines agree.
// Dates as people write them, and lines without a size, are found where that is asked for:
// then the paths must show that they are of one tree.
func tryLayout(head [][]byte, layout printfLayout, written bool) (printfLayout, bool) {
	layout.size = -1
	rests := make([][]byte, 0, len(head))
	for _, line := range head {
		if len(line) > 0 {
			rests = append(rests, line)
		}
	}
	fields := make([][]byte, len(rests))
	values := [][][]byte{}
	for len(layout.columns) < maxColumns {
		if n := layout.writtenFields(rests, written); n > 0 {
			for i, rest := range rests {
				fields[i], rests[i], _ = layout.cutFields(rest, n)
			}
			layout.columns, layout.fields = append(layout.columns, writtenTime), append(layout.fields, n)
			values = append(values, append([][]byte(nil), fields...))
			continue
		}
		var votes [writtenTime]int
		next := make([][]byte, len(rests))
		for i, rest := range rests {
			field, after, ok := layout.cut(rest)
			if ok {
				fields[i], next[i] = field, after
				votes[classOf(field)]++
			} else {
				fields[i], next[i] = nil, nil
			}
		}
		class, ok := majority(votes[:], len(rests))
		if !ok || class == ownerName && !slices.Contains(layout.columns, modeText) {
			break
		}
		layout.columns, layout.fields = append(layout.columns, class), append(layout.fields, 0)
		values = append(values, append([][]byte(nil), fields...))
		rests = next
	}
	layout.quotes = quotesOf(rests)
	if layout.swallowed(rests) || written && !rooted(rests, layout.quotes) {
		return layout, false
	}
	ok := layout.assign(values, written)
	if ok && layout.size < 0 && wordy(rests) {
		return layout, false // a log of what happened to files
	}
	return layout, ok
}

// cut takes the next column off a line, from the side on which the path is not.
func (p *printfLayout) cut(b []byte) (field, rest []byte, ok bool) {
	if p.pathFirst {
		i := bytes.LastIndexByte(b, p.separator)
		if i <= 0 {
			return nil, nil, false
		}
		return b[i+1:], b[:i], true
	}
	i := bytes.IndexByte(b, p.separator)
	if i < 0 || i+1 == len(b) {
		return nil, nil, false
	}
	return b[:i], b[i+1:], true
}

// majority returns the class of a column that nearly all lines have. A column of numbers
// may look like rights here and there.
func majority(votes []int, lines int) (printfClass, bool) {
	need := lines - lines/10
	if votes[octalRight] < need {
		votes[wholeNumber] += votes[octalRight]
	}
	if votes[epochSeconds] < need {
		votes[wholeNumber] += votes[epochSeconds]
	}
	for class := epochTime; class <= kindText; class++ {
		if votes[class] >= need && need > 0 {
			return class, true
		}
	}
	return otherText, false
}

// classOf says what a field looks like.
func classOf(b []byte) printfClass {
	if len(b) == 1 && bytes.IndexByte([]byte("fdlbcpsDLNU?"), b[0]) >= 0 {
		return typeLetter
	}
	var d timestamps.Date
	switch {
	case len(b) == 10 && isoDate(b, '-', &d):
		return dateOnly
	case len(b) > 9 && clock(b, &d): // %TS has decimals always
		return clockOnly
	case len(b) >= 19 && isoDate(b[:10], '-', &d) && clock(b[11:], &d):
		if b[10] == '+' {
			return plusTime
		}
		if len(b) > 20 && (b[10] == ' ' || b[10] == 'T') {
			return dateTime
		}
	}
	if _, ok := number(b); ok {
		if _, ok := octalMode(b); ok && len(b) <= 4 && len(b) >= 3 {
			return octalRight
		}
		if len(b) == 9 && b[0] >= '3' || len(b) == 10 && b[0] >= '1' && b[0] <= '3' { // 1979 to 2096
			return epochSeconds
		}
		return wholeNumber
	}
	if minutes, ok := offset(b); ok && len(b) == len("+0200") && minutes > -24*60 {
		return zoneText
	}
	if len(b) > len("2016-07-05 18:44:00 +0200") && b[10] == ' ' && b[len(b)-6] == ' ' {
		if _, ok := isoStamp(b); ok {
			return zonedTime
		}
	}
	if i := bytes.IndexByte(b, '.'); i > 0 && len(b)-i > 9 {
		if _, _, ok := epoch(b); ok || brokenEpoch(b) {
			return epochTime
		}
	}
	if _, ok := unixMode(b); ok {
		return modeText
	}
	if _, ok := statKinds[string(b)]; ok {
		return kindText
	}
	if i := bytes.IndexByte(b, ':'); i > 0 && i < len(b)-1 && bytes.IndexByte(b, '/') < 0 {
		return ownerText
	}
	if isOwner(b) {
		return ownerName
	}
	return otherText
}

// isOwner reports whether b may be the name of a user or of a group of Unix.
func isOwner(b []byte) bool {
	for i, c := range b {
		if !('a' <= c && c <= 'z' || c == '_' || i > 0 && (isDigit(c) || c == '-')) {
			return false
		}
	}
	return len(b) > 0
}

// brokenEpoch reports whether b is what some versions of find print for a birth that the
// file system does not give: "-1.-000000010".
func brokenEpoch(b []byte) bool {
	whole, frac, ok := bytes.Cut(b, []byte(".-"))
	if !ok {
		return false
	}
	whole = bytes.TrimPrefix(whole, []byte{'-'})
	_, ok1 := number(whole)
	_, ok2 := number(frac)
	return ok1 && ok2
}

// assign settles which column is the size and which time each time is; it reports whether
// the layout has a time, and a size unless that may be missing.
func (p *printfLayout) assign(values [][][]byte, sizeless bool) bool {
	p.stamps = make([]timestamps.Column, len(p.columns))
	p.plainSeconds()
	var times, sizes []int
	for i, class := range p.columns {
		switch class {
		case epochTime, epochSeconds, plusTime, dateTime, zonedTime:
			times = append(times, i)
		case writtenTime:
			times = append(times, i)
			if !p.datesOf(values[i]) {
				return false
			}
		case dateOnly:
			if clockBeside(p.columns, i, p.pathFirst) {
				times = append(times, i)
			}
		case wholeNumber:
			sizes = append(sizes, i)
		case otherText, clockOnly, zoneText, octalRight, typeLetter, modeText, ownerText, ownerName, kindText:
		}
	}
	numbers := len(sizes)
	if numbers == 0 {
		// A handful of sizes may all look like rights.
		for i, class := range p.columns {
			if class == octalRight && len(sizes) == 0 {
				sizes = append(sizes, i)
			}
		}
	}
	if len(sizes) > 1 {
		sizes = p.sizeAmong(sizes, values)
	}
	switch len(sizes) {
	case 1:
		p.size = sizes[0]
	case 0:
		if !sizeless || numbers > 0 {
			return false
		}
	default:
		return false
	}
	if p.pathFirst { // the columns were cut from the right
		for i, j := 0, len(times)-1; i < j; i, j = i+1, j-1 {
			times[i], times[j] = times[j], times[i]
		}
	}
	if len(times) == 0 || len(times) > 4 {
		return false
	}
	order := []timestamps.Column{timestamps.Modified, timestamps.Changed, timestamps.Birth}
	switch {
	case len(times) == 4 && laterMostly(values[times[3]], values[times[2]]):
		// The same: so the first is the birth.
		order = []timestamps.Column{timestamps.Birth, timestamps.Accessed, timestamps.Modified, timestamps.Changed}
	case len(times) == 4:
		order = []timestamps.Column{timestamps.Accessed, timestamps.Modified, timestamps.Changed, timestamps.Birth}
	case len(times) == 3 && laterMostly(values[times[2]], values[times[1]]):
		// No file is born after it was changed: so the third is no birth.
		order = []timestamps.Column{timestamps.Accessed, timestamps.Modified, timestamps.Changed}
	}
	for i, column := range times {
		p.stamps[column] = order[i]
	}
	p.assumed = len(times) > 1 || numbers > 1
	return true
}

// plainSeconds takes whole numbers that look like seconds since 1970 for mere numbers where
// another column shows times in a form that cannot be anything else.
func (p *printfLayout) plainSeconds() {
	other := slices.ContainsFunc(p.columns, func(c printfClass) bool {
		return c == epochTime || c == plusTime || c == dateTime || c == zonedTime || c == dateOnly
	})
	for i, c := range p.columns {
		if c == epochSeconds && other {
			p.columns[i] = wholeNumber
		}
	}
}

// zoneBeside cuts the zone that follows the time of day in column i, if there is one.
func (p *printfLayout) zoneBeside(i int) bool {
	j := i + 1
	return !p.pathFirst && j < len(p.columns) && p.columns[j] == zoneText
}

// order tells the user what the columns are taken for.
func (p *printfLayout) order() string {
	var b bytes.Buffer
	b.WriteString("the listing does not name its columns; the times are taken to be")
	n := 0
	for i := range p.stamps {
		j := i
		if p.pathFirst {
			j = len(p.stamps) - 1 - i
		}
		if p.stamps[j] == "" {
			continue
		}
		if n > 0 {
			b.WriteByte(',')
		}
		b.WriteString(" " + string(p.stamps[j]))
		n++
	}
	if p.size >= 0 {
		at := p.size + 1
		if p.pathFirst {
			at = len(p.columns) - p.size + 1
		}
		fmt.Fprintf(&b, ", and column %d the size", at)
	}
	return b.String()
}

// clockBeside reports whether the time of day follows the date in column i.
func clockBeside(columns []printfClass, i int, pathFirst bool) bool {
	j := i + 1
	if pathFirst {
		j = i - 1
	}
	return j >= 0 && j < len(columns) && columns[j] == clockOnly
}

// laterMostly reports whether the times of a are later than those of b in most lines. Whole
// seconds compare as numbers, other times of one length as text.
func laterMostly(a, b [][]byte) bool {
	later, other := 0, 0
	for i := range a {
		first, ok1 := number(a[i])
		second, ok2 := number(b[i])
		switch {
		case ok1 && ok2 && first > second:
			later++
		case ok1 && ok2:
			other++
		case len(a[i]) == 0 || len(b[i]) == 0 || a[i][0] == '-' || b[i][0] == '-' || len(a[i]) != len(b[i]):
			other++
		case bytes.Compare(a[i], b[i]) > 0:
			later++
		default:
			other++
		}
	}
	return later > other
}

// read reads a line in the order of the columns.
func (p *printfLayout) read(line []byte, r *Row) Verdict {
	e := &r.Entry
	var ok bool
	var held, zone []byte // the time of day and its zone, met before their date
	var day timestamps.Date
	var dated timestamps.Column
	rest := line
	for i, class := range p.columns {
		var field []byte
		if field, rest, ok = p.cutFields(rest, p.fields[i]); !ok {
			return Bad
		}
		if i == p.size {
			if e.Size, ok = number(field); !ok {
				return Bad
			}
			continue
		}
		column := p.stamps[i]
		switch class {
		case epochTime, epochSeconds, plusTime, dateTime, zonedTime:
			s, ok := printfTime(field, class)
			if !ok {
				return Bad
			}
			setStamp(&e.Times, column, s)
		case dateOnly:
			if column == "" {
				continue
			}
			if !isoDate(field, '-', &day) || p.pathFirst && !clock(held, &day) {
				return Bad
			}
			if dated = column; p.pathFirst {
				stamp, ok := zonedWall(day, zone)
				if !ok {
					return Bad
				}
				setStamp(&e.Times, dated, stamp)
				zone = nil
			}
		case clockOnly:
			held = field
			if dated != "" && !p.pathFirst {
				if !clock(field, &day) {
					return Bad
				}
				if p.zoneBeside(i) {
					continue
				}
				setStamp(&e.Times, dated, timestamps.Wall(day))
				dated = ""
			}
		case zoneText:
			zone = field
			if dated != "" && !p.pathFirst {
				stamp, ok := zonedWall(day, zone)
				if !ok {
					return Bad
				}
				setStamp(&e.Times, dated, stamp)
				dated = ""
			}
		case writtenTime:
			s, ok := p.writtenStamp(field)
			if !ok {
				return Bad
			}
			setStamp(&e.Times, column, s)
		case kindText:
			kind, ok := statKinds[string(field)]
			if !ok {
				return Bad
			}
			e.Kind = kind
		case typeLetter:
			if len(field) != 1 {
				return Bad
			}
			e.Kind = printfKind(field[0])
		case modeText:
			if e.Kind, ok = unixMode(field); !ok {
				return Bad
			}
		case wholeNumber, octalRight:
			if _, ok := number(field); !ok {
				return Bad
			}
		case otherText, ownerText, ownerName:
		}
	}
	if r.Name, ok = p.quotes.undo(rest, r); !ok || len(r.Name) == 0 {
		return Bad
	}
	e.Flags = dotFlag(r.Name)
	return Good
}

// zonedWall makes a stamp of a date and the zone beside it, which may be missing.
func zonedWall(d timestamps.Date, zone []byte) (timestamps.Stamp, bool) {
	if len(zone) == 0 {
		return timestamps.Wall(d), true
	}
	minutes, ok := offset(zone)
	return timestamps.WallAt(d, minutes), ok
}

// printfTime reads one column of time. A broken birth is an invalid stamp.
func printfTime(b []byte, class printfClass) (timestamps.Stamp, bool) {
	if class == epochTime {
		sec, nsec, ok := epoch(b)
		if ok {
			return timestamps.At(sec, nsec), true
		}
		return timestamps.Stamp{State: timestamps.Invalid}, brokenEpoch(b)
	}
	if class == epochSeconds {
		sec, nsec, ok := epoch(b)
		return timestamps.At(sec, nsec), ok
	}
	if class == zonedTime {
		return isoStamp(b)
	}
	var d timestamps.Date
	if len(b) < 16 || !isoDate(b[:10], '-', &d) || !clock(b[11:], &d) {
		return timestamps.Stamp{}, false
	}
	return timestamps.Wall(d), true
}

// printfKind reads the letter of %y.
func printfKind(c byte) timestamps.Kind {
	switch c {
	case 'f':
		return timestamps.File
	case 'd':
		return timestamps.Directory
	case 'l':
		return timestamps.Link
	case 'U', '?', 'N', 'L':
		return timestamps.Unknown
	}
	return timestamps.Other
}

// setStamp puts s into the column c of t.
func setStamp(t *timestamps.Times, c timestamps.Column, s timestamps.Stamp) {
	switch c {
	case timestamps.Modified:
		t.Modified = s
	case timestamps.Changed:
		t.Changed = s
	case timestamps.Birth:
		t.Birth = s
	case timestamps.Accessed:
		t.Accessed = s
	}
}
