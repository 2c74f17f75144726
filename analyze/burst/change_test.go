package burst_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"copyclock/analyze/burst"
)

// act simulates a copy: files of log-normal size at the given rate in MB/s and seconds per
// file, with 40 % scatter of every duration, stamps at the end in steps of r.
func act(rng *rand.Rand, from float64, n int, rate, overhead float64, r int64) (events []burst.Event, end float64) {
	now := from
	for i := range n {
		mb := math.Exp(rng.NormFloat64()*1.2) * 0.3
		now += (overhead + mb/rate) * math.Exp(0.4*rng.NormFloat64())
		events = append(events, burst.Event{T: int64(now*1e9) / r * r, Size: int64(mb * 1e6), Entry: i})
	}
	return events, now
}

func TestChangesFalseAlarms(t *testing.T) {
	t.Parallel()
	const copies = 200
	rng := rand.New(rand.NewPCG(1, 2))
	for _, r := range []int64{4e6, 1e9, 2e9} {
		alarms, caches := 0, 0
		for range copies {
			events, _ := act(rng, 0, 400, 12, 0.02, r)
			b := burst.Segment(events, burst.Options{Resolution: r})[0]
			if len(b.Changes) > 0 {
				alarms++
			}
			if _, ok := b.WriteCache(); ok {
				caches++
			}
		}
		t.Logf("steps of %g s: %d of %d steady copies show a change, %d a write cache", float64(r)/1e9, alarms, copies, caches)
		if alarms > copies/20 || caches > copies/100 {
			t.Errorf("steps of %g s: %d alarms and %d caches in %d steady copies, want at most 5 %% and 1 %%", float64(r)/1e9, alarms, caches, copies)
		}
	}
}

func TestWriteCache(t *testing.T) {
	t.Parallel()
	const copies = 100
	rng := rand.New(rand.NewPCG(3, 4))
	for _, r := range []int64{4e6, 1e9} {
		found := 0
		for range copies {
			events, now := act(rng, 0, 400, 60, 0.005, r)
			slow, _ := act(rng, now, 400, 6, 0.005, r)
			b := burst.Segment(append(events, slow...), burst.Options{Resolution: r})[0]
			if c, ok := b.WriteCache(); ok && c.Ratio < 0.4 {
				found++
			}
		}
		t.Logf("steps of %g s: %d of %d full caches found", float64(r)/1e9, found, copies)
		if r < second && found < copies*9/10 {
			t.Errorf("steps of %g s: %d of %d full caches found, want 90 %%", float64(r)/1e9, found, copies)
		}
	}
}

func TestStallDoesNotSplit(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for _, r := range []int64{4e6, 1e9, 2e9} {
		for _, stall := range []float64{30, 120, 500} {
			split, changed := 0, 0
			for range 50 {
				events, now := act(rng, 0, 150, 12, 0.02, r)
				rest, _ := act(rng, now+stall, 150, 12, 0.02, r)
				bursts := burst.Segment(append(events, rest...), burst.Options{Resolution: r})
				if len(bursts) != 1 {
					split++
				} else if len(bursts[0].Changes) > 0 {
					changed++
				}
			}
			if split > 0 || changed > 5 {
				t.Errorf("steps of %g s: a stall of %g s splits %d of 50 copies and shows as a change in %d", float64(r)/1e9, stall, split, changed)
			}
		}
	}
}

func TestSegmentSplits(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	for _, test := range []struct {
		name        string
		pause, rate float64
		want        int
	}{
		{"longer than any stall", 700, 12, 2},
		{"another rate after a stop", 120, 1.5, 2},
		{"the same rate after a stop", 120, 12, 1},
	} {
		for range 10 {
			events, now := act(rng, 0, 300, 12, 0.01, 4e6)
			rest, _ := act(rng, now+test.pause, 300, test.rate, 0.01, 4e6)
			if got := len(burst.Segment(append(events, rest...), burst.Options{Resolution: 4e6})); got != test.want {
				t.Errorf("%s: %d bursts, want %d", test.name, got, test.want)
			}
		}
	}
}

// TestLargeFilesStayTogether copies disk images that take 20 minutes each: their gaps are longer
// than any stall and explained by their bytes.
func TestLargeFilesStayTogether(t *testing.T) {
	t.Parallel()
	var events []burst.Event
	now := int64(0)
	for i := range 8 {
		size := int64(20e9 + i*500e6)
		now += size / 20
		events = append(events, burst.Event{T: now * 1000 / second * second, Size: size, Entry: i})
	}
	if got := burst.Segment(events, burst.Options{Resolution: second}); len(got) != 1 {
		t.Errorf("%d bursts, want 1", len(got))
	}
}

func TestChangesProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 9))
		n := rapid.IntRange(2, 300).Draw(t, "files")
		fast, now := act(rng, 0, n, 50, 0.01, 4e6)
		slow, _ := act(rng, now, n, 5, 0.01, 4e6)
		events := append(fast, slow...)
		want := burst.Segment(events, burst.Options{Resolution: 4e6})
		for _, b := range want {
			last := 0
			for _, c := range b.Changes {
				if c.Tick <= last || c.Tick >= len(b.Ticks) || !(c.Ratio > 0) || c.BytesBefore < 0 || c.BytesBefore > b.Bytes {
					t.Fatalf("change %+v of a burst of %d ticks", c, len(b.Ticks))
				}
				last = c.Tick
			}
		}
		doubled := append([]burst.Event{}, events...)
		for i := range doubled {
			doubled[i].T *= 2
			doubled[i].Size *= 2
		}
		got := burst.Segment(doubled, burst.Options{Resolution: 8e6})
		if len(got) != len(want) {
			t.Fatalf("seconds and bytes twice as large: %d bursts, want %d", len(got), len(want))
		}
		for i := range got {
			if len(got[i].Changes) != len(want[i].Changes) {
				t.Fatalf("seconds and bytes twice as large: %d changes, want %d", len(got[i].Changes), len(want[i].Changes))
			}
			for j, c := range got[i].Changes {
				if w := want[i].Changes[j]; c.Tick != w.Tick || math.Abs(c.Ratio/w.Ratio-1) > 1e-6 {
					t.Fatalf("seconds and bytes twice as large: change %+v, want %+v", c, w)
				}
			}
		}
	})
}
