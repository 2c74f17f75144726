package llr_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"copyclock/analyze/llr"
)

// TestIndependent holds Cllr, every point of PAV and ELUB to a computation in exact fractions that
// uses other algorithms: testdata/independent.py.
func TestIndependent(t *testing.T) {
	t.Parallel()
	var inputs struct {
		Cases []struct {
			Name string
			H1   []float64 `json:"log10_lr_h1"`
			H2   []float64 `json:"log10_lr_h2"`
		}
	}
	var want struct {
		Cases []struct {
			Name string
			Cllr float64
			ELUB [2]float64
			PAV  []struct {
				X   float64
				PAV float64
				End int // the sign of an infinite one
			}
		}
	}
	for name, to := range map[string]any{"lir.json": &inputs, "independent.json": &want} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, to); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if len(inputs.Cases) != 8 || len(want.Cases) != 8 {
		t.Fatalf("%d inputs, %d answers", len(inputs.Cases), len(want.Cases))
	}
	for i, in := range inputs.Cases {
		h1, h2, w := llr.Cases(in.H1), llr.Cases(in.H2), want.Cases[i]
		near := func(what string, got, want float64) {
			t.Helper()
			if math.IsInf(want, 0) && got == want {
				return
			}
			if !(math.Abs(got-want) <= 1e-9) {
				t.Errorf("%s: %s is %.12g, want %.12g", in.Name, what, got, want)
			}
		}
		near("Cllr", llr.Cllr(h1, h2), w.Cllr)
		low, high := llr.ELUB(h1, h2)
		near("ELUB low", low, w.ELUB[0])
		near("ELUB high", high, w.ELUB[1])
		points := llr.PAV(h1, h2)
		if len(points) != len(w.PAV) {
			t.Errorf("%s: PAV has %d points, want %d", in.Name, len(points), len(w.PAV))
			continue
		}
		for k, p := range points {
			near("the place of a point", p.Log10LR, w.PAV[k].X)
			to := w.PAV[k].PAV
			if end := w.PAV[k].End; end != 0 {
				to = math.Inf(end)
			}
			near("PAV", p.PAV, to)
		}
	}
}
