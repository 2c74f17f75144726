package theory

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
)

const (
	// TheoryCap limits the log10 ratio of insider to remote (METHOD 5.7, item 5).
	TheoryCap = 1.0
	// TheoryCapReason says why.
	TheoryCapReason = "no set of at least 100 independent laboratory runs per side supports a stronger ratio"
	// Quality is the level of the evidence itself (METHOD 1.3).
	Quality = "C2: one source that nothing protected against tampering" + besideTheRatio
	// QualityAgreeing is that of a listing two lines of which agree that were written by different means; C4
	// takes material from outside, which is the user's to bring.
	QualityAgreeing = "C3: one source that nothing protected against tampering, two lines of which agree" + besideTheRatio
	besideTheRatio  = "; the level stands beside the ratio and does not multiply it"

	// boundless stands for a bound that the assumptions do not give, such as with no staging at
	// all: the top of the verbal scale.
	boundless = 6.0
)

// people is one choice of the three probabilities.
type people struct{ staging, recopy, network float64 }

// sides is the probability of the findings under both theories, natural logarithms:
//
//	inside   = half local, half lan
//	insider  = (1 - omega) inside + omega wan
//	remote   = (1 - sigma) wan    + sigma inside
//	p(D|.)   = (1 - rho) p(D|.)   + rho inside
//
// with omega the probability that an insider sends the data over a network to the outside, sigma
// that of staging and rho that of a later copy (METHOD 5.3, 12.16 to 12.18).
//
// Where the profiles say that the theories use the local media differently, the insider and the stager have
// mixes of their own, and the re-copy has the equal one.
//
// Note: within-class mixes are equal for all theories, so the inside copy of an insider, of a stager and of a
// publisher is one and the same mixture, with the LAN at equal weight by class. This is the only
// choice of weights with a purely wide-area direct theft that gives the ranges .75-4.75 (pure
// local) and .06-2.0 (pure WAN) of METHOD 12.16 and contains 1 for all data under the default
// ranges. The other reading of 12.17 (an insider's LAN copy counts into omega) breaks both: it is
// shown as the bar "lan_mix" of the tornado.
func sides(d channel.Densities, a people) (insider, remote float64) {
	own := ownOf(d)
	lan := func(local float64) float64 { return channel.LogMean(local, d.LAN) }
	top := max(lan(d.Local), lan(own.Insider), lan(own.Intruder), d.WAN)
	inside, wan := ieee.Exp(lan(d.Local)-top), ieee.Exp(d.WAN-top)
	i := mix(a.network, ieee.Exp(lan(own.Insider)-top), wan)
	r := mix(1-a.staging, ieee.Exp(lan(own.Intruder)-top), wan)
	return top + ieee.Log(mix(a.recopy, i, inside)), top + ieee.Log(mix(a.recopy, r, inside))
}

// ClassMix is the probability of each class of channel under one theory; they add up to 1.
type ClassMix struct{ Local, LAN, WAN float64 }

// Mixes returns how often each class of channel carries the copy under both theories, at one choice of the
// three probabilities: the weights with which the densities of the classes make up those of the theories.
func Mixes(staging, recopy, network float64) (insider, remote ClassMix) {
	of := func(wan float64) ClassMix {
		inside := mix(recopy, 1-wan, 1)
		return ClassMix{0.5 * inside, 0.5 * inside, float64((1 - recopy) * wan)}
	}
	return of(network), of(1 - staging)
}

// lanMix is the other reading of METHOD 12.17: the insider's local copy and the re-copy never
// use the LAN, half of the insider's network copies and half of staging do.
func lanMix(d channel.Densities, a people) float64 {
	own := ownOf(d)
	stage, network := channel.LogMean(own.Intruder, d.LAN), channel.LogMean(d.LAN, d.WAN)
	top := max(d.Local, own.Insider, own.Intruder, d.LAN, d.WAN)
	local, wan := ieee.Exp(d.Local-top), ieee.Exp(d.WAN-top)
	i := mix(a.network, ieee.Exp(own.Insider-top), ieee.Exp(network-top))
	r := mix(1-a.staging, ieee.Exp(stage-top), wan)
	return log10LR(ieee.Log(mix(a.recopy, i, local)), ieee.Log(mix(a.recopy, r, local)))
}

// ownOf are the local media as each theory uses them.
func ownOf(d channel.Densities) channel.Own {
	if d.Own != nil {
		return *d.Own
	}
	return channel.Own{Insider: d.Local, Intruder: d.Local}
}

// mix is (1-p) x + p y.
func mix(p, x, y float64) float64 { return float64((1-p)*x) + float64(p*y) }

// log10LR keeps the ratio inside what any data can give, so that certainties of the user
// (a probability of 0 or 1) do not make it infinite.
func log10LR(a, b float64) float64 {
	x := channel.Log10LR(a, b)
	if math.IsNaN(x) {
		return 0
	}
	return math.Max(-boundless, math.Min(boundless, x))
}

func ratio(d channel.Densities, a people) float64 { return log10LR(sides(d, a)) }

// Score weighs insider against remote. The mid is the ratio at the means of the ranges (METHOD
// 12.18) under the default profiles, low and high are the extremes over the lattice of ranges and
// profile variants (5.6), all limited to the cap. Curve, tornado and range are log10 ratios
// within the cap; bound and lattice are not limited. A posterior is given only for priorOdds
// (insider to remote) above 0. A Comparison without lattice is scored as one that says nothing.
func Score(c channel.Comparison, a Assumptions, priorOdds float64) Theory {
	return ScoreWithin(channel.Cap{Log10: TheoryCap, Reason: TheoryCapReason}, c, a, priorOdds)
}

// ScoreWithin is [Score] with a cap that may be narrower than [TheoryCap]: that of the contrast
// local:wan. No run has a theory, and the mix of a validation of theories is an assumption about
// people that the user may change, so the score is held to what the channels bear.
func ScoreWithin(limit channel.Cap, c channel.Comparison, a Assumptions, priorOdds float64) Theory {
	if limit.Log10 > TheoryCap {
		limit = channel.Cap{Log10: TheoryCap, Reason: TheoryCapReason}
	}
	lattice := c.Lattice
	if len(lattice) == 0 {
		lattice = []channel.Variant{{Name: "default"}}
	}
	a = a.clamped()
	raw, cells := spread(lattice, a)
	t := Theory{
		Proposition: "insider:remote",
		Assumptions: a,
		Lattice:     cells,
		Bound:       bound(a, c.Mixes),
		Curve:       curve(lattice, a, limit.Log10),
		BreakEven: BreakEven{
			LR1:  breakEven(lattice[0].Densities, a, 0),
			LR10: breakEven(lattice[0].Densities, a, 1),
		},
		Tornado:   tornado(lattice, a, limit.Log10),
		Cap:       limit.Log10,
		CapReason: limit.Reason,
		Quality:   Quality,
	}
	if t.Log10LR, t.Capped = raw.Capped(limit.Log10); t.Capped {
		t.Uncapped = &raw
	}
	if len(c.Mixes) > 0 {
		t.Assumptions.Mixes = mixesText(c.Mixes) + "; else " + Defaults().Mixes
	}
	t.Phrase = channel.Phrase(t.Log10LR, limit.Log10, "the insider theory", "the remote theory")
	if d := Defaults(); a.Staging != d.Staging || a.Recopy != d.Recopy || a.InsiderNetwork != d.InsiderNetwork || len(c.Mixes) > 0 {
		r, _ := spread(equal(lattice), d)
		r, _ = r.Capped(limit.Log10)
		t.AtDefaults = &r
	}
	if priorOdds > 0 && !math.IsInf(priorOdds, 1) {
		odds := func(x float64) float64 { return priorOdds * ieee.Pow10(x) }
		t.Posterior = &Posterior{
			PriorOdds: priorOdds,
			Odds:      channel.Range{Low: odds(t.Log10LR.Low), Mid: odds(t.Log10LR.Mid), High: odds(t.Log10LR.High)},
			Note:      "the user's own arithmetic: the prior odds given by the user times the ratio",
		}
	}
	return t
}

// Model returns the ratio of the model before any cap.
func (t Theory) Model() channel.Range {
	if t.Uncapped != nil {
		return *t.Uncapped
	}
	return t.Log10LR
}

// Leans returns "insider" or "remote" where the interval excludes 1 and its end nearest 1 is at
// least 2, else "" (METHOD 5.8).
func (t Theory) Leans() string {
	switch t.Log10LR.Discriminates() {
	case 1:
		return "insider"
	case -1:
		return "remote"
	}
	return ""
}

// spread is the range over the lattice, not limited, and its cells.
func spread(lattice []channel.Variant, a Assumptions) (channel.Range, []Cell) {
	r := channel.Range{Low: math.Inf(1), Mid: ratio(lattice[0].Densities, a.mid()), High: math.Inf(-1)}
	var cells []Cell
	for _, v := range lattice {
		for _, p := range a.corners() {
			x := ratio(v.Densities, p)
			r.Low, r.High = math.Min(r.Low, x), math.Max(r.High, x)
			cells = append(cells, Cell{p.staging, p.recopy, p.network, v.Name, x})
		}
	}
	return r, cells
}

// bound is the least and greatest ratio of the mixing weights over all corners, for any data:
// min and max of w_I/w_R over the classes of channel, or over the local media where the theories use them
// differently, re-copy included (METHOD 5.3).
func bound(a Assumptions, mixes []channel.OwnMix) Bound {
	b := Bound{Low: boundless, High: -boundless}
	with := func(insider, remote float64) {
		x := log10LR(ieee.Log(insider), ieee.Log(remote))
		b.Low, b.High = math.Min(b.Low, x), math.Max(b.High, x)
	}
	for _, p := range a.corners() {
		with(mix(p.recopy, 1-p.network, 1), mix(p.recopy, p.staging, 1))
		with(mix(p.recopy, p.network, 0), mix(p.recopy, 1-p.staging, 0))
		for _, m := range mixes {
			with(mix(p.recopy, float64((1-p.network)*m.Insider), m.Weight), mix(p.recopy, float64(p.staging*m.Intruder), m.Weight))
		}
	}
	return b
}

// equal is the lattice without mixes of its own for each theory.
func equal(lattice []channel.Variant) []channel.Variant {
	out := slices.Clone(lattice)
	for i := range out {
		out[i].Densities.Own = nil
	}
	return out
}

// mixesText says which local media the theories are taken to use differently.
func mixesText(mixes []channel.OwnMix) string {
	var parts []string
	for _, m := range mixes {
		if m.Factors != [2]float64{1, 1} {
			parts = append(parts, fmt.Sprintf("%s %.3g and %.3g times", m.Name, m.Factors[0], m.Factors[1]))
		}
	}
	return "insider and intruder use some media more or less often than by their weights, as the profiles say: " + strings.Join(parts, ", ")
}

// curveStaging are the staging probabilities of the curve (METHOD 12.16).
var curveStaging = []float64{0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

func curve(lattice []channel.Variant, a Assumptions, limit float64) []Point {
	out := make([]Point, len(curveStaging))
	for i, s := range curveStaging {
		at := a
		at.Staging = Span{s, s}
		r, _ := spread(lattice, at)
		r, _ = r.Capped(limit)
		out[i] = Point{s, r.Low, r.Mid, r.High}
	}
	return out
}

// breakEven solves ratio = target (log10) for the staging probability by bisection, the other
// assumptions at their means; nil where no probability does. The ratio is monotone in staging.
func breakEven(d channel.Densities, a Assumptions, target float64) *float64 {
	f := func(s float64) float64 {
		p := a.mid()
		p.staging = s
		return ratio(d, p) - target
	}
	lo, hi := 0.0, 1.0
	// Note: data that say nothing give ratio 1 at every staging; that is no break-even.
	if math.Abs(f(lo)-f(hi)) < 1e-9 || f(lo) > 0 == (f(hi) > 0) {
		return nil
	}
	rising := f(hi) > 0
	for range 60 {
		m := 0.5 * (lo + hi)
		if f(m) > 0 == rising {
			hi = m
		} else {
			lo = m
		}
	}
	m := math.Round(0.5*(lo+hi)*1e9) / 1e9 // more digits than that differ between machines
	return &m
}

// tornado varies one assumption alone, the others at their means; the widest bar first.
func tornado(lattice []channel.Variant, a Assumptions, limit float64) []Bar {
	d := lattice[0].Densities
	bar := func(name string, xs ...float64) Bar {
		b := Bar{name, math.Inf(1), math.Inf(-1)}
		for _, x := range xs {
			x = math.Max(-limit, math.Min(limit, x))
			b.Low, b.High = math.Min(b.Low, x), math.Max(b.High, x)
		}
		return b
	}
	at := func(set func(*people)) float64 {
		p := a.mid()
		set(&p)
		return ratio(d, p)
	}
	profiles := make([]float64, len(lattice))
	for i, v := range lattice {
		profiles[i] = ratio(v.Densities, a.mid())
	}
	bars := []Bar{
		bar("staging", at(func(p *people) { p.staging = a.Staging.Low }), at(func(p *people) { p.staging = a.Staging.High })),
		bar("recopy", at(func(p *people) { p.recopy = a.Recopy.Low }), at(func(p *people) { p.recopy = a.Recopy.High })),
		bar("insider_network", at(func(p *people) { p.network = a.InsiderNetwork.Low }), at(func(p *people) { p.network = a.InsiderNetwork.High })),
		bar("profiles", profiles...),
		bar("lan_mix", ratio(d, a.mid()), lanMix(d, a.mid())),
	}
	if d.Own != nil {
		bars = append(bars, bar("mixes", ratio(d, a.mid()), ratio(equal(lattice)[0].Densities, a.mid())))
	}
	sort.SliceStable(bars, func(i, j int) bool { return bars[i].High-bars[i].Low > bars[j].High-bars[j].Low })
	return bars
}

// mid is the means of the ranges: the ratio's numerator and denominator are linear in each
// probability, so independent uniform ranges average to it (METHOD 12.18).
func (a Assumptions) mid() people {
	return people{a.Staging.Mean(), a.Recopy.Mean(), a.InsiderNetwork.Mean()}
}

// corners are the low end, mean and high end of every range, crossed.
func (a Assumptions) corners() []people {
	var out []people
	for _, s := range a.Staging.steps() {
		for _, r := range a.Recopy.steps() {
			for _, n := range a.InsiderNetwork.steps() {
				out = append(out, people{s, r, n})
			}
		}
	}
	return out
}

// Mean is the middle of a range.
func (s Span) Mean() float64 { return 0.5 * (s.Low + s.High) }

func (s Span) steps() []float64 {
	if s.Low >= s.High {
		return []float64{s.Low}
	}
	return []float64{s.Low, s.Mean(), s.High}
}

// clamped puts every range into 0 to 1 and in order; what is not a number becomes 0.
func (a Assumptions) clamped() Assumptions {
	fix := func(s Span) Span {
		c := func(x float64) float64 {
			if !(x > 0) {
				return 0
			}
			return math.Min(x, 1)
		}
		s = Span{c(s.Low), c(s.High)}
		if s.Low > s.High {
			s.Low, s.High = s.High, s.Low
		}
		return s
	}
	a.Staging, a.Recopy, a.InsiderNetwork = fix(a.Staging), fix(a.Recopy), fix(a.InsiderNetwork)
	return a
}
