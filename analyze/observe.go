package analyze

import (
	"fmt"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/analyze/rate"
)

// Observe returns what may be compared with channels of a burst, and in words what it is: the
// fitted rate with its interval, or else the higher of the fitted lower limit and the best certified rate of
// one stream. False where none is known.
func Observe(b *Burst) (obs channel.Observation, basis string, ok bool) {
	for _, g := range b.Gates {
		if g.Code == "G7" && !g.Passed {
			obs.CacheSuspect = true
		}
	}
	best, what := rate.BestCertified(b.Certified), "a certified rate"
	if f := b.Fit; f != nil && f.RateMBs != nil && f.RateMBs.Low != nil {
		low := *f.RateMBs.Low
		if f.RateMBs.High == nil {
			if low >= best {
				best, what = low, "a rate"
			}
			return limitOf(obs, best, what)
		}
		high := *f.RateMBs.High
		if low <= 0 || high < low {
			return obs, "", false
		}
		// Without an estimate (START or END not decided) the envelope stands for the interval.
		obs.Sigma = ieee.Log(high/low) / (2 * 1.96)
		obs.LogRate = (ieee.Log(high) + ieee.Log(low)) / 2
		if f.RateMBs.Estimate != nil {
			obs.LogRate = ieee.Log(*f.RateMBs.Estimate)
		}
		basis = fmt.Sprintf("a fitted rate of %.3g to %.3g MB/s", low, high)
		if obs.PerFile = perFile(f); obs.PerFile != nil {
			basis += fmt.Sprintf(" and a cost of %.2g ms inside each file", obs.PerFile.MS)
		}
		return obs, basis, true
	}
	return limitOf(obs, best, what)
}

// limitOf completes an observation of which only a lower limit is known, in MB/s.
func limitOf(obs channel.Observation, low float64, what string) (channel.Observation, string, bool) {
	if low <= 0 {
		return obs, "", false
	}
	obs.LogRate, obs.OneSided = ieee.Log(low), true
	return obs, fmt.Sprintf("%s of at least %.3g MB/s", what, low), true
}

// perFile is the cost of a file that may be compared: from durations, which files that are not listed
// cannot stretch as they do the gaps (METHOD 12.14). Its stamps are fine, or no overhead is fitted.
func perFile(f *rate.Fit) *channel.PerFile {
	o := f.OverheadMS
	if f.Basis != rate.Durations || o == nil || o.Estimate == nil || o.High == nil || *o.High <= *o.Estimate {
		return nil
	}
	return &channel.PerFile{MS: *o.Estimate, Sigma: (*o.High - *o.Estimate) / 1.96}
}
