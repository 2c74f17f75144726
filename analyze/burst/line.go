package burst

import (
	"math"
	"slices"

	"copyclock/analyze/ieee"
)

// gap is the time before a tick with what may explain it: the files of the tick itself where
// stamps mark the end of a file, those of the tick before where they mark the start.
type gap struct {
	s               float64 // seconds
	files, mb       float64 // of the tick that the gap leads to
	filesWas, mbWas float64 // of the tick that it comes from
}

// line is the robust straight line that segments a session (METHOD 4.5.3). It is not the rate
// that is reported: that has its own likelihood and interval.
//
//	seconds = files*o + bytes*beta
type line struct {
	o, beta float64 // seconds per file, seconds per MB
	start   bool    // a gap is explained by the tick it comes from
	spread  float64 // scale of ln((gap + r)/(expected + r))
}

const (
	lineRounds = 8
	// lineGaps bounds the gaps of one fit; more are thinned out evenly, which costs precision
	// that segmentation does not need.
	lineGaps = 20_000
	// leastSpread is what rounding and the mix of small files leave at best.
	leastSpread = 0.05
	huberAt     = 1.0 // relative residual from which a gap counts less
)

func (m *line) expect(g *gap) float64 {
	if m.start {
		return float64(g.filesWas*m.o) + float64(g.mbWas*m.beta)
	}
	return float64(g.files*m.o) + float64(g.mb*m.beta)
}

// gapsOf returns the gaps before ticks[from:to], from >= 1, thinned out to about limit.
func gapsOf(ticks []Tick, from, to, limit int) []gap {
	if to <= from {
		return nil
	}
	stride := (to - from + limit - 1) / limit
	gaps := make([]gap, 0, (to-from)/stride+1)
	for i := from; i < to; i += stride {
		a, b := &ticks[i-1], &ticks[i]
		gaps = append(gaps, gap{
			s: float64(since(a.T, b.T)) / 1e9, files: float64(b.N), mb: float64(b.Bytes) / 1e6,
			filesWas: float64(a.N), mbWas: float64(a.Bytes) / 1e6,
		})
	}
	return gaps
}

// fitLine fits both ways to explain a gap and keeps the one with the smaller residuals.
func fitLine(gaps []gap, r float64) line {
	end := descend(gaps, r, false)
	start := descend(gaps, r, true)
	if start.spread < end.spread {
		return start
	}
	return end
}

// descend minimises Huber's loss of the relative residuals (gap - e)/(e + r) by reweighted
// least squares with o and beta not below zero. A stall then counts no more than a gap of
// twice the expected length, however long it is.
func descend(gaps []gap, r float64, start bool) line {
	m := line{start: start, spread: leastSpread}
	if len(gaps) == 0 {
		return m
	}
	lengths := make([]float64, len(gaps))
	var files, mb float64
	for i := range gaps {
		g := &gaps[i]
		lengths[i] = g.s
		if start {
			files, mb = files+g.filesWas, mb+g.mbWas
		} else {
			files, mb = files+g.files, mb+g.mb
		}
	}
	slices.Sort(lengths)
	middle := lengths[len(lengths)/2]
	limit := 10 * max(middle, r)
	active := 0.0
	for _, s := range lengths {
		active += min(s, limit)
	}
	active = max(active, r)
	m.o = active / 2 / files
	if mb > 0 {
		m.beta = active / 2 / mb
	} else {
		m.o *= 2
	}
	for range lineRounds {
		m = m.improve(gaps, r)
	}
	for i := range gaps {
		lengths[i] = math.Abs(m.residual(&gaps[i], r))
	}
	slices.Sort(lengths)
	// Rounding alone spreads a gap with a standard deviation of r/sqrt 6.
	m.spread = max(1.4826*lengths[len(lengths)/2], leastSpread, r/(math.Sqrt(6)*(middle+r)))
	return m
}

// improve is one round of reweighted least squares.
func (m *line) improve(gaps []gap, r float64) line {
	var ff, fb, bb, fs, bs float64
	for i := range gaps {
		g := &gaps[i]
		files, mb := g.files, g.mb
		if m.start {
			files, mb = g.filesWas, g.mbWas
		}
		e := m.expect(g) + r
		w := 1 / float64(e*e)
		if d := math.Abs(g.s+r-e) / e; d > huberAt {
			w *= huberAt / d
		}
		ff += float64(w * float64(files*files))
		fb += float64(w * float64(files*mb))
		bb += float64(w * float64(mb*mb))
		fs += float64(w * float64(files*g.s))
		bs += float64(w * float64(mb*g.s))
	}
	next := *m
	det := float64(ff*bb) - float64(fb*fb)
	if det > 1e-9*float64(ff*bb) {
		next.o = (float64(bb*fs) - float64(fb*bs)) / det
		next.beta = (float64(ff*bs) - float64(fb*fs)) / det
	}
	switch {
	case bb == 0 || next.beta < 0:
		next.o, next.beta = fs/ff, 0
	case next.o < 0:
		next.o, next.beta = 0, bs/bb
	}
	if math.IsNaN(next.o) || math.IsNaN(next.beta) {
		return *m
	}
	return next
}

// residual is ln((gap + r)/(expected + r)).
func (m *line) residual(g *gap, r float64) float64 {
	return ieee.Log((g.s + r) / (m.expect(g) + r))
}
