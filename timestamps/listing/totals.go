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
