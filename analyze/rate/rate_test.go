package rate

import (
	ordered "cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
)

type sim struct {
	n       int
	r       float64
	b, o    float64
	mode    Mode
	poisson bool
	streams int
	steady  bool // no noise of the rate
}

// run plays a copy, independently of the estimator's own formulas.
func (s sim) run(seed uint64) *burst.Burst {
	rng := rand.New(rand.NewPCG(seed, 77))
	streams := max(1, s.streams)
	clock := make([]float64, streams)
	start := rng.Float64() * 100
	for i := range clock {
		clock[i] = start
	}
	type ev struct{ t, size float64 }
	var evs []ev
	for range s.n {
		size := math.Round(math.Exp(math.Log(2e5) + 2*rng.NormFloat64()))
		noise := math.Exp(0.2*rng.NormFloat64() - 0.02)
		if s.steady {
			noise = 1
		}
		k := 0
		for j := range clock {
			if clock[j] < clock[k] {
				k = j
			}
		}
		begin := clock[k] + s.o*rng.ExpFloat64()
		clock[k] = begin + size/1e6/s.b*noise*float64(streams)
		at := clock[k]
		if s.mode == Start {
			at = begin
		}
		if s.poisson {
			clock[k] = begin + 0.085*rng.ExpFloat64()
			at = clock[k]
		}
		evs = append(evs, ev{at, size})
	}
	r := int64(s.r * 1e9)
	var out []burst.Event
	for _, e := range evs {
		out = append(out, burst.Event{T: int64(e.t*1e9) / r * r, Size: int64(e.size)})
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	slices.SortStableFunc(out, func(a, b burst.Event) int { return ordered.Compare(a.T, b.T) })
	return makeBurst(out, r)
}

func makeBurst(events []burst.Event, r int64) *burst.Burst {
	b := &burst.Burst{Session: 1, Resolution: r, Events: events}
	for i, e := range events {
		if len(b.Ticks) == 0 || b.Ticks[len(b.Ticks)-1].T != e.T {
			b.Ticks = append(b.Ticks, burst.Tick{T: e.T, First: i})
		}
		t := &b.Ticks[len(b.Ticks)-1]
		t.N++
		t.Bytes += e.Size
		b.Bytes += e.Size
	}
	return b
}

// TestRecover simulates copies and asks for the truth back, METHOD 4.10 and 12.1.
func TestRecover(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		s    sim
		all  bool // every call must be decided
	}{
		{"end 300 10ms", sim{n: 300, r: 0.01, mode: End}, true},
		{"end 300 1s", sim{n: 300, r: 1, mode: End}, true},
		{"end 300 2s", sim{n: 300, r: 2, mode: End}, false},
		{"end 1000 10ms", sim{n: 1000, r: 0.01, mode: End}, true},
		{"end 1000 1s", sim{n: 1000, r: 1, mode: End}, true},
		{"end 1000 2s", sim{n: 1000, r: 2, mode: End}, true},
		{"start 300 10ms", sim{n: 300, r: 0.01, mode: Start}, true},
		{"start 300 1s", sim{n: 300, r: 1, mode: Start}, true},
		{"start 300 2s", sim{n: 300, r: 2, mode: Start}, false},
		{"start 1000 10ms", sim{n: 1000, r: 0.01, mode: Start}, true},
		{"start 1000 1s", sim{n: 1000, r: 1, mode: Start}, true},
		{"start 1000 2s", sim{n: 1000, r: 2, mode: Start}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.s.b, c.s.o = 20, 0.015
			var ratios []float64
			for seed := range uint64(7) {
				x := Estimate(c.s.run(seed), Options{})
				if c.all && x.Fit.Mode != c.s.mode {
					t.Errorf("seed %d: mode %s, want %s (difference %.1f)", seed, x.Fit.Mode, c.s.mode, *x.Fit.LogLikelihoodDiff)
				}
				if x.Fit.Mode != c.s.mode && x.Fit.Mode != Undecided {
					t.Errorf("seed %d: decided for %s, want %s", seed, x.Fit.Mode, c.s.mode)
				}
				f := x.Fit.RateMBs
				if f == nil || f.Estimate == nil {
					continue
				}
				ratios = append(ratios, *f.Estimate/20)
				if s := x.SustainedMBs; s != nil && (*s < *x.AverageMBs.Estimate || *s > *f.Estimate) {
					t.Errorf("seed %d: sustained %v outside average %v to rate %v", seed, *s, *x.AverageMBs.Estimate, *f.Estimate)
				}
			}
			slices.Sort(ratios)
			if len(ratios) == 0 {
				t.Fatal("no estimate at all")
			}
			t.Logf("B/true %.2f", ratios)
			if m := ratios[len(ratios)/2]; m < 0.9 || m > 1.1 {
				t.Errorf("median of B/true = %.3f of %d, want 0.9 to 1.1", m, len(ratios))
			}
		})
	}
}

// TestOrderInsideTick asks that files of one tick may come in any order.
func TestOrderInsideTick(t *testing.T) {
	t.Parallel()
	b := sim{n: 200, r: 2, b: 20, o: 0.015, mode: End}.run(3)
	want := Estimate(b, Options{})
	for _, k := range b.Ticks {
		slices.Reverse(b.Events[k.First : k.First+k.N])
	}
	for i := range b.Events {
		b.Events[i].T += 3600e9
	}
	for i := range b.Ticks {
		b.Ticks[i].T += 3600e9
	}
	if d := cmp.Diff(want, Estimate(b, Options{})); d != "" {
		t.Errorf("another order inside the ticks and a clock shift change the result (-want +got)\n%s", d)
	}
}

// TestLevel runs the size link on Poisson times, which have none.
func TestLevel(t *testing.T) {
	t.Parallel()
	fired, linked := 0, 0
	const runs = 40
	for seed := range uint64(runs) {
		r := []float64{2, 0.01}[seed%2]
		x := Estimate(sim{n: 300, r: r, b: 20, poisson: true, mode: End}.run(seed), Options{})
		if gate(x, "G3").Passed {
			fired++
		}
		x = Estimate(sim{n: 300, r: r, b: 20, o: 0.015, mode: End}.run(seed), Options{})
		if gate(x, "G3").Passed {
			linked++
		}
	}
	t.Logf("size link: %d of %d without, %d of %d with a link", fired, runs, linked, runs)
	if fired > 3 {
		t.Errorf("size link found in %d of %d runs without one, want at most 3 at level 0.01", fired, runs)
	}
	if linked < runs*3/4 {
		t.Errorf("size link found in %d of %d copies, want 3 of 4", linked, runs)
	}
}

func TestParallelStreams(t *testing.T) {
	t.Parallel()
	caught := 0
	for seed := range uint64(6) {
		x := Estimate(sim{n: 1000, r: 0.01, b: 20, o: 0.015, mode: End, streams: 4}.run(seed), Options{})
		if !gate(x, "G6").Passed {
			caught++
			if x.Fit.RateMBs != nil {
				t.Errorf("seed %d: G6 failed and the rate is not withheld", seed)
			}
		}
	}
	if caught < 4 {
		t.Errorf("G6 catches %d of 6 copies in four streams, want 4", caught)
	}
}

// TestCertifiedHolds asks that on a link of constant rate no certificate exceeds it: with
// noise a single large file can honestly carry a window above the mean.
func TestCertifiedHolds(t *testing.T) {
	t.Parallel()
	for _, streams := range []int{1, 4} {
		for _, mode := range []Mode{End, Start} {
			for _, r := range []float64{0.01, 1, 2, 60} {
				for seed := range uint64(20) {
					b := sim{n: 800, r: r, b: 20, o: 0.002, mode: mode, streams: streams, steady: true}.run(seed)
					for _, k := range append(certify(b, mode), certify(b, Undecided)...) {
						if k.Streams >= streams && k.MBs > 20 {
							t.Errorf("%d streams, %s, r = %v, seed %d: certified %+v on a link of 20 MB/s", streams, mode, r, seed, k)
						}
					}
				}
			}
		}
	}
}

// TestAverageRM1 is the birth column of five NIST RM1 files, METHOD 12.7.
func TestAverageRM1(t *testing.T) {
	t.Parallel()
	a := average(fromSeconds(1, [][2]int64{{0, 1810432}, {1, 16381123}, {2, 14547968}, {4, 35226880}, {12, 6484502}}), Start)
	for _, c := range []struct{ got, want float64 }{{*a.Low, 5.23}, {*a.Estimate, 5.66}, {*a.High, 6.18}} {
		if math.Abs(c.got-c.want) > 0.005 {
			t.Errorf("average = %.3f, want %.2f", c.got, c.want)
		}
	}
}

// TestCertifiedMinute is the Shadow Brokers minute, METHOD 12.6: one tick of 60 s.
func TestCertifiedMinute(t *testing.T) {
	t.Parallel()
	b := fromSeconds(60, [][2]int64{{0, 30310000}, {0, 30000000}, {0, 29000000}, {0, 159390000 / 6}, {0, 159390000 / 6},
		{0, 159390000 / 6}, {0, 159390000 / 6}, {0, 159390000 / 6}, {0, 159390000 / 6}})
	got := certify(b, Undecided)
	if len(got) == 0 || got[0].WindowS != 60 || got[0].Streams != 1 || math.Abs(got[0].MBs-3.64) > 0.005 {
		t.Fatalf("certify = %+v, want 3.64 MB/s over 60 s in one stream first", got)
	}
	// four streams lose the four largest: 30.31, 30, 29 and 26.565 MB
	if last := got[len(got)-1]; last.Streams != 4 || math.Abs(last.MBs-(248.70-115.875)/60) > 0.005 {
		t.Errorf("certify = %+v, want 2.21 MB/s in four streams last", got)
	}
	if one := certify(fromSeconds(1, [][2]int64{{0, 5e7}, {0, 5e7}, {3, 5e7}}), End); one != nil {
		t.Errorf("certify of 4 s = %+v, want nothing below 10 s", one)
	}
}

func TestLittle(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]*burst.Burst{
		"empty":    {Resolution: 1e9},
		"one file": fromSeconds(1, [][2]int64{{0, 5}}),
		"no bytes": fromSeconds(1, [][2]int64{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}, {7, 0}, {8, 0}}),
	} {
		x := Estimate(b, Options{})
		if x.Fit != nil || gate(x, "G2").Passed || len(x.Gates) != 6 {
			t.Errorf("%s: fit %v, gates %+v; want no fit, six gates and G2 failed", name, x.Fit, x.Gates)
		}
	}
	x := Estimate(sim{n: 12, r: 1, b: 2, o: 0.1, mode: End}.run(1), Options{})
	if x.Fit == nil || gate(x, "G2").Passed {
		t.Errorf("12 files: fit %v, gate %+v; want a fit with G2 failed", x.Fit, gate(x, "G2"))
	}
	// memory speed: whatever is printed lies below the ceiling
	x = Estimate(sim{n: 100, r: 1, b: 50000, o: 0.05, mode: End}.run(1), Options{})
	if f := x.Fit.RateMBs; f != nil && f.Estimate != nil && *f.Estimate > ceiling {
		t.Errorf("rate %v is above the ceiling", *f.Estimate)
	}
}

func gate(x Rates, code string) finding.Gate {
	for _, g := range x.Gates {
		if g.Code == code {
			return g
		}
	}
	return finding.Gate{}
}

func fromSeconds(r int64, rows [][2]int64) *burst.Burst {
	var events []burst.Event
	for _, x := range rows {
		events = append(events, burst.Event{T: x[0] * 1e9, Size: x[1]})
	}
	return makeBurst(events, r*1e9)
}

// TestEvenly asks that silence in every other second makes a step of 2 s, and that files of one
// size never have an upper limit of the rate.
func TestEvenly(t *testing.T) {
	t.Parallel()
	var rows [][2]int64
	for i := range int64(40) {
		rows = append(rows, [2]int64{i / 4 * 2, 28})
	}
	b := fromSeconds(1, rows)
	if got := evenly(b).Resolution; got != 2e9 || b.Resolution != 1e9 {
		t.Errorf("resolution of even ticks = %d ns, want 2 s, and the burst left as it was", got)
	}
	if f := Estimate(b, Options{}).Fit; f.RateMBs != nil && f.RateMBs.High != nil {
		t.Errorf("files of one size have a rate up to %v MB/s, want no upper limit", *f.RateMBs.High)
	}
	if got := evenly(fromSeconds(1, append(rows, [2]int64{21, 5}))).Resolution; got != 1e9 {
		t.Errorf("resolution with an odd tick = %d ns, want 1 s", got)
	}
}
