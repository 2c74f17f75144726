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
			CllrCal    float64 `json:"cllr_cal"`
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
			{"cllr_cal", llr.Cllr(h1, h2) - llr.CllrMin(h1, h2), c.CllrCal},
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

// TestCurves: the lines of Tippett fall from 1, and cross-entropy is Cllr at even odds, never
// better than its minimum, and that of saying nothing is the entropy of the prior.
func TestCurves(t *testing.T) {
	t.Parallel()
	h1 := llr.Cases([]float64{0.3, 1.2, -0.4, 2, 0.3})
	h2 := llr.Cases([]float64{-1, 0.1, -0.4, -2})
	want := []llr.TippettPoint{{-2, 1, 1}, {-1, 1, 0.75}, {-0.4, 1, 0.5}, {0.1, 0.8, 0.25}, {0.3, 0.8, 0}, {1.2, 0.4, 0}, {2, 0.2, 0}}
	got := llr.Tippett(h1, h2)
	if len(got) != len(want) {
		t.Fatalf("Tippett has %d points, want %d", len(got), len(want))
	}
	for i := range got {
		for _, d := range []float64{got[i].Log10LR - want[i].Log10LR, got[i].H1 - want[i].H1, got[i].H2 - want[i].H2} {
			if math.Abs(d) > 1e-12 {
				t.Errorf("point %d = %v, want %v", i, got[i], want[i])
			}
		}
	}
	if b := llr.Below(h2, -1); b != 0.25 {
		t.Errorf("below a tenth: %g, want .25, a tie being not below", b)
	}
	even := 0
	for _, p := range llr.Curve(h1, h2) {
		if p.Min > p.ECE+1e-12 {
			t.Errorf("at odds 10^%g the minimum %g is above %g", p.Log10Odds, p.Min, p.ECE)
		}
		prior := 1 / (1 + math.Pow(10, -p.Log10Odds))
		if entropy := -prior*math.Log2(prior) - (1-prior)*math.Log2(1-prior); math.Abs(p.Neutral-entropy) > 1e-12 {
			t.Errorf("at odds 10^%g saying nothing costs %g, want %g", p.Log10Odds, p.Neutral, entropy)
		}
		if p.Log10Odds == 0 {
			even++
			if math.Abs(p.ECE-llr.Cllr(h1, h2)) > 1e-12 || math.Abs(p.Min-llr.CllrMin(h1, h2)) > 1e-12 {
				t.Errorf("at even odds %+v", p)
			}
		}
	}
	if even != 1 {
		t.Errorf("%d points at even odds", even)
	}
}
