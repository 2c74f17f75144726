package rate

import (
	"copyclock/analyze/burst"
	"copyclock/timestamps"
)

// certify returns the certified rates over windows of 10, 30, 60 and 300 s for one and
// for four streams, METHOD 4.7 as corrected by 12.6. Windows that do not occur are left out.
func certify(b *burst.Burst, mode Mode) []Certified {
	var out []Certified
	for _, k := range [...]int{1, 4} {
		for _, w := range [...]int64{10, 30, 60, 300} {
			var best float64
			switch mode {
			case End, Start:
				best = certifyWindow(b, mode, window{w * 1e9, k})
			default:
				best = min(certifyWindow(b, End, window{w * 1e9, k}), certifyWindow(b, Start, window{w * 1e9, k}))
			}
			if best > 0 {
				out = append(out, Certified{WindowS: float64(w), MBs: best, Streams: k})
			}
		}
	}
	return out
}

type window struct {
	nanos   int64
	streams int
}

// coarse is a tick on the grid of a window.
type coarse struct {
	at, bytes int64
	top       largest
}

// largest holds the largest sizes, descending: as many as a certificate drops at most.
type largest [4]int64

func (l *largest) add(size int64) {
	if size <= l[len(l)-1] {
		return
	}
	i := len(l) - 1
	for ; i > 0 && l[i-1] < size; i-- {
		l[i] = l[i-1]
	}
	l[i] = size
}

// certifyWindow returns the largest
//
//	(bytes of ticks i..j - dropped) / (t_j - t_i + r),  W <= t_j - t_i + r < 2W
//
// in MB/s, or zero. All stamps of the ticks lie within t_j - t_i + r, but the first file to end
// there may have begun before: the largest file of tick i is dropped (END; for START that
// of tick j, which may end later), and with k streams the k-1 largest of the other files too.
// One tick is a window where the resolution alone reaches W. Stamps are first put on a grid of r' = max(r, W/64), a
// multiple of r, which only weakens the bound and keeps the work linear.
func certifyWindow(b *burst.Burst, mode Mode, w window) float64 {
	r := max(b.Resolution, 1)
	if n := (w.nanos/64 + r - 1) / r; n > 1 {
		r *= n
	}
	grid := coarsen(b, r)
	var best float64
	for i := range grid {
		var bytes int64
		var all largest
		for j := i; j < len(grid); j++ {
			d := grid[j].at - grid[i].at + r
			if d >= 2*w.nanos {
				break
			}
			bytes, _ = timestamps.AddSize(bytes, grid[j].bytes)
			for _, size := range grid[j].top {
				all.add(size)
			}
			if d < w.nanos {
				continue
			}
			edge := &grid[i]
			if mode == Start {
				edge = &grid[j]
			}
			left := bytes - dropped(edge.top[0], &all, w.streams)
			if v := float64(left) / (float64(d) / 1e9) / 1e6; v > best {
				best = v
			}
		}
	}
	return best
}

// dropped sums the edge file and the k-1 largest others; all holds the edge file too where
// it is among the largest.
func dropped(edge int64, all *largest, k int) int64 {
	sum, n, seen := edge, 1, false
	for _, s := range all {
		if n == k {
			break
		}
		if s == edge && !seen {
			seen = true
			continue
		}
		sum, _ = timestamps.AddSize(sum, s)
		n++
	}
	return sum
}

// coarsen puts the ticks on a grid of r nanoseconds.
func coarsen(b *burst.Burst, r int64) []coarse {
	var grid []coarse
	for _, t := range b.Ticks {
		at := (t.T - b.Ticks[0].T) / r * r
		if len(grid) == 0 || grid[len(grid)-1].at != at {
			grid = append(grid, coarse{at: at})
		}
		g := &grid[len(grid)-1]
		g.bytes, _ = timestamps.AddSize(g.bytes, t.Bytes)
		for _, e := range b.Events[t.First : t.First+t.N] {
			g.top.add(e.Size)
		}
	}
	return grid
}
