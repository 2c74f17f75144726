package llr_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"copyclock/analyze/llr"
)

// TestOracle holds the measures to an independent computation.
func TestOracle(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "lir.json"))
	if err != nil {
		t.Fatal(err)
	}
	var oracle struct {
		Cases []struct {
			Name       string
			H1         []float64 `json:"log10_lr_h1"`
			H2         []float64 `json:"log10_lr_h2"`
			Cllr       float64
			CllrMin    float64 `json:"cllr_min"`
			ELUB       [2]float64
			Invariance [2]float64 `json:"invariance_bounds"`
			DevPAV     *float64
		}
	}
	if err := json.Unmarshal(data, &oracle); err != nil || len(oracle.Cases) != 8 {
		t.Fatalf("%d cases, %v", len(oracle.Cases), err)
	}
	for _, c := range oracle.Cases {
		h1, h2 := llr.Cases(c.H1), llr.Cases(c.H2)
		elubLow, elubHigh := llr.ELUB(h1, h2)
		low, high := llr.Invariance(h1, h2)
		for _, v := range []struct {
			name      string
			got, want float64
		}{
			{"cllr", llr.Cllr(h1, h2), c.Cllr}, {"cllr_min", llr.CllrMin(h1, h2), c.CllrMin},
			{"elub low", elubLow, c.ELUB[0]}, {"elub high", elubHigh, c.ELUB[1]},
			{"invariance low", low, c.Invariance[0]}, {"invariance high", high, c.Invariance[1]},
		} {
			if math.Abs(v.got-v.want) > 1e-9 {
				t.Errorf("%s: %s is %.12g, want %.12g", c.Name, v.name, v.got, v.want)
			}
		}
		dev := llr.DevPAV(h1, h2)
		if c.DevPAV == nil != math.IsNaN(dev) || c.DevPAV != nil && math.Abs(dev-*c.DevPAV) > 1e-9 {
			t.Errorf("%s: devPAV is %.12g", c.Name, dev)
		}
		if e := llr.ECE(h1, h2, 0.5); math.Abs(e-llr.Cllr(h1, h2)) > 1e-12 {
			t.Errorf("%s: ECE at even odds is %g, and Cllr %g", c.Name, e, llr.Cllr(h1, h2))
		}
	}
}

// TestProperties: swapping the propositions changes nothing, weights are counts, and saying
// nothing costs 1.
func TestProperties(t *testing.T) {
	t.Parallel()
	h1 := llr.Cases([]float64{0.3, 1.2, -0.4, 2, 0.3})
	h2 := llr.Cases([]float64{-1, 0.1, -0.4, -2})
	negated := func(cases []llr.Case) []llr.Case {
		var out []llr.Case
		for _, c := range cases {
			out = append(out, llr.Case{Log10LR: -c.Log10LR, Weight: c.Weight})
		}
		return out
	}
	near := func(name string, a, b float64) {
		t.Helper()
		if math.Abs(a-b) > 1e-12 {
			t.Errorf("%s: %g and %g", name, a, b)
		}
	}
	near("swapped", llr.Cllr(h1, h2), llr.Cllr(negated(h2), negated(h1)))
	near("swapped, min", llr.CllrMin(h1, h2), llr.CllrMin(negated(h2), negated(h1)))
	weighted := []llr.Case{{0.3, 2}, {1.2, 1}, {-0.4, 1}, {2, 1}}
	near("weights", llr.Cllr(h1, h2), llr.Cllr(weighted, h2))
	near("weights, min", llr.CllrMin(h1, h2), llr.CllrMin(weighted, h2))
	near("nothing said", llr.Cllr(llr.Cases([]float64{0, 0}), llr.Cases([]float64{0})), 1)
	near("above", llr.Above(h1, 1), 0.4)
	if llr.CllrMin(h1, h2) > llr.Cllr(h1, h2) {
		t.Error("calibration made it worse")
	}
}
