package rate

import (
	"math"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
)

// average returns bytes over the span of the stamps in MB/s, METHOD 12.7. An END stamp says
// nothing of when the first file began, so its bytes are left out, and with START stamps
// those of the last. Which file of the tick that is nobody knows: the ends of the
// interval are taken over all of them and over a span longer or shorter by one resolution,
// the estimate takes their mean size. Undecided gives the envelope. Nil for an empty burst.
func average(b *burst.Burst, mode Mode) *finding.Interval {
	if len(b.Ticks) == 0 {
		return nil
	}
	if mode == Undecided {
		return envelope(average(b, End), average(b, Start))
	}
	t := b.Ticks[0]
	if mode == Start {
		t = b.Ticks[len(b.Ticks)-1]
	}
	least, most := int64(math.MaxInt64), int64(0)
	for _, e := range b.Events[t.First : t.First+t.N] {
		least, most = min(least, e.Size), max(most, e.Size)
	}
	span, r := seconds(b), float64(b.Resolution)/1e9
	total := float64(b.Bytes)
	a := &finding.Interval{}
	if span+r > 0 {
		a.Low = finding.Known((total - float64(most)) / (span + r) / 1e6)
	}
	if span > 0 {
		a.Estimate = finding.Known((total - float64(t.Bytes)/float64(t.N)) / span / 1e6)
	}
	if span > r {
		a.High = finding.Known((total - float64(least)) / (span - r) / 1e6)
	}
	return a
}

// envelope covers both intervals; its estimate is the mean of theirs.
func envelope(a, b *finding.Interval) *finding.Interval {
	e := &finding.Interval{}
	if a.Low != nil && b.Low != nil {
		e.Low = finding.Known(math.Min(*a.Low, *b.Low))
	}
	if a.Estimate != nil && b.Estimate != nil {
		e.Estimate = finding.Known((*a.Estimate + *b.Estimate) / 2)
	}
	if a.High != nil && b.High != nil {
		e.High = finding.Known(math.Max(*a.High, *b.High))
	}
	return e
}

// seconds is the span from the first stamp to the last.
func seconds(b *burst.Burst) float64 {
	if len(b.Ticks) == 0 {
		return 0
	}
	return float64(b.Ticks[len(b.Ticks)-1].T-b.Ticks[0].T) / 1e9
}
