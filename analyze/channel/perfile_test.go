package channel_test

import (
	"math"
	"testing"

	"copyclock/analyze/channel"
)

// TestPerFileQuadrature holds the weight of a cost to sums over 200,000 points, from costs that are
// known to 1 % to those that are all error.
func TestPerFileQuadrature(t *testing.T) {
	t.Parallel()
	for _, p := range era(t, 2016) {
		for _, o := range []channel.PerFile{{170, 2}, {46, 0.5}, {15, 3}, {2, 1}, {0, 1}, {0, 90}, {0.3, 0.1}, {-1, 1}} {
			const from, to, n = -9.5, 14.5, 200_000
			mixed, floor := 0.0, 0.0
			low, high := math.Log(0.01), math.Log(1e4)
			for i := range n {
				x := from + (to-from)*(float64(i)+0.5)/n
				z := (o.MS - math.Exp(x)) / o.Sigma
				l := math.Exp(-z*z/2) * (to - from) / n
				for _, c := range p.Overhead {
					z := (x - math.Log(c.MedianMS)) / c.Sigma
					mixed += l * c.Weight * math.Exp(-z*z/2) / (c.Sigma * math.Sqrt(2*math.Pi))
				}
				if x > low && x < high {
					floor += l / (high - low)
				}
			}
			want := 0.95*mixed/floor + 0.05
			if got := channel.PerFileWeight(&o, p); math.Abs(got-want) > 1e-5*want {
				t.Errorf("%s, %+v: %.9g, the sum is %.9g", p.Name, o, got, want)
			}
		}
	}
}

// TestPerFile: a cost of several round trips over the sea speaks for a wide-area copy, that of a write to
// the medium for a local one, none for neither; the lattice says what is left without it, and
// nothing else changes.
func TestPerFile(t *testing.T) {
	t.Parallel()
	profiles := era(t, 2016)
	without := channel.Compare(seen(5, 0.1), profiles)
	mid := func(o channel.PerFile) float64 {
		obs := seen(5, 0.1)
		obs.PerFile = &o
		c := channel.Compare(obs, profiles)
		last := c.Lattice[len(c.Lattice)-1]
		if len(c.Lattice) != len(without.Lattice)+1 || last.Densities != without.Lattice[0].Densities {
			t.Errorf("the lattice ends with %+v, want the result without the cost", last)
		}
		return c.Contrasts[0].Log10LR.Mid - without.Contrasts[0].Log10LR.Mid
	}
	if slow, write, none := mid(channel.PerFile{MS: 300, Sigma: 5}), mid(channel.PerFile{MS: 15, Sigma: 1}), mid(channel.PerFile{MS: 0, Sigma: 1}); slow > -0.2 || write < 0.2 || math.Abs(none) > 0.3 {
		t.Errorf("300, 15 and 0 ms a file move log10 LR by %.2f, %.2f and %.2f", slow, write, none)
	}
	for _, o := range []channel.PerFile{{MS: 1e6, Sigma: 1}, {MS: -100, Sigma: 1}, {MS: 1e300, Sigma: 1e-300}} {
		if d := mid(o); d != 0 {
			t.Errorf("a cost of %g ms, which nothing has, moves log10 LR by %g", o.MS, d)
		}
	}
	for _, o := range []channel.PerFile{{MS: math.NaN(), Sigma: 1}, {MS: 1}, {MS: 1, Sigma: -1}} {
		obs := seen(5, 0.1)
		obs.PerFile = &o
		if c := channel.Compare(obs, profiles); len(c.Lattice) > 0 {
			t.Errorf("%+v gives %+v", o, c.Contrasts)
		}
	}
}
