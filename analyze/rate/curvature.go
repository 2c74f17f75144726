package rate

import (
	"math"

	"copyclock/analyze/ieee"

	"gonum.org/v1/gonum/mat"
)

// sandwich returns V J V with J from the sums of scores over blocks of neighbouring ticks, and
// Student's t for their number: 0.9 of the square root of the ticks, 5 to 40.
func (c *chain) sandwich(v *mat.SymDense, p *params, h float64) (*mat.Dense, float64) {
	n := len(c.cells)
	blocks := min(max(int(0.9*math.Sqrt(float64(n))), 5), 40, n)
	sums := make([][5]float64, blocks)
	up, down := make([]float64, n), make([]float64, n)
	for i := range p {
		q := *p
		q[i] += h
		c.filter(&q, up)
		q[i] = p[i] - h
		c.filter(&q, down)
		for j := range n {
			sums[j*blocks/n][i] += (up[j] - down[j]) / (2 * h)
		}
	}
	var left, both mat.Dense
	left.Mul(v, scatter(sums))
	both.Mul(&left, v)
	return &both, student975(blocks - 1)
}

// scatter returns nb/(nb-1) sum (g - mean g)(g - mean g)' over the nb sums of scores.
func scatter(sums [][5]float64) *mat.SymDense {
	var mean [5]float64
	n := float64(len(sums))
	for _, g := range sums {
		for i := range mean {
			mean[i] += g[i] / n
		}
	}
	out := mat.NewSymDense(len(mean), nil)
	scale := n / math.Max(n-1, 1)
	for i := range mean {
		for j := range i + 1 {
			var c float64
			for _, g := range sums {
				c += float64((g[i] - mean[i]) * (g[j] - mean[j]))
			}
			out.SetSym(i, j, scale*c)
		}
	}
	return out
}

// variance returns the inverse of the Hessian of f at p by central differences of step h,
// rounded because the factorisation differs in its last bits between machines;
// false where it is not positive definite or the first two variances are not positive.
func variance(p [5]float64, h float64, f func([5]float64) float64) (*mat.SymDense, bool) {
	hess := mat.NewSymDense(len(p), nil)
	at := func(i int, di float64, j int, dj float64) float64 {
		q := p
		q[i] += di
		q[j] += dj
		return f(q)
	}
	f0 := f(p)
	for i := range len(p) {
		hess.SetSym(i, i, (at(i, h, i, 0)-float64(2*f0)+at(i, -h, i, 0))/(h*h))
		for j := range i {
			hess.SetSym(i, j, (at(i, h, j, h)-at(i, h, j, -h)-at(i, -h, j, h)+at(i, -h, j, -h))/(4*h*h))
		}
	}
	var ch mat.Cholesky
	var v mat.SymDense
	if !ch.Factorize(hess) || ch.InverseTo(&v) != nil {
		return nil, false
	}
	for i := range len(p) {
		for j := range i + 1 {
			v.SetSym(i, j, ieee.Round(v.At(i, j)))
		}
	}
	return &v, v.At(0, 0) > 0 && v.At(1, 1) > 0
}

// student975 returns the 97.5 % point of Student's t with n degrees of freedom, by the
// expansion of Cornish and Fisher with exact values below 4; +Inf for none.
func student975(n int) float64 {
	switch {
	case n < 1:
		return math.Inf(1)
	case n <= 3:
		return [...]float64{12.706, 4.303, 3.182}[n-1]
	}
	const z = 1.959964
	v := float64(n)
	return z + (z*z*z+z)/(4*v) + (5*z*z*z*z*z+16*z*z*z+3*z)/(96*v*v) +
		(3*z*z*z*z*z*z*z+19*z*z*z*z*z+17*z*z*z-15*z)/(384*v*v*v)
}
