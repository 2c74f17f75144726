package rate

import (
	"math"
	"math/rand/v2"
)

// linkTicksPerBlock says how far a size may travel in a permutation.
const linkTicksPerBlock = 16

// canonicalSeed hashes the sequence of (gap, size) so that a shift of the clock or another line
// ending changes nothing, METHOD 12.15. The sizes of a tick come sorted.
func canonicalSeed(c *chain) uint64 {
	h := uint64(14695981039346656037)
	mix := func(x uint64) {
		for range 8 {
			h = (h ^ x&255) * 1099511628211
			x >>= 8
		}
	}
	for i := range c.cells {
		if i > 0 {
			mix(uint64(math.Round((c.cells[i].at - c.cells[i-1].at) * 1e9)))
		}
		for _, s := range c.sizes[i] {
			mix(uint64(math.Round(s * 1e6)))
		}
	}
	return h
}

// linkTest returns how often sizes dealt anew explain the gaps as well as the true ones, and
// p = (1 + as good)/(1 + k), METHOD 4.8 and 12.10.
//
// The statistic is the best log likelihood over START and END and over six ways to divide the time of the
// fit between overhead and bytes; the noise is held. Data and permutations get the very same grid,
// which prefers neither. Sizes move only within blocks of about 16 ticks, so that a slow drift
// that sizes and gaps share is not taken for a link.
func linkTest(s *solution, forward *chain, k int, seed uint64) (asGood, done int, p float64) {
	c := &chain{r: forward.r, files: forward.files, mb: forward.mb}
	c.cells = make([]cell, len(forward.cells))
	c.sizes = make([][]float64, len(forward.cells))
	for i := range c.cells {
		c.cells[i].at = forward.cells[i].at
		c.sizes[i] = append([]float64(nil), forward.sizes[i]...)
	}
	c.fill()
	t := float64(float64(c.files)*math.Exp(s.at[0])) + float64(c.mb*math.Exp(s.at[1]))
	t = math.Min(math.Max(t, 0.02*(c.span()+c.r)), 2*(c.span()+c.r))
	grid := func() float64 {
		best := math.Inf(-1)
		m := c.mirror()
		for _, share := range [...]float64{0.05, 0.2, 0.4, 0.6, 0.8, 0.95} {
			p := params{
				math.Log(share * t / float64(c.files)), math.Log((1 - share) * t / math.Max(c.mb, 1e-6)),
				math.Log(0.3), 0, math.Max(s.at[4], -4),
			}
			best = math.Max(best, math.Max(c.logLikelihood(&p), m.logLikelihood(&p)))
		}
		return best
	}
	truth := grid()
	rng := rand.New(rand.NewPCG(seed, 0x6c696e6b))
	blocks := max(1, len(c.cells)/linkTicksPerBlock)
	for done = 0; done < k; done++ {
		for b := range blocks {
			shuffleBlock(c.sizes[b*len(c.cells)/blocks:(b+1)*len(c.cells)/blocks], rng)
		}
		c.fill()
		if grid() >= truth-1e-9 {
			asGood++
		}
		if asGood == 10 { // the answer is no; more draws only make it more exact
			done++
			return asGood, done, float64(asGood) / float64(done)
		}
	}
	return asGood, done, float64(1+asGood) / float64(1+k)
}

func shuffleBlock(ticks [][]float64, rng *rand.Rand) {
	var all []float64
	for _, t := range ticks {
		all = append(all, t...)
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, t := range ticks {
		copy(t, all)
		all = all[len(t):]
	}
}
