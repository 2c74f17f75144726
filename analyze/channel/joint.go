package channel

import (
	"math"
	"slices"

	"copyclock/analyze/ieee"
)

// withinChannel is the standard deviation of ln rate between bursts that one channel carried (METHOD
// 5.4), of one device or line on one day.
const (
	withinChannel  = 0.25
	withinVariance = withinChannel * withinChannel
)

// CompareJoint weighs several bursts that one channel carried: they share its draw from the profile.
// With phi the rate of the draw,
//
//	p(D_1 .. D_K | q) = integral N(phi; mu_q, s_q^2 - T) prod_k L_k(phi) dphi
//	L_k(phi) = N(theta_k; phi, V_k + T), for a lower limit its own law around phi
//
// and T the variance between bursts, .25^2, a part of s_q^2, which is that of single bursts. A narrower
// law, such as a plateau, keeps the variance T and has none between draws: T is the same for all, so that
// the scatter of the bursts speaks for no channel. The evidence saturates with K, and ratios of bursts
// are never multiplied. Mixture and floor are outside the joint (METHOD 12.19). The result has no
// channels. None or one observation is weighed as by Compare.
func CompareJoint(all []Observation, profiles []Profile) Comparison {
	if len(all) == 0 || len(profiles) == 0 {
		return Comparison{}
	}
	suspect := false
	for _, o := range all {
		if !finite(o.LogRate) || !finite(o.Sigma) || o.Sigma < 0 {
			return Comparison{}
		}
		suspect = suspect || o.CacheSuspect
	}
	if len(all) == 1 {
		c := Compare(all[0], profiles)
		c.Channels = nil
		return c
	}
	weights := Weights(profiles, suspect)
	var c Comparison
	for _, v := range variants {
		scaled := make([]Observation, len(all))
		for i, o := range all {
			o.Sigma *= v.interval
			scaled[i] = o
		}
		bursts := newBursts(scaled)
		common := bursts.log(prior{flat: true})
		logs := make([]float64, len(profiles))
		for j, p := range profiles {
			logs[j] = bursts.logOf(p, v.shiftOf(p), v.sd, common)
		}
		most := slices.Max(logs) // a constant in common keeps the densities of many bursts in range
		for j := range logs {
			logs[j] -= most
		}
		c.Lattice = append(c.Lattice, Variant{v.name, classDensities(profiles, weights, logs, common-most)})
	}
	c.Contrasts = contrasts(c.Lattice)
	return c
}

// prior is what is known of the rate of a draw: a normal law, or the uniform one of the floor on
// ln rate from .01 to 5,000 MB/s.
type prior struct {
	mean, variance float64
	flat           bool
}

// The grid over ln rate (MB/s) on which a draw is integrated. Its step is a quarter of the narrowest
// L_k; where the prior is narrower than the step it counts as a point.
const (
	gridFrom = -12.0
	gridTo   = 14.0
	gridStep = withinChannel / 4
)

// bursts are the observations that share a draw.
type bursts struct {
	all    []Observation
	onGrid []float64 // ln of the product of the L_k at each point; nil where a closed form exists
}

func newBursts(all []Observation) bursts {
	b := bursts{all: all}
	if slices.ContainsFunc(all, func(o Observation) bool { return o.OneSided }) {
		b.tabulate()
	}
	return b
}

func (b *bursts) tabulate() {
	for i := range int((gridTo-gridFrom)/gridStep) + 1 {
		b.onGrid = append(b.onGrid, b.logAt(gridFrom+float64(float64(i)*gridStep)))
	}
}

// logAt is ln of the product of the L_k for one rate of the draw.
func (b *bursts) logAt(phi float64) float64 {
	sum := 0.0
	for _, o := range b.all {
		variance := float64(o.Sigma*o.Sigma) + withinVariance
		if o.OneSided {
			sum += ieee.Log(boundDensity(o.LogRate, phi, math.Sqrt(variance)))
		} else {
			sum += logNormal(o.LogRate, phi, variance)
		}
	}
	return sum
}

// logOf is ln p(D_1 .. D_K) of one profile; common is that of the floor.
func (b *bursts) logOf(p Profile, shift, sd, common float64) float64 {
	terms := []float64{ieee.Log(floorShare) + common}
	for _, c := range p.Rate {
		mu := ieee.Log(c.MedianMBs) + float64(shift*c.medianSD())
		s := c.Width() * sd
		share := ieee.Log(float64((1 - floorShare) * c.Weight))
		terms = append(terms, share+b.log(prior{mean: mu, variance: math.Max(0, float64(s*s)-withinVariance)}))
	}
	return logSum(terms)
}

// log is ln of the integral over the draw.
func (b *bursts) log(p prior) float64 {
	if b.onGrid == nil {
		return b.updated(p)
	}
	return b.integrated(p)
}

// updated is the closed form: each observation is predicted from those before it, then the mean
// and variance of the draw are updated (the scalar Kalman filter of a constant).
func (b *bursts) updated(p prior) float64 {
	sum := 0.0
	for i, o := range b.all {
		noise := float64(o.Sigma*o.Sigma) + withinVariance
		if p.flat && i == 0 { // the ends of the floor are far away
			sum -= ieee.Log(floorWidth())
			p.mean, p.variance = o.LogRate, noise
			continue
		}
		total := p.variance + noise
		z := o.LogRate - p.mean
		sum -= float64(0.5 * (ieee.Log(2*math.Pi*total) + float64(z*z)/total))
		gain := p.variance / total
		p.mean += float64(gain * z)
		p.variance *= 1 - gain
	}
	return sum
}

// integrated is the sum over the grid, which for laws no narrower than its step leaves less than one
// part in 10^8.
func (b *bursts) integrated(p prior) float64 {
	if !p.flat && p.variance < gridStep*gridStep {
		return b.logAt(p.mean)
	}
	var terms []float64
	for i, x := range b.onGrid {
		phi := gridFrom + float64(float64(i)*gridStep)
		if p.flat {
			if low, high := ieee.Log(floorLow), ieee.Log(floorHigh); phi >= low && phi <= high {
				terms = append(terms, x-ieee.Log(high-low))
			}
			continue
		}
		terms = append(terms, x+logNormal(phi, p.mean, p.variance))
	}
	return logSum(terms) + ieee.Log(gridStep)
}

func logNormal(x, mean, variance float64) float64 {
	z := x - mean
	return float64(-0.5 * (ieee.Log(2*math.Pi*variance) + float64(z*z)/variance))
}

// logSum is the logarithm of a sum that is given by the logarithms of its terms.
func logSum(terms []float64) float64 {
	most := math.Inf(-1)
	for _, x := range terms {
		most = math.Max(most, x)
	}
	if math.IsInf(most, -1) {
		return most
	}
	sum := 0.0
	for _, x := range terms {
		sum += ieee.Exp(x - most)
	}
	return most + ieee.Log(sum)
}
