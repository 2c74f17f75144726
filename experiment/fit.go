package experiment

import (
	"cmp"
	"math"
	"slices"
)

// leastTimed is how many files a fit needs, as in the laboratory's runs.
const leastTimed = 12

// line is a fitted copy: a file of s bytes takes perFileMS and s over rateMBs.
type line struct {
	perFileMS float64
	rateMBs   float64
}

// fit is trimmed least squares of the gaps between file completions against the sizes:
//
//	gap = a + size / B
//
// fitted twice, the second time without the tenth of the files that lies farthest off. It
// reports false for too few files, and where larger files did not take longer.
func fit(p *Plan, files []timedFile) (line, bool) {
	type point struct{ size, gap, off float64 }
	points := make([]point, len(files))
	before := 0.0
	for i, f := range files {
		points[i] = point{size: float64(p.Files[i].Size), gap: f.end.Seconds() - before}
		before = f.end.Seconds()
	}
	if len(points) < leastTimed {
		return line{}, false
	}
	solve := func(points []point) (a, slope float64) {
		var x, y, xx, xy float64
		n := float64(len(points))
		for _, p := range points {
			x += p.size / n
			y += p.gap / n
		}
		for _, p := range points {
			xx += float64((p.size - x) * (p.size - x))
			xy += float64((p.size - x) * (p.gap - y))
		}
		slope = xy / xx
		return y - float64(slope*x), slope
	}
	a, slope := solve(points)
	for i, p := range points {
		points[i].off = math.Abs(p.gap - a - float64(slope*p.size))
	}
	slices.SortStableFunc(points, func(p, q point) int { return cmp.Compare(p.off, q.off) })
	a, slope = solve(points[:len(points)-len(points)/10])
	if !(slope > 0) || math.IsInf(slope, 0) {
		return line{}, false
	}
	return line{perFileMS: round(a * 1e3), rateMBs: round(1 / slope / 1e6)}, true
}
