package rate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"copyclock/analyze/finding"
	"copyclock/analyze/ieee"
	"copyclock/timestamps/radix"
)

// Basis says from what a rate was fitted.
type Basis string

// The bases of a fit.
const (
	Gaps      Basis = "gaps"      // between the stamps of one column
	Durations Basis = "durations" // of the single files, between the stamps of two columns
)

// Pair is a file with the stamps of the start and of the end of its copy.
type Pair struct {
	Start, End int64 // ns, in one clock
	Size       int64 // bytes
}

// PairOptions say how the stamps of the pairs were read.
type PairOptions struct {
	StartTick, EndTick int64 // effective steps of the two columns, ns; zero means 1 ms
}

// PairFit is what the durations of the files say of the rate.
type PairFit struct {
	Pairs        int               // files with both stamps
	RateMBs      finding.Interval  // 95 %, misfit included
	OverheadMS   *finding.Interval // inside a file; nil where the steps are coarser than 0.1 s
	Explained    float64           // share of the time inside files that bytes at the rate account for
	SustainedMBs float64           // bytes over the time inside files less the overhead
	Gates        []finding.Gate    // G2, G3, G5, G6 and G8 of the durations
	Parallel     bool              // files overlap in time: neither durations nor gaps are those of one stream
}

// Limits of the gates of durations.
const (
	leastSteps    = 10   // of the clock inside files: at a coarse step, the number of files seen to cross one
	leastPairs    = 5    // with two parameters, the least that leaves a scatter to see
	leastModelled = 0.4  // of the time inside files
	mostExplained = 1.25 // bytes may take little more than all the time there was
	mostScatter   = 0.4  // of the time of a file's bytes: beyond, no one rate holds
	mostOverlap   = 1.04 // of the durations over the time they cover
	leastOverlaps = 3    // files: a single one may be a clock that was set
)

// The misfit of the model of durations as a standard deviation of ln B, see [durations.misfit].
// They were read off the likelihood of the errors of the 35 laboratory copies of one stream that
// pass the gates. That holds misfitRate, misfitTime and misfitNoise; it would have misfitRound smaller,
// but few of these copies are dominated by round trips, and the larger value costs a hundredth
// of width. TestPairMisfit learns them again with each source (tool x channel x file system)
// left out in turn.
const (
	misfitRate  = 0.015
	misfitRound = 0.2   // of the overhead: round trips whose number grows with the size
	misfitTime  = 0.001 // s: buffers at the two ends of a file
	misfitNoise = 0.4   // of the scatter between files, which is not independent
)

// EstimatePairs fits D = o + s/B to the durations D of files whose listing shows when the copy
// of each began and ended (METHOD 11.7), and reports whether all gates are passed. Idle time
// between files has no part in it, so pauses and missing files cost nothing. The stamps
// are intervals of one step each; durations of zero, or below zero by one step, are welcome.
// The order of the pairs does not matter. With fewer than 5 pairs or 10 steps
// of the clock inside files, gate G2 fails and nothing is fitted.
func EstimatePairs(pairs []Pair, opt PairOptions) (PairFit, bool) {
	fit := PairFit{Pairs: len(pairs)}
	var bytes, time float64
	for _, p := range pairs {
		bytes += float64(p.Size) / 1e6
		time += float64(p.End-p.Start) / 1e9
	}
	steps := time / math.Max(tickSeconds(opt.StartTick), tickSeconds(opt.EndTick))
	enough := len(pairs) >= leastPairs && bytes > 0 && steps >= leastSteps
	fit.gate("G2", enough, "%d files carry the stamps of the start and of the end of their copy, and their durations add up to %.0f steps of the clock; a fit of durations needs %d files and %d steps.",
		len(pairs), math.Max(steps, 0), leastPairs, leastSteps)
	if !enough {
		return fit, false
	}
	sorted := slices.Clone(pairs)
	sortPairs(sorted)
	d := newDurations(sorted, opt)
	p := pairLink(d.files)
	fit.gate("G3", p <= linkLevel, "Sizes dealt anew follow the durations of the files as closely as the true sizes with probability %.2g (the limit is %.2g).", p, linkLevel)
	if p > linkLevel {
		return fit, false // nothing to fit: a start stamp twice, or an act that knows no sizes
	}
	s := d.solve()
	m := d.model(&s.at)
	fit.explain(d, &m)
	fit.streams(sorted)
	fit.widen(s, &m)
	fit.describe(d, s, &m)
	return fit, fit.passed()
}

// sortPairs sorts by start, then end, then size.
func sortPairs(pairs []Pair) {
	radix.Sort(pairs, nil, func(p *Pair) int64 { return p.Start })
	for from := 0; from < len(pairs); {
		to := from + 1
		for to < len(pairs) && pairs[to].Start == pairs[from].Start {
			to++
		}
		slices.SortFunc(pairs[from:to], func(a, b Pair) int {
			return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(a.Size, b.Size))
		})
		from = to
	}
}

func (f *PairFit) gate(code string, passed bool, format string, args ...any) {
	f.Gates = append(f.Gates, finding.Gate{Code: code, Passed: passed, Text: fmt.Sprintf(format, args...)})
}

func (f *PairFit) passed() bool {
	for _, g := range f.Gates {
		if !g.Passed {
			return false
		}
	}
	return true
}

// explain tests whether the model is one of these durations: a write cache takes most files
// at the speed of memory and a few at that of the medium, and no line fits both.
func (f *PairFit) explain(d *durations, m *pairModel) {
	var time, bytes, modelled, files float64
	for _, x := range d.files {
		time += float64(x.w * x.d)
		bytes += float64(x.w * x.size)
		modelled += float64(x.w * m.mean(x.size))
		files += x.w
	}
	time = math.Max(time, d.re)
	f.Explained = float64(m.beta*bytes) / time
	modelled /= time
	ok := f.Explained <= mostExplained && modelled >= leastModelled && m.kappa <= mostScatter
	f.gate("G5", ok, "Of the time inside files the fit accounts for %.0f %%, bytes alone for %.0f %%, and a file scatters by %.0f %% of the time of its bytes; a fit needs at least %.0f, at most %.0f and at most %.0f %%.",
		100*modelled, 100*f.Explained, 100*m.kappa, 100*leastModelled, 100*mostExplained, 100*mostScatter)
	f.Explained = math.Min(f.Explained, 1)
	left := time - float64(files*math.Max(m.o, 0))
	f.SustainedMBs = 1 / m.beta
	if left > 0 {
		f.SustainedMBs = math.Min(bytes/left, f.SustainedMBs)
	}
}

func (f *PairFit) streams(sorted []Pair) {
	ratio, overlaps := concurrency(sorted)
	f.Parallel = ratio > mostOverlap && overlaps >= leastOverlaps
	f.gate("G6", !f.Parallel, "%d files began before another had ended, and the durations add up to %.2f times the time that they cover; above %.2f files were copied side by side.",
		overlaps, ratio, mostOverlap)
}

// widen sets the interval: the half-width of the fit and the misfit, added in squares.
func (f *PairFit) widen(s *pairSolution, m *pairModel) {
	half := ieee.Hypot(s.half, 1.96*s.d.misfit(m))
	b := 1 / m.beta
	if math.IsInf(half, 1) || math.IsNaN(half) || half > 50 {
		f.gate("G8", false, "The durations do not bound the rate.")
		return
	}
	f.gate("G8", half <= ieee.Log(4) && b <= memoryLike, "The 95 %% interval of the rate from durations reaches a factor of %.3g to each side (at most 4) about %.3g MB/s (at most %.0f MB/s, above which stamps show memory).",
		ieee.Exp(half), b, memoryLike)
	f.RateMBs = *finding.Between(b*ieee.Exp(-half), b, b*ieee.Exp(half))
}

// misfit is the standard deviation of ln B that no number of files removes:
//
//	sqrt(a^2 + (b o / D)^2 + (c / D)^2 + (e (kappa + stray))^2)
//
// with D the byte-weighted mean time of the bytes of a file. What a file costs apart from its
// bytes is not the same for large and small ones: connections start slowly and pay by the
// round trip, and the buffers at both ends hide or add some milliseconds.
func (d *durations) misfit(m *pairModel) float64 {
	return misfitOf(d, m, [4]float64{misfitRate, misfitRound, misfitTime, misfitNoise})
}

func misfitOf(d *durations, m *pairModel, c [4]float64) float64 {
	var s, s2 float64
	for _, f := range d.files {
		s += float64(f.w * f.size)
		s2 += float64(f.w * f.size * f.size)
	}
	typical := m.beta * s2 / s
	round := c[1] * math.Max(m.o, 0) / typical
	ends := c[2] / typical
	noise := c[3] * (m.kappa + m.stray)
	return math.Sqrt(float64(c[0]*c[0]) + float64(round*round) + float64(ends*ends) + float64(noise*noise))
}

// describe states the overhead where the clock shows it.
func (f *PairFit) describe(d *durations, s *pairSolution, m *pairModel) {
	half := ieee.Hypot(s.halfO, 1.96*misfitTime)
	if math.Max(d.rb, d.re) > 0.1 || math.IsInf(half, 1) || m.o+half < 0 {
		return
	}
	f.OverheadMS = finding.Between(1000*math.Max(m.o-half, 0), 1000*math.Max(m.o, 0), 1000*(m.o+half))
}

// tickSeconds is a step in seconds, 1 ms where it is not known.
func tickSeconds(ns int64) float64 {
	if ns <= 0 {
		ns = 1e6
	}
	return float64(ns) / 1e9
}
