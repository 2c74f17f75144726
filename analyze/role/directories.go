package role

import (
	"slices"
	"strings"

	"copyclock/timestamps"
)

// The thresholds of the second clock.
const (
	// leastDirectories is the number of directories with files from which they are a clock.
	leastDirectories = 3
	// almostAll is the share of directories, or of their distances, that must agree.
	almostAll = 0.9
	// quarter is the step of zone settings (METHOD 3.2): a stamp moved by hand or by a zone is
	// moved by a multiple of it.
	quarter = 900 * int64(1e9)
	// slack is the range of rounding of two stamps on the coarsest file system (FAT).
	slack = 2 * int64(1e9)
)

// clock is what the modified stamps of directories say about those of the files in them. A
// directory's stamp is the time at which its last child arrived unless the tool sets it.
type clock struct {
	directories int     // with a stamp and files of their own
	agree       float64 // share whose stamp lies within 60 s of the span of their files
	later       float64 // share whose stamp lies more than a session after the last of their files
	shift       int64   // nanoseconds by which the files' stamps lie before the directories' (negative: after), zero where no shift shows
}

// clockOf compares the directories with the files of a column of modified stamps.
func clockOf(v *view) clock {
	type span struct {
		first, last int64
		files       int
	}
	spans := make([]span, len(v.table.Folders()))
	for i, f := range v.table.Files(v.column) {
		if f.State != v.clock {
			continue
		}
		d := &spans[v.table.Folder(i)]
		if d.files == 0 {
			d.first, d.last = f.Nanos, f.Nanos
		}
		d.first, d.last = min(d.first, f.Nanos), max(d.last, f.Nanos)
		d.files++
	}
	where := make(map[string]int)
	for k, folder := range v.table.Folders() {
		if spans[k].files > 0 {
			where[strings.TrimRight(folder, `/\`)] = k
		}
	}
	reach := max(near, v.resolution)
	var c clock
	var offsets []int64
	agree, later := 0, 0
	for i := range v.table.Directories() {
		e := v.table.Bare(i)
		m := e.Times.Modified
		if e.Flags&timestamps.Dot != 0 || m.State != v.clock {
			continue
		}
		k, known := where[strings.TrimRight(v.table.Path(i), `/\`)]
		if !known {
			continue
		}
		c.directories++
		d := spans[k]
		if since(m.Nanos, d.first) <= reach && since(d.last, m.Nanos) <= reach {
			agree++
		}
		if since(d.last, m.Nanos) > max(session, v.resolution) {
			later++
		}
		if m.Nanos >= d.last {
			offsets = append(offsets, since(d.last, m.Nanos))
		} else {
			offsets = append(offsets, -since(m.Nanos, d.last))
		}
	}
	if c.directories == 0 {
		return c
	}
	c.agree = float64(agree) / float64(c.directories)
	c.later = float64(later) / float64(c.directories)
	c.shift = shiftOf(offsets, max(slack, v.resolution))
	return c
}

// shiftOf returns the distance that nearly all offsets share to within the tolerance, where it
// is longer than a session and a multiple of a quarter of an hour, and zero otherwise. A
// coarse column fits any quarter and says nothing.
func shiftOf(offsets []int64, tolerance int64) int64 {
	if len(offsets) < leastDirectories || 40*tolerance > quarter {
		return 0
	}
	slices.Sort(offsets)
	middle := offsets[len(offsets)/2]
	alike := 0
	for _, d := range offsets {
		if max(since(middle, d), since(d, middle)) <= tolerance {
			alike++
		}
	}
	size := max(middle, -middle)
	whole := (size + quarter/2) / quarter * quarter
	if size <= session || size > 1<<62 || float64(alike) < almostAll*float64(len(offsets)) || max(since(whole, size), since(size, whole)) > tolerance {
		return 0
	}
	if middle < 0 {
		return -whole
	}
	return whole
}
