package channel

import (
	"math"

	"copyclock/analyze/ieee"
)

// How far below the rate a lower limit lies. Four of five limits of laboratory copies are near it: a
// certified window that the copy filled. The others say next to nothing, because small files, stalls
// and missing files took the time. Learned from those copies; TestSlack of package validate learns
// the numbers again with each source left out.
const (
	TightShare = 0.8
	TightSlack = 0.8 // mean of ln(rate/limit) of the near ones, an exponential law
)

// boundDensity is the density of ln limit where ln rate is normal with mean mu and deviation s:
//
//	tight/lambda exp(z'^2/2 - z^2/2) Q(z') + (1 - tight) Q(z)/W
//
// with z = (limit - mu)/s, z' = z + s/lambda, Q the upper tail of the normal law and W the width of
// the floor on ln rate. The first term is the normal law moved down by an exponential slack. The
// second is a limit anywhere below the rate.
//
// METHOD 5.2 takes Q(z) alone. That says of a slow certified copy that it may have been fast, and so
// makes every low limit a little evidence for fast channels.
func boundDensity(limit, mu, s float64) float64 {
	z := (limit - mu) / s
	return float64(TightShare*slacked(z, s/TightSlack)/TightSlack) + float64((1-TightShare)*upperTail(z)/floorWidth())
}

// slacked is exp(z'^2/2 - z^2/2) Q(z') with z' = z + d, without overflow.
func slacked(z, d float64) float64 {
	t := z + d
	if t > 25 { // Q(t) = exp(-t^2/2)/(t sqrt(2 pi)) to three digits
		return ieee.Exp(-0.5*z*z) / (t * math.Sqrt(2*math.Pi))
	}
	return ieee.Exp(0.5*d*(t+z)) * upperTail(t)
}

// upperTail is the probability of more than z under the standard normal law.
func upperTail(z float64) float64 { return 0.5 * ieee.Erfc(z/math.Sqrt2) }

// floorWidth is the width of the floor on ln rate.
func floorWidth() float64 { return ieee.Log(floorHigh / floorLow) }
