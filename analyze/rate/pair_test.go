package rate_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze/rate"
)

// pairCopy plays a copy of n files at b MB/s with overhead o inside each file and idle time
// between files, stamped at step r (s).
type pairCopy struct {
	n             int
	b, o, idle, r float64
	streams       int
	constant      bool // durations that know no sizes
}

func (c pairCopy) run(seed uint64) []rate.Pair {
	rng := rand.New(rand.NewPCG(seed, 11))
	clock := make([]float64, max(1, c.streams))
	for i := range clock {
		clock[i] = 1e9 + rng.Float64()*100
	}
	step := int64(c.r * 1e9)
	var pairs []rate.Pair
	for range c.n {
		k := 0
		for j := range clock {
			if clock[j] < clock[k] {
				k = j
			}
		}
		size := math.Round(math.Exp(math.Log(3e5) + 1.7*rng.NormFloat64()))
		start := clock[k] + c.idle*rng.ExpFloat64()
		d := c.o*(0.8+0.4*rng.Float64()) + size/1e6/c.b*float64(len(clock))*math.Exp(0.05*rng.NormFloat64())
		if c.constant {
			d = 0.2 * rng.ExpFloat64()
		}
		clock[k] = start + d
		from, to := int64(start*1e6)*1000, int64((start+d)*1e6)*1000
		pairs = append(pairs, rate.Pair{Start: from - from%step, End: to - to%step, Size: int64(size)})
	}
	return pairs
}

func (c pairCopy) options() rate.PairOptions {
	return rate.PairOptions{StartTick: int64(c.r * 1e9), EndTick: int64(c.r * 1e9)}
}

func TestEstimatePairsSimulated(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		c     pairCopy
		bias  float64 // of the median, ln
		width float64 // median half-width of ln B at most
	}{
		{"fine", pairCopy{n: 200, b: 20, o: .01, r: .004}, .03, .12},
		{"fine with idle time", pairCopy{n: 200, b: 20, o: .01, idle: 5, r: .004}, .03, .12},
		{"fine and slow", pairCopy{n: 60, b: 0.5, o: .2, r: .004}, .03, .2},
		{"one second", pairCopy{n: 600, b: 5, o: .02, r: 1}, .08, .5},
		{"two seconds", pairCopy{n: 600, b: 2, o: .02, idle: 1, r: 2}, .08, .5},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			const runs = 24
			var errs, halves []float64
			covered := 0
			for seed := range uint64(runs) {
				f, ok := rate.EstimatePairs(test.c.run(seed), test.c.options())
				if !ok {
					t.Errorf("seed %d is refused: %v", seed, f.Gates)
					continue
				}
				errs = append(errs, math.Log(*f.RateMBs.Estimate/test.c.b))
				halves = append(halves, math.Log(*f.RateMBs.High / *f.RateMBs.Estimate))
				if *f.RateMBs.Low <= test.c.b && test.c.b <= *f.RateMBs.High {
					covered++
				}
			}
			slices.Sort(errs)
			slices.Sort(halves)
			if m := errs[len(errs)/2]; math.Abs(m) > test.bias {
				t.Errorf("the median of ln(B/truth) is %.3f, want at most %.2f", m, test.bias)
			}
			if h := halves[len(halves)/2]; h > test.width {
				t.Errorf("the median half-width is %.3f, want at most %.2f", h, test.width)
			}
			if covered < runs-3 { // of a nominal 95 %, fewer than 21 of 24 have probability .01
				t.Errorf("the intervals cover the truth in %d of %d copies", covered, runs)
			}
		})
	}
}

func TestEstimatePairsRefuses(t *testing.T) {
	t.Parallel()
	failed := func(f rate.PairFit) string {
		var codes []string
		for _, g := range f.Gates {
			if !g.Passed {
				codes = append(codes, g.Code)
			}
		}
		return strings.Join(codes, " ")
	}
	memory := pairCopy{n: 300, b: 900, r: .004}
	for _, test := range []struct {
		name, want string
		c          pairCopy
	}{
		{"four files", "G2", pairCopy{n: 4, b: 1, r: .004}},
		{"no time inside files", "G2", pairCopy{n: 300, b: 4000, r: 1}},
		{"sizes do not matter", "G3", pairCopy{n: 300, r: .004, constant: true}},
		{"four streams", "G6", pairCopy{n: 300, b: 10, r: .004, streams: 4}},
	} {
		if f, ok := rate.EstimatePairs(test.c.run(3), test.c.options()); ok || !strings.Contains(failed(f), test.want) {
			t.Errorf("%s: failed gates %q, want %q among them", test.name, failed(f), test.want)
		}
	}
	if f, ok := rate.EstimatePairs(memory.run(3), memory.options()); ok {
		t.Errorf("a copy at the speed of memory gives %v MB/s", *f.RateMBs.Estimate)
	}
	for _, pairs := range [][]rate.Pair{
		nil, make([]rate.Pair, 50),
		{{math.MinInt64, math.MaxInt64, 1}, {0, -1, math.MaxInt64}, {5, 5, 0}, {0, 1, 2}, {1, 9, -4}},
	} {
		if f, ok := rate.EstimatePairs(pairs, rate.PairOptions{}); ok {
			t.Errorf("EstimatePairs(%v) = %+v, want a refusal", pairs, f)
		}
	}
}

func TestEstimatePairsInvariant(t *testing.T) {
	t.Parallel()
	c := pairCopy{n: 150, b: 8, o: .02, r: .004}
	pairs := c.run(5)
	want, _ := rate.EstimatePairs(pairs, c.options())
	moved := slices.Clone(pairs)
	for i := range moved {
		moved[i].Start += 3_600_000_000_000
		moved[i].End += 3_600_000_000_000
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
	got, _ := rate.EstimatePairs(moved, c.options())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("another clock and order of the lines change the fit (-want +got):\n%s", diff)
	}
}

func BenchmarkEstimatePairs(b *testing.B) {
	c := pairCopy{n: 2300, b: 20, o: .005, r: .004}
	pairs := c.run(1)
	for b.Loop() {
		rate.EstimatePairs(pairs, c.options())
	}
}
