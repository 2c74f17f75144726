package channel

import (
	"math"
	"testing"
)

// TestBoundDensity compares the closed form with the sum of the integrand, and asks that it is a
// density where rates lie within the floor.
func TestBoundDensity(t *testing.T) {
	t.Parallel()
	for _, mu := range []float64{math.Log(0.3), math.Log(20)} {
		for _, s := range []float64{0.05, 0.5, 1.5} {
			const step = 0.002
			total := 0.0
			for limit := math.Log(floorLow); limit < math.Log(floorHigh); limit += step {
				got := boundDensity(limit, mu, s)
				total += got * step
				if int(math.Round(limit/step))%1000 != 0 {
					continue
				}
				want := 0.0
				for b := limit; b < limit+12; b += step {
					x := b + step/2
					z := (x - mu) / s
					p := math.Exp(-z*z/2) / (s * math.Sqrt(2*math.Pi))
					want += p * step * (TightShare*math.Exp((limit-x)/TightSlack)/TightSlack + (1-TightShare)/floorWidth())
				}
				if math.Abs(got-want) > 1e-3*want+1e-9 {
					t.Errorf("ln limit %.3f, mu %.2f, s %.2f: %g, the sum is %g", limit, mu, s, got, want)
				}
			}
			if total < 0.5 || total > 1.01 {
				t.Errorf("mu %.2f, s %.2f: the density adds up to %.3f", mu, s, total)
			}
		}
	}
	for _, limit := range []float64{-60, 0, 60} {
		for _, s := range []float64{1e-3, 17} {
			if d := boundDensity(limit, 0, s); math.IsNaN(d) || math.IsInf(d, 0) || d < 0 {
				t.Errorf("ln limit %g, s %g: %g", limit, s, d)
			}
		}
	}
}
