package channel

import (
	"math"
	"slices"
)

// The rule of Kronrod with 15 points on -1 to 1, and that of Gauss on every second of them:
// abscissae, weights and weights, from the middle outwards (R. Piessens and others, QUADPACK,
// Springer 1983, routine QK15).
var kronrod = [8][3]float64{
	{0, 0.209482141084727828, 0.417959183673469388},
	{0.207784955007898468, 0.204432940075298892, 0},
	{0.405845151377397167, 0.190350578064785410, 0.381830050505118945},
	{0.586087235467691130, 0.169004726639267903, 0},
	{0.741531185599394440, 0.140653259715525919, 0.279705391489276668},
	{0.864864423359769073, 0.104790010322250184, 0},
	{0.949107912342758525, 0.063092092629978553, 0.129484966168869693},
	{0.991455371120812640, 0.022935322010529225, 0},
}

// What [integrate] stops at: a difference of the two rules, added up over the panels, of this share of
// the integral, or so many panels. The rule of 15 points is far better than the difference says; the
// test holds the integrals to one part in 10^9 of a sum over 10^5 points.
const (
	quadratureTolerance = 1e-8
	mostPanels          = 2000
)

// panel is a part of the axis with the integrals over it and their differences between the two
// rules.
type panel struct {
	from, to float64
	sum, off [kinds]float64
}

// spread sorts knots, and adds some where two are further apart than 1.
func spread(at []float64) []float64 {
	from, to := slices.Min(at), slices.Max(at)
	for x := from + 1; x < to; x++ {
		at = append(at, x)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// integrate returns the integrals of several functions of the same points over the knots, which
// rise: the panel that is worst for any of them is halved until all are good enough.
func integrate(knots []float64, f func(float64) [kinds]float64) [kinds]float64 {
	var panels []panel
	for i := 1; i < len(knots); i++ {
		panels = append(panels, newPanel(knots[i-1], knots[i], f))
	}
	for {
		var sum, off [kinds]float64
		for i := range panels {
			for k := range sum {
				sum[k] += panels[i].sum[k]
				off[k] += panels[i].off[k]
			}
		}
		worst, most := -1, 0.0
		for i := range panels {
			for k := range sum {
				if off[k] <= float64(quadratureTolerance*sum[k]) {
					continue
				}
				if share := panels[i].off[k] / sum[k]; share > most {
					worst, most = i, share
				}
			}
		}
		if worst < 0 || len(panels) >= mostPanels {
			return sum
		}
		p := panels[worst]
		middle := p.from + float64(0.5*(p.to-p.from))
		panels[worst] = newPanel(p.from, middle, f)
		panels = append(panels, newPanel(middle, p.to, f))
	}
}

func newPanel(from, to float64, f func(float64) [kinds]float64) panel {
	p := panel{from: from, to: to}
	middle, half := from+float64(0.5*(to-from)), 0.5*(to-from)
	var gauss [kinds]float64
	add := func(x float64, rule [3]float64) {
		for k, y := range f(x) {
			p.sum[k] += float64(rule[1] * y)
			gauss[k] += float64(rule[2] * y)
		}
	}
	add(middle, kronrod[0])
	for _, rule := range kronrod[1:] {
		d := float64(half * rule[0])
		add(middle-d, rule)
		add(middle+d, rule)
	}
	for k := range p.sum {
		p.off[k] = half * math.Abs(p.sum[k]-gauss[k])
		p.sum[k] *= half
	}
	return p
}
