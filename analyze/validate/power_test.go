package validate

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"copyclock/analyze/ieee"
	"copyclock/analyze/llr"
	"copyclock/analyze/validate/validated"
)

// TestPower says what right ratios would show. The shipped ratios of local:wan are drawn anew, each
// case is given the truth that its ratio makes probable, and the measures are taken of so many cases a side.
// With -v it prints what is quoted in METHOD: how many cases the target of .06 needs, and that no
// number of cases brings Cllr to .5.
func TestPower(t *testing.T) {
	t.Parallel()
	shipped, err := validated.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	runs, err := Load(filepath.Join("..", "..", "testdata", "groundtruth.tar.xz"))
	if err != nil {
		t.Fatal(err)
	}
	class := map[string]Class{}
	for i := range runs {
		class[runs[i].ID] = runs[i].Class
	}
	var ratios []float64
	for _, c := range shipped.Cases {
		if k := class[c.ID]; c.LocalWAN != nil && (k == Local || k == WAN) {
			ratios = append(ratios, *c.LocalWAN)
		}
	}
	rng := rand.New(rand.NewPCG(9, 9))
	cal := map[int]float64{}
	for _, n := range []int{25, 50, 100, 200, 400, 1000} {
		const draws = 200
		var cost, rest float64
		for range draws {
			var h1, h2 []llr.Case
			for len(h1) < n || len(h2) < n {
				x := ratios[rng.IntN(len(ratios))]
				lr := ieee.Pow10(x)
				if rng.Float64() < lr/(1+lr) {
					h1 = append(h1, llr.Case{Log10LR: x})
				} else {
					h2 = append(h2, llr.Case{Log10LR: x})
				}
			}
			h1, h2 = h1[:n], h2[:n]
			c := llr.Cllr(h1, h2)
			cost += c / draws
			rest += (c - llr.CllrMin(h1, h2)) / draws
		}
		cal[n] = rest
		t.Logf("%4d cases a side, %d different ratios: right ratios have Cllr %.3f and Cllr cal %.3f", n, len(ratios), cost, rest)
		if cost < 0.5 {
			t.Errorf("%d cases a side: Cllr %.3f, though the ratios are as near 1 as they are", n, cost)
		}
	}
	if len(ratios) < 40 || cal[25] < 0.06 || cal[1000] > 0.06 {
		t.Errorf("%d ratios: Cllr cal of right ratios is %.3f with 25 cases a side and %.3f with 1000", len(ratios), cal[25], cal[1000])
	}
}
