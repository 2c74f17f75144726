package channel_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"copyclock/analyze/channel"
)

func repeated(mbs, sigma float64, n int) []channel.Observation {
	all := make([]channel.Observation, n)
	for i := range all {
		all[i] = seen(mbs, sigma)
	}
	return all
}

// TestJointOfOne: one burst weighs what it weighs alone.
func TestJointOfOne(t *testing.T) {
	t.Parallel()
	for _, o := range []channel.Observation{seen(20, 0.1), {LogRate: math.Log(20), OneSided: true}} {
		a, b := channel.Compare(o, era(t, 2016)).Contrasts, channel.CompareJoint([]channel.Observation{o}, era(t, 2016)).Contrasts
		for i := range a {
			if a[i].Log10LR != b[i].Log10LR {
				t.Errorf("alone %+v, joint of one %+v", a[i].Log10LR, b[i].Log10LR)
			}
		}
	}
	if c := channel.CompareJoint(nil, era(t, 2016)); len(c.Contrasts) > 0 {
		t.Error("nothing gives a contrast")
	}
}

// TestJointSaturates: bursts at one rate say more than one and never as much as the product of
// their ratios; ever more of them add ever less.
func TestJointSaturates(t *testing.T) {
	t.Parallel()
	for _, mbs := range []float64{0.3, 2.4, 300} {
		lr := func(n int) float64 {
			return channel.CompareJoint(repeated(mbs, 0.1, n), era(t, 2016)).Contrasts[0].Model().Mid
		}
		one, four, sixteen, many := lr(1), lr(4), lr(16), lr(64)
		if math.Abs(four) >= 4*math.Abs(one) || math.Abs(many-sixteen) > 0.25*math.Abs(one)+0.05 {
			t.Errorf("%v MB/s: log10 LR of 1, 4, 16 and 64 bursts is %.3f, %.3f, %.3f, %.3f", mbs, one, four, sixteen, many)
		}
	}
}

// someBursts draws bursts of about one rate; with limits, half of them are lower limits.
func someBursts(rng *rand.Rand, limits bool) []channel.Observation {
	all := make([]channel.Observation, 1+rng.IntN(30))
	rate := 10*rng.Float64() - 3
	for i := range all {
		all[i] = channel.Observation{
			LogRate: rate + 2*rng.Float64() - 1, Sigma: 0.8 * rng.Float64(), OneSided: limits && rng.IntN(2) == 0,
		}
	}
	return all
}

// TestIntegrated holds the quadrature to the closed form where there is one, and the closed form to
// the order of the bursts. Of the ends of the floor the closed form takes no notice.
func TestIntegrated(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		all, mean := someBursts(rng, false), 10*rng.Float64()-3
		for _, variance := range []float64{math.Pow(10, 8.5*rng.Float64()-8), 0, -1} {
			closed, sum := channel.Closed(all, mean, variance), channel.Integrated(all, mean, variance)
			tolerance := 1e-9
			if variance < 0 {
				tolerance = 0.05
			}
			if !beyond(all, closed) && math.Abs(closed-sum) > tolerance*(1+math.Abs(closed)) {
				t.Errorf("closed %.12f, summed %.12f (variance %v)", closed, sum, variance)
			}
			slices.Reverse(all)
			if back := channel.Closed(all, mean, variance); math.Abs(back-closed) > 1e-9*(1+math.Abs(closed)) {
				t.Errorf("turned round %.12f, was %.12f", back, closed)
			}
		}
	}
}

// beyond reports whether an integral is so far below the likelihood of the bursts, and so below the
// floor, that it counts as nothing.
func beyond(all []channel.Observation, want float64) bool {
	return want < channel.LogAt(all, all[0].LogRate)-600
}

// TestQuadrature holds the adaptive integral over a draw, with lower limits among the bursts, to Simpson's
// rule on 30,000 points: it is right to one part in 10^9, for laws of a hundredth to three of ln rate, the
// floor, and products of up to 30 bursts.
func TestQuadrature(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	for range 60 {
		all, mean, sd := someBursts(rng, true), 10*rng.Float64()-3, math.Pow(10, 2.5*rng.Float64()-2)
		if rng.IntN(3) == 0 {
			sd = -1
		}
		got, want := channel.Integrated(all, mean, math.Copysign(sd*sd, sd)), bruteForce(all, mean, sd)
		if beyond(all, want) {
			continue
		}
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%v, mean %v, sd %v: %.12f, Simpson has %.12f", all, mean, sd, got, want)
		}
	}
}

// bruteForce is the logarithm of Simpson's sum.
func bruteForce(all []channel.Observation, mean, sd float64) float64 {
	from, to := math.Log(0.01), math.Log(5000)
	if sd > 0 {
		from, to = mean-9*sd, mean+9*sd
		for _, o := range all {
			from, to = math.Min(from, o.LogRate-1), math.Max(to, o.LogRate+1)
		}
	}
	const n = 30_000
	step := (to - from) / n
	logs, most := make([]float64, n+1), math.Inf(-1)
	for i := range logs {
		phi := from + float64(i)*step
		density := -math.Log(to - from)
		if z := (phi - mean) / sd; sd > 0 {
			density = -z*z/2 - math.Log(sd*math.Sqrt(2*math.Pi))
		}
		logs[i] = channel.LogAt(all, phi) + density
		most = math.Max(most, logs[i])
	}
	sum := 0.0
	for i, x := range logs {
		weight := []float64{2, 4}[i%2]
		if i == 0 || i == n {
			weight = 1
		}
		sum += weight * math.Exp(x-most) * step / 3
	}
	return most + math.Log(sum)
}

// TestJointWithLimit: a lower limit far below the other bursts changes little.
func TestJointWithLimit(t *testing.T) {
	t.Parallel()
	two := repeated(100, 0.1, 2)
	with := append(repeated(100, 0.1, 2), channel.Observation{LogRate: math.Log(0.01), OneSided: true})
	a := channel.CompareJoint(two, era(t, 2016)).Contrasts[0].Model().Mid
	b := channel.CompareJoint(with, era(t, 2016)).Contrasts[0].Model().Mid
	if math.Abs(a-b) > 0.15 {
		t.Errorf("a limit of .01 MB/s moves log10 LR from %.3f to %.3f", a, b)
	}
}
