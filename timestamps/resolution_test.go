package timestamps_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"copyclock/timestamps"
)

// every returns n stamps whose distances are small odd and even multiples of step.
func every(n int, step, offset int64) []int64 {
	out := make([]int64, n)
	at := offset
	for i := range out {
		out[i] = at
		at += step * (1 + int64(i*i*7+i)%5)
	}
	return out
}

func TestResolution(t *testing.T) {
	t.Parallel()
	const day = 86400e9
	noon := int64(1400000040e9)
	tests := []struct {
		name  string
		nanos []int64
		want  int64
	}{
		{"none", nil, 0},
		{"one whole second", []int64{noon}, 1e9},
		{"one fraction", []int64{noon + 123456789}, 1},
		{"five whole seconds", every(5, 1e9, noon), 1e9},
		{"five even seconds are not 2 s yet", every(5, 2e9, noon), 1e9},
		{"19 even seconds", every(19, 2e9, noon), 1e9},
		{"20 even seconds", every(20, 2e9, noon), 2e9},
		{"20 odd seconds", every(20, 2e9, noon+1e9), 2e9},
		{"repeated stamps count once", slices.Repeat(every(5, 2e9, noon), 20), 1e9},
		{"2 s shifted by a fraction", every(40, 2e9, noon+370e6), 2e9},
		{"minutes", every(10, 60e9, noon), 60e9},
		{"two whole minutes", every(2, 60e9, noon), 60e9},
		{"two minutes off the minute are no step", every(2, 60e9, noon+7e9), 1e9},
		{"days of a local zone", every(6, day, noon+7*3600e9), day},
		{"100 ns", every(50, 100, noon), 100},
		{"1 us", every(50, 1e3, noon), 1e3},
		{"1 ms", every(50, 1e6, noon), 1e6},
		{"4 ms", every(50, 4e6, noon), 4e6},
		{"10 ms", every(50, 10e6, noon), 10e6},
		{"1 ns", every(50, 1, noon), 1},
		{"before 1970", every(50, 2e9, -noon), 2e9},
		{"one stamp in 200 from elsewhere", append(every(199, 2e9, noon), noon+5e15+1e9+7), 2e9},
		{"one stamp in 50 from elsewhere", append(every(49, 2e9, noon), noon+5e15+1e9), 1e9},
		{"ends of the range", []int64{math.MinInt64, math.MaxInt64}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := timestamps.Resolution(tt.nanos); got != tt.want {
				t.Errorf("Resolution = %d, want %d", got, tt.want)
			}
		})
	}
}

// A shift of all stamps by whole minutes, and of many stamps by anything, keeps the step;
// so does their order.
func TestResolutionShift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom([]int64{1, 100, 1e3, 1e6, 4e6, 10e6, 1e9, 2e9, 60e9, 86400e9}).Draw(t, "step")
		k := rapid.SliceOfN(rapid.Int64Range(0, 9000), 1, 60).Draw(t, "multiples")
		shift := rapid.Int64Range(-1e18, 1e18).Draw(t, "shift")
		nanos := make([]int64, len(k))
		for i := range k {
			nanos[i] = k[i] * step
		}
		distinct := slices.Clone(nanos)
		slices.Sort(distinct)
		if len(slices.Compact(distinct)) < 6 {
			shift = shift / 60e9 * 60e9
		}
		moved := make([]int64, len(k))
		for i := range k {
			moved[len(k)-1-i] = nanos[i] + shift
		}
		a, b := timestamps.Resolution(nanos), timestamps.Resolution(moved)
		if a != b {
			t.Fatalf("Resolution = %d, shifted by %d: %d", a, shift, b)
		}
	})
}

func TestTick(t *testing.T) {
	t.Parallel()
	jitter := func(n []int64, by int64) []int64 {
		for i := range n {
			n[i] += int64(i*i*7_919_317+i*104_729)%by - by/2
		}
		return n
	}
	tests := []struct {
		name   string
		sorted []int64
		r      int64
		want   int64
	}{
		{"none", nil, 1, 1e6},
		{"coarse column", every(50, 2e9, 0), 2e9, 2e9},
		{"FAT birth", every(50, 10e6, 0), 10e6, 10e6},
		{"4 ms jiffies", jitter(every(60, 4e6, 1e18), 1e5), 1, 4e6},
		{"10 ms jiffies", jitter(every(60, 10e6, 1e18), 2e5), 1, 10e6},
		{"1 ms jiffies", jitter(every(60, 1e6, 1e18), 2e4), 1, 1e6},
		{"Windows clock", jitter(every(60, 15_625_000, 1e18), 2e4), 100, 15_625_000},
		{"fine clock", jitter(every(60, 4e6, 1e18), 4e6), 100, 1e6},
		{"too few gaps", jitter(every(5, 4e6, 1e18), 1e5), 1, 1e6},
		{"long gaps only", jitter(every(60, 40e9, 1e18), 2e5), 1, 1e6},
		{"exact 4 ms", every(60, 4e6, 0), 4e6, 4e6},
		{"repeated", slices.Repeat([]int64{5}, 100), 1, 1e6},
		{"ends of the range", []int64{math.MinInt64, math.MaxInt64}, 1, 1e6},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			slices.Sort(tt.sorted)
			if got := timestamps.Tick(tt.sorted, tt.r); got != tt.want {
				t.Errorf("Tick = %d, want %d", got, tt.want)
			}
		})
	}
}

// The tick does not depend on where the stamps lie, and is never below the step.
func TestTickShift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sorted := rapid.SliceOf(rapid.Int64Range(0, 1e9)).Draw(t, "stamps")
		slices.Sort(sorted)
		r := rapid.SampledFrom([]int64{1, 100, 1e6, 4e6, 1e9}).Draw(t, "r")
		shift := rapid.Int64Range(-1e18, 1e18).Draw(t, "shift")
		a := timestamps.Tick(sorted, r)
		for i := range sorted {
			sorted[i] += shift
		}
		if b := timestamps.Tick(sorted, r); a != b || a < r {
			t.Fatalf("Tick(r=%d) = %d, shifted by %d: %d", r, a, shift, b)
		}
	})
}
