package burst_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/analyze/burst"
	"copyclock/timestamps"
)

const second = int64(1e9)

// at returns one event of a megabyte at each of the given seconds.
func at(seconds ...int64) []burst.Event {
	var events []burst.Event
	for i, s := range seconds {
		events = append(events, burst.Event{T: s * second, Size: 1e6, Entry: i})
	}
	return events
}

func counts(bursts []burst.Burst) [][2]int {
	var got [][2]int
	for _, b := range bursts {
		got = append(got, [2]int{b.Session, len(b.Events)})
	}
	return got
}

// two returns two runs of 50 files, one a second, with a pause of the given length between.
func two(pause int64) []burst.Event {
	var s []int64
	for i := range int64(50) {
		s = append(s, i)
	}
	for i := range int64(50) {
		s = append(s, 49+pause+i)
	}
	return at(s...)
}

func TestSegment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		events []burst.Event
		opt    burst.Options
		want   [][2]int
	}{
		{"none", nil, burst.Options{}, nil},
		{"one", at(7), burst.Options{}, [][2]int{{1, 1}}},
		{"ties", at(7, 7, 7), burst.Options{}, [][2]int{{1, 3}}},
		{"steady", two(1), burst.Options{Resolution: second}, [][2]int{{1, 100}}},
		{"stall", two(25), burst.Options{Resolution: second}, [][2]int{{1, 100}}},
		{"pause", two(900), burst.Options{Resolution: second}, [][2]int{{1, 50}, {1, 50}}},
		{"session", two(1801), burst.Options{Resolution: second}, [][2]int{{1, 50}, {2, 50}}},
		{"gap overrides", two(25), burst.Options{Resolution: second, GapNanos: 20 * second}, [][2]int{{1, 50}, {1, 50}}},
		{"minutes hide pauses", two(500), burst.Options{Resolution: 60 * second}, [][2]int{{1, 100}}},
		{"far ends", []burst.Event{{T: math.MinInt64}, {T: math.MaxInt64}}, burst.Options{}, [][2]int{{1, 1}, {2, 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, counts(burst.Segment(test.events, test.opt))); diff != "" {
				t.Errorf("session and files of the bursts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSegmentSweep(t *testing.T) {
	t.Parallel()
	got := burst.Segment(at(0, 1, 3, 23, 24), burst.Options{Stamp: timestamps.Birth, Resolution: second})
	want := []burst.Net{
		{GapS: 0, NetS: 24, MBs: 5.0 / 24},
		{GapS: 10, NetS: 4, MBs: 5.0 / 4},
		{GapS: 1, NetS: 2, MBs: 5.0 / 2},
	}
	if len(got) != 1 || got[0].Bytes != 5e6 || got[0].Stamp != timestamps.Birth {
		t.Fatalf("Segment = %+v, want one burst of 5 MB", got)
	}
	if diff := cmp.Diff(want, got[0].Sweep); diff != "" {
		t.Errorf("sweep (-want +got):\n%s", diff)
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	l := &timestamps.Listing{Entries: []timestamps.Entry{
		{Path: "a", Size: 5, Times: timestamps.Times{Modified: timestamps.At(1, 0)}},
		{Path: "b", Size: timestamps.NoSize, Times: timestamps.Times{Modified: timestamps.At(2, 0)}},
		{Path: "c", Size: 7},
		{Path: "d", Size: 9, Kind: timestamps.Directory, Times: timestamps.Times{Modified: timestamps.At(3, 0)}},
	}}
	want := []burst.Event{{T: second, Size: 5}, {T: 2 * second, Entry: 1}}
	if diff := cmp.Diff(want, burst.Events(timestamps.NewTable(l), timestamps.Modified)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// events draws stamps whose gaps lie on all scales.
func events(t *rapid.T) []burst.Event {
	now := int64(0)
	var es []burst.Event
	for i, e := range rapid.SliceOfN(rapid.IntRange(-10, 13), 0, 200).Draw(t, "log2 gaps") {
		if e > -10 {
			now += int64(math.Exp2(float64(e)) * 1e9)
		}
		es = append(es, burst.Event{T: now, Size: int64(i%7) * 1000, Entry: i})
	}
	return es
}

// plain returns the bursts without what names the entries and the origin of time.
func plain(bursts []burst.Burst) []burst.Burst {
	bursts = slices.Clone(bursts)
	for i := range bursts {
		b, zero := &bursts[i], bursts[i].Ticks[0].T
		b.Events, b.Ticks = slices.Clone(b.Events), slices.Clone(b.Ticks)
		for j := range b.Events {
			b.Events[j].Entry = 0
			b.Events[j].T -= zero
		}
		for j := range b.Ticks {
			b.Ticks[j].T -= zero
		}
	}
	return bursts
}

func TestSegmentProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		es := events(t)
		opt := burst.Options{Resolution: rapid.SampledFrom([]int64{1, 4e6, 1e9, 2e9, 60e9}).Draw(t, "resolution")}
		want := burst.Segment(es, opt)
		n, last := 0, int64(math.MinInt64)
		for _, b := range want {
			n += len(b.Events)
			for _, k := range b.Ticks {
				if k.T <= last {
					t.Fatal("ticks are not in order")
				}
				last = k.T
				for _, e := range b.Events[k.First : k.First+k.N] {
					if e.T != k.T {
						t.Fatal("tick holds an event of another stamp")
					}
				}
			}
		}
		if n != len(es) {
			t.Fatalf("bursts hold %d events of %d", n, len(es))
		}
		shift := rapid.Int64Range(-1e17, 1e17).Draw(t, "shift")
		other := slices.Clone(rapid.Permutation(es).Draw(t, "order"))
		for i := range other {
			other[i].T += shift
		}
		if diff := cmp.Diff(plain(want), plain(burst.Segment(other, opt))); diff != "" {
			t.Fatalf("shift and order changed the bursts:\n%s", diff)
		}
	})
}
