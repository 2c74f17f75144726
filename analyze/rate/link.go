package rate

import (
	"math"
	"math/rand/v2"
	"slices"

	"copyclock/analyze/ieee"
)

// linkTicksPerBlock says how far a size may travel in a permutation.
const linkTicksPerBlock = 16

// link is the outcome of the size-link test.
type link struct {
	asGood, drawn int     // sizes dealt anew that did as well, of how many
	p             float64 // (1 + asGood)/(1 + permutations)
	power         float64 // of a link as in a real copy, found by this test; 1 where p is small
}

// Constants of the power of the link test.
const (
	powerCopies = 10  // simulated copies
	powerDeals  = 12  // deals of sizes for each
	powerShare  = 0.7 // of the time that bytes take in them
	powerZ      = 2.6 // standard errors above the deals that count as found, p = .005
)

// testLink asks how often sizes dealt anew explain the gaps as well as the true ones, METHOD
// 4.8 and 12.10.
//
// The statistic is the best log likelihood over START and END and over six ways to divide the time of the
// fit between overhead and bytes; the noise is held. Data and permutations get the very same grid,
// which prefers neither. Sizes move only within blocks of about 16 ticks, so that a slow drift
// that sizes and gaps share is not taken for a link.
//
// Where no link is found, copies of the same files are simulated in which bytes take 70 % of
// the time. If the test misses the link in those as well (files of one size, few ticks), its
// silence says nothing.
func testLink(s *solution, forward *chain, k int, seed uint64) link {
	c := forward.clone()
	t := float64(float64(c.files)*ieee.Exp(s.at[0])) + float64(c.mb*ieee.Exp(s.at[1]))
	t = math.Min(math.Max(t, 0.02*(c.span()+c.r)), 2*(c.span()+c.r))
	pause := math.Max(s.at[4], -4)
	truth := c.bestShare(t, pause)
	rng := rand.New(rand.NewPCG(seed, 0x6c696e6b))
	l := link{power: 1}
	for l.drawn < k {
		c.deal(rng)
		l.drawn++
		if c.bestShare(t, pause) >= truth-1e-9 {
			l.asGood++
		}
		if l.asGood == 10 { // the answer is no; more draws only make it more exact
			break
		}
	}
	l.p = float64(1+l.asGood) / float64(1+k)
	if l.drawn < k {
		l.p = float64(l.asGood) / float64(l.drawn)
	}
	if l.p > linkLevel {
		l.power = forward.linkPower(t, rng)
	}
	return l
}

// bestShare returns the best log likelihood over START and END and six divisions of the time t.
func (c *chain) bestShare(t, pause float64) float64 {
	var end, start float64
	sideBySide(
		func() { end = c.bestDivision(t, pause) },
		func() { start = c.mirror().bestDivision(t, pause) },
	)
	return math.Max(end, start)
}

// bestDivision returns the best log likelihood of END over six divisions of the time t.
func (c *chain) bestDivision(t, pause float64) float64 {
	best := math.Inf(-1)
	for _, share := range [...]float64{0.05, 0.2, 0.4, 0.6, 0.8, 0.95} {
		p := params{
			ieee.Log(share * t / float64(c.files)), ieee.Log((1 - share) * t / math.Max(c.mb, 1e-6)),
			ieee.Log(0.3), 0, pause,
		}
		best = math.Max(best, c.logLikelihood(&p))
	}
	return best
}

// linkPower returns the share of simulated copies whose link the test finds.
func (c *chain) linkPower(t float64, rng *rand.Rand) float64 {
	found := 0
	for range powerCopies {
		copied := c.simulate(float64((1-powerShare)*t)/float64(c.files), powerShare*t/math.Max(c.mb, 1e-6), rng)
		if len(copied.cells) < 3 {
			continue
		}
		truth := copied.bestShare(t, -4)
		var sum, sum2 float64
		for range powerDeals {
			copied.deal(rng)
			x := copied.bestShare(t, -4)
			sum += x
			sum2 += float64(x * x)
		}
		mean := sum / powerDeals
		sd := math.Sqrt(math.Max(sum2/powerDeals-float64(mean*mean), 1e-12) * powerDeals / (powerDeals - 1))
		if truth-mean > powerZ*sd {
			found++
		}
	}
	return float64(found) / powerCopies
}

// simulate stamps a copy of the files in their order, in any order inside ticks unless it is known, with
// overhead o (s, exponential) and beta (s/MB, log-normal with sigma .2).
func (c *chain) simulate(o, beta float64, rng *rand.Rand) *chain {
	m := &chain{r: c.r, files: c.files, ordered: c.ordered}
	x := c.r * rng.Float64()
	start := math.Inf(-1)
	for _, tick := range c.sizes {
		order := rng.Perm(len(tick))
		if c.ordered {
			slices.Sort(order)
		}
		for _, i := range order {
			x += float64(o*rng.ExpFloat64()) + float64(beta*tick[i]*ieee.Exp(float64(0.2*rng.NormFloat64())-0.02))
			at := math.Floor(x/c.r) * c.r
			if at > start+float64(0.5*c.r) {
				start = at
				m.cells = append(m.cells, cell{at: at})
				m.sizes = append(m.sizes, nil)
			}
			m.sizes[len(m.sizes)-1] = append(m.sizes[len(m.sizes)-1], tick[i])
		}
	}
	first := m.cells[0].at
	for i := range m.cells {
		m.cells[i].at -= first
	}
	m.fill()
	return m
}

// clone copies what a permutation changes.
func (c *chain) clone() *chain {
	d := &chain{r: c.r, files: c.files, ordered: c.ordered, cells: make([]cell, len(c.cells)), sizes: make([][]float64, len(c.cells))}
	for i := range c.cells {
		d.cells[i].at = c.cells[i].at
		d.sizes[i] = append([]float64(nil), c.sizes[i]...)
	}
	d.fill()
	return d
}

// deal permutes the sizes within blocks of about linkTicksPerBlock ticks.
func (c *chain) deal(rng *rand.Rand) {
	blocks := max(1, len(c.cells)/linkTicksPerBlock)
	for b := range blocks {
		shuffleBlock(c.sizes[b*len(c.cells)/blocks:(b+1)*len(c.cells)/blocks], rng)
	}
	c.fill()
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
