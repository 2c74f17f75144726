package analyze_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// played is a copy at 10 MB/s of files of .1 to 1 MB, one after another or side by side.
func played(streams int, keep float64, stamp func(e *timestamps.Times, start, end timestamps.Stamp, old timestamps.Stamp)) *timestamps.Listing {
	rng := rand.New(rand.NewPCG(4, 2))
	l := &timestamps.Listing{Head: timestamps.Head{Zone: timestamps.Zone{Name: "UTC", Source: "input"}}}
	clock := make([]float64, streams)
	at := func(s float64) timestamps.Stamp {
		return timestamps.Stamp{Nanos: 1_467_740_000e9 + int64(s*250)*4e6, State: timestamps.Instant}
	}
	for i := range 300 {
		k := i % streams
		size := math.Exp(math.Log(1e5) + rng.Float64()*math.Log(10))
		start := clock[k] + 0.05*rng.ExpFloat64()
		end := start + 0.003*rng.Float64() + float64(streams)*size/1e7
		clock[k] = end
		if rng.Float64() > keep {
			continue
		}
		e := timestamps.Entry{Path: fmt.Sprintf("d/f%03d", i), Size: int64(size), Line: int64(i + 1), Kind: timestamps.File}
		stamp(&e.Times, at(start), at(end), at(-rng.Float64()*3e7))
		l.Entries = append(l.Entries, e)
	}
	return l
}

func TestPairUp(t *testing.T) {
	t.Parallel()
	all := func(e *timestamps.Times, start, end, _ timestamps.Stamp) {
		e.Birth, e.Modified, e.Changed = start, end, end
	}
	for _, test := range []struct {
		name    string
		l       *timestamps.Listing
		basis   rate.Basis
		rated   bool // the rate of 10 MB/s is in the interval
		refused string
	}{
		{name: "birth, modified and changed", l: played(1, 1, all), basis: rate.Durations, rated: true},
		{name: "a subset", l: played(1, 0.3, all), basis: rate.Durations, rated: true},
		{
			name: "modified stamps kept", basis: rate.Durations, rated: true,
			l: played(1, 1, func(e *timestamps.Times, start, end, old timestamps.Stamp) {
				e.Birth, e.Modified, e.Changed = start, old, end
			}),
		},
		{
			name: "no birth", basis: rate.Gaps, rated: true,
			l: played(1, 1, func(e *timestamps.Times, _, end, _ timestamps.Stamp) { e.Modified, e.Changed = end, end }),
		},
		{
			name: "modified at the start", basis: rate.Gaps, rated: true,
			l: played(1, 1, func(e *timestamps.Times, start, _, _ timestamps.Stamp) { e.Birth, e.Modified = start, start }),
		},
		{
			name: "attributes changed later in one go", basis: rate.Durations, rated: true,
			l: played(1, 1, func(e *timestamps.Times, start, end, _ timestamps.Stamp) {
				e.Birth, e.Modified = start, end
				e.Changed = timestamps.Stamp{Nanos: 1_467_743_600e9, State: timestamps.Instant}
			}),
		},
		{name: "four streams", l: played(4, 1, all), basis: rate.Gaps, refused: "G6"},
	} {
		r, err := analyze.Run([]*evidence.Evidence{{Name: "made", Listing: timestamps.NewTable(test.l)}}, analyze.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Bursts) != 1 || r.Bursts[0].Fit == nil {
			t.Errorf("%s: %d bursts, or no fit; want one with a fit", test.name, len(r.Bursts))
			continue
		}
		b := &r.Bursts[0]
		if b.Fit.Basis != test.basis {
			t.Errorf("%s: the basis is %q, want %q (failed: %s)", test.name, b.Fit.Basis, test.basis, failedGates(b))
		}
		i := b.Fit.RateMBs
		if rated := i != nil && i.Low != nil && i.High != nil && *i.Low <= 10 && 10 <= *i.High; rated != test.rated {
			t.Errorf("%s: the rate is %s MB/s; 10 in it: %v, want %v", test.name, spread(i), rated, test.rated)
		}
		if test.refused != "" && !strings.Contains(failedGates(b), test.refused) {
			t.Errorf("%s: gates %q failed, want %q among them", test.name, failedGates(b), test.refused)
		}
	}
}

func failedGates(b *analyze.Burst) string {
	var failed []string
	for _, g := range b.Gates {
		if !g.Passed {
			failed = append(failed, g.Code)
		}
	}
	return strings.Join(failed, ",")
}

func spread(i *finding.Interval) string {
	if i == nil {
		return "-"
	}
	show := func(x *float64) string {
		if x == nil {
			return "-"
		}
		return fmt.Sprintf("%.4g", *x)
	}
	return show(i.Low) + "<" + show(i.Estimate) + "<" + show(i.High)
}
