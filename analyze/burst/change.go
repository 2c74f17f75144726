package burst

import (
	"math"
	"slices"

	"copyclock/analyze/ieee"
)

// Change is a lasting change of speed inside a burst. Speed is what the burst's own robust line
// expects for the files over the time that they took, so that a part with smaller files does
// not count as slower.
type Change struct {
	Tick          int     `json:"tick"`           // index of the first tick after the change
	BytesBefore   int64   `json:"bytes_before"`   // of the ticks before it
	SecondsBefore float64 `json:"seconds_before"` // from the first stamp of the burst to the last tick before the change
	Ratio         float64 `json:"ratio"`          // speed of the part after it / speed of the part before it; below 1 is slower
}

const (
	// windowFiles is the least number of files in the gaps of a window, on average, and the most
	// ticks that a window needs (METHOD 4.5.4 has 8 ticks). Where a tick holds many files three ticks do.
	windowFiles, windowTicks = 8, 3
	mostWindows              = 512 // longer windows in longer bursts keep the search short
	leastPart                = 2   // windows of a part; one window alone is a stall
	// changePenalty times ln(windows) is the price of a change, METHOD 4.5.4.
	changePenalty = 3
	// leastNoise is the least standard deviation of the ln of a window's speed: below it the
	// line itself, which knows two parameters only, is not that good.
	leastNoise = 0.05
	// stallGaps bounds a gap in a window to so many mean gaps above what is expected. The gap of a
	// window that lies farthest above is left out besides: a stop is no speed.
	stallGaps = 20
	// A write cache swallows less than this and then slows down by more than that (METHOD 4.5.4).
	cacheBytes = 8e9
	cacheRatio = 0.5
)

// WriteCache returns the first change of the burst if it looks like a write cache that was
// full: less than 8 GB before it, and less than half the speed of before in two thirds or more
// of the ticks that follow (gate G7). A stall that passes is no such sign.
func (b *Burst) WriteCache() (Change, bool) {
	if len(b.Changes) == 0 || b.Changes[0].BytesBefore >= cacheBytes {
		return Change{}, false
	}
	speed, slow, first := 1.0, 0, b.Changes[0].Tick
	for i, c := range b.Changes {
		end := len(b.Ticks)
		if i+1 < len(b.Changes) {
			end = b.Changes[i+1].Tick
		}
		if speed *= c.Ratio; speed < cacheRatio {
			slow += end - c.Tick
		}
	}
	return b.Changes[0], 3*slow >= 2*(len(b.Ticks)-first)
}

// changesOf finds the changes of speed of a burst: windows of equal numbers of ticks, u = ln of
// speed of a window, and the parts that minimise the sum of squares about their means over the
// variance of the noise plus a penalty for every change.
func changesOf(ticks []Tick, r float64) []Change {
	n := len(ticks) - 1
	if n < 1 {
		return nil
	}
	files := 0
	for _, t := range ticks {
		files += t.N
	}
	width := min(max((windowFiles*len(ticks)+files-1)/files, windowTicks), windowFiles)
	windows := min(n/width, mostWindows)
	if windows < 2*leastPart {
		return nil
	}
	m := fitLine(gapsOf(ticks, 1, len(ticks), lineGaps), r)
	gaps := gapsOf(ticks, 1, len(ticks), n)
	mean := r
	for i := range gaps {
		mean += m.expect(&gaps[i]) / float64(n)
	}
	u := make([]float64, windows)
	took := make([]float64, windows)
	for w := range u {
		var seconds, expected, worstS, worstE float64
		for i := w * n / windows; i < (w+1)*n/windows; i++ {
			e := m.expect(&gaps[i])
			s := min(gaps[i].s, e+float64(stallGaps*mean))
			seconds += s
			expected += e
			if s-e > worstS-worstE {
				worstS, worstE = s, e
			}
		}
		seconds, expected = seconds-worstS, expected-worstE
		u[w] = ieee.Log((expected + r) / (seconds + r))
		took[w] = seconds
	}
	noise := noiseOf(u)
	slices.Sort(took)
	noise = max(noise, leastNoise, r/(math.Sqrt(6)*max(took[windows/2], r)), m.spread/math.Sqrt(float64(n)/float64(windows)))
	parts := pelt(u, noise)
	var changes []Change
	for i := 1; i < len(parts)-1; i++ {
		a, b, c := parts[i-1], parts[i], parts[i+1]
		tick := 1 + b*n/windows
		change := Change{
			Tick: tick, SecondsBefore: float64(since(ticks[0].T, ticks[tick-1].T)) / 1e9,
			Ratio: ieee.Exp(meanOf(u[b:c]) - meanOf(u[a:b])),
		}
		for _, t := range ticks[:tick] {
			change.BytesBefore = sum(change.BytesBefore, t.Bytes)
		}
		changes = append(changes, change)
	}
	return changes
}

// noiseOf is the standard deviation of u about its parts, from the median of the absolute
// differences of neighbours, which a few changes do not move.
func noiseOf(u []float64) float64 {
	d := make([]float64, len(u)-1)
	for i := range d {
		d[i] = math.Abs(u[i+1] - u[i])
	}
	slices.Sort(d)
	return 1.4826 * d[len(d)/2] / math.Sqrt2
}

func meanOf(u []float64) float64 {
	s := 0.0
	for _, x := range u {
		s += x
	}
	return s / float64(len(u))
}

// pelt returns the bounds of the parts of u, 0 and len(u) included (Killick, Fearnhead and
// Eckley 2012), with C the sum of squares about the mean over the variance of the noise:
//
//	F(t) = min over tau of F(tau) + C(tau+1..t) + penalty
//
// A start tau is dropped once F(tau) + C(tau+1..t) >= F(t), since it cannot win any more.
func pelt(u []float64, noise float64) []int {
	n := len(u)
	penalty := float64(changePenalty * ieee.Log(float64(max(n, 2*windowFiles))))
	total, square := make([]float64, n+1), make([]float64, n+1)
	for i, x := range u {
		x /= noise
		total[i+1] = total[i] + x
		square[i+1] = square[i] + float64(x*x)
	}
	cost := func(a, b int) float64 {
		s := total[b] - total[a]
		return max(square[b]-square[a]-float64(s*s)/float64(b-a), 0)
	}
	best, from := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
	}
	starts := []int{0}
	for t := leastPart; t <= n; t++ {
		for _, s := range starts {
			if f := best[s] + cost(s, t) + penalty; f < best[t] {
				best[t], from[t] = f, s
			}
		}
		kept := starts[:0]
		for _, s := range starts {
			if best[s]+cost(s, t) < best[t] {
				kept = append(kept, s)
			}
		}
		starts = kept
		if next := t - leastPart + 1; next >= leastPart && !math.IsInf(best[next], 1) {
			starts = append(starts, next)
		}
	}
	bounds := []int{n}
	for t := n; t > 0; t = from[t] {
		bounds = append(bounds, from[t])
	}
	slices.Reverse(bounds)
	return bounds
}
