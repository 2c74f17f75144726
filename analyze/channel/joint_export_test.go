package channel

// Closed and Integrated give the two ways to integrate over one normal law of a draw to the tests; a
// variance below zero means the uniform prior.
func Closed(all []Observation, mean, variance float64) float64 {
	return bursts(all).updated(prior{mean: mean, variance: variance, flat: variance < 0})
}

func Integrated(all []Observation, mean, variance float64) float64 {
	p := prior{weight: 1, mean: mean, variance: variance, flat: variance < 0}
	return bursts(all).integrated([]prior{p})[p.kind]
}

// LogAt is the integrand without the prior.
func LogAt(all []Observation, phi float64) float64 { return bursts(all).logAt(phi) }

// PerFileWeight is the weight of a cost under a profile.
func PerFileWeight(o *PerFile, p Profile) float64 { return o.weight(p) }
