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
		first, last := math.Floor(ieee.Log10(s.low)), math.Ceil(ieee.Log10(s.high))
		for e := first; e <= last; e++ {
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
	for i := math.Ceil(s.low/step - 1e-9); i*step <= s.high+float64(1e-9*step); i++ {
		out = append(out, i*step)
	}
	return out
}
