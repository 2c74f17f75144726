package listing

import (
	"bytes"
	"fmt"
	"math"

	"copyclock/timestamps"
)

var duTime = Format{
	Name:       "du-time",
	Title:      "du --time, du -a --time, with -b or -h",
	Stamps:     "modified (of a directory: the newest below it)",
	Resolution: "1 min (1 ns with --time-style=full-iso)",
	Zone:       "none printed: local time of the machine that listed; an offset with full-iso",
	Line:       duLine,
	Finish:     finishDu,
}

// duLine reads a line such as
//
//	12	2016-07-05 18:39	docs/a b.txt
//
// with tabs between size, time and name.
func duLine(line []byte, r *Row) Verdict {
	tab := []byte{'\t'}
	size, rest, ok1 := bytes.Cut(line, tab)
	when, name, ok2 := bytes.Cut(rest, tab)
	if !ok1 || !ok2 || len(name) == 0 || len(when) == len("2016-07-05 18:39:18.0000000000") { // find -printf
		return Bad
	}
	var ok bool
	if r.Times.Modified, ok = isoStamp(when); !ok {
		return Bad
	}
	if r.Size, ok = number(size); !ok {
		value, step, ok := humanSize(size, 1024)
		if !ok || value > 1<<52 {
			return Bad
		}
		// Disk usage, rounded up.
		r.Size, r.Slack = int64(math.Round(value)), int64(math.Ceil(step))
		r.Flags |= timestamps.Rounded
	}
	r.Name = name
	return Good
}

// duBlocks is how many sizes must be whole multiples of 4 to be taken for blocks of 1 KiB in
// units of 4 KiB: byte counts are so by luck with a probability of 4^-10, below 1e-6.
const duBlocks = 10

// finishDu finds out what the rows do not say. A directory stands below what lies in it, so a
// row is one if the row above it lies under its name; without -a all rows are. Sizes of du are blocks of 1 KiB, and
// bytes only with -b: where all are multiples of 4 they are taken for blocks, else for bytes,
// and where the rows are too few to tell the sizes are left out.
func finishDu(l *timestamps.Listing, _ Options) {
	duTotal(l)
	sizes, fours, human := 0, 0, false
	for i := range l.Entries {
		e := &l.Entries[i]
		if i > 0 && duUnder(l.Entries[i-1].Path, e.Path) {
			e.Kind = timestamps.Directory
		}
		human = human || e.Slack > 0
		if e.Size > 0 {
			if sizes++; e.Size%4 == 0 {
				fours++
			}
		}
	}
	switch {
	case duDirectories(l, !human && sizes == fours && sizes >= duBlocks):
		for i := range l.Entries {
			l.Entries[i].Kind = timestamps.Directory
		}
		l.Warn("directories-only", 0, "the listing is one of du without -a: it shows directories and no files")
		return
	case human:
		l.Warn("disk-usage", 0, "sizes of du -h are what files occupy on the disk, rounded up; files may be smaller")
	case sizes > fours:
	case sizes >= duBlocks:
		l.Warn("disk-usage", 0, "all sizes are multiples of 4 and are taken for blocks of 1 KiB on the disk: files may be up to 4 KiB smaller; list with du -b for bytes")
		for i := range l.Entries {
			blocksToBytes(&l.Entries[i])
		}
	default:
		l.Warn("disk-usage", 0, "too few sizes to tell blocks of 1 KiB from bytes, so they are left out; list with du -b and more files")
		for i := range l.Entries {
			l.Entries[i].Size = timestamps.NoSize
		}
	}
}

// duTotal takes off the last row of du -c, "total" in the language of the machine, if it is the sum
// of what stands above.
func duTotal(l *timestamps.Listing) {
	n := len(l.Entries) - 1
	if n < 1 || !totalWords[l.Entries[n].Path] {
		return
	}
	var sum, slack int64
	for i := n - 1; i >= 0; {
		top := &l.Entries[i]
		sum, slack = unzipSum(sum, top.Size), unzipSum(slack, top.Slack)
		for i--; i >= 0 && duUnder(l.Entries[i].Path, top.Path); i-- {
		}
	}
	total := l.Entries[n]
	if d := total.Size - sum; d > slack+total.Slack || -d > slack+total.Slack {
		l.Warn("totals-differ", total.Line, fmt.Sprintf("line %d may be the total of du -c, but is not the sum of the lines above it, %d; it is kept as a file",
			total.Line, sum))
		return
	}
	l.Entries = l.Entries[:n]
}

// duDirectories reports whether all rows are directories: what a directory occupies beyond the
// rows in it is more than the list of their names can be, so that its files are left out.
func duDirectories(l *timestamps.Listing, blocks bool) bool {
	list, name := int64(1<<20), int64(1<<10) // bytes, and for each row
	if blocks {
		list, name = list>>10, name>>10
	}
	var open []*timestamps.Entry // rows whose directory has not come yet
	for i := range l.Entries {
		e := &l.Entries[i]
		within, rows := int64(0), int64(0)
		for n := len(open) - 1; n >= 0 && duUnder(open[n].Path, e.Path); n-- {
			within += min(open[n].Size+open[n].Slack, math.MaxInt64>>20)
			rows, open = rows+1, open[:n]
		}
		if rows > 0 && e.Size-e.Slack-within > list+rows*name {
			return true
		}
		open = append(open, e)
	}
	return false
}

// blocksToBytes turns blocks of 1 KiB, of which the file system gives out four at a time, into
// the interval of sizes that need as many.
func blocksToBytes(e *timestamps.Entry) {
	if e.Size <= 0 {
		return
	}
	if e.Size > math.MaxInt64>>11 {
		e.Size = timestamps.NoSize
		return
	}
	e.Size = e.Size<<10 - 2048
	e.Slack = 2048
	e.Flags |= timestamps.Rounded
}

// duUnder reports whether path lies under the directory.
func duUnder(path, directory string) bool {
	n := len(directory)
	return n > 0 && len(path) > n && path[:n] == directory && (path[n] == '/' || directory[n-1] == '/')
}
