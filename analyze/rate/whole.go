package rate

import (
	"cmp"
	"math"
	"slices"

	"copyclock/analyze/burst"
	"copyclock/timestamps/radix"
)

// whole is a burst on its way to the chains that are fitted. It stays in its events, since a chain
// takes several hundred bytes a tick.
type whole struct {
	b       *burst.Burst
	r       float64 // resolution, seconds
	ordered bool    // the order of the entries is that of writing, inside a tick too
}

func wholeOf(b *burst.Burst, ordered bool) *whole {
	return &whole{b: b, r: math.Max(float64(b.Resolution)/1e9, 1e-9), ordered: ordered}
}

// at returns the seconds from the first tick to tick i.
func (w *whole) at(i int) float64 { return float64(w.b.Ticks[i].T-w.b.Ticks[0].T) / 1e9 }

// appendSizes appends the sizes of tick i in bytes: in the order of writing where that is known, else
// sorted, since the order inside a tick must not matter, not even to the seed.
func (w *whole) appendSizes(sizes []int64, i int) []int64 {
	t := &w.b.Ticks[i]
	events := w.b.Events[t.First : t.First+t.N]
	if w.ordered {
		events = slices.Clone(events)
		slices.SortFunc(events, func(x, y burst.Event) int { return cmp.Compare(x.Entry, y.Entry) })
	}
	from := len(sizes)
	for j := range events {
		sizes = append(sizes, events[j].Size)
	}
	if !w.ordered {
		slices.Sort(sizes[from:])
	}
	return sizes
}

// appendMB appends sizes in MB.
func appendMB(mb []float64, sizes []int64) []float64 {
	for _, s := range sizes {
		mb = append(mb, float64(s)/1e6)
	}
	return mb
}

// chain returns the ticks from index from up to (not including) to, as stamped.
func (w *whole) chain(from, to int) *chain {
	c := &chain{r: w.r, ordered: w.ordered, cells: make([]cell, to-from), sizes: make([][]float64, to-from)}
	for i := range c.cells {
		c.cells[i].at = float64(w.b.Ticks[from+i].T-w.b.Ticks[from].T) / 1e9
		c.sizes[i] = appendMB(nil, w.appendSizes(nil, from+i))
		c.files += len(c.sizes[i])
	}
	c.fill()
	return c
}

// coarsen returns the chain with its stamps cut to steps of the given length in seconds,
// counted from its first tick.
func (w *whole) coarsen(step float64) *chain {
	c := &chain{r: step, files: len(w.b.Events), ordered: w.ordered}
	all := make([]float64, 0, c.files)
	var sizes, scratch []int64 // of the step under way
	end := func() {
		if !w.ordered {
			scratch = slices.Grow(scratch[:0], len(sizes))
			radix.Sort(sizes, scratch[:len(sizes)], func(s *int64) int64 { return *s })
		}
		from := len(all)
		all = appendMB(all, sizes)
		c.sizes = append(c.sizes, all[from:len(all):len(all)])
		sizes = sizes[:0]
	}
	last := math.Inf(-1)
	for i := range w.b.Ticks {
		if at := math.Floor(w.at(i)/step) * step; at > last {
			if i > 0 {
				end()
			}
			last = at
			c.cells = append(c.cells, cell{at: at})
		}
		sizes = w.appendSizes(sizes, i)
	}
	end()
	c.fill()
	return c
}

// mb sums the sizes.
func (w *whole) mb() float64 {
	var mb float64
	var sizes []int64
	for i := range w.b.Ticks {
		sizes = w.appendSizes(sizes[:0], i)
		var bytes float64
		for _, s := range sizes {
			bytes += float64(s) / 1e6
		}
		mb += bytes
	}
	return mb
}

// active is [active] of the ticks.
func (w *whole) active() float64 { return active(len(w.b.Ticks), w.r, w.at) }

// seed hashes the sequence of (gap, size) so that a shift of the clock or another line
// ending changes nothing, METHOD 12.15.
func (w *whole) seed() uint64 {
	h := uint64(14695981039346656037)
	mix := func(x uint64) {
		for range 8 {
			h = (h ^ x&255) * 1099511628211
			x >>= 8
		}
	}
	var sizes []int64
	for i := range w.b.Ticks {
		if i > 0 {
			mix(uint64(math.Round((w.at(i) - w.at(i-1)) * 1e9)))
		}
		sizes = w.appendSizes(sizes[:0], i)
		for _, s := range sizes {
			mix(uint64(math.Round(float64(s) / 1e6 * 1e6)))
		}
	}
	return h
}
