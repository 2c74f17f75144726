package validate

import (
	"math"
	"slices"
	"strings"

	"copyclock/analyze/rate"
	"copyclock/timestamps"
)

// goodput is the share of a line rate that a TCP stream carries as file bytes (METHOD 11.1).
const goodput = .95

// LineMBs returns the rate of the slower side of a network in MB/s, false off a network.
func (r *Run) LineMBs() (float64, bool) {
	if !r.Copy() || r.Mbit == nil {
		return 0, false
	}
	mbit := *r.Mbit
	if r.Up != nil {
		mbit = math.Min(mbit, *r.Up)
	}
	return mbit / 8, true
}

// RateTruth returns the true marginal rate B in MB/s, false where the record has none.
func (r *Run) RateTruth() (float64, bool) {
	if !r.Copy() || r.StreamCount() > 1 {
		return 0, false
	}
	if r.Simulated {
		return positive(r.FitRate)
	}
	if line, ok := r.LineMBs(); ok {
		return goodput * line, true
	}
	slope, ok := positive(r.FitRate)
	if !ok || r.DevModel == nil || r.CacheEffect() != "none" || slope >= 1.5*r.DevModel.Write {
		return 0, false
	}
	return slope, true
}

// AverageTruth returns bytes over the span of the stamps of column c of the whole tree, MB/s.
func (r *Run) AverageTruth(c timestamps.Column) (float64, bool) {
	if !r.Copy() {
		return 0, false
	}
	return positive(r.Average[recordKey(c)].MBs)
}

// largeMean is the mean size in bytes from which large files are taken to dominate a tree.
const largeMean = 1e6

// SustainedTruth returns the true rate with stalls and without the cost of files, MB/s.
func (r *Run) SustainedTruth() (float64, bool) {
	switch {
	case !r.Copy():
		return 0, false
	case r.DevModel != nil:
		if r.CacheEffect() == "strong" {
			return 0, false
		}
		return positive(r.OnDevice)
	case r.Files > 0 && float64(r.Bytes)/float64(r.Files) >= largeMean:
		return positive(r.FileWindow)
	}
	return 0, false
}

// OverheadTruth returns the true cost of a file in milliseconds. An intercept that is not
// positive is an artefact of its fit and no truth.
func (r *Run) OverheadTruth() (float64, bool) {
	if !r.Copy() || r.StreamCount() > 1 {
		return 0, false
	}
	return positive(r.FitPerFile)
}

// ModeTruth returns where the stamps of column c stand in the files' own copies, Undecided where
// the record says neither start nor end or where it was timed on the reading side of a tool that reads ahead.
func (r *Run) ModeTruth(c timestamps.Column) rate.Mode {
	if !r.Copy() || r.TimingNote != "" || r.readsAhead() {
		return rate.Undecided
	}
	switch r.StampAt[recordKey(c)].At {
	case "start":
		return rate.Start
	case "end":
		return rate.End
	}
	return rate.Undecided
}

// readsAhead reports whether the run was timed by the opens of its source files, as it is on
// file systems in user space, with a tool whose reader runs ahead of its writer.
func (r *Run) readsAhead() bool {
	userSpace := slices.Contains([]string{"ntfs", "exfat"}, r.FS) || strings.HasPrefix(r.FS, "vfat") || strings.HasPrefix(r.FS, "fat")
	return userSpace && (strings.HasPrefix(r.Tool, "rsync") || strings.HasPrefix(r.Tool, "tar"))
}

func positive(x *float64) (float64, bool) {
	if x == nil || math.IsNaN(*x) || math.IsInf(*x, 0) || *x <= 0 {
		return 0, false
	}
	return *x, true
}
