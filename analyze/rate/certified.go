package rate

import (
	"copyclock/analyze/burst"
	"copyclock/timestamps"
)

// streams are the numbers of streams for which rates are certified.
var streams = [...]int{1, 4}

// certify returns the certified rates over windows of 10, 30, 60 and 300 s for one and
// for four streams, METHOD 4.7 as corrected by 12.6. Windows that do not occur are left out.
func certify(b *burst.Burst, mode Mode) []Certified {
	seconds := [...]int64{10, 30, 60, 300}
	var end, start [len(seconds)][len(streams)]float64
	window := func(i int) {
		g := gridOf(b, seconds[i]*1e9)
		end[i], start[i] = g.certify()
	}
	sideBySide(func() { window(0); window(3) }, func() { window(1); window(2) })
	var out []Certified
	for j, k := range streams {
		for i, w := range seconds {
			best := min(end[i][j], start[i][j])
			switch mode {
			case End:
				best = end[i][j]
			case Start:
				best = start[i][j]
			case Undecided:
			}
			if best > 0 {
				out = append(out, Certified{WindowS: float64(w), MBs: best, Streams: k})
			}
		}
	}
	return out
}

// grid is a burst with its stamps on the grid of a window.
type grid struct {
	window int64 // W, nanoseconds
	r      int64 // r', nanoseconds
	ticks  []coarse
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

// certify returns, if stamps mark the ends of files and if they mark the starts, for each number
// of streams the largest
//
//	(bytes of ticks i..j - dropped) / (t_j - t_i + r),  W <= t_j - t_i + r < 2W
//
// in MB/s, or zero. All stamps of the ticks lie within t_j - t_i + r, but the first file to end
// there may have begun before: the largest file of tick i is dropped (END; for START that
// of tick j, which may end later), and with k streams the k-1 largest of the other files too.
// One tick is a window where the resolution alone reaches W. Stamps are first put on a grid of r' = max(r, W/64), a
// multiple of r, which only weakens the bound and keeps the work linear.
func (g *grid) certify() (end, start [len(streams)]float64) {
	for i := range g.ticks {
		var bytes int64
		var all largest
		for j := i; j < len(g.ticks); j++ {
			d := g.ticks[j].at - g.ticks[i].at + g.r
			if d >= 2*g.window {
				break
			}
			bytes, _ = timestamps.AddSize(bytes, g.ticks[j].bytes)
			for _, size := range g.ticks[j].top {
				all.add(size)
			}
			if d < g.window {
				continue
			}
			mbs := func(edge int64, k int) float64 {
				return float64(bytes-dropped(edge, &all, k)) / (float64(d) / 1e9) / 1e6
			}
			for n, k := range streams {
				end[n] = max(end[n], mbs(g.ticks[i].top[0], k))
				start[n] = max(start[n], mbs(g.ticks[j].top[0], k))
			}
		}
	}
	return end, start
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

// gridOf puts the ticks of a burst on the grid of a window of w nanoseconds.
func gridOf(b *burst.Burst, w int64) grid {
	g := grid{window: w, r: max(b.Resolution, 1)}
	if n := (w/64 + g.r - 1) / g.r; n > 1 {
		g.r *= n
	}
	for _, t := range b.Ticks {
		at := (t.T - b.Ticks[0].T) / g.r * g.r
		if n := len(g.ticks); n == 0 || g.ticks[n-1].at != at {
			g.ticks = append(g.ticks, coarse{at: at})
		}
		c := &g.ticks[len(g.ticks)-1]
		c.bytes, _ = timestamps.AddSize(c.bytes, t.Bytes)
		for i := t.First; i < t.First+t.N; i++ {
			c.top.add(b.Events[i].Size)
		}
	}
	return g
}
