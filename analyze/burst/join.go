package burst

import (
	"math"

	"copyclock/analyze/ieee"
)

const (
	// longestStall is the longest stop, beyond the time that the files explain, that is still a
	// stall of one copy (METHOD 4.1: G).
	longestStall = 600 * second
	// joinTicks bounds the ticks on each side of a gap that decide about it, so that the cost of
	// all decisions grows with the number of gaps only.
	joinTicks = 128
	// Below these a side has no rate of its own to differ in (METHOD 4.5.3).
	leastFiles, leastTicks = 8, 3
	// joinParameters is what a second copy costs: two parameters of its line, their scatter, the
	// place of the cut, its length and the share of its stalls (METHOD 12.5).
	joinParameters = 6
	stallShare     = 0.02
	glitchShare    = 0.001
)

// cuts returns the indices of the ticks before which a session is cut, in order. A gap is a
// candidate if it is longer than the threshold of the mixture, or than any stall. A candidate
// stays a cut if it is longer than the longest stall beyond what its files explain, or if
//
//	2 (LL_joined - LL_apart) < -6 ln n,    LL_apart = LL_left + LL_right + ln w(gap)
//
// with w the density of a stop of unknown length: the gap is in both sums, so that like is
// compared with like (METHOD 12.5).
func cuts(ticks []Tick, r, threshold, sessionNanos int64) []int {
	limit := max(longestStall, r)
	var at []int
	left := 0
	for i := 1; i < len(ticks); i++ {
		d := since(ticks[i-1].T, ticks[i].T)
		if d <= min(threshold, limit) {
			continue
		}
		if !joined(ticks, left, i, float64(r)/1e9, float64(sessionNanos)/1e9) {
			at = append(at, i)
			left = i
		}
	}
	return at
}

// joined reports whether the ticks from left to before i and those from i on are one copy.
func joined(ticks []Tick, left, i int, r, session float64) bool {
	from, to := max(left, i-joinTicks), min(len(ticks), i+joinTicks)
	before := gapsOf(ticks, from+1, i, joinTicks)
	after := gapsOf(ticks, i+1, to, joinTicks)
	bridge := gapsOf(ticks, i, i+1, 1)[0]
	all := append(append(append([]gap{}, before...), bridge), after...)
	one := fitLine(all, r)
	if bridge.s-one.expect(&bridge) > max(float64(longestStall)/1e9, r) {
		return false
	}
	files := [2]int{}
	for j := from; j < to; j++ {
		if j < i {
			files[0] += ticks[j].N
		} else {
			files[1] += ticks[j].N
		}
	}
	if min(files[0], files[1]) < leastFiles || min(i-from, to-i) < leastTicks {
		return true
	}
	a, b := fitLine(before, r), fitLine(after, r)
	// Two lines through few gaps leave small residuals by fitting them: the sides share one
	// scatter, with the freedom that four parameters took given back.
	apartGaps := float64(len(before) + len(after))
	shared := math.Sqrt((float64(a.spread*a.spread*float64(len(before))) + float64(b.spread*b.spread*float64(len(after)))) / max(apartGaps-4, 1))
	a.spread, b.spread = shared, shared
	apart := a.logLikelihood(before, r) + b.logLikelihood(after, r) + ieee.Log(stopDensity(session, r))
	gain := one.logLikelihood(all, r) - apart
	return 2*gain > -joinParameters*ieee.Log(float64(files[0]+files[1]))
}

// stopDensity is the density of ln(gap + r) for a stop that is log-uniform up to longest.
func stopDensity(longest, r float64) float64 {
	g0 := max(0.5, r)
	return 1 / ieee.Log((max(longest, 2*g0)+g0)/g0)
}

// logLikelihood sums ln of the density of ln(gap + r): Student's t with three degrees around
// the line, a stall above it, and a glitch anywhere.
func (m *line) logLikelihood(gaps []gap, r float64) float64 {
	longest := max(float64(longestStall)/1e9, r)
	stall := float64(stallShare * stopDensity(longest, r))
	glitch := glitchShare / 40
	ll := 0.0
	for i := range gaps {
		g := &gaps[i]
		z := m.residual(g, r) / m.spread
		t := 1 + float64(z*z)/3
		w := (1-stallShare)*2/(math.Pi*math.Sqrt(3)*float64(t*t)*m.spread) + glitch
		if over := g.s - m.expect(g); over > 0 && over <= longest {
			w += stall
		}
		ll += ieee.Log(w)
	}
	return ll
}
