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
// are never multiplied. Mixture and floor are outside the joint (METHOD 12.19). Costs of files take no
// part, and the result has no channels. None or one observation is weighed as by Compare.
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
	c := Comparison{Mixes: ownMixes(profiles, weights)}
	for _, v := range variants {
		bursts := make(bursts, len(all))
		for i, o := range all {
			o.Sigma *= v.interval
			bursts[i] = o
		}
		c.Lattice = append(c.Lattice, Variant{v.name, bursts.densities(profiles, weights, c.Mixes, v)})
	}
	c.Contrasts = contrasts(c.Lattice)
	return c
}

// bursts are the observations that share a draw.
type bursts []Observation

// prior is what is known of the rate of a draw: a normal law, which of variance 0 is a point, or the
// uniform one of the floor on ln rate from .01 to 5,000 MB/s.
type prior struct {
	kind           int     // index of the class whose mixture it is a part of
	weight         float64 // share in that mixture
	mean, variance float64
	flat           bool
}

// The mixtures by index.
const (
	ofLocal = iota
	ofLAN
	ofWAN
	ofInsider  // local media, as the insider uses them
	ofIntruder // and as one who stages does
	ofFloor
	kinds
)

// densities are the class densities, each with the floor, up to a constant in common.
func (b bursts) densities(profiles []Profile, weights []float64, mixes []OwnMix, v variant) Densities {
	priors := []prior{{kind: ofFloor, weight: 1, flat: true}}
	var counted [kinds]bool
	own := 0 // of mixes
	for i, p := range profiles {
		kind := map[string]int{"local": ofLocal, "lan": ofLAN, "wan": ofWAN}[p.Class]
		counted[kind] = counted[kind] || weights[i] > 0
		mixed := own < len(mixes) && kind == ofLocal && p.Name == mixes[own].Name
		for _, c := range p.Rate {
			s := c.Width() * v.sd
			x := prior{
				kind: kind, weight: float64(weights[i] * c.Weight),
				mean:     ieee.Log(c.MedianMBs) + float64(v.shiftOf(p)*c.medianSD()),
				variance: math.Max(0, float64(s*s)-withinVariance),
			}
			priors = append(priors, x)
			if mixed {
				x.kind, x.weight = ofInsider, float64(mixes[own].Insider*c.Weight)
				priors = append(priors, x)
				x.kind, x.weight = ofIntruder, float64(mixes[own].Intruder*c.Weight)
				priors = append(priors, x)
			}
		}
		if mixed {
			own++
		}
	}
	counted[ofInsider], counted[ofIntruder] = own > 0, own > 0
	logs := b.mixtures(priors)
	of := func(kind int) float64 {
		if !counted[kind] {
			return logs[ofFloor]
		}
		return logSum([]float64{ieee.Log(1-floorShare) + logs[kind], ieee.Log(floorShare) + logs[ofFloor]})
	}
	d := Densities{Local: of(ofLocal), LAN: of(ofLAN), WAN: of(ofWAN)}
	if own > 0 {
		d.Own = &Own{of(ofInsider), of(ofIntruder)}
	}
	return d
}

// mixtures is ln p(D_1 .. D_K) of each mixture of priors: in closed form, or where a limit is among the
// observations by quadrature.
func (b bursts) mixtures(priors []prior) [kinds]float64 {
	if slices.ContainsFunc(b, func(o Observation) bool { return o.OneSided }) {
		return b.integrated(priors)
	}
	var terms [kinds][]float64
	for _, p := range priors {
		if p.weight > 0 {
			terms[p.kind] = append(terms[p.kind], ieee.Log(p.weight)+b.updated(p))
		}
	}
	var logs [kinds]float64
	for k := range logs {
		logs[k] = logSum(terms[k])
	}
	return logs
}

// updated is the closed form: each observation is predicted from those before it, then the mean
// and variance of the draw are updated (the scalar Kalman filter of a constant).
func (b bursts) updated(p prior) float64 {
	sum := 0.0
	for i, o := range b {
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

// logAt is ln of the product of the L_k for one rate of the draw.
func (b bursts) logAt(phi float64) float64 {
	sum := 0.0
	for _, o := range b {
		variance := float64(o.Sigma*o.Sigma) + withinVariance
		if o.OneSided {
			sum += ieee.Log(boundDensity(o.LogRate, phi, math.Sqrt(variance)))
		} else {
			sum += logNormal(o.LogRate, phi, variance)
		}
	}
	return sum
}

// integrated integrates all mixtures over the draw at once, on panels that adapt to the product
// of the L_k, which narrows as bursts are added, and to the narrowest prior. Priors of variance 0 are
// points and need no integral.
func (b bursts) integrated(priors []prior) [kinds]float64 {
	at := b.knots(priors)
	most := math.Inf(-1)
	for _, x := range at {
		most = math.Max(most, b.logAt(x))
	}
	likelihood := func(phi float64) float64 { return ieee.Exp(b.logAt(phi) - most) }
	sums := integrate(at, func(phi float64) (f [kinds]float64) {
		l := likelihood(phi)
		for _, p := range priors {
			if p.flat || p.variance > 0 {
				f[p.kind] += float64(p.weight * l * p.density(phi))
			}
		}
		return f
	})
	var logs [kinds]float64
	for _, p := range priors {
		if !p.flat && p.variance <= 0 {
			sums[p.kind] += float64(p.weight * likelihood(p.mean))
		}
	}
	for k := range logs {
		logs[k] = ieee.Log(sums[k]) + most
	}
	return logs
}

// density is that of a prior that is no point.
func (p prior) density(phi float64) float64 {
	if !p.flat {
		return ieee.Exp(logNormal(phi, p.mean, p.variance))
	}
	if low, high := ieee.Log(floorLow), ieee.Log(floorHigh); phi < low || phi > high {
		return 0
	}
	return 1 / floorWidth()
}

// knots are the ends of the first panels, rising: the ends of the floor, the observations and
// their weighted mean, the middle and the flanks of each prior, and no further apart than 1.
func (b bursts) knots(priors []prior) []float64 {
	at := []float64{ieee.Log(floorLow), ieee.Log(floorHigh)}
	var sum, weights float64
	for _, o := range b {
		at = append(at, o.LogRate)
		w := 1 / (float64(o.Sigma*o.Sigma) + withinVariance)
		sum, weights = sum+float64(w*o.LogRate), weights+w
	}
	at = append(at, sum/weights)
	for _, p := range priors {
		if p.flat {
			continue
		}
		for _, z := range []float64{-9, -3, 0, 3, 9} {
			at = append(at, p.mean+float64(z*math.Sqrt(p.variance)))
		}
	}
	return spread(at)
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
	parts := make([]float64, len(terms))
	for i, x := range terms {
		parts[i] = ieee.Exp(x - most)
	}
	return most + ieee.Log(ieee.Sum(parts))
}
