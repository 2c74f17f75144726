package role

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"copyclock/timestamps"
)

// Options of Classify.
type Options struct {
	Evidence int               // index of the evidence, from 1
	Only     timestamps.Column // the column that the user asks for; empty chooses by role
	// Resolution infers the step of a column in nanoseconds from its n distinct stamps, which rise with
	// i; nil means [timestamps.ResolutionOf].
	Resolution func(n int, at func(i int) int64) int64
}

// The thresholds of Classify. None is fitted to runs; each states its reason.
const (
	// majority is the share of files that must be dense for the column to be one act of a
	// machine: more than half, with a margin for strays (a copy of a subset, later edits).
	majority = 0.6

	// day bounds the window of the majority: authorship has nights in it, a copy has not. A
	// copy that lasts longer is recognised by having no gap above session.
	day = 24 * 3600 * int64(1e9)

	// session is the gap that METHOD 4.5.1 takes as the end of a session.
	session = 30 * 60 * int64(1e9)

	// near is the distance of F1 and neighbours the number of others (METHOD 3.3).
	near       = 60 * int64(1e9)
	neighbours = 5

	// slowMedium is the rate in B/s below which no gap counts as filled with bytes: USB 1.1 at its
	// line rate of 12 Mbit/s writes somewhat more.
	slowMedium = 1e6

	// pile is the share on one stamp from which F6 asks for an explanation (METHOD 3.3).
	pile = 0.2

	// oneTick is the resolution from which a pile alone in its tick can still bound a rate:
	// nothing is certified over less than 10 s (METHOD 12.6).
	oneTick = 10 * int64(1e9)

	// clockTick is the coarsest step of a system clock, METHOD 3.2: 10-16 ms for old systems.
	clockTick = 16 * int64(1e6)

	// largeBytes is the mean size in bytes from which files are large: at slowMedium they take as
	// long as near, so that only their bytes can fill the gaps.
	largeBytes = 60e6

	// A pile above these rates is faster than any copy: files created and bytes of memory
	// moved in a second. Both are orders of magnitude above disks.
	fastestFiles = 1e5
	fastestBytes = 20e9
)

// Classify returns one column for every kind of stamp that at least one counting file has,
// in report order. At most one of them is chosen: the one that the user asks for, otherwise
// the copy candidate whose dense part covers most bytes (Modified before Changed before
// Birth where equal); Accessed is chosen only when asked for.
//
// A copy is dense: a machine writes one file after another, a person does not. A column is
// a copy candidate where at least 60 % of the files are dense (F1) and either half of the
// files lie in one session or 60 % within a day. Files of 60 MB and more on average need not
// be dense where 60 % lie in one run whose gaps their bytes can fill. One stamp for more than a fifth of the
// files is no burst unless the step of the column explains it (METHOD 12.8).
func Classify(t *timestamps.Table, opt Options) []Column {
	if opt.Resolution == nil {
		opt.Resolution = timestamps.ResolutionOf
	}
	var columns []Column
	var views []view
	tree := treeOf(t)
	for _, m := range measureAll(t, opt.Resolution) {
		v := &m.view
		if v.files == 0 {
			continue
		}
		column := Column{
			Evidence: opt.Evidence, Stamp: v.column, Present: v.files, Invalid: v.invalid, Distinct: v.distinct,
			ResolutionS: float64(v.resolution) / 1e9, Resolution: v.resolution, Signs: m.signs, WritingOrder: v.written,
		}
		column.Role, column.Reason = decide(v, &column.Signs)
		columns, views = append(columns, column), append(views, *v)
	}
	promote(columns, views)
	for i := range columns {
		columns[i].Gates = gatesOf(columns, views, i, tree)
	}
	choose(columns, views, opt.Only)
	return columns
}

// measured is a column with its signs.
type measured struct {
	view  view
	signs Signs
}

// mostAbreast is how many entries a table may have for its columns to be measured at the same time;
// of a larger one the memory that takes matters more.
const mostAbreast = 1 << 24

// measureAll measures the columns, in report order; those with the same stamps only once.
func measureAll(t *timestamps.Table, resolution func(int, func(int) int64) int64) []measured {
	all := make([]measured, len(timestamps.Columns))
	same := make([]int, len(all)) // the first column with the same stamps
	jobs := make(chan int, len(all))
	for i, c := range timestamps.Columns {
		same[i] = slices.IndexFunc(timestamps.Columns, func(k timestamps.Column) bool { return t.SameColumn(k, c) })
		if same[i] == i {
			jobs <- i
		}
	}
	close(jobs)
	where := placesOf(t)
	abreast := min(runtime.GOMAXPROCS(0), len(all))
	if t.Len() > mostAbreast {
		abreast = 1
	}
	var work sync.WaitGroup
	for range abreast {
		work.Go(func() {
			var memory workspace
			for i := range jobs {
				v := viewOf(t, timestamps.Columns[i], resolution, &memory)
				if v.files == 0 {
					continue
				}
				m := &all[i]
				m.signs = signsOf(&v)
				v.examine(&where, &m.signs)
				v.release(&memory)
				m.view = v
			}
		})
	}
	work.Wait()
	for i, c := range timestamps.Columns {
		if first := &all[same[i]]; same[i] != i && first.view.files > 0 {
			all[i] = measured{first.view.copied(c), first.signs.shared()}
		}
	}
	return all
}

// decide returns the role of a column seen by itself.
func decide(v *view, s *Signs) (Role, string) {
	n := v.files
	if n == 1 {
		return Unknown, "One file alone shows no structure."
	}
	if v.distinct == 1 {
		if conventional(v.most.t, v.resolution) {
			return Normalised, fmt.Sprintf("All %d files carry the conventional date %s.", n, show(v.most.t))
		}
		if v.confirmed {
			return Copy, fmt.Sprintf("All %d files carry the one stamp %s and changed their status in that tick too: they were written there, in less than a tick of %g s.",
				n, show(v.most.t), float64(v.resolution)/1e9)
		}
		return Constant, fmt.Sprintf("All %d files carry the one stamp %s: a copy of less than a tick of %g s leaves that, and so does whoever sets one stamp.",
			n, show(v.most.t), float64(v.resolution)/1e9)
	}
	alone := false
	if top := &v.most; top.n > neighbours && *s.ConstantShare > pile {
		if conventional(top.t, v.resolution) {
			return Normalised, fmt.Sprintf("%d of %d files carry the conventional date %s.", top.n, n, show(top.t))
		}
		seconds := float64(max(v.resolution, clockTick)) / 1e9
		if float64(top.n)/seconds > fastestFiles || float64(top.bytes)/seconds > fastestBytes {
			return Constant, fmt.Sprintf("%d of %d files carry the stamp %s, more than any copy writes in a tick.", top.n, n, show(top.t))
		}
		if alone = v.alone; alone && v.resolution < oneTick {
			return Constant, fmt.Sprintf("%d of %d files carry the stamp %s and no other lies near it.", top.n, n, show(top.t))
		}
	}
	dense := *s.BurstShare
	if dense >= majority && (v.largest >= 0.5 || v.core <= day) {
		if alone {
			return Copy, fmt.Sprintf("%d of %d files share one tick of %g s and have no neighbour: possibly a copy; warning: the tick allows a lower bound of its rate only.",
				v.most.n, n, float64(v.resolution)/1e9)
		}
		return Copy, fmt.Sprintf("%.0f %% of %d files lie in dense runs, and the densest 60 %% span %s.", dense*100, n, length(v.core))
	}
	if dense < majority && v.filled >= majority && v.meanSize() >= largeBytes && v.core <= day {
		return Copy, fmt.Sprintf("%.0f %% of %d files lie in one run whose gaps their own bytes fill at %.0f MB/s or more, as in a copy of large files; so do recordings and downloads.",
			v.filled*100, n, slowMedium/1e6)
	}
	if dense < majority && *s.SpanSeconds > float64(day)/1e9 {
		return Authorship, fmt.Sprintf("Only %.0f %% of %d files lie in dense runs, and the stamps span %s.", dense*100, n, length(v.span))
	}
	if dense >= majority {
		return Authorship, fmt.Sprintf("The dense runs are many small ones, and 60 %% of %d files span %s: no single act set them.", n, length(v.core))
	}
	return Unknown, fmt.Sprintf("Only %.0f %% of %d files lie in dense runs: a slow copy of large files or work of hours.", dense*100, n)
}

// promote turns birth and changed stamps of large files into copy candidates: files that
// take minutes each are not dense, but where the modified stamps are older for nearly all of
// them (F4) and spread at least ten times as far, only a copy puts the others in one session.
func promote(columns []Column, views []view) {
	m := slices.IndexFunc(columns, func(c Column) bool { return c.Stamp == timestamps.Modified })
	if m < 0 {
		return
	}
	for i := range columns {
		c, v := &columns[i], &views[i]
		if c.Stamp != timestamps.Birth && c.Stamp != timestamps.Changed || c.Role != Unknown || c.Present < 2 {
			continue
		}
		if v.largest >= majority && v.older >= 0.95 && views[m].span/10 > v.span {
			c.Role = Copy
			c.Reason = fmt.Sprintf("%.0f %% of the files lie in one session while their modified stamps are older and span %s.", v.largest*100, length(views[m].span))
		}
	}
}

// choose marks the column to go on with.
func choose(columns []Column, views []view, only timestamps.Column) {
	best := -1
	for i := range columns {
		c := &columns[i]
		if only != "" {
			c.Chosen = c.Stamp == only
			continue
		}
		if c.Role != Copy || c.Stamp == timestamps.Accessed {
			continue
		}
		if best < 0 || better(c, &columns[best], views[i].denseBytes, views[best].denseBytes) {
			best = i
		}
	}
	if best >= 0 {
		columns[best].Chosen = true
	}
	for i := range columns {
		if columns[i].Chosen {
			columns[i].Order = views[i].order
		}
	}
}

// better prefers a column without a mimic, then one that covers clearly more bytes: strays
// of a hundredth do not outweigh the order of the columns.
func better(a, b *Column, bytesA, bytesB int64) bool {
	if pa, pb := a.Gates[1].Passed, b.Gates[1].Passed; pa != pb {
		return pa
	}
	return float64(bytesA) > float64(bytesB)*1.01
}

// show prints a stamp of either clock.
func show(t int64) string { return timestamps.Stamp{Nanos: t, State: timestamps.Floating}.Text() }

// length prints nanoseconds in a unit that fits.
func length(d int64) string {
	switch s := float64(d) / 1e9; {
	case s < 120:
		return fmt.Sprintf("%.3g s", s)
	case s < 7200:
		return fmt.Sprintf("%.0f min", s/60)
	case s < 48*3600:
		return fmt.Sprintf("%.0f h", s/3600)
	default:
		return fmt.Sprintf("%.0f days", s/86400)
	}
}

// since returns b - a for a <= b, saturated, and zero for a > b.
func since(a, b int64) int64 {
	if a > b {
		return 0
	}
	if d := b - a; d >= 0 {
		return d
	}
	return math.MaxInt64
}
