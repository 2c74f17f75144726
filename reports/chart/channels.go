package chart

import (
	"math"

	"copyclock/analyze"
	"copyclock/analyze/rate"
	"copyclock/reports"
)

// maxChannels is how many channels the picture of them shows.
const maxChannels = 24

// Channels draws the published speeds of all channels and the observed rate on one axis.
func Channels(r *analyze.Result) *Picture {
	shown := r.Channels[:min(len(r.Channels), maxChannels)]
	low, high := math.Inf(1), 0.0
	for _, c := range shown {
		if c.LowMBs > 0 && c.HighMBs > c.LowMBs {
			low, high = math.Min(low, c.LowMBs), math.Max(high, c.HighMBs)
		}
	}
	from, to, text := observed(r)
	if high == 0 || text == "" {
		return nil
	}
	low, high = math.Min(low, from), math.Max(high, from)
	const step = 19
	const top = 30.0
	base := top + float64(step*len(shown)) + 4
	p := newPicture("The observed rate among the speeds of channels",
		"The band is the observed rate, "+text+". For each channel, best support first: the central 95 % of its published speeds, and their median. Dashed: numbers that are assumed. Pale: not compatible.", base+40)
	x := scale{low, high, 150, right - 42, true}
	ends := math.Min(to, high)
	p.rect(x.at(from), top-6, x.at(ends), base, ink{marked: true, faint: 0.18})
	p.line(x.at(from), top-6, x.at(from), base, marked)
	if to <= high {
		p.line(x.at(to), top-6, x.at(to), base, marked)
	}
	// The label stands on the side of the band that has more room.
	if at := (x.at(from) + x.at(ends)) / 2; at < (x.from+x.to)/2 {
		p.text(x.at(from), top-12, start, "observed "+text, marked)
	} else {
		p.text(x.at(ends), top-12, end, "observed "+text, marked)
	}
	for _, v := range x.ticks(0) {
		p.line(x.at(v), top-6, x.at(v), base, grid)
		p.text(x.at(v), base+16, middle, reports.Significant(v, 1), label)
	}
	p.text((x.from+x.to)/2, base+34, middle, "MB/s, logarithmic", label)
	for i, c := range shown {
		y := top + 8 + float64(step*i)
		k := plain
		if c.Compatible != "yes" {
			k = ink{faint: 0.4}
		}
		p.text(140, y+4, end, c.Name, k)
		p.text(right, y+4, end, c.Class, ink{faint: 0.6})
		if !(c.LowMBs > 0) || !(c.HighMBs > c.LowMBs) {
			continue
		}
		p.line(x.at(c.LowMBs), y, x.at(c.HighMBs), y, ink{faint: k.faint, width: 3, dashed: c.Assumed})
		p.dot(x.at(c.MedianMBs), y, 4, k)
	}
	return p
}

// observed returns the ends of the rate that was compared, and what to call it; an upper end
// that is not known is +Inf.
func observed(r *analyze.Result) (low, high float64, text string) {
	u := mainBurst(r)
	if u == nil {
		return 0, 0, ""
	}
	low = rate.BestCertified(u.Certified)
	if u.Fit != nil && u.Fit.RateMBs != nil && u.Fit.RateMBs.Low != nil {
		i := u.Fit.RateMBs
		if i.High != nil && !u.Fit.OneSided {
			return *i.Low, *i.High, reports.Between(*i.Low, *i.High) + " MB/s"
		}
		low = max(low, *i.Low)
	}
	if low <= 0 {
		return 0, 0, ""
	}
	return low, math.Inf(1), "at least " + reports.MBs(low)
}
