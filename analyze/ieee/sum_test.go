package ieee_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"copyclock/analyze/ieee"
)

// TestSum holds sums against those of 2,200 binary digits, rounded once.
func TestSum(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	plain := 0
	for range 20_000 {
		terms := make([]float64, rng.IntN(12))
		exact := new(big.Float).SetPrec(2200)
		naive := 0.0
		for i := range terms {
			switch rng.IntN(3) {
			case 0: // ties: one bit, or half of a last place
				terms[i] = math.Ldexp(float64(rng.IntN(3)-1), -rng.IntN(110))
			case 1:
				terms[i] = math.Ldexp(rng.NormFloat64(), rng.IntN(200)-100)
			default:
				terms[i] = rng.NormFloat64()
			}
			exact.Add(exact, new(big.Float).SetFloat64(terms[i]))
			naive += terms[i]
		}
		want, _ := exact.Float64()
		if got := ieee.Sum(terms); got != want {
			t.Fatalf("Sum(%v) = %b, want %b", terms, got, want)
		}
		if naive != want {
			plain++
		}
	}
	if plain < 1000 {
		t.Errorf("the terms are too easy: adding in order fails for %d sums only", plain)
	}
}
