package chart

import (
	"math"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
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
	height := 70 + float64(step*len(shown))
	p := newPicture("The observed rate among the speeds of channels",
		"For each channel the central 95 % of its published speeds and their median, best support first; the band is the observed rate: "+text+".", height)
	x := scale{low, high, 170, right, true}
	base := height - 36
	p.rect(x.at(from), 14, x.at(math.Min(to, high)), base, ink{marked: true, faint: 0.18})
	p.line(x.at(from), 14, x.at(from), base, marked)
	if to <= high {
		p.line(x.at(to), 14, x.at(to), base, marked)
	}
	for _, v := range x.ticks(0) {
		p.line(x.at(v), 14, x.at(v), base, grid)
		p.text(x.at(v), base+16, middle, reports.Significant(v, 1), label)
	}
	p.text((x.from+x.to)/2, base+32, middle, "MB/s, logarithmic; the band is the observed rate, "+text, label)
	for i, c := range shown {
		y := 24 + float64(step*i)
		k := plain
		if c.Compatible != "yes" {
			k = ink{faint: 0.35}
		}
		p.text(160, y+4, end, c.Name, k)
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
	if u.Fit != nil && u.Fit.RateMBs != nil && u.Fit.RateMBs.Low != nil {
		i := u.Fit.RateMBs
		if i.High != nil && !u.Fit.OneSided {
			return *i.Low, *i.High, reports.Between(*i.Low, *i.High) + " MB/s"
		}
		return *i.Low, math.Inf(1), "at least " + reports.MBs(*i.Low)
	}
	for _, c := range u.Certified {
		if c.Streams <= 1 && c.MBs > low {
			low = c.MBs
		}
	}
	if low == 0 {
		return 0, 0, ""
	}
	return low, math.Inf(1), "at least " + reports.MBs(low)
}

// ratioScale is the axis of a log10 likelihood ratio that holds everything given.
func ratioScale(from, to float64, values ...float64) scale {
	reach := 1.0
	for _, v := range values {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			reach = math.Max(reach, math.Abs(v))
		}
	}
	reach = math.Min(math.Ceil(reach*2+0.2)/2, 7)
	return scale{-reach, reach, from, to, false}
}

// ratioAxis labels a horizontal axis of log10 likelihood ratios of two propositions with the
// ratios.
func (p *Picture) ratioAxis(x scale, y1, y2 float64, first, second string) {
	for v := math.Ceil(x.low); v <= x.high; v++ {
		p.line(x.at(v), y1, x.at(v), y2, grid)
		p.text(x.at(v), y2+16, middle, reports.LR(v), label)
	}
	p.line(x.at(0), y1, x.at(0), y2, axis)
	p.text(x.from, y1-6, start, "speaks for "+second, label)
	p.text(x.to, y1-6, end, "speaks for "+first, label)
}

// interval draws a range of log10 likelihood ratios with its middle.
func (p *Picture) interval(x scale, y float64, i channel.Range, k ink) {
	p.line(x.at(i.Low), y, x.at(i.High), y, ink{marked: k.marked, faint: k.faint, width: 5})
	p.dot(x.at(i.Mid), y, 6, k)
}

// Score draws the likelihood ratios with their bound and cap.
func Score(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil {
		return nil
	}
	p := newPicture("Insider against remote",
		"Likelihood ratio "+reports.LR(t.Log10LR.Low)+" to "+reports.LR(t.Log10LR.High)+" over the range of assumptions, the bound that these assumptions set for any data, and the cap.", 190)
	x := ratioScale(150, right, t.Log10LR.Low, t.Log10LR.High, t.Bound.Low, t.Bound.High, t.Cap)
	p.ratioAxis(x, 26, 140, "insider", "remote")
	p.text((x.from+x.to)/2, 176, middle, "likelihood ratio insider : remote, logarithmic", label)
	row := func(y float64, name string) { p.text(140, y+4, end, name, plain) }
	row(52, "the findings")
	p.interval(x, 52, t.Log10LR, marked)
	p.text(x.at(t.Log10LR.High)+12, 56, start, reports.LR(t.Log10LR.Low)+" to "+reports.LR(t.Log10LR.High), marked)
	row(88, "bound for any data")
	p.line(x.at(t.Bound.Low), 88, x.at(t.Bound.High), 88, ink{faint: 0.5, width: 3})
	row(122, "cap")
	for _, v := range []float64{-t.Cap, t.Cap} {
		p.line(x.at(v), 110, x.at(v), 134, ink{width: 2})
	}
	p.line(x.at(-t.Cap), 122, x.at(t.Cap), 122, ink{faint: 0.5, dashed: true})
	return p
}

// Staging draws the ratio as a function of the probability of staging.
func Staging(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil || len(t.Curve) < 2 {
		return nil
	}
	var all []float64
	for _, c := range t.Curve {
		all = append(all, c.Low, c.High)
	}
	p := newPicture("The ratio depends on staging",
		"Likelihood ratio insider to remote over the probability that a remote intruder gathers the data on a machine inside first; the band covers the other assumptions.", 300)
	x := scale{0, 1, left, right, false}
	y := ratioScale(bottom, top, all...)
	for v := math.Ceil(y.low); v <= y.high; v++ {
		p.line(left, y.at(v), right, y.at(v), grid)
		p.text(left-8, y.at(v)+4, end, reports.LR(v), label)
	}
	p.line(left, y.at(0), right, y.at(0), axis)
	for _, v := range x.ticks(5) {
		p.text(x.at(v), bottom+19, middle, reports.Fixed(v, 1), label)
	}
	p.text((left+right)/2, bottom+38, middle, "probability of staging", label)
	a := t.Assumptions.Staging
	p.rect(x.at(a.Low), top, x.at(a.High), bottom, ink{faint: 0.06})
	p.text((x.at(a.Low)+x.at(a.High))/2, bottom-6, middle, "range assumed", label)
	var band, mid [][2]float64
	for _, c := range t.Curve {
		band = append(band, [2]float64{x.at(c.Staging), y.at(c.High)})
		mid = append(mid, [2]float64{x.at(c.Staging), y.at(c.Mid)})
	}
	for i := len(t.Curve) - 1; i >= 0; i-- {
		band = append(band, [2]float64{x.at(t.Curve[i].Staging), y.at(t.Curve[i].Low)})
	}
	p.path(band, true, ink{marked: true, faint: 0.22})
	p.path(mid, false, ink{marked: true, width: 1.8})
	p.text(left+6, top+12, start, "speaks for insider", label)
	p.text(left+6, bottom-6, start, "speaks for remote", label)
	if b := t.BreakEven.LR1; b != nil {
		p.line(x.at(*b), y.at(0)-6, x.at(*b), y.at(0)+6, ink{width: 2})
		p.text(x.at(*b), y.at(0)-12, middle, "1 at "+reports.Probability(*b), plain)
	}
	return p
}

// Tornado draws how far each assumption alone moves the ratio.
func Tornado(r *analyze.Result) *Picture {
	t := r.Theory
	if t == nil || len(t.Tornado) == 0 {
		return nil
	}
	all := []float64{t.Log10LR.Mid}
	for _, b := range t.Tornado {
		all = append(all, b.Low, b.High)
	}
	const step = 28
	base := 30 + float64(step*len(t.Tornado))
	p := newPicture("Which assumption moves the answer most",
		"For each assumption the likelihood ratios at both ends of its range, the others held in the middle of theirs.", base+44)
	x := ratioScale(150, right, all...)
	p.ratioAxis(x, 24, base, "insider", "remote")
	p.text((x.from+x.to)/2, base+34, middle, "likelihood ratio insider : remote, logarithmic", label)
	for i, b := range t.Tornado {
		y := 42 + float64(step*i)
		p.text(140, y+4, end, strings.ReplaceAll(b.Assumption, "_", " "), plain)
		p.rect(x.at(b.Low), y-8, x.at(b.High), y+8, ink{marked: i == 0, faint: 0.6})
		low, high := math.Min(b.Low, b.High), math.Max(b.Low, b.High)
		p.text(x.at(low)-5, y+4, end, reports.LR(low), label)
		p.text(x.at(high)+5, y+4, start, reports.LR(high), label)
	}
	p.line(x.at(t.Log10LR.Mid), 28, x.at(t.Log10LR.Mid), base, ink{dashed: true, faint: 0.6})
	return p
}
