package chart

import (
	"math"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/reports"
)

// Densities draws the distribution of the rate of every profile over one axis, each on a line of its
// own and at its own height, and an observed interval of rates in MB/s across all; none where high is 0.
func Densities(profiles []channel.Profile, low, high float64) *Picture {
	if len(profiles) == 0 {
		return nil
	}
	from, to := math.Inf(1), 0.0
	for _, p := range profiles {
		from, to = math.Min(from, p.Quantile(.01)), math.Max(to, p.Quantile(.99))
	}
	text := ""
	if high > 0 {
		from, to = math.Min(from, low), math.Max(to, high)
		text = "; the band is the observed rate, " + reports.Between(low, high) + " MB/s"
	}
	const step = 26.0
	p := newPicture("How fast each channel copies",
		"For each profile the distribution of its rate on a logarithmic axis, with its median as a dot"+text+".", 70+float64(step*float64(len(profiles))))
	x := scale{from, to, 170, right, true}
	base := p.height - 40
	if high > 0 {
		p.rect(x.at(low), 14, x.at(high), base, ink{marked: true, faint: 0.18})
		p.line(x.at(low), 14, x.at(low), base, marked)
		p.line(x.at(high), 14, x.at(high), base, marked)
	}
	for _, v := range x.ticks(0) {
		p.line(x.at(v), 14, x.at(v), base, grid)
		p.text(x.at(v), base+16, middle, reports.Significant(v, 1), label)
	}
	p.text((x.from+x.to)/2, base+33, middle, "MB/s, logarithmic"+text, label)
	for i := range profiles {
		p.ridge(x, 14+float64(step*float64(i+1))-4, step-6, profiles[i])
	}
	return p
}

// ridge draws one distribution upwards from y, its highest point at the given height. A plateau, a
// line rate that copies keep to, is drawn no narrower than the picture can show.
func (p *Picture) ridge(x scale, y, height float64, profile channel.Profile) {
	const points = 240
	densities := make([]float64, points+1)
	rates := make([]float64, points+1)
	most := 0.0
	for i := range densities {
		share := float64(i) / points
		rates[i] = ieee.Exp(float64((1-share)*ieee.Log(x.low)) + float64(share*ieee.Log(x.high)))
		if i > 0 { // the mean density between two points, so that no narrow part falls between
			densities[i] = (profile.Below(rates[i]) - profile.Below(rates[i-1])) / ieee.Log(rates[i]/rates[i-1])
			most = math.Max(most, densities[i])
		}
	}
	outline := [][2]float64{{x.at(rates[0]), y}}
	for i := 1; i <= points; i++ {
		outline = append(outline, [2]float64{x.at(rates[i]), y - float64(height*densities[i]/most)})
	}
	outline = append(outline, [2]float64{x.at(rates[points]), y})
	p.path(outline, true, ink{faint: 0.3})
	p.path(outline, false, ink{faint: 0.8, dashed: profile.Assumed()})
	p.dot(x.at(profile.MedianMBs()), y, 3, plain)
	p.text(160, y-2, end, profile.Name, plain)
}
