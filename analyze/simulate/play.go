package simulate

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"copyclock/analyze/ieee"
)

// File is one file that was copied. Times are nanoseconds since 1970 UTC.
type File struct {
	Path       string
	Size       int64 // bytes
	Start, End int64 // of its own copy, as it was
	Stamp      int64 // what the listing shows
}

// Run is one copy as it was.
type Run struct {
	Setting Setting
	Seed    uint64
	Copied  []File // all files, in order of their true event
	Listed  []File // those that are left, in order of the lines
}

// firstDay is 2026-03-17, and runs begin within ten days of it. Days above 12 let a reader of
// dir tell months from days.
const firstDay = 1_773_705_600_000_000_000

// longest keeps the last stamp in a year of four digits and all sums within 64 bits.
const longest = 10 * 365 * 24 * time.Hour

// largest is the size in bytes above which no file is drawn.
const largest = 1e11

// Errors of [Play] that only the draws can show.
var (
	ErrTooLong  = errors.New("the copy would take more than ten years; raise the rate or lower the number of files")
	ErrNoneLeft = errors.New("no file is left in the listing; copy more of them")
)

// Play plays one copy.
func Play(s Setting, seed uint64) (*Run, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("playing %s: %w", s.Name, err)
	}
	rng := rand.New(rand.NewPCG(seed, 0x636f7079636c6f63))
	r := &Run{Setting: s, Seed: seed, Copied: make([]File, s.Files)}
	began := firstDay + rng.Int64N(int64(10*24*time.Hour))
	r.name(rng)
	for i := range r.Copied {
		r.Copied[i].Size = int64(math.Round(math.Min(logNormal(rng, s.SizeMedian, s.SizeSigma), largest)))
	}
	var err error
	switch s.Kind {
	case Authored:
		for i := range r.Copied {
			at := began - rng.Int64N(int64(3*365*24*time.Hour))
			r.Copied[i].Start, r.Copied[i].End = at, at
		}
	case Unlinked:
		r.unlinked(began, rng)
	case Copy, Recopy:
		err = r.transfer(began, rng)
	}
	if err != nil {
		return nil, fmt.Errorf("playing %s: %w", s.Name, err)
	}
	r.list(rng)
	if len(r.Listed) == 0 {
		return nil, fmt.Errorf("playing %s: %w", s.Name, ErrNoneLeft)
	}
	return r, nil
}

// name gives the files of a tree in the order of a walk through it, about 20 to a directory.
// Names say nothing of that order.
func (r *Run) name(rng *rand.Rand) {
	n := len(r.Copied)
	numbers := rng.Perm(n)
	directories := rng.Perm(n/20 + 1)
	for i := range r.Copied {
		r.Copied[i].Path = fmt.Sprintf("share/d%04d/f%06d.%s", directories[i/20], numbers[i],
			[...]string{"doc", "pdf", "jpg", "xls", "txt", "zip"}[numbers[i]%6])
	}
}

// transfer copies the files one after the other, each by the stream that is free first:
//
//	start = free + overhead,   end = start + streams * size/B * noise
func (r *Run) transfer(began int64, rng *rand.Rand) error {
	s := &r.Setting
	free := make([]int64, s.Streams)
	for i := range free {
		free[i] = began
	}
	var written, z float64 // 10^6 bytes so far; the state of the drift
	step := math.Sqrt(1 - float64(s.Drift*s.Drift))
	for i := range r.Copied {
		f := &r.Copied[i]
		k := 0
		for j := range free {
			if free[j] < free[k] {
				k = j
			}
		}
		z = float64(s.Drift*z) + float64(step*rng.NormFloat64())
		if i == 0 {
			z = rng.NormFloat64()
		}
		mb := float64(f.Size) / 1e6
		cached := math.Min(mb, math.Max(s.CacheMB-written, 0))
		written += mb
		takes := (mb - cached) / s.MBs
		if cached > 0 {
			takes += cached / s.CacheMBs
		}
		takes *= float64(s.Streams) * ieee.Exp(float64(s.Noise*z)-float64(0.5*s.Noise*s.Noise))
		f.Start = free[k] + nanoseconds(s.Overhead.Seconds()*gamma(rng, s.CV))
		f.End = f.Start + nanoseconds(takes)
		free[k] = f.End
		if rng.Float64() < s.StallShare {
			free[k] += nanoseconds(logNormal(rng, s.Stall.Seconds(), 1))
		}
		if free[k]-began > int64(longest) {
			return ErrTooLong
		}
	}
	return nil
}

// unlinked sets stamps at random, as far apart in the mean as those of the copy.
func (r *Run) unlinked(at int64, rng *rand.Rand) {
	var bytes int64
	for i := range r.Copied {
		bytes += r.Copied[i].Size
	}
	mean := r.Setting.Overhead.Seconds() + float64(bytes)/1e6/r.Setting.MBs/float64(len(r.Copied))
	for i := range r.Copied {
		at += nanoseconds(mean * rng.ExpFloat64())
		r.Copied[i].Start, r.Copied[i].End = at, at
	}
}

// nanoseconds rounds a duration in seconds, held below ten years so that sums cannot overflow.
func nanoseconds(seconds float64) int64 {
	return int64(math.Round(math.Min(seconds, longest.Seconds()) * 1e9))
}

// list stamps the files, loses some and puts the others in the order of the lines.
func (r *Run) list(rng *rand.Rand) {
	s := &r.Setting
	for i := range r.Copied {
		f := &r.Copied[i]
		f.Stamp = round(r.event(f), int64(s.Step), s.Rounding)
	}
	slices.SortStableFunc(r.Copied, func(a, b File) int { return cmp.Compare(r.event(&a), r.event(&b)) })
	for _, i := range rng.Perm(len(r.Copied)) { // so that ties have no order
		if s.Kept >= 1 || rng.Float64() < s.Kept {
			r.Listed = append(r.Listed, r.Copied[i])
		}
	}
	switch s.Order {
	case Native:
		slices.SortStableFunc(r.Listed, func(a, b File) int { return cmp.Compare(a.Stamp, b.Stamp) })
	case ByPath:
		slices.SortFunc(r.Listed, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	case Dealt:
	}
}

// event is the time that the stamp of f records.
func (r *Run) event(f *File) int64 {
	if r.Setting.Mode == Start {
		return f.Start
	}
	return f.End
}

func round(t, step int64, direction Rounding) int64 {
	below := t - t%step // t is after 1970
	switch direction {
	case Ceiling:
		if below < t {
			below += step
		}
	case Nearest:
		if t-below >= step-(t-below) {
			below += step
		}
	case Floor:
	}
	return below
}
