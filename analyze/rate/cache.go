package rate

import (
	"math"

	"copyclock/analyze/burst"
	"copyclock/analyze/finding"
	"copyclock/analyze/ieee"
)

// Limits of G7, the gate of write caches, METHOD 7.2 and 12.9.
const (
	memoryLike  = 500. // MB/s: the line rate of USB 5 Gb/s after its 8b/10b code
	cacheBytes  = 8e9
	cacheFactor = 2
)

// cache looks for a write cache: a rate like that of memory, ticks too few to exclude one, or a
// fast first segment. Without a fit e is nil.
func (v *verdicts) cache(avg *finding.Interval, e *estimator) {
	if avg == nil {
		v.gate("G7", true, "A write cache is not looked for: the burst has no ticks.")
		return
	}
	var fastest float64
	if avg.Estimate != nil {
		fastest = *avg.Estimate
	}
	if e != nil {
		fastest = math.Max(fastest, v.low)
		for _, s := range e.kept(e.pair) {
			if !v.oneSided {
				fastest = math.Max(fastest, s.rate())
			}
		}
	}
	switch {
	case fastest > memoryLike:
		v.gate("G7", false, "The stamps show %.3g MB/s; above %.0f MB/s they may show a write cache in memory and not the medium.", fastest, memoryLike)
		return
	case avg.High == nil:
		v.gate("G7", false, "All stamps lie within one step of the clock or two: nothing bounds the rate from above, and a write cache in memory is not excluded.")
		return
	case *avg.High > memoryLike:
		v.gate("G7", false, "With so few steps of the clock the average may be up to %.3g MB/s; above %.0f MB/s a write cache in memory is not excluded.", *avg.High, memoryLike)
		return
	}
	if e != nil {
		if first, ratio := segments(e.b, e.best()); ratio > cacheFactor {
			v.gate("G7", false, "The first %.0f MB ran %.1f times faster than the rest, as a write cache does that fills up.", first, ratio)
			return
		}
	}
	v.gate("G7", true, "No fast first segment and no rate above %.0f MB/s: nothing points to a write cache.", memoryLike)
}

// segments returns the bytes (MB) of the first of two segments and how much faster it ran
// than the second, for the cut below 8 GB that stands out most, or zeros where none does. A cut
// stands out where the ratio of the times per expected time is more than five of its standard
// errors from one, with at least 8 ticks and 30 files on each side. A stall counts as the time
// that was expected: where it fell says nothing of a cache.
func segments(b *burst.Burst, s *solution) (mb, ratio float64) {
	o, beta, kappa := ieee.Exp(s.at[0]), ieee.Exp(s.at[1]), ieee.Exp(s.at[2])
	n := len(b.Ticks)
	want, took := make([]float64, n), make([]float64, n)
	for i := 1; i < n; i++ {
		t := b.Ticks[i]
		want[i] = float64(float64(t.N)*o) + float64(beta*float64(t.Bytes)/1e6)
		took[i] = math.Min(float64(t.T-b.Ticks[i-1].T)/1e9, 60)
		if patience := float64(5*float64(kappa*want[i])) + o; took[i] > want[i]+math.Max(patience, shortestStall) {
			took[i] = want[i]
		}
	}
	var w, x, w2 float64 // totals of want and took, and of the squared surprise
	for i := range n {
		w += want[i]
		x += took[i]
	}
	var w1, x1, bytes, best float64
	files := 0
	for i := range n {
		w1 += want[i]
		x1 += took[i]
		d := took[i] - want[i]
		w2 += float64(d * d)
		bytes += float64(b.Ticks[i].Bytes)
		files += b.Ticks[i].N
		if bytes >= cacheBytes {
			break
		}
		if i < 8 || n-i < 9 || files < 30 || len(b.Events)-files < 30 || x1 <= 0 || w1 <= 0 || w-w1 <= 0 {
			continue
		}
		q := ((x - x1) / (w - w1)) / (x1 / w1)
		var rest2 float64
		if q > cacheFactor {
			for j := i + 1; j < n; j++ {
				e := took[j] - want[j]*(x-x1)/(w-w1)
				rest2 += float64(e * e)
			}
		}
		se := ieee.Hypot(math.Sqrt(w2)/x1, math.Sqrt(rest2)/(x-x1))
		if z := ieee.Log(q) / se; q > cacheFactor && z > 5 && z > best {
			best, mb, ratio = z, bytes/1e6, q
		}
	}
	return mb, ratio
}
