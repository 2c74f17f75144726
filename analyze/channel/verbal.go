package channel

import "math"

// bands is the verbal scale of METHOD 1.2: the lower end of each band as a log10 ratio. The
// values are literals because the logarithm of 1,000 is not exactly 3 in floating point.
var bands = []struct {
	from   float64
	phrase string
}{
	{6, "extremely strong support"},
	{4, "very strong support"},
	{3, "strong support"},
	{2, "moderately strong support"},
	{1, "moderate support"},
	{Weak, "weak support"},
}

// Weak is log10 of 2, the least ratio that supports anything (METHOD 1.2).
const Weak = math.Ln2 / math.Ln10

// NoSupport is the phrase for a ratio below [Weak] or a range that contains 1.
const NoSupport = "the findings do not support one proposition over the other"

// Phrase puts a range of log10 likelihood ratios into words, from its end nearest 1 (METHOD
// 1.2). A positive range supports the proposition named first. A value at or above limit (log10,
// positive) gets the band below the limit (METHOD 12.20).
func Phrase(r Range, limit float64, first, second string) string {
	v := r.nearest()
	favoured, other := first, second
	if v < 0 {
		v, favoured, other = -v, second, first
	}
	for _, b := range bands {
		if b.from < limit && v >= b.from {
			return b.phrase + " for " + favoured + " rather than " + other
		}
	}
	return NoSupport
}

// nearest returns the end of r nearest 0, or 0 where r contains it or is not a number.
func (r Range) nearest() float64 {
	switch {
	case r.Low > 0 && r.High > 0:
		return math.Min(r.Low, r.High)
	case r.High < 0 && r.Low < 0:
		return math.Max(r.Low, r.High)
	}
	return 0
}

// Discriminates reports whether the end of r nearest 1 is 2 or more, +1 for the proposition
// named first, -1 for the other, 0 for neither (METHOD 5.8).
func (r Range) Discriminates() int {
	switch v := r.nearest(); {
	case v >= Weak:
		return 1
	case v <= -Weak:
		return -1
	}
	return 0
}

// Capped limits r to plus or minus limit and reports whether that changed anything.
func (r Range) Capped(limit float64) (Range, bool) {
	clamp := func(x float64) float64 { return math.Max(-limit, math.Min(limit, x)) }
	c := Range{clamp(r.Low), clamp(r.Mid), clamp(r.High)}
	return c, r.Low < -limit || r.High > limit || r.Low > limit || r.High < -limit
}
