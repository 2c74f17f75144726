package channel_test

import (
	"math"
	"testing"

	"copyclock/analyze/channel"

	"pgregory.net/rapid"
)

func repeated(mbs, sigma float64, n int) []channel.Observation {
	all := make([]channel.Observation, n)
	for i := range all {
		all[i] = seen(mbs, sigma)
	}
	return all
}

// TestJointOfOne: one burst weighs what it weighs alone.
func TestJointOfOne(t *testing.T) {
	t.Parallel()
	for _, o := range []channel.Observation{seen(20, 0.1), {LogRate: math.Log(20), OneSided: true}} {
		a, b := channel.Compare(o, era(t, 2016)).Contrasts, channel.CompareJoint([]channel.Observation{o}, era(t, 2016)).Contrasts
		for i := range a {
			if a[i].Log10LR != b[i].Log10LR {
				t.Errorf("alone %+v, joint of one %+v", a[i].Log10LR, b[i].Log10LR)
			}
		}
	}
	if c := channel.CompareJoint(nil, era(t, 2016)); len(c.Contrasts) > 0 {
		t.Error("nothing gives a contrast")
	}
}

// TestJointSaturates: bursts at one rate say more than one and never as much as the product of
// their ratios; ever more of them add ever less.
func TestJointSaturates(t *testing.T) {
	t.Parallel()
	for _, mbs := range []float64{0.3, 2.4, 300} {
		lr := func(n int) float64 {
			return channel.CompareJoint(repeated(mbs, 0.1, n), era(t, 2016)).Contrasts[0].Model().Mid
		}
		one, four, sixteen, many := lr(1), lr(4), lr(16), lr(64)
		if math.Abs(four) >= 4*math.Abs(one) || math.Abs(many-sixteen) > 0.25*math.Abs(one)+0.05 {
			t.Errorf("%v MB/s: log10 LR of 1, 4, 16 and 64 bursts is %.3f, %.3f, %.3f, %.3f", mbs, one, four, sixteen, many)
		}
	}
}

// TestGridAgrees: where both ways exist, the grid gives the closed form; and the order of the bursts
// does not matter.
func TestGridAgrees(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "n")
		var all, turned []channel.Observation
		for range n {
			o := channel.Observation{LogRate: rapid.Float64Range(-1, 5).Draw(t, "rate"), Sigma: rapid.Float64Range(0.01, 0.8).Draw(t, "sigma")}
			all, turned = append(all, o), append([]channel.Observation{o}, turned...)
		}
		mean := rapid.Float64Range(0, 4).Draw(t, "mean")
		for _, variance := range []float64{rapid.Float64Range(0.005, 2).Draw(t, "variance"), -1} {
			closed, gridded := channel.Closed(all, mean, variance), channel.Gridded(all, mean, variance)
			// The sum over the floor stops at whole steps of the grid.
			if tolerance := map[bool]float64{false: 1e-7, true: 0.01}[variance < 0]; math.Abs(closed-gridded) > tolerance {
				t.Fatalf("closed %.9f, on the grid %.9f (variance %v)", closed, gridded, variance)
			}
			if back := channel.Closed(turned, mean, variance); math.Abs(back-closed) > 1e-9*(1+math.Abs(closed)) {
				t.Fatalf("turned round %.12f, was %.12f", back, closed)
			}
		}
	})
}

// TestJointWithLimit: a lower limit far below the other bursts changes little.
func TestJointWithLimit(t *testing.T) {
	t.Parallel()
	two := repeated(100, 0.1, 2)
	with := append(repeated(100, 0.1, 2), channel.Observation{LogRate: math.Log(0.01), OneSided: true})
	a := channel.CompareJoint(two, era(t, 2016)).Contrasts[0].Model().Mid
	b := channel.CompareJoint(with, era(t, 2016)).Contrasts[0].Model().Mid
	if math.Abs(a-b) > 0.15 {
		t.Errorf("a limit of .01 MB/s moves log10 LR from %.3f to %.3f", a, b)
	}
}
