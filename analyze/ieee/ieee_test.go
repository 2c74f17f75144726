package ieee_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"copyclock/analyze/ieee"
)

// TestAgainstMath holds every function against package math over its range.
func TestAgainstMath(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name      string
		got, want func(float64) float64
		low, high float64
		tolerance float64 // relative
	}{
		{"Exp", ieee.Exp, math.Exp, -700, 709, 5e-16},
		{"Exp near 0", ieee.Exp, math.Exp, -1, 1, 5e-16},
		{"Log", ieee.Log, math.Log, 1e-300, 1e300, 5e-16},
		{"Log near 1", ieee.Log, math.Log, 0.5, 2, 1e-15},
		{"Log10", ieee.Log10, math.Log10, 1e-9, 1e9, 1e-15},
		{"Pow10", ieee.Pow10, func(x float64) float64 { return math.Pow(10, x) }, -20, 20, 2e-14},
		{"Erfc", ieee.Erfc, math.Erfc, -5, 26, 1e-13},
		{"Erfc near 0", ieee.Erfc, math.Erfc, -1, 1, 1e-14},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		var worst, at float64
		for range 200_000 {
			x := f.low + (f.high-f.low)*rng.Float64()
			if got, want := f.got(x), f.want(x); want != 0 {
				if d := math.Abs(got/want - 1); d > worst {
					worst, at = d, x
				}
			}
		}
		if worst > f.tolerance {
			t.Errorf("%s(%g) is off by %.3g of its size", f.name, at, worst)
		}
	}
}

func TestEnds(t *testing.T) {
	t.Parallel()
	inf := math.Inf(1)
	for _, v := range []struct {
		name      string
		got, want float64
	}{
		{"exp 0", ieee.Exp(0), 1},
		{"exp inf", ieee.Exp(inf), inf},
		{"exp -inf", ieee.Exp(-inf), 0},
		{"exp 709.7", ieee.Exp(709.7), math.Exp(709.7)},
		{"log 0", ieee.Log(0), -inf},
		{"log 1", ieee.Log(1), 0},
		{"log inf", ieee.Log(inf), inf},
		{"log10 1000", ieee.Log10(1000), 3},
		{"log10 0.01", ieee.Log10(0.01), -2},
		{"10^3", ieee.Pow10(3), 1000},
		{"10^-2", ieee.Pow10(-2), 0.01},
		{"hypot", ieee.Hypot(3, 4), 5},
		{"erfc 0", ieee.Erfc(0), 1},
		{"erfc inf", ieee.Erfc(inf), 0},
		{"erfc -inf", ieee.Erfc(-inf), 2},
		{"round", ieee.Round(1 + 1e-12), 1},
		{"round 0", ieee.Round(0), 0},
		{"snap", ieee.Snap(0.5 + 1e-9), 0.5},
	} {
		if math.Abs(v.got-v.want) > 1e-14*math.Abs(v.want) {
			t.Errorf("%s: got %g, want %g", v.name, v.got, v.want)
		}
	}
	for name, got := range map[string]float64{
		"exp": ieee.Exp(math.NaN()), "log": ieee.Log(math.NaN()), "log -1": ieee.Log(-1), "erfc": ieee.Erfc(math.NaN()),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s: got %g, want NaN", name, got)
		}
	}
}

// TestBits pins the bits themselves: they must not depend on the machine that runs the test.
func TestBits(t *testing.T) {
	t.Parallel()
	var h uint64 = 14695981039346656037
	for i := 1; i < 4000; i++ {
		x := float64(i) / 97
		for _, v := range []float64{ieee.Exp(-x), ieee.Log(x), ieee.Erfc(x / 3), ieee.Hypot(x, 1), ieee.Pow10(x / 7), ieee.Log10(x)} {
			h = (h ^ math.Float64bits(v)) * 1099511628211
		}
	}
	const want = 0x8e7a3c250a849eb4
	if h != want {
		t.Errorf("the bits have changed: %#x, want %#x", h, uint64(want))
	}
}

func BenchmarkErfc(b *testing.B) {
	for i := range b.N {
		ieee.Erfc(float64(i%64) / 16)
	}
}

func BenchmarkExp(b *testing.B) {
	for i := range b.N {
		ieee.Exp(float64(i%64) / 16)
	}
}

func BenchmarkLog(b *testing.B) {
	for i := range b.N {
		ieee.Log(float64(i%64+1) / 16)
	}
}
