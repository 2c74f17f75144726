package rate

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"copyclock/analyze/ieee"
)

// How many pairs are fitted: of more, the largest and a regular sample of the others.
const (
	mostPairs    = 1200
	largestPairs = 400
)

// newDurations makes the problem of pairs that are sorted by their start.
func newDurations(sorted []Pair, opt PairOptions) *durations {
	d := &durations{rb: tickSeconds(opt.StartTick), re: tickSeconds(opt.EndTick)}
	for _, p := range thin(sorted) {
		d.files = append(d.files, p)
		d.reach = math.Max(d.reach, p.d)
	}
	d.reach += d.re + d.rb
	var times []float64
	var mean, files float64
	for _, f := range d.files {
		mean += float64(f.w * f.d)
		files += f.w
		times = append(times, f.d)
	}
	mean = math.Max(mean, 0.5*d.re) / files
	slices.Sort(times)
	d.scale = math.Max(math.Max(times[len(times)/2], 0.2*math.Max(d.rb, d.re)), 1e-3)
	// Strays take at most some of the time for granted: at a coarse step they could explain all of it.
	share := math.Min(0.12, 0.2*mean/d.reach/mostStray)
	d.prior = pairParams{0, 0, ieee.Log(0.004), ieee.Log(0.05), ieee.Log(share / (1 - share))}
	d.prior[1] = d.begin(0.2)[1]
	return d
}

// thin keeps at most mostPairs: the largest files, which tell of the rate, and of the others
// every so many in order of size, each standing for as many. The order of the pairs is kept.
func thin(sorted []Pair) []duration {
	n := len(sorted)
	weight := make([]float64, n)
	if n <= mostPairs {
		for i := range weight {
			weight[i] = 1
		}
	} else {
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sorted[b].Size, sorted[a].Size) })
		for _, i := range order[:largestPairs] {
			weight[i] = 1
		}
		rest := order[largestPairs:]
		keep := mostPairs - largestPairs
		for j := range keep {
			from, to := j*len(rest)/keep, (j+1)*len(rest)/keep
			weight[rest[(from+to)/2]] = float64(to - from)
		}
	}
	var out []duration
	for i, p := range sorted {
		if weight[i] > 0 {
			out = append(out, duration{d: float64(p.End-p.Start) / 1e9, size: float64(p.Size) / 1e6, w: weight[i]})
		}
	}
	return out
}

// concurrency is the sum of the durations over the time that at least one of them covers: 1 for
// one stream, up to k for k. Durations that round to nothing take no part. At a coarse step
// only one file of a sequential copy can straddle a tick, so the ratio holds there too. It comes
// with the number of files that began before another had ended.
func concurrency(sorted []Pair) (ratio float64, overlaps int) {
	var sum, covered float64
	end := int64(math.MinInt64)
	for _, p := range sorted {
		if p.End <= p.Start {
			continue
		}
		sum += float64(p.End - p.Start)
		if p.Start < end {
			overlaps++
		}
		if from := max(p.Start, end); p.End > from {
			covered += float64(p.End - from)
			end = p.End
		}
	}
	if covered <= 0 {
		return 1, 0
	}
	return sum / covered, overlaps
}

// pairLink returns the probability that sizes dealt anew are correlated with the durations at
// least as closely as the true ones: up to 7 files by the correlation of the values over all
// deals, up to 50 over 1,999 of them, above by the correlation of the ranks, with its exact
// variance and the normal distribution.
func pairLink(files []duration) float64 {
	a, b := make([]float64, len(files)), make([]float64, len(files))
	for i := range files {
		a[i], b[i] = files[i].d, files[i].size
	}
	switch n := len(files); {
	case n <= 7:
		return allDeals(a, b)
	case n <= 50:
		return someDeals(a, b, 1999)
	}
	a, b = centred(ranks(a)), centred(ranks(b))
	v := dot(a, a) * dot(b, b) / float64(len(files)-1)
	if v <= 0 {
		return 1
	}
	return 0.5 * ieee.Erfc(dot(a, b)/math.Sqrt(v)/math.Sqrt2)
}

// allDeals returns the share of the permutations of b whose product with a is no less than
// that of b itself.
func allDeals(a, b []float64) float64 {
	truth := dot(a, b)
	limit := truth - float64(1e-12*math.Abs(truth))
	asGood, deals := 0, 0
	var deal func(k int)
	deal = func(k int) {
		if k == len(b) {
			deals++
			if dot(a, b) >= limit {
				asGood++
			}
			return
		}
		for i := k; i < len(b); i++ {
			b[k], b[i] = b[i], b[k]
			deal(k + 1)
			b[k], b[i] = b[i], b[k]
		}
	}
	deal(0)
	return float64(asGood) / float64(deals)
}

// someDeals does the same with k permutations, always the same ones.
func someDeals(a, b []float64, k int) float64 {
	truth := dot(a, b)
	limit := truth - float64(1e-12*math.Abs(truth))
	rng := rand.New(rand.NewPCG(uint64(len(b)), 0x6465616c))
	asGood := 0
	for range k {
		rng.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		if dot(a, b) >= limit {
			asGood++
		}
	}
	return float64(1+asGood) / float64(1+k)
}

func dot(a, b []float64) float64 {
	var s float64
	for i := range a {
		s += float64(a[i] * b[i])
	}
	return s
}

// ranks returns the mid-ranks, from 0.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && cmp.Compare(x[order[j]], x[order[i]]) == 0 {
			j++
		}
		for _, k := range order[i:j] {
			out[k] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}

// centred takes the mean from x.
func centred(x []float64) []float64 {
	var mean float64
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for i := range x {
		x[i] -= mean
	}
	return x
}
