package channel

import (
	"math"

	"copyclock/analyze/ieee"
)

// Quantile returns the rate in MB/s below which a share q of the profile lies, 0 < q < 1:
// the inverse of the distribution of the mixture, with the widths that are in use (see
// [Component.Width]), found by bisection to one part in 10^9.
func (p Profile) Quantile(q float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range p.Rate {
		low = math.Min(low, ieee.Log(c.MedianMBs)-float64(9*c.Width()))
		high = math.Max(high, ieee.Log(c.MedianMBs)+float64(9*c.Width()))
	}
	for high-low > 1e-9 {
		middle := low + float64((high-low)/2)
		if p.below(middle) < q {
			low = middle
		} else {
			high = middle
		}
	}
	return ieee.Exp(low)
}

// Below returns the share of the profile below a rate in MB/s, 0 to 1.
func (p Profile) Below(mbs float64) float64 { return p.below(ieee.Log(mbs)) }

// below returns the share of the mixture below a natural log of the rate.
func (p Profile) below(logRate float64) float64 {
	share, weights := 0.0, 0.0
	for _, c := range p.Rate {
		z := (logRate - ieee.Log(c.MedianMBs)) / c.Width()
		share += float64(c.Weight * 0.5 * ieee.Erfc(-z/math.Sqrt2))
		weights += c.Weight
	}
	return share / weights
}
