package listing

import (
	"bytes"
	"errors"

	"copyclock/timestamps"
)

// maxDateFields is how many fields a date may take: Fri Apr 12 06:59:59 2024.
const maxDateFields = 5

// writtenFields returns how many fields nearly all lines give to a date that only
// [writtenDate] reads, or 0.
func (p *printfLayout) writtenFields(lines [][]byte, written bool) int {
	if !written {
		return 0
	}
	most := maxDateFields
	if p.separator != ' ' {
		most = 1
	}
	for n := most; n > 0; n-- {
		good := 0
		for _, line := range lines {
			field, _, ok := p.cutFields(line, n)
			if !ok {
				continue
			}
			if _, _, ok := writtenDate(field); ok {
				good++
			}
		}
		if need := len(lines) - len(lines)/10; good >= need && need > 0 {
			return n
		}
	}
	return 0
}

// cutFields is cut for a column of n fields, between which several blanks may stand; none is
// a column of one field.
func (p *printfLayout) cutFields(b []byte, n int) (fields, rest []byte, ok bool) {
	switch {
	case n < 2 || p.separator != ' ':
		return p.cut(b)
	case p.pathFirst:
		at := len(b)
		for i := range n {
			if i > 0 {
				at = len(bytes.TrimRight(b[:at], " "))
			}
			if at = bytes.LastIndexByte(b[:at], ' '); at <= 0 {
				return nil, nil, false
			}
		}
		return b[at+1:], b[:at], true
	}
	rest = b
	for range n {
		var field []byte
		if field, rest = cutField(rest); len(field) == 0 {
			return nil, nil, false
		}
	}
	if len(rest) < 2 || b[0] == ' ' {
		return nil, nil, false
	}
	return b[:len(b)-len(rest)], rest[1:], true
}

// datesOf finds the order of day and month of a column of dates. It reports whether all
// dates can have one order.
func (p *printfLayout) datesOf(values [][]byte) bool {
	local, day, month := 0, false, false
	for _, v := range values {
		_, d, ok := writtenDate(v)
		if !ok || d == nil || d.order != "" {
			continue
		}
		local++
		day, month = day || d.part[0] > 12, month || d.part[1] > 12
	}
	switch {
	case local == 0:
		return true
	case day && month:
		return false
	case day:
		p.dates = DayFirst
	case month:
		p.dates = MonthFirst
	case p.dates == "":
		p.open = true
	}
	return true
}

// errPrintfOrder says that the order of day and month is open.
var errPrintfOrder = errors.New("none of the first dates has a number above 12 in front, so month/day/year and day/month/year " +
	"cannot be told apart: say which with --date-order mdy or dmy")

// settleOrder takes the order of the user where the dates leave it open.
func (p *printfLayout) settleOrder(order DateOrder) error {
	if p.dates == "" && p.open {
		if p.dates = order; order == "" {
			return errPrintfOrder
		}
	}
	return nil
}

// writtenStamp reads a date in the order of the layout. One that this order does not fit is
// an invalid stamp.
func (p *printfLayout) writtenStamp(b []byte) (timestamps.Stamp, bool) {
	s, local, ok := writtenDate(b)
	if ok && local != nil {
		order := p.dates
		if order == "" {
			order = DayFirst // while the format is not chosen yet
		}
		s = local.stamp(order)
	}
	return s, ok
}

// statKinds are the words of %F of stat.
var statKinds = map[string]timestamps.Kind{
	"regular file": timestamps.File, "regular empty file": timestamps.File, "directory": timestamps.Directory,
	"symbolic link": timestamps.Link, "fifo": timestamps.Other, "socket": timestamps.Other,
	"block special file": timestamps.Other, "character special file": timestamps.Other,
}

// sizeAmong finds the size among columns of whole numbers. Behind the mode it is the last of
// them, as in ls -l. Else one is left when those are taken out that are the same in all lines
// (owners, links), that lie close to one another (inodes) or that are the blocks of another.
func (p *printfLayout) sizeAmong(columns []int, values [][][]byte) []int {
	for i, class := range p.columns {
		if class != modeText {
			continue
		}
		var behind []int
		for _, c := range columns {
			if (c > i) != p.pathFirst {
				behind = append(behind, c)
			}
		}
		switch {
		case len(behind) == 0:
		case p.pathFirst:
			return behind[:1]
		default:
			return behind[len(behind)-1:]
		}
	}
	var left []int
	for _, c := range columns {
		low, high := rangeOf(values[c])
		inodes := low > 1000 && high < 2*low && len(values[c]) > 1
		if low < high && !inodes {
			left = append(left, c)
		}
	}
	for _, c := range left {
		for _, unit := range []int64{512, 1024} {
			for i, blocks := range left {
				if c != blocks && blocksOf(values[c], values[blocks], unit) {
					return append(append([]int(nil), left[:i]...), left[i+1:]...)
				}
			}
		}
	}
	return left
}

// rangeOf returns the least and the greatest of numbers.
func rangeOf(values [][]byte) (low, high int64) {
	first := true
	for _, v := range values {
		n, ok := number(v)
		if !ok {
			continue
		}
		if first {
			low, high, first = n, n, false
		}
		low, high = min(low, n), max(high, n)
	}
	return low, high
}

// blocksOf reports whether the blocks of that unit hold the sizes, and little more.
func blocksOf(sizes, blocks [][]byte, unit int64) bool {
	const most = 64 << 10
	fit, all := 0, 0
	for i := range sizes {
		size, ok1 := number(sizes[i])
		n, ok2 := number(blocks[i])
		if !ok1 || !ok2 {
			continue
		}
		if all++; n < 1<<40 && n*unit >= size && n*unit-size < most {
			fit++
		}
	}
	return all > 0 && fit >= all-all/10
}

// swallowed reports whether the paths hold a further column, which the layout cannot name:
// the separator stands in nearly all of them, or another word in front of the path.
func (p *printfLayout) swallowed(paths [][]byte) bool {
	n := 0
	for _, path := range paths {
		if p.separator != ' ' && bytes.IndexByte(path, p.separator) >= 0 {
			n++
			continue
		}
		first, rest := cutField(path)
		if len(rest) > 1 && bytes.IndexByte(first, '/') < 0 && (bytes.HasPrefix(rest[1:], []byte("./")) || rest[1] == '/') {
			n++
		}
	}
	return n > 0 && n >= len(paths)-len(paths)/10
}

// rooted reports whether nearly all paths are absolute, or lie in or are the first, as those
// of find do.
func rooted(paths [][]byte, quotes nameQuotes) bool {
	absolute, below := 0, 0
	var root []byte
	var r Row
	for i, path := range paths {
		r.reset()
		path, ok := quotes.undo(path, &r)
		if !ok || len(path) == 0 {
			continue
		}
		if i == 0 {
			root = bytes.TrimSuffix(bytes.Clone(path), []byte{'/'})
		}
		if path[0] == '/' || bytes.HasPrefix(path, []byte("./")) || string(path) == "." {
			absolute++
		}
		if i > 0 && bytes.HasPrefix(path, root) && len(path) > len(root) && path[len(root)] == '/' {
			below++
		}
	}
	need := len(paths) - len(paths)/10
	return need > 0 && (absolute >= need || len(paths) > 1 && below >= need-1)
}

// wordy reports whether blanks stand in nearly all last parts of paths, as in
// "/watched/ CREATE file" or "/var/log/messages rotated".
func wordy(paths [][]byte) bool {
	n := 0
	for _, path := range paths {
		if bytes.IndexByte(path[bytes.LastIndexByte(path, '/')+1:], ' ') >= 0 {
			n++
		}
	}
	return n > 0 && n >= len(paths)-len(paths)/10
}
