package validate

import (
	"math"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// The hand method of 2014 and 2017 as METHOD 11.8 states it: bytes over the span of the stamps,
// called local where that is nearer, in logarithms, to a USB 2.0 stick than to a wide-area line.
const (
	handWAN   = 2.5 // MB/s
	handLocal = 25. // MB/s
)

// byHand returns the bytes of all files over the span of the first column that the listing
// shows, in MB/s: what the hand method reads off a listing. Nil where all stamps are one.
func byHand(l *timestamps.Table) *float64 {
	for _, c := range []timestamps.Column{timestamps.Modified, timestamps.Changed, timestamps.Birth} {
		var bytes, n int64
		first, last := int64(math.MaxInt64), int64(math.MinInt64)
		for _, e := range l.All() {
			s := e.Times.Of(c)
			if !e.Counts() || e.Size < 0 || !s.Known() {
				continue
			}
			n++
			bytes += e.Size
			first, last = min(first, s.Nanos), max(last, s.Nanos)
		}
		if n == 0 {
			continue
		}
		if last <= first || bytes == 0 {
			return nil
		}
		return finding.Known(float64(bytes) / 1e6 / ((float64(last) - float64(first)) / 1e9))
	}
	return nil
}

// handSaysLocal reports what the hand method calls a rate.
func handSaysLocal(mbs float64) bool { return mbs > math.Sqrt(handWAN*handLocal) }
