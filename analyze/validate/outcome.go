package validate

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"runtime"
	"sync"
	"sync/atomic"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// Outcome is what the analysis said of one run beside the truth. A nil number is not known.
type Outcome struct {
	ID         string  `json:"id"`
	Source     string  `json:"source"`
	Class      Class   `json:"class"`
	Channel    string  `json:"channel,omitempty"`
	Tool       string  `json:"tool,omitempty"`
	Simulated  bool    `json:"simulated"`
	Streams    int     `json:"streams"`
	Subset     bool    `json:"subset"`
	Cache      string  `json:"page_cache,omitempty"`
	Format     string  `json:"format"`       // as the record names it
	Resolution float64 `json:"resolution_s"` // as printed in the listing, seconds; see StepS

	Unreadable string   `json:"unreadable,omitempty"` // why the listing could not be read
	SizesExact bool     `json:"sizes_exact"`          // files and bytes read are those of the record
	HandMBs    *float64 `json:"hand_mb_s,omitempty"`  // bytes over span of the first column shown
	Enough     bool     `json:"enough"`               // a copy stamp is listed, 8 files and 5 ticks of it

	Verdict   analyze.Verdict   `json:"verdict,omitempty"` // empty where unreadable
	Refused   bool              `json:"refused"`           // no transfer evidence
	Reason    string            `json:"reason,omitempty"`
	Stamp     timestamps.Column `json:"stamp,omitempty"`  // timed column; empty without a burst
	StepS     float64           `json:"step_s,omitempty"` // its resolution as inferred, seconds
	Visible   bool              `json:"visible"`          // the copy set that column
	Files     int               `json:"files,omitempty"`  // of the burst with most bytes
	Ticks     int               `json:"ticks,omitempty"`
	Failed    []string          `json:"failed_gates"`
	Mode      rate.Mode         `json:"mode,omitempty"` // empty without a fit
	ModeTruth rate.Mode         `json:"mode_truth"`
	Evidence  *float64          `json:"log_likelihood_end_minus_start,omitempty"`
	Explained *float64          `json:"explained,omitempty"`
	OneSided  bool              `json:"one_sided"`

	Rate      *Pair    `json:"rate_mb_s,omitempty"`
	Average   *Pair    `json:"average_mb_s,omitempty"`
	Sustained *Pair    `json:"sustained_mb_s,omitempty"`
	Overhead  *Pair    `json:"overhead_ms,omitempty"`
	Certified *float64 `json:"certified_mb_s,omitempty"` // the best for the run's number of streams
	LineMBs   *float64 `json:"line_mb_s,omitempty"`

	Run    *Run            `json:"-"`
	main   *analyze.Burst  // the burst with most bytes, of Result
	Result *analyze.Result `json:"-"` // without the series for charts; nil where unreadable
}

// Pair is an estimate and its truth; either may be missing.
type Pair struct {
	Estimate *finding.Interval `json:"estimate,omitempty"`
	Truth    *float64          `json:"truth,omitempty"`
}

// Examine analyses the listing of every run with opt and joins the burst with most bytes with
// the truth. Outcomes are in the order of the runs and the same whatever the number of processors.
func Examine(runs []Run, opt analyze.Options) []Outcome {
	outcomes := make([]Outcome, len(runs))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(runs)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(runs); i = int(next.Add(1)) - 1 {
				outcomes[i] = examine(&runs[i], opt)
			}
		})
	}
	workers.Wait()
	return outcomes
}

func examine(r *Run, opt analyze.Options) Outcome {
	o := Outcome{
		ID: r.ID, Source: r.Source(), Class: r.Class, Channel: r.Channel, Tool: r.Tool, Simulated: r.Simulated,
		Streams: r.StreamCount(), Subset: r.Subset != nil && *r.Subset < 1, Cache: r.CacheEffect(),
		Format: r.Listing.Format, Resolution: r.Listing.Resolution, ModeTruth: rate.Undecided,
		Failed: []string{}, Run: r,
	}
	in, err := open(r)
	if err != nil {
		o.Unreadable = timestamps.Printable(err.Error())
		return o
	}
	totals := in.Listing.Totals()
	o.SizesExact = totals.Files == r.Listing.Files && totals.Bytes == r.Listing.Bytes
	o.HandMBs = byHand(in.Listing)
	result, err := analyze.Run([]*evidence.Evidence{in}, opt)
	if err != nil {
		o.Unreadable = "analysing: " + err.Error()
		return o
	}
	for i := range result.Bursts {
		result.Bursts[i].Series = nil
	}
	o.Result, o.Verdict, o.Reason = result, result.Verdict, result.Reason
	o.Refused = result.Verdict == analyze.NoTransferEvidence
	o.columns(r)
	for i := range result.Bursts {
		if b := &result.Bursts[i]; b.Bytes == mostBytes(result) {
			o.burst(r, b)
			break
		}
	}
	return o
}

// open reads the listing of a run. Its name is that of the record, so that no result depends
// on where the corpus lies.
func open(r *Run) (*evidence.Evidence, error) {
	if r.pack != nil {
		data, ok := r.pack[path.Clean(r.Listing.File)]
		if !ok {
			return nil, fmt.Errorf("reading %s: the packed corpus has no such file", timestamps.EscapePath(r.Listing.File))
		}
		return evidence.Open(r.Listing.File, bytes.NewReader(data), evidence.Options{})
	}
	f, err := evidence.OpenPlain(r.path())
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(r.Listing.File), errors.Unwrap(err))
	}
	defer f.Close()
	return evidence.Open(r.Listing.File, f, evidence.Options{})
}

func mostBytes(r *analyze.Result) int64 {
	var most int64
	for i := range r.Bursts {
		most = max(most, r.Bursts[i].Bytes)
	}
	return most
}

// columns looks for a copy stamp with enough data. A refused run, of which no column was timed,
// is judged by the first column that its copy set.
func (o *Outcome) columns(r *Run) {
	for i := range o.Result.Columns {
		c := &o.Result.Columns[i]
		if !r.Visible(c.Stamp) {
			continue
		}
		if r.Copy() && c.Present >= 8 && c.Distinct >= 5 {
			o.Enough = true
		}
		if o.ModeTruth == rate.Undecided {
			o.ModeTruth = r.ModeTruth(c.Stamp)
		}
	}
}

// burst joins the main burst with the truth of its column.
func (o *Outcome) burst(r *Run, b *analyze.Burst) {
	o.main = b
	o.Stamp, o.Visible, o.Files, o.Ticks = b.Stamp, r.Visible(b.Stamp), b.Files, b.Ticks
	for i := range o.Result.Columns {
		if c := &o.Result.Columns[i]; c.Stamp == b.Stamp {
			o.StepS = c.ResolutionS
		}
	}
	for _, g := range b.Gates {
		if !g.Passed {
			o.Failed = append(o.Failed, g.Code)
		}
	}
	truth := func(x float64, ok bool) *float64 {
		if !ok || !o.Visible {
			return nil
		}
		return &x
	}
	o.ModeTruth = rate.Undecided
	if o.Visible {
		o.ModeTruth = r.ModeTruth(b.Stamp)
	}
	o.Rate = &Pair{Truth: truth(r.RateTruth())}
	o.Average = &Pair{Estimate: b.AverageMBs, Truth: truth(r.AverageTruth(b.Stamp))}
	o.Sustained = &Pair{Truth: truth(r.SustainedTruth())}
	if b.SustainedMBs != nil {
		o.Sustained.Estimate = &finding.Interval{Estimate: b.SustainedMBs}
	}
	o.Overhead = &Pair{Truth: truth(r.OverheadTruth())}
	if f := b.Fit; f != nil {
		o.Mode, o.OneSided, o.Evidence, o.Explained = f.Mode, f.OneSided, f.LogLikelihoodDiff, f.Explained
		o.Rate.Estimate, o.Overhead.Estimate = f.RateMBs, f.OverheadMS
	}
	o.LineMBs = truth(r.LineMBs())
	for _, c := range b.Certified {
		if c.Streams >= o.Streams && (o.Certified == nil || c.MBs > *o.Certified) {
			o.Certified = finding.Known(c.MBs)
		}
	}
}
