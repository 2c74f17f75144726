package timestamps

import (
	"iter"
	"sort"
)

// Table is a listing in columns: some fifty bytes for an entry, names among them, where a row takes
// twice as much and its name besides. Entries are added first and looked at afterwards; they
// are numbered from zero in the order of the input.
type Table struct {
	Head
	// Extras are further stamps, see [Listing].
	Extras []Extra

	sheets  []*Sheet
	first   []int   // number of the first entry of each sheet
	page    []int32 // the sheet of every pageRows-th entry
	rows    int
	idle    int
	folders folders
	waiting Packer // entries that are not in a sheet yet
	buffer  []byte // the path of the last of them
}

const (
	pageRows  = 1 << 12
	sheetRows = 1 << 13 // entries of a sheet that a table packs itself
	fewRows   = 1 << 11 // entries of a sheet that is packed again with the next
)

// NewTable returns the entries of a listing in columns. The listing is not needed any more.
func NewTable(l *Listing) *Table {
	t := &Table{Head: l.Head, Extras: l.Extras}
	for i := range l.Entries {
		t.Add(&l.Entries[i])
	}
	t.Seal()
	return t
}

// Add appends an entry, which is not kept.
func (t *Table) Add(e *Entry) {
	t.buffer = append(t.buffer[:0], e.Path...)
	if t.waiting.Add(e, t.buffer); t.waiting.Rows() == sheetRows {
		t.flush()
	}
}

// Append appends the entries of a sheet, which belongs to the table from then on.
func (t *Table) Append(s *Sheet) {
	if s.rows >= fewRows {
		t.flush()
		t.put(s)
		return
	}
	for i := range s.rows {
		e := s.entry(i)
		e.Path = s.path(i)
		t.Add(&e)
	}
}

// Seal ends the adding: all entries can be looked at from then on.
func (t *Table) Seal() {
	t.flush()
	t.waiting, t.buffer = Packer{}, nil
}

func (t *Table) flush() {
	if t.waiting.Rows() > 0 {
		t.put(t.waiting.Sheet())
	}
}

func (t *Table) put(s *Sheet) {
	if s.rows == 0 {
		return
	}
	t.folders.adopt(s)
	for row := len(t.page) * pageRows; row < t.rows+s.rows; row += pageRows {
		t.page = append(t.page, int32(len(t.sheets)))
	}
	t.sheets, t.first = append(t.sheets, s), append(t.first, t.rows)
	t.rows += s.rows
	t.idle += s.idle
}

// Len returns the number of entries.
func (t *Table) Len() int { return t.rows + t.waiting.Rows() }

// find returns the sheet of an entry and its place there.
func (t *Table) find(i int) (*Sheet, int) {
	k := int(t.page[i/pageRows])
	for k+1 < len(t.first) && t.first[k+1] <= i {
		k++
	}
	return t.sheets[k], i - t.first[k]
}

// At returns an entry.
func (t *Table) At(i int) Entry {
	s, j := t.find(i)
	e := s.entry(j)
	e.Path = t.folders.names[s.folder.at(j)] + s.name(j)
	return e
}

// Bare returns an entry without its path, which would have to be put together.
func (t *Table) Bare(i int) Entry {
	s, j := t.find(i)
	return s.entry(j)
}

// Path returns the path of an entry.
func (t *Table) Path(i int) string {
	s, j := t.find(i)
	return t.folders.names[s.folder.at(j)] + s.name(j)
}

// AppendPath appends the path of an entry to b.
func (t *Table) AppendPath(b []byte, i int) []byte {
	s, j := t.find(i)
	return append(append(b, t.folders.names[s.folder.at(j)]...), s.name(j)...)
}

// Name returns the path of an entry behind its last separator.
func (t *Table) Name(i int) string {
	s, j := t.find(i)
	return s.name(j)
}

// Folder returns the number of the folder of an entry.
func (t *Table) Folder(i int) int {
	s, j := t.find(i)
	return int(s.folder.at(j))
}

// Folders returns the folders by number: paths up to their last separator, and that too.
func (t *Table) Folders() []string { return t.folders.names }

// Size returns the size of an entry in bytes, or [NoSize].
func (t *Table) Size(i int) int64 {
	s, j := t.find(i)
	return s.size.at(j)
}

// Line returns the line of an entry, see [Entry].
func (t *Table) Line(i int) int64 {
	s, j := t.find(i)
	return s.line.at(j) + int64(j)
}

// Stamp returns a stamp of an entry.
func (t *Table) Stamp(i int, c Column) Stamp {
	k := c.place()
	if k < 0 {
		return Stamp{}
	}
	s, j := t.find(i)
	return s.stamp(j, k)
}

// Counts reports whether an entry does, see [Entry.Counts].
func (t *Table) Counts(i int) bool {
	s, j := t.find(i)
	return s.counts(j)
}

// Counting returns how many entries count.
func (t *Table) Counting() int { return t.rows - t.idle }

// All goes through the entries in order. The entry is valid until the next.
func (t *Table) All() iter.Seq2[int, *Entry] {
	return func(yield func(int, *Entry) bool) {
		i := 0
		for _, s := range t.sheets {
			for j := range s.rows {
				e := s.entry(j)
				e.Path = t.folders.names[s.folder.at(j)] + s.name(j)
				if !yield(i, &e) {
					return
				}
				i++
			}
		}
	}
}

// Files goes through the entries that count, in order, with their stamps of a column and their sizes.
func (t *Table) Files(c Column) iter.Seq2[int, FileStamp] {
	return func(yield func(int, FileStamp) bool) {
		k := c.place()
		for n, s := range t.sheets {
			for j := range s.rows {
				if s.counts(j) && !yield(t.first[n]+j, FileStamp{s.stamp(j, k), s.size.at(j)}) {
					return
				}
			}
		}
	}
}

// FileStamp is what [Table.Files] says of an entry.
type FileStamp struct {
	Stamp
	Size int64 // bytes, or NoSize
}

// Directories goes through the entries that are directories.
func (t *Table) Directories() iter.Seq[int] {
	return func(yield func(int) bool) {
		for n, s := range t.sheets {
			if s.kind.constant() && Kind(s.kind.least) != Directory {
				continue
			}
			for j := range s.rows {
				if Kind(s.kind.at(j)) == Directory && !yield(t.first[n]+j) {
					return
				}
			}
		}
	}
}

// Clocks counts the stamps of a column by their states, over the entries that count.
func (t *Table) Clocks(c Column) (of [4]int) {
	k := c.place()
	for _, s := range t.sheets {
		if clock := &s.clock[k]; clock.constant() {
			of[clock.at(0)&3] += s.rows - s.idle
			continue
		}
		for j := range s.rows {
			if s.counts(j) {
				of[s.clock[k].at(j)&3]++
			}
		}
	}
	return of
}

// SameColumn reports whether two columns hold the same stamps.
func (t *Table) SameColumn(a, b Column) bool {
	x, y := a.place(), b.place()
	for _, s := range t.sheets {
		if !s.nanos[x].equal(&s.nanos[y]) || !s.clock[x].equal(&s.clock[y]) {
			return false
		}
	}
	return true
}

// Zoned says what kinds of stamps the entries carry.
func (t *Table) Zoned() (floating, instant, offsets bool) {
	see := func(clock int64) {
		state := State(clock & 0xff)
		floating = floating || state == Floating
		instant = instant || state == Instant
		offsets = offsets || clock>>8 != 0
	}
	for _, s := range t.sheets {
		for k := range columns {
			if clock := &s.clock[k]; clock.constant() {
				see(clock.least)
			} else {
				for j := range s.rows {
					see(clock.at(j))
				}
			}
		}
	}
	return floating, instant, offsets
}

// Unpack returns the table as rows.
func (t *Table) Unpack() *Listing {
	return &Listing{Head: t.Head, Entries: t.Rows(), Extras: t.Extras}
}

// Rows returns all entries as rows.
func (t *Table) Rows() []Entry {
	rows := make([]Entry, 0, t.Len())
	for _, e := range t.All() {
		rows = append(rows, *e)
	}
	return rows
}

// EachStamp calls f with every stamp: those of the entries in order, in the order of [Columns], then
// the extra ones.
func (t *Table) EachStamp(f func(line int64, s Stamp)) {
	for _, s := range t.sheets {
		s.eachStamp(f)
	}
	t.eachExtra(func(line int64, s *Stamp) { f(line, *s) })
}

func (t *Table) eachExtra(f func(line int64, s *Stamp)) {
	for _, x := range t.Extras {
		for i := range x.Stamps {
			line := int64(0)
			if i < t.rows {
				line = t.Line(i)
			}
			f(line, &x.Stamps[i])
		}
	}
}

// EditStamps is [Table.EachStamp] where f may change the stamps.
func (t *Table) EditStamps(f func(line int64, s *Stamp)) {
	var nanos, clock [columns][]int64
	for _, s := range t.sheets {
		for k := range columns {
			nanos[k], clock[k] = nanos[k][:0], clock[k][:0]
		}
		for j := range s.rows {
			line := s.line.at(j) + int64(j)
			for k := range columns {
				stamp := s.stamp(j, k)
				f(line, &stamp)
				nanos[k], clock[k] = append(nanos[k], stamp.Nanos), append(clock[k], clockOf(stamp))
			}
		}
		for k := range columns {
			s.nanos[k], s.clock[k] = pack(nanos[k]), pack(clock[k])
		}
	}
	t.eachExtra(f)
}

// Select returns a table of the entries that keep wants, with their extra stamps.
func (t *Table) Select(keep func(*Entry) bool) *Table {
	part := &Table{Head: t.Head, Extras: make([]Extra, len(t.Extras))}
	for k, x := range t.Extras {
		part.Extras[k].Name = x.Name
	}
	for i, e := range t.All() {
		if !keep(e) {
			continue
		}
		part.Add(e)
		for k, x := range t.Extras {
			if i < len(x.Stamps) {
				part.Extras[k].Stamps = append(part.Extras[k].Stamps, x.Stamps[i])
			}
		}
	}
	part.Seal()
	return part
}

// folders numbers the folders of a table in the order of their first appearance.
type folders struct {
	names  []string
	number map[string]int64
}

// adopt turns the numbers that a sheet gave its folders into those of the table.
func (f *folders) adopt(s *Sheet) {
	if f.number == nil {
		f.number = make(map[string]int64)
	}
	number := make([]int64, len(s.folders))
	for k, name := range s.folders {
		n, seen := f.number[name]
		if !seen {
			n = int64(len(f.names))
			f.number[name] = n
			f.names = append(f.names, name)
		}
		number[k] = n
	}
	s.folders = nil
	values := make([]int64, s.rows)
	for i := range values {
		values[i] = number[s.folder.at(i)]
	}
	s.folder = pack(values)
}

// FolderOrder returns the numbers of the folders in the order of their names.
func (t *Table) FolderOrder() []int {
	order := make([]int, len(t.folders.names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return t.folders.names[order[a]] < t.folders.names[order[b]] })
	return order
}
