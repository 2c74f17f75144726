package validate

import (
	"slices"

	"copyclock/analyze"
	"copyclock/analyze/rate"
)

// decisions are the shares of runs in which something was decided, refused or withheld.
var decisions = []measure{
	{"hand method", "median-ratio-to-b", .5, func(o *Outcome) (float64, bool) {
		if o.HandMBs == nil || o.Rate == nil || o.Rate.Truth == nil {
			return 0, false
		}
		return *o.HandMBs / *o.Rate.Truth, true
	}},
	{"hand method", "calls-local", share, func(o *Outcome) (float64, bool) {
		if o.HandMBs == nil {
			return 0, false
		}
		return indicator(handSaysLocal(*o.HandMBs)), true
	}},
	{"hand method", "wrong-call", share, func(o *Outcome) (float64, bool) {
		if o.HandMBs == nil || (o.Class != Local && o.Class != WAN) {
			return 0, false
		}
		return indicator(handSaysLocal(*o.HandMBs) != (o.Class == Local)), true
	}},
	{"certified", "above-line", share, func(o *Outcome) (float64, bool) {
		if o.Certified == nil || o.LineMBs == nil {
			return 0, false
		}
		return indicator(*o.Certified > *o.LineMBs), true
	}},
	{"certified", "median-of-line", .5, func(o *Outcome) (float64, bool) {
		if o.Certified == nil || o.LineMBs == nil {
			return 0, false
		}
		return *o.Certified / *o.LineMBs, true
	}},
	{"start or end", "decided", share, func(o *Outcome) (float64, bool) {
		return indicator(o.decided()), o.ModeTruth != rate.Undecided
	}},
	{"start or end", "wrong-of-decided", share, func(o *Outcome) (float64, bool) {
		return indicator(o.Mode != o.ModeTruth), o.ModeTruth != rate.Undecided && o.decided()
	}},
	{"refusal", "refused", share, func(o *Outcome) (float64, bool) {
		return indicator(o.Refused), o.Unreadable == ""
	}},
	{"refusal", "refused-with-enough-data", share, func(o *Outcome) (float64, bool) {
		return indicator(o.Refused), o.Enough
	}},
	{"answer", "rate-or-certified", share, func(o *Outcome) (float64, bool) {
		return indicator(!o.Refused && o.Visible && (o.twoSided() || o.Certified != nil)), o.Enough && o.Streams == 1
	}},
	{"answer", "rate", share, func(o *Outcome) (float64, bool) {
		return indicator(!o.Refused && o.Visible && o.twoSided()), o.Enough && o.Streams == 1
	}},
	{"answer", "fitted-lower-bound-only", share, func(o *Outcome) (float64, bool) {
		bound := o.Rate != nil && o.Rate.Estimate != nil && o.Rate.Estimate.High == nil && o.Certified == nil
		return indicator(!o.Refused && o.Visible && bound), o.Enough && o.Streams == 1
	}},
	{"parallel gate G6", "hit", share, func(o *Outcome) (float64, bool) {
		return indicator(o.failed("G6")), o.slopeTested() && o.Streams > 1
	}},
	{"parallel gate G6", "false-alarm", share, func(o *Outcome) (float64, bool) {
		return indicator(o.failed("G6")), o.slopeTested() && o.Streams == 1
	}},
	{"cache gate G7", "hit", share, func(o *Outcome) (float64, bool) {
		return indicator(o.failed("G7")), o.cacheTested("strong")
	}},
	{"cache gate G7", "miss-without-refusal", share, func(o *Outcome) (float64, bool) {
		return indicator(!o.failed("G7") && !o.Refused), o.cacheTested("strong")
	}},
	{"cache gate G7", "hit-where-partial", share, func(o *Outcome) (float64, bool) {
		return indicator(o.failed("G7")), o.cacheTested("partial")
	}},
	{"cache gate G7", "false-alarm", share, func(o *Outcome) (float64, bool) {
		return indicator(o.failed("G7")), o.cacheTested("none")
	}},
	{"reading", "readable", share, func(o *Outcome) (float64, bool) { return indicator(o.Unreadable == ""), true }},
	{"reading", "sizes-exact", share, func(o *Outcome) (float64, bool) {
		return indicator(o.SizesExact), o.Unreadable == ""
	}},
}

func (o *Outcome) decided() bool { return o.Mode == rate.End || o.Mode == rate.Start }

func (o *Outcome) failed(gate string) bool { return slices.Contains(o.Failed, gate) }

// twoSided reports whether a rate with both ends is given.
func (o *Outcome) twoSided() bool {
	return o.Rate != nil && o.Rate.Estimate != nil && o.Rate.Estimate.Low != nil && o.Rate.Estimate.High != nil
}

// slopeTested reports whether gate G6 could speak: it needs a copy that is visible and a slope
// with an upper limit.
func (o *Outcome) slopeTested() bool {
	return o.Visible && o.Run.Copy() && o.Mode != "" && !o.OneSided
}

// cacheTested reports whether the run is a visible copy to a device whose page cache had that
// effect. A refused run without a burst counts: the gate did not speak there.
func (o *Outcome) cacheTested(effect string) bool {
	return o.Run.Copy() && o.Unreadable == "" && o.Cache == effect && (o.Visible || o.Stamp == "")
}

// physical is the rate in MB/s above which no medium or link of the corpora could have been.
const physical = 5000.

// unphysical reports whether a rate is printed that nothing could have had.
func (o *Outcome) unphysical() bool {
	if o.Rate == nil || o.Rate.Estimate == nil {
		return false
	}
	for _, x := range []*float64{o.Rate.Estimate.Low, o.Rate.Estimate.Estimate} {
		if x != nil && *x > physical {
			return true
		}
	}
	return false
}

// leansWrongly reports whether a verdict leans towards the theory that the channel of a plain
// copy speaks against.
func (o *Outcome) leansWrongly() bool {
	return o.Class == Local && o.Verdict == analyze.LeansRemote || o.Class == WAN && o.Verdict == analyze.LeansInsider
}
