package channel

import "copyclock/analyze/ieee"

// The floor on ln of the cost of a file, in milliseconds.
const (
	perFileLow  = 0.01
	perFileHigh = 1e4
)

// weight returns how much more probable the cost is under the profile than under the floor alone,
//
//	a = (1 - eta) A/U + eta,   A = integral N(o; e^x, s^2) sum_r w_r N(x; ln median_r, sigma_r^2) dx
//
// with o the cost seen, s its error, and U the same integral over the floor, u uniform on x = ln o. A
// profile without overheads is the floor, and a cost that lies outside the floor says nothing. One wrong overhead therefore multiplies a density by no less than eta.
//
// The cost inside a file is free of what files cost that are not listed, so that a subset does not spoil it
// (METHOD 5.2, 11.7, 12.14). There is no closed form: o may be near 0, and x is its logarithm.
func (o *PerFile) weight(p Profile) float64 {
	if len(p.Overhead) == 0 {
		return 1
	}
	floor := o.under(nil)
	if floor <= 0 {
		return 1
	}
	return float64((1-floorShare)*o.under(p.Overhead)/floor) + floorShare
}

// under is the integral over a mixture, over the floor where there is none.
func (o *PerFile) under(mixture []Overhead) float64 {
	low, high := ieee.Log(perFileLow), ieee.Log(perFileHigh)
	at := []float64{low, high}
	for _, x := range []float64{o.MS - float64(6*o.Sigma), o.MS, o.MS + float64(6*o.Sigma)} {
		if x > 0 {
			at = append(at, ieee.Log(x))
		}
	}
	for _, c := range mixture {
		for _, z := range []float64{-9, -3, 0, 3, 9} {
			at = append(at, ieee.Log(c.MedianMS)+float64(z*c.Sigma))
		}
	}
	sum := integrate(spread(at), func(x float64) (f [kinds]float64) {
		density := 0.0
		for _, c := range mixture {
			density += float64(c.Weight * ieee.Exp(logNormal(x, ieee.Log(c.MedianMS), c.Sigma*c.Sigma)))
		}
		if len(mixture) == 0 && x >= low && x <= high {
			density = 1 / (high - low)
		}
		z := (o.MS - ieee.Exp(x)) / o.Sigma
		f[0] = float64(density * ieee.Exp(-0.5*z*z))
		return f
	})
	return sum[0]
}
