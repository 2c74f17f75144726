package calibrate_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"copyclock/analyze/calibrate"
	"copyclock/analyze/channel"
	"copyclock/analyze/validate"
)

// made returns n flushed runs of each of k units. Units scatter by between about a median of 20
// MB/s, and runs by within about their unit, on the scale of natural logarithms.
func made(n, k int, within, between float64) []validate.Run {
	random := rand.New(rand.NewPCG(1, 2))
	var runs []validate.Run
	for unit := range k {
		at := math.Log(20) + float64(between*random.NormFloat64())
		for range n {
			rate, overhead := math.Exp(at+float64(within*random.NormFloat64())), 8.0
			runs = append(runs, validate.Run{
				ID: fmt.Sprint("m", len(runs)), Class: validate.Local, Channel: "my-stick", Tool: "cp", FS: "vfat", Unit: fmt.Sprint("unit ", unit),
				Files: 50, Bytes: 500e6, WallStart: 1.76e9, FitRate: &rate, OnDevice: &rate, FileWindow: &rate, FitPerFile: &overhead,
				Cache: &validate.Cache{Effect: "none"}, Facts: &validate.Facts{Removable: true},
			})
		}
	}
	return runs
}

// TestMeasure recovers what the runs were made with, and reads its own profile back.
func TestMeasure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		n, k            int
		within, between float64
		low, high       float64 // bounds of sigma
	}{
		{"many sources", 5, 100, .1, .5, .42, .62},
		{"one source", 400, 1, .1, 0, .085, .115},
		{"two sources are wide", 5, 2, .05, .2, .3, 3},
		{"no spread at all", 5, 3, 0, 0, .02, .02},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := calibrate.Measure(made(c.n, c.k, c.within, c.between), calibrate.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if p.Rate.Runs != c.n*c.k || p.Rate.Sources != c.k || !p.Removable {
				t.Errorf("profile = %+v", p.Rate)
			}
			if p.Rate.Sigma < c.low || p.Rate.Sigma > c.high {
				t.Errorf("sigma = %v, want %v to %v", p.Rate.Sigma, c.low, c.high)
			}
			if d := math.Abs(math.Log(p.Rate.Median / 20)); d > 4*math.Hypot(c.between, c.within)/math.Sqrt(float64(c.k))+1e-9 {
				t.Errorf("median = %v, want 20", p.Rate.Median)
			}
			text, err := p.TOML()
			if err != nil {
				t.Fatal(err)
			}
			set, err := channel.Load("made.toml", text)
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			got := set.Profiles[0]
			if got.Class != "local" || got.Measures != "marginal" || len(got.Eras) != 1 || got.Eras[0] != 2025 || math.Abs(got.Rate[0].MedianMBs/p.Rate.Median-1) > .005 {
				t.Errorf("read back: %+v", got)
			}
			if alone := strings.Contains(got.Population, "nothing of other devices"); alone != (c.k == 1) {
				t.Errorf("population %q of %d sources", got.Population, c.k)
			}
		})
	}
}

// TestMeasureRefuses names why runs give no profile.
func TestMeasureRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		n      int
		opt    calibrate.Options
		change func(*validate.Run)
		want   string
	}{
		{"four runs", 4, calibrate.Options{}, func(*validate.Run) {}, "4 of 4 measure the marginal rate, and 5 are needed"},
		{"cached", 9, calibrate.Options{}, func(r *validate.Run) { r.Cache.Effect = "strong: memory" }, "page cache effect strong"},
		{"not flushed", 9, calibrate.Options{}, func(r *validate.Run) { r.Cache = nil }, "page_cache is not known"},
		{"parallel", 9, calibrate.Options{}, func(r *validate.Run) { r.Tool = "xargs-P4" }, "several files"},
		{"no fit", 9, calibrate.Options{}, func(r *validate.Run) { r.FitRate = nil }, "no fit_rate_MBps"},
		{"small files", 9, calibrate.Options{Measures: "sustained"}, func(r *validate.Run) { r.Bytes = 1e6 }, "less than 1 MB"},
		{"no year", 9, calibrate.Options{}, func(r *validate.Run) { r.WallStart = 0 }, "--era"},
		{"other channel", 9, calibrate.Options{Channel: "nas"}, func(*validate.Run) {}, `no run is of channel "nas"`},
		{"other measure", 9, calibrate.Options{Measures: "peak"}, func(*validate.Run) {}, "not marginal, sustained or average"},
		{"classes", 9, calibrate.Options{}, func(r *validate.Run) {
			if r.ID == "m7" {
				r.Class = validate.WAN
			}
		}, "mixed"},
		{"channels", 9, calibrate.Options{}, func(r *validate.Run) { r.Channel += r.ID }, "9 channels"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			runs := made(c.n, 1, .1, 0)
			for i := range runs {
				c.change(&runs[i])
			}
			_, err := calibrate.Measure(runs, c.opt)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if few := strings.Contains(c.want, "needed"); few && !errors.Is(err, calibrate.ErrTooFew) {
				t.Errorf("error %v is not %v", err, calibrate.ErrTooFew)
			}
		})
	}
}
