package rate

import (
	"math/rand/v2"
	"slices"
	"testing"

	"copyclock/analyze/burst"
	"copyclock/analyze/simulate"
	"copyclock/timestamps"
)

// headers returns the burst of a simulated copy in the order of an archive's headers, which is
// that of writing, or with that order lost inside the ticks.
func headers(t *testing.T, setting simulate.Setting, seed uint64, kept bool) *burst.Burst {
	t.Helper()
	run, err := simulate.Play(setting, seed)
	if err != nil {
		t.Fatal(err)
	}
	files := slices.Clone(run.Listed)
	slices.SortFunc(files, func(a, b simulate.File) int { return int(a.End - b.End) })
	number := rand.New(rand.NewPCG(seed, 1)).Perm(len(files))
	events := make([]burst.Event, len(files))
	for i, f := range files {
		events[i] = burst.Event{T: f.Stamp, Size: f.Size, Entry: i}
		if !kept {
			events[i].Entry = number[i]
		}
	}
	all := burst.Segment(events, burst.Options{Resolution: setting.Step.Nanoseconds(), Stamp: timestamps.Modified})
	return &all[0]
}

// TestOrdered asks that the order of writing sharpens the answer where an archive's headers give
// it, METHOD 12.1, and that the entries' order is not looked at otherwise.
func TestOrdered(t *testing.T) {
	t.Parallel()
	for _, preset := range []string{"plain-2s", "start-2s"} {
		setting, ok := simulate.Preset(preset)
		if !ok {
			t.Fatalf("no preset %q", preset)
		}
		setting.Files = 120
		known, lost, covered, answered := 0, 0, 0, 0
		const runs = 40
		for seed := range uint64(runs) {
			x := Estimate(headers(t, setting, seed, true), Options{Ordered: true})
			if gate(x, "G3").Passed {
				known++
			}
			if f := x.Fit.RateMBs; f != nil && f.High != nil {
				answered++
				if *f.Low <= setting.MBs && setting.MBs <= *f.High {
					covered++
				}
			}
			if gate(Estimate(headers(t, setting, seed, false), Options{}), "G3").Passed {
				lost++
			}
		}
		t.Logf("%s, %d files: link found in %d of %d copies with the order of writing, in %d without; %d of %d rates covered",
			preset, setting.Files, known, runs, lost, covered, answered)
		if known <= lost {
			t.Errorf("%s: the order of writing does not help: link found in %d copies with it, %d without", preset, known, lost)
		}
		if answered < runs/2 || atLeast(answered-covered, answered, 0.07) < 1e-3 {
			t.Errorf("%s: %d of %d copies answered, %d covered", preset, answered, runs, covered)
		}
	}
}
