package listing

import (
	"fmt"
	"math"

	"copyclock/timestamps"
)

// totals adds up what was read, to be compared with the totals that the tool printed.
type totals struct {
	files, dirs int64
	bytes       int64
}

func (t *totals) add(e *timestamps.Entry) {
	if e.Kind == timestamps.Directory {
		t.dirs++
	} else {
		t.files++
	}
	if e.Size > 0 && t.bytes <= math.MaxInt64-e.Size {
		t.bytes += e.Size
	}
}

// compare warns where the printed totals are not those of the lines above them.
func (t *totals) compare(l *timestamps.Listing, line int64, printed totals) {
	if *t == printed {
		return
	}
	l.Warn("totals-differ", line, fmt.Sprintf(
		"line %d prints %d files, %d folders and %d bytes, but the lines above it hold %d, %d and %d; lines may be missing",
		line, printed.files, printed.dirs, printed.bytes, t.files, t.dirs, t.bytes))
}

// noTotals warns that a listing ends without the totals that its tool prints last.
func noTotals(l *timestamps.Listing) {
	l.Warn("totals-missing", 0, "the listing ends without its totals, so it may be cut off")
}

// notPrinted stands for a number that the totals of a tool do not hold.
const notPrinted int64 = -1

// printedTotal is what a tool printed below its rows, each notPrinted where it is not there.
type printedTotal struct {
	rows  int64 // entries of all kinds
	files int64 // entries other than directories
	bytes int64 // of the entries other than directories
}

// mark is a line of totals among the entries of a listing.
type mark struct {
	entries int // how many entries stand above it
	line    int64
	printed printedTotal
}

// compareMarks warns where printed totals are not those of the entries between them. Bytes
// are not compared where a size is rounded. Paths are not looked at.
func compareMarks(h *timestamps.Head, marks []mark, entry func(i int) timestamps.Entry) {
	begin, end := 0, 0
	for _, m := range marks {
		if m.entries > end { // two lines of totals may stand below the same rows
			begin, end = end, m.entries
		}
		var read totals
		rounded := false
		for i := begin; i < m.entries; i++ {
			e := entry(i)
			rounded = rounded || e.Slack > 0
			if e.Kind == timestamps.Directory {
				e.Size = 0
			}
			read.add(&e)
		}
		p := m.printed
		switch {
		case p.rows >= 0 && p.rows != read.files+read.dirs:
			differs(h, m.line, "entries", p.rows, read.files+read.dirs)
		case p.files >= 0 && p.files != read.files:
			differs(h, m.line, "files", p.files, read.files)
		case p.bytes >= 0 && p.bytes != read.bytes && !rounded:
			differs(h, m.line, "bytes", p.bytes, read.bytes)
		}
	}
}

func differs(h *timestamps.Head, line int64, what string, printed, read int64) {
	h.Warn("totals-differ", line, fmt.Sprintf("line %d prints %d %s, but the lines above it hold %d; lines may be missing",
		line, printed, what, read))
}
