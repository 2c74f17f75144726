package validate

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// copyAt is a copy of a class whose truth is known.
func copyAt(class Class, source string, mbs float64) Outcome {
	return Outcome{Class: class, Source: source, Run: &Run{Class: class, FitRate: &mbs, FileWindow: &mbs, Mbit: new(8 * mbs)}}
}

// TestLaboratoryProfiles asks that a profile holds the sources of its class, and not the one that
// is left out, and that wrong medians are wrong by their factor.
func TestLaboratoryProfiles(t *testing.T) {
	t.Parallel()
	outcomes := []Outcome{
		copyAt(WAN, "a", 1), copyAt(WAN, "a", 4), copyAt(WAN, "b", 8), copyAt(WAN, "c", 16), copyAt(LAN, "d", 100),
	}
	for i := range outcomes {
		if _, ok := outcomes[i].Run.RateTruth(); !ok {
			t.Fatalf("run %d has no truth", i)
		}
	}
	all := laboratoryProfiles(outcomes, "", 1)
	if len(all) != 1 || all[0].Class != "wan" || len(all[0].Rate) != 3 {
		t.Fatalf("profiles %+v, want one of three sources: a class of one source has none", all)
	}
	if m := all[0].Rate[0].MedianMBs; math.Abs(m-2*goodput) > 1e-9 {
		t.Errorf("source a has median %g, want the geometric mean 2 times the goodput", m)
	}
	left := laboratoryProfiles(outcomes, "b", 1.6)
	if len(left[0].Rate) != 2 || math.Abs(left[0].Rate[1].MedianMBs-1.6*16*goodput) > 1e-9 {
		t.Errorf("without b and with medians 1.6 too high: %+v", left[0].Rate)
	}
}

// TestCalIfRight asks that the cost of calibration of right ratios shrinks with their number.
func TestCalIfRight(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	of := func(n int) float64 {
		var ratios []Ratio
		for i := range n {
			ratios = append(ratios, Ratio{ID: strconv.Itoa(i), First: i%2 == 0, Log10LR: rng.NormFloat64(), Weight: 1})
		}
		return *calIfRight(ratios, 0)
	}
	if few, many := of(40), of(2000); few < 0.05 || few > 0.4 || many > few/4 {
		t.Errorf("Cllr cal of right ratios is %.3f for 40 cases and %.3f for 2,000", few, many)
	}
}
