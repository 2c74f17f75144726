// Package rate estimates how fast the copy ran that set the stamps of one burst.
package rate

import "copyclock/analyze/finding"

// Mode says where in a file's copy its stamp lies.
type Mode string

// The modes.
const (
	End       Mode = "end"
	Start     Mode = "start"
	Undecided Mode = "undecided"
)

// Fit is the fitted two-parameter model, seconds = overhead + size/rate.
type Fit struct {
	Mode              Mode              `json:"mode"`
	Basis             Basis             `json:"basis,omitempty"` // what the rate was fitted to; empty where it is not known
	RateMBs           *finding.Interval `json:"rate_mb_s,omitempty"`
	OverheadMS        *finding.Interval `json:"overhead_ms,omitempty"` // only where the resolution is 0.1 s or finer
	Explained         *float64          `json:"explained,omitempty"`   // share of the span that bytes at that rate account for
	OneSided          bool              `json:"one_sided"`             // only RateMBs.Low is known
	Provisional       bool              `json:"interval_provisional"`  // in results of versions whose intervals were not validated
	LogLikelihoodDiff *float64          `json:"log_likelihood_end_minus_start,omitempty"`
}

// Certified is a model-free lower bound over a window (METHOD 4.7).
type Certified struct {
	WindowS float64 `json:"window_s"`
	MBs     float64 `json:"mb_s"`
	Streams int     `json:"streams"`
}

// BestCertified returns the highest rate in MB/s that is certified for one stream, 0 without one.
func BestCertified(all []Certified) (mbs float64) {
	for _, c := range all {
		if c.Streams <= 1 {
			mbs = max(mbs, c.MBs)
		}
	}
	return mbs
}

// Rates are all that is said of one burst.
type Rates struct {
	AverageMBs   *finding.Interval // over the range that the resolution allows
	SustainedMBs *float64
	Certified    []Certified
	Fit          *Fit           // nil where nothing could be fitted
	Gates        []finding.Gate // G2, G3, G5 to G8
	LinkUntested bool           // G3 failed for want of power: it would miss the link of a real copy too
}

// Options of Estimate.
type Options struct {
	Permutations int    // of the size-link test; zero means 99
	Seed         uint64 // zero means: derived from the gaps and sizes
	Ordered      bool   // the order of the entries is that of writing, METHOD 12.1
	Unfitted     bool   // average and certified rates alone
}
