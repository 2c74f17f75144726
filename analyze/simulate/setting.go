// Package simulate plays copies whose truth is known and writes what a listing of them would
// show, so that the estimator can be judged (METHOD 8, level 1).
//
//	s, _ := simulate.Preset("drift-2s")
//	run, err := simulate.Play(s, 7)
//	text := simulate.FormatByName("csv").Text(run)
//
// It shares nothing with the estimator: it imports neither the packages rate nor burst, and
// its copies break what those assume. The overhead is gamma, the rate of a file log-normal and,
// if so set, autocorrelated; copies stall, run in parallel streams or fill a write cache; files
// are missing; stamps are rounded in any direction, and the order inside a tick is never kept.
// The time that a file takes has the mean size/B, so B is the harmonic rate that is estimated.
//
// It is no model of any program or device: streams share the link in equal parts even where
// one of them waits, and a cache drains only when it is full.
//
// The same setting and seed give the same bytes on every machine: the generator is PCG, products
// that are added are rounded first, and the clock counts whole nanoseconds. To add a format, add
// a row to [Formats]; to add a preset, a row to [Presets].
package simulate

import (
	"errors"
	"fmt"
	"time"
)

// Mode says where in a file's copy its stamp is set.
type Mode string

// The modes.
const (
	End   Mode = "end"
	Start Mode = "start"
)

// Rounding says how a time becomes a stamp.
type Rounding string

// The directions.
const (
	Floor   Rounding = "floor"
	Ceiling Rounding = "ceiling" // FAT tools that must not show a time before the last write
	Nearest Rounding = "nearest"
)

// Order is that of the lines of a listing. Files of one tick come in no order in any of them.
type Order string

// The orders.
const (
	Native Order = "native"  // of the stamps, as a directory that was filled by the copy
	ByPath Order = "by-name" // of the paths
	Dealt  Order = "dealt"   // none
)

// Kind is what the stamps record.
type Kind string

// The kinds.
const (
	Copy     Kind = "copy"     // the copy that mattered
	Recopy   Kind = "recopy"   // a later local copy; the transfer that mattered left no stamp
	Unlinked Kind = "unlinked" // stamps close together that know nothing of sizes
	Authored Kind = "authored" // dates of authorship, over three years
)

// Setting is everything about a copy but its seed.
type Setting struct {
	Name string // of the preset
	Kind Kind
	// Class is local, lan, wan, none or misleading, as in a record of a real run.
	Class string
	Files int // that are copied, before any are lost
	// MBs is B in 10^6 bytes/s: seconds grow by size/B.
	MBs float64
	// Overhead is the mean cost of a file. It is gamma with the standard deviation CV times the
	// mean, at most 1.
	Overhead time.Duration
	CV       float64
	// SizeMedian in bytes and SizeSigma, the standard deviation of ln size.
	SizeMedian, SizeSigma float64
	// Noise is the standard deviation of the logarithm of a file's time per byte, and Drift the
	// correlation of it from one file to the next, 0 to below 1.
	Noise, Drift float64
	// StallShare of the files are followed by a stall with the median Stall and a standard
	// deviation of 1 of the logarithm.
	StallShare float64
	Stall      time.Duration
	// Kept is the share of the files that the listing still has, above 0 to 1.
	Kept float64
	// Streams share the link, at least 1.
	Streams int
	// CacheMB are the first 10^6 bytes, which run at CacheMBs in place of MBs. Zero: no cache.
	CacheMB, CacheMBs float64
	Mode              Mode
	Step              time.Duration // of the stamps, at least 1 ns
	Rounding          Rounding
	Order             Order
}

// MostFiles is what one run may hold.
const MostFiles = 10_000_000

// Check returns an error for the first value that no copy can have.
func (s *Setting) Check() error {
	within := func(x, low, high float64) bool { return x >= low && x <= high } // false for NaN
	switch {
	case s.Files < 1 || s.Files > MostFiles:
		return fmt.Errorf("%d files; a run has 1 to %d", s.Files, MostFiles)
	case !within(s.MBs, 1e-3, 1e5):
		return fmt.Errorf("a rate of %g MB/s; it must be 0.001 to 100000", s.MBs)
	case s.Overhead < 0 || s.Overhead > time.Hour:
		return fmt.Errorf("an overhead of %v for each file; it must be 0s to 1h", s.Overhead)
	case s.Step < 1 || s.Step > 24*time.Hour:
		return fmt.Errorf("a resolution of %v; it must be 1ns to 24h", s.Step)
	case s.Mode != End && s.Mode != Start:
		return fmt.Errorf("mode %q; it must be end or start", s.Mode)
	case s.Kind != Copy && s.Kind != Recopy && s.Kind != Unlinked && s.Kind != Authored:
		return fmt.Errorf("kind %q; it must be copy, recopy, unlinked or authored", s.Kind)
	case s.Rounding != Floor && s.Rounding != Ceiling && s.Rounding != Nearest:
		return fmt.Errorf("rounding %q; it must be floor, ceiling or nearest", s.Rounding)
	case s.Order != Native && s.Order != ByPath && s.Order != Dealt:
		return fmt.Errorf("order %q; it must be native, by-name or dealt", s.Order)
	case s.Streams < 1 || s.Streams > 1000:
		return fmt.Errorf("%d streams; there must be 1 to 1000", s.Streams)
	case !within(s.Kept, 1e-3, 1), !within(s.CV, 0.01, 1), !within(s.Drift, 0, 0.9999), !within(s.StallShare, 0, 1):
		return errors.New("a share or correlation lies outside its range")
	case !within(s.SizeMedian, 0, 1e9), !within(s.SizeSigma, 0, 3), !within(s.Noise, 0, 2):
		return errors.New("a size or its scatter lies outside its range")
	case s.Stall < 0 || s.Stall > time.Hour, !within(s.CacheMB, 0, 1e6), s.CacheMB > 0 && !within(s.CacheMBs, 1e-3, 1e5):
		return errors.New("a stall or the cache lies outside its range")
	}
	return nil
}
