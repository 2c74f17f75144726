package chart

import (
	"math"

	"copyclock/analyze/ieee"
)

// scale maps values to places between two ends of a picture, on a linear or logarithmic axis.
type scale struct {
	low, high float64 // values
	from, to  float64 // places
	log       bool
}

func (s scale) at(v float64) float64 {
	low, high := s.low, s.high
	if s.log {
		v, low, high = ieee.Log(v), ieee.Log(low), ieee.Log(high)
	}
	if !(high > low) {
		return s.from
	}
	share := math.Min(math.Max((v-low)/(high-low), 0), 1)
	return s.from + float64(share*(s.to-s.from))
}

// ticks returns round values inside the scale: about n on a linear axis; on a logarithmic
// one powers of ten, with 2 and 5 times them where there are few.
func (s scale) ticks(n int) []float64 {
	var out []float64
	if s.log {
		if !(s.low > 0) {
			return nil
		}
		first, last := math.Floor(ieee.Log10(s.low)), math.Ceil(ieee.Log10(s.high))
		for _, e := range whole(first, last) {
			for _, m := range []float64{1, 2, 5} {
				if last-first > 4 && m > 1 {
					continue
				}
				if v := m * ieee.Pow10(e); v >= s.low*(1-1e-9) && v <= s.high*(1+1e-9) {
					out = append(out, v)
				}
			}
		}
		return out
	}
	if !(s.high > s.low) || n < 1 {
		return nil
	}
	step := ieee.Pow10(math.Floor(ieee.Log10((s.high - s.low) / float64(n))))
	for _, m := range []float64{1, 2, 5, 10} {
		if (s.high-s.low)/(step*m) <= float64(n) {
			step *= m
			break
		}
	}
	for _, i := range whole(s.low/step-1e-9, s.high/step+1e-9) {
		out = append(out, i*step)
	}
	return out
}

// maxTicks bounds the marks of an axis: 1e308 has 309 powers of ten below it, twice.
const maxTicks = 1000

// whole returns the whole numbers from low to high. A result file of anybody may ask for 1e300 of them, or for
// numbers to which adding one changes nothing: then there are none.
func whole(low, high float64) []float64 {
	low, high = math.Ceil(low), math.Floor(high)
	if !(high-low <= maxTicks && math.Abs(low) < 1<<52) {
		return nil
	}
	var out []float64
	for v := low; v <= high; v++ {
		out = append(out, v)
	}
	return out
}
