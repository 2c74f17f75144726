package validate

import (
	"math"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
)

// leastBandwidth is the least standard deviation of ln rate around one source: a line that was shaped
// to 10 Mbit/s stands for all lines of about that speed.
const leastBandwidth = 0.3

// laboratoryProfiles returns a profile for each class, learned from the copies of all sources but
// one, with all medians wrong by a factor. Each source is one component at its mean ln rate; the
// bandwidth is that of Silverman's rule,
//
//	h = 1.06 s n^(-1/5)
//
// with s the standard deviation between n sources.
func laboratoryProfiles(outcomes []Outcome, without string, factor float64) []channel.Profile {
	var all []channel.Profile
	for _, class := range []Class{Local, LAN, WAN} {
		means := sourceMeans(outcomes, class, without)
		if len(means) < 2 {
			continue // the class has the floor alone
		}
		n := float64(len(means))
		h := math.Max(1.06*deviation(means)*ieee.Exp(-0.2*ieee.Log(n)), leastBandwidth)
		p := channel.Profile{
			Name: "laboratory-" + string(class), Family: "laboratory", Class: string(class), Weight: 1, Measures: "marginal",
		}
		for _, x := range means {
			p.Rate = append(p.Rate, channel.Component{Weight: 1 / n, MedianMBs: factor * ieee.Exp(x), Sigma: h})
		}
		all = append(all, p)
	}
	return all
}

// sourceMeans returns the mean ln rate of each source of a class, in order of appearance. The rate of
// a run is the one that its stamps could show: that of the channel, or where a cache took the bytes
// the average that the stamps imply.
func sourceMeans(outcomes []Outcome, class Class, without string) []float64 {
	index := map[string]int{}
	var sums, counts []float64
	for i := range outcomes {
		o := &outcomes[i]
		if o.Simulated || o.Class != class || o.Source == without {
			continue
		}
		truth, ok := o.Run.RateTruth()
		if !ok {
			truth, ok = o.Run.AverageTruth(o.Stamp)
		}
		if !ok || !(truth > 0) {
			continue
		}
		k, known := index[o.Source]
		if !known {
			k = len(sums)
			index[o.Source] = k
			sums, counts = append(sums, 0), append(counts, 0)
		}
		sums[k] += ieee.Log(truth)
		counts[k]++
	}
	for k := range sums {
		sums[k] /= counts[k]
	}
	return sums
}

// deviation returns the standard deviation of at least two values.
func deviation(values []float64) float64 {
	var sum, square float64
	for _, x := range values {
		sum += x
	}
	mean := sum / float64(len(values))
	for _, x := range values {
		square += float64((x - mean) * (x - mean))
	}
	return math.Sqrt(square / float64(len(values)-1))
}
