package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"copyclock/analyze"
	"copyclock/analyze/burst"
)

// tickHeader are the columns of [Ticks]. Times are nanoseconds of the column's own clock since
// 1970-01-01 00:00, so UTC only where the zone of the evidence is known.
var tickHeader = []string{"burst", "evidence", "stamp", "session", "resolution_ns", "t_ns", "since_start_s", "files", "bytes"}

// Ticks writes the table that the fits start from, one row for each stamp of each burst, so
// that anybody can fit it again with tools of their own.
type Ticks struct{ w *csv.Writer }

// NewTicks starts a table.
func NewTicks(w io.Writer) *Ticks {
	t := &Ticks{csv.NewWriter(w)}
	t.row(tickHeader)
	return t
}

// The writer keeps its first error, which Flush returns.
func (t *Ticks) row(cells []string) { _ = t.w.Write(cells) }

// Add writes the ticks of a burst.
func (t *Ticks) Add(u *analyze.Burst, b *burst.Burst) {
	for _, tick := range b.Ticks {
		t.row([]string{
			strconv.Itoa(u.ID), strconv.Itoa(u.Evidence), string(u.Stamp), strconv.Itoa(u.Session),
			strconv.FormatInt(b.Resolution, 10), strconv.FormatInt(tick.T, 10), nanoseconds(tick.T - b.Ticks[0].T),
			strconv.Itoa(tick.N), strconv.FormatInt(tick.Bytes, 10),
		})
	}
}

// Flush ends the table and returns the first error of writing it.
func (t *Ticks) Flush() error {
	t.w.Flush()
	if err := t.w.Error(); err != nil {
		return fmt.Errorf("writing the tick table: %w", err)
	}
	return nil
}

// nanoseconds writes n as seconds with every digit.
func nanoseconds(n int64) string { return fmt.Sprintf("%d.%09d", n/1e9, n%1e9) }
