package simulate

import (
	"math"
	"math/rand/v2"

	"copyclock/analyze/ieee"
)

// logNormal returns a draw with the given median and standard deviation of the logarithm.
func logNormal(rng *rand.Rand, median, sigma float64) float64 {
	return median * ieee.Exp(sigma*rng.NormFloat64())
}

// gamma returns a gamma draw of mean 1 and coefficient of variation cv <= 1, by the squeeze of
// G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000).
func gamma(rng *rand.Rand, cv float64) float64 {
	shape := 1 / (cv * cv)
	d := shape - 1./3
	c := 1 / math.Sqrt(9*d)
	for {
		z := rng.NormFloat64()
		v := 1 + float64(c*z)
		if v <= 0 {
			continue
		}
		v = v * v * v
		if ieee.Log(rng.Float64()) < float64(0.5*z*z)+d-float64(d*v)+float64(d*ieee.Log(v)) {
			return d * v / shape
		}
	}
}
