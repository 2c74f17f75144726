package timestamps

import (
	"math"
	"slices"

	"copyclock/timestamps/radix"
)

// steps is the ladder of resolutions in nanoseconds, coarsest first. Finer is the next
// finer rung that divides the step, against which the odds of luck are reckoned.
var steps = []struct{ step, finer int64 }{
	{86400e9, 60e9},
	{60e9, 2e9},
	{2e9, 1e9},
	{1e9, 10e6},
	{10e6, 1e6},
	{4e6, 1e6},
	{1e6, 1e3},
	{1e3, 100},
	{100, 1},
	{1, 0},
}

const (
	stepShare  = 0.99 // of the distinct stamps must share a residue (METHOD 3.2)
	stepLuck   = 1e-6 // the chance of doing so by luck must stay below this (METHOD 12.3)
	evenStamps = 20   // distinct stamps from which 2 s is claimed (METHOD 3.2)
)

// Resolution returns the step of a column in nanoseconds: the largest of 1 ns, 100 ns,
// 1 us, 1 ms, 4 ms, 10 ms, 1 s, 2 s, 60 s and 1 day such that at least 99 % of the n
// distinct stamps share one residue. The residue is free, because shifted stamps and dates
// of local zones keep their step (METHOD 12.3). It returns 0 where there is no stamp.
//
// A step of k finer steps is claimed only where luck is ruled out: n stamps of the finer
// step share a residue with probability
//
//	k^(1-n) < 1e-6
//
// except that 2 s is claimed from 20 distinct stamps on, as METHOD 3.2 has it (2^-20; with
// a free residue 2^-19). Stamps that do not share the residue, up to 1 %, need no term of
// their own: they are allowed from 100 stamps on, where luck is out of the question.
//
// Few stamps that are all whole seconds have a step of 1 s, and two or more that are all
// whole minutes one of 1 min, since that is what tools print; any finer claim would be the
// bolder one.
func Resolution(nanos []int64) int64 {
	sorted := nanos
	if !slices.IsSorted(sorted) {
		sorted = slices.Clone(nanos)
		radix.Sort(sorted, nil, func(n *int64) int64 { return *n })
	}
	var first []int // places of the distinct stamps
	for i := range sorted {
		if i == 0 || sorted[i] != sorted[i-1] {
			first = append(first, i)
		}
	}
	return ResolutionOf(len(first), func(i int) int64 { return sorted[first[i]] })
}

// ResolutionOf is [Resolution] of n distinct stamps that rise with i.
func ResolutionOf(n int, at func(i int) int64) int64 {
	distinct := sample(n, at)
	if len(distinct) == 0 {
		return 0
	}
	for _, s := range steps {
		residue, share := commonResidue(distinct, s.step)
		if share < stepShare {
			continue
		}
		if s.finer == 0 || !lucky(len(distinct), s.step/s.finer) || (residue == 0 && printed(s.step, len(distinct))) {
			return s.step
		}
	}
	return 1
}

// mostDistinct bounds the stamps whose residues are counted; of more, sampleBlocks runs are
// taken, one from each equal part. A share of a million stamps is known to 0.0002.
const (
	mostDistinct = 1 << 20
	sampleBlocks = 64
)

// sample returns n distinct stamps, or of very many some.
func sample(n int, at func(i int) int64) []int64 {
	length, skip := n, n
	if n > mostDistinct { // the runs begin where the parts begin: nothing is drawn, nothing can be chosen
		length, skip = mostDistinct/sampleBlocks, n/sampleBlocks
	}
	out := make([]int64, 0, min(n, mostDistinct+length))
	for from := 0; from < n; from += skip {
		for i := from; i < min(from+length, n); i++ {
			out = append(out, at(i))
		}
	}
	return out
}

// printed reports whether n stamps without a remainder are taken for what a tool prints in
// whole seconds, or from two stamps on in whole minutes.
func printed(step int64, n int) bool { return step == 1e9 || (step == 60e9 && n > 1) }

// lucky reports whether n distinct stamps may share a residue of k by chance.
func lucky(n int, k int64) bool {
	if k == 2 {
		return n < evenStamps
	}
	return math.Pow(float64(k), float64(1-n)) >= stepLuck
}

// commonResidue returns the residue that more than half of the stamps leave after division
// by step, and the share of those that do. Where there is no such residue the share is at
// most one half.
func commonResidue(nanos []int64, step int64) (residue int64, share float64) {
	votes := 0
	for _, n := range nanos {
		switch r := mod(n, step); {
		case votes == 0:
			residue, votes = r, 1
		case r == residue:
			votes++
		default:
			votes--
		}
	}
	have := 0
	for _, n := range nanos {
		if mod(n, step) == residue {
			have++
		}
	}
	return residue, float64(have) / float64(len(nanos))
}

func mod(n, step int64) int64 {
	n %= step
	if n < 0 {
		n += step
	}
	return n
}

// jiffies are the periods in nanoseconds at which systems move the clock that stamps files,
// coarsest first: 64 Hz (Windows), 100, 250, 300 and 1000 Hz (Linux; METHOD 3.2).
var jiffies = []int64{15_625_000, 10_000_000, 4_000_000, 3_333_333, 1_000_000}

const (
	defaultTick = 1e6  // ns: where nothing can be inferred (METHOD 3.2)
	jiffyReach  = 250  // gaps of more jiffies than this say little, since the phase drifts
	jiffyTol    = 0.05 // of a jiffy: how far a gap may lie from a whole number of jiffies
	jiffyShare  = 0.7  // of these gaps must be whole: one refined (multigrain) stamp spoils two
)

// Tick returns the effective step r_eff of a column in nanoseconds: its resolution r, or
// the period of the clock that set the stamps where that is coarser (METHOD 3.2, 12.3).
// Sorted holds the stamps in ascending order; repeated stamps are allowed.
//
// A kernel stamps files from a coarse clock that moves once a jiffy, so the short gaps of a
// fine column are whole numbers of jiffies but for a small jitter. The largest known period
// is taken of which at least 70 % of the gaps up to 250 periods are whole multiples within
// 5 % of a period, if the odds of that by luck, a binomial tail, are below 1e-6. A gap
// shorter than that tolerance counts against the period. Where no period stands out the
// tick is 1 ms. Columns of 10 ms and coarser keep r.
func Tick(sorted []int64, r int64) int64 {
	if r >= 10e6 {
		return r
	}
	for _, j := range jiffies {
		if j > r && onJiffies(sorted, j) {
			return j
		}
	}
	return max(r, defaultTick)
}

func onJiffies(sorted []int64, j int64) bool {
	tol := int64(jiffyTol * float64(j))
	whole, all := 0, 0
	for i := 1; i < len(sorted); i++ {
		gap := sorted[i] - sorted[i-1]
		if gap <= 0 || gap > jiffyReach*j+tol {
			continue
		}
		all++
		if n := (gap + j/2) / j; n > 0 && gap-n*j <= tol && n*j-gap <= tol {
			whole++
		}
	}
	if all == 0 || float64(whole) < jiffyShare*float64(all) {
		return false
	}
	return binomialTail(all, whole, 2*jiffyTol) < stepLuck
}

// binomialTail bounds the probability of at least k successes in n trials of probability
// p < k/n by Chernoff: exp(-n D(k/n || p)) with D the relative entropy.
func binomialTail(n, k int, p float64) float64 {
	q := float64(k) / float64(n)
	d := float64(q * math.Log(q/p))
	if q < 1 {
		d += float64((1 - q) * math.Log((1-q)/(1-p)))
	}
	return math.Exp(-float64(n) * d)
}
