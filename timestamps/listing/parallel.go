package listing

import (
	"errors"
	"runtime"
	"sync"

	"copyclock/timestamps"
)

// ErrMaxEntries says that a listing holds more entries than its reader was allowed.
var ErrMaxEntries = errors.New("more entries than the limit allows")

// piece is a block and what was read from it.
type piece struct {
	block  *block
	head   timestamps.Head   // warnings and skipped lines of this block alone
	sheet  *timestamps.Sheet // its entries
	marks  []mark            // its lines of totals
	parsed chan struct{}     // receives when all is known
}

// worker reads pieces one after the other.
type worker struct {
	line   LineFunc
	why    string // of bad lines that do not say
	row    Row
	packer timestamps.Packer
}

// read reads p.block.
func (w *worker) read(p *piece) {
	p.head.Warnings, p.head.Skipped, p.marks = p.head.Warnings[:0], 0, p.marks[:0]
	number := p.block.first
	for rest := p.block.text; len(rest) > 0; number++ {
		var line []byte
		if line, rest = cutLine(rest); len(line) == 0 {
			continue
		}
		w.row.reset()
		switch w.line(line, &w.row) {
		case Good:
			w.row.Line = number
			w.packer.Add(&w.row.Entry, w.row.Name)
		case Bad:
			if w.row.Why == "" {
				w.row.Why = w.why
			}
			p.head.Skip(number, w.row.Why)
		case Total:
			p.marks = append(p.marks, mark{w.packer.Rows(), number, w.row.Printed})
		case Pass:
		}
		for _, n := range w.row.notes {
			n.Line = number
			warn(&p.head, n)
		}
	}
	p.sheet = w.packer.Sheet()
}

// merge appends what a piece holds to t, and its lines of totals to marks.
func (p *piece) merge(t *timestamps.Table, marks []mark) []mark {
	for _, m := range p.marks {
		m.entries += t.Len()
		marks = append(marks, m)
	}
	t.Append(p.sheet)
	t.Skipped += p.head.Skipped
	for _, w := range p.head.Warnings {
		warn(&t.Head, w)
	}
	return marks
}

// warn counts a warning that stands for several.
func warn(h *timestamps.Head, w timestamps.Warning) {
	h.Warn(w.Code, w.Line, w.Text)
	for i := range h.Warnings {
		if h.Warnings[i].Code == w.Code {
			h.Warnings[i].Count += w.Count - 1
		}
	}
}

// readLines reads all blocks with one function for each line, several at once, and puts
// what they hold together in the order of the input.
func readLines(in *blocks, l *timestamps.Listing, opt Options, line LineFunc) *timestamps.Table {
	t := &timestamps.Table{Head: l.Head}
	var marks []mark
	defer func() {
		t.Seal()
		compareMarks(&t.Head, marks, t.Bare)
	}()
	why := "the line has not the columns of " + l.Format
	full := func() bool {
		if opt.Progress != nil {
			opt.Progress.Entries.Store(int64(t.Len()))
		}
		return opt.MaxEntries > 0 && int64(t.Len()) > opt.MaxEntries
	}
	first := in.next()
	if first == nil {
		return t
	}
	if in.err != nil { // all of it: nothing to share out
		p := piece{block: first}
		w := worker{line: line, why: why}
		w.read(&p)
		marks = p.merge(t, marks)
		return t
	}
	cores := opt.Cores
	if cores <= 0 {
		cores = runtime.GOMAXPROCS(0)
	}
	jobs := make(chan *piece, 2*cores)
	var workers sync.WaitGroup
	for range cores {
		workers.Go(func() {
			w := worker{line: line, why: why}
			for p := range jobs {
				w.read(p)
				p.parsed <- struct{}{}
			}
		})
	}
	defer workers.Wait()
	defer close(jobs)

	var queue, free []*piece
	for b := first; b != nil || len(queue) > 0; {
		if b != nil && len(queue) < 2*cores {
			p := &piece{parsed: make(chan struct{}, 1)}
			if n := len(free); n > 0 {
				p, free = free[n-1], free[:n-1]
			}
			p.block = b
			jobs <- p
			queue = append(queue, p)
			b = in.next()
			continue
		}
		p := queue[0]
		queue = append(queue[:0], queue[1:]...)
		<-p.parsed
		marks = p.merge(t, marks)
		in.recycle(p.block)
		free = append(free, p)
		if full() {
			return t
		}
	}
	return t
}

// usualLine is the length of the lines of a listing of which nothing was read.
const usualLine = 64

// maxGrowth is how many times the entries seen so far may be made room for.
const maxGrowth = 32

// room takes memory for the entries of a listing in few steps.
type room struct {
	max  int64 // entries that are allowed, or 0
	size int64 // bytes of the input, or 0 if unknown
	last int64 // bytes of the input that were read when the entries were counted last
	over bool

	progress *timestamps.Progress // told of the entries, or nil
}

// full notes and reports whether l has more entries than allowed.
func (r *room) full(l *timestamps.Listing) bool {
	if r.progress != nil {
		r.progress.Entries.Store(int64(len(l.Entries)))
	}
	r.over = r.over || r.max > 0 && int64(len(l.Entries)) > r.max
	return r.over
}

// grow makes room for the entries of b. Where the size of the input is known, the entries
// that were found so far say how many there will be; but the room grows at most 32-fold,
// so that a dense beginning cannot ask for much more memory than its bytes are worth.
func (r *room) grow(l *timestamps.Listing, b *block) {
	n, each := len(l.Entries), 1./usualLine
	if r.last > 0 {
		each = float64(n) / float64(r.last)
	}
	expect := int(each*float64(len(b.text))*1.1) + usualLine
	need := n + n/2 + expect
	if r.last > 0 && r.size > r.last {
		need = max(need, int(min(each*float64(r.size)*1.02, float64(maxGrowth*n)))+2*expect)
	}
	r.last = b.end
	if cap(l.Entries)-n < expect {
		grown := make([]timestamps.Entry, n, need)
		copy(grown, l.Entries)
		l.Entries = grown
	}
}
