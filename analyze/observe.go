package analyze

import (
	"fmt"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
)

// Observe returns what may be compared with channels of a burst, and in words what it is: the
// fitted rate with its interval, or else the best certified rate of one stream. False where neither
// is known.
func Observe(b *Burst) (obs channel.Observation, basis string, ok bool) {
	for _, g := range b.Gates {
		if g.Code == "G7" && !g.Passed {
			obs.CacheSuspect = true
		}
	}
	if f := b.Fit; f != nil && f.RateMBs != nil && f.RateMBs.Low != nil {
		low := *f.RateMBs.Low
		if f.RateMBs.High == nil {
			obs.LogRate, obs.OneSided = ieee.Log(low), true
			return obs, fmt.Sprintf("a rate of at least %.3g MB/s", low), low > 0
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
		return obs, fmt.Sprintf("a fitted rate of %.3g to %.3g MB/s", low, high), true
	}
	best := 0.0
	for _, c := range b.Certified {
		if c.Streams <= 1 {
			best = max(best, c.MBs)
		}
	}
	if best > 0 {
		obs.LogRate, obs.OneSided = ieee.Log(best), true
		return obs, fmt.Sprintf("a certified rate of at least %.3g MB/s", best), true
	}
	return obs, "", false
}
