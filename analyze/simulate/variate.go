package simulate

import (
	"math"
	"math/rand/v2"
)

// exp returns e to the power of x, |x| < 700, with the same bits on every machine, which the assembly
// of some processors behind math.Exp does not promise: x = k ln 2 + y, and Taylor's series of
// e to the power of y.
func exp(x float64) float64 {
	const high, low = 6.93147180369123816490e-01, 1.90821492927058770002e-10 // of ln 2; k*high is exact
	k := math.Round(x / math.Ln2)
	y := x - float64(k*high) - float64(k*low)
	sum := 1.
	for i := 17.; i >= 1; i-- {
		sum = 1 + float64(sum*y)/i
	}
	return math.Ldexp(sum, int(k))
}

// logNormal returns a draw with the given median and standard deviation of the logarithm.
func logNormal(rng *rand.Rand, median, sigma float64) float64 {
	return median * exp(sigma*rng.NormFloat64())
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
		if math.Log(rng.Float64()) < float64(z*z)/2+d-float64(d*v)+float64(d*math.Log(v)) {
			return d * v / shape
		}
	}
}
