package timestamps

import (
	"bytes"
	"slices"
)

// Sheet is a run of entries in columns. A reader packs what it found in one block of its input,
// several at a time where it can, and appends the sheets to a [Table] in order.
type Sheet struct {
	rows    int
	folder  packed   // numbers of folders
	folders []string // by number; empty once they are numbers of a table
	text    string   // the names without their folders, one after the other
	ends    []uint32 // where each name ends in text
	long    map[int]string
	size    packed
	slack   packed
	line    packed // less the row
	kind    packed
	flags   packed
	nanos   [columns]packed
	clock   [columns]packed // state and offset of the stamps
	idle    int             // entries that do not count, see Entry.Counts
}

// longName is how many bytes a name may have to lie in text.
const longName = 1 << 12

// columns counts the kinds of time.
const columns = 4

// place returns the index of column c among [Columns], or -1.
func (c Column) place() int {
	switch c {
	case Modified:
		return 0
	case Changed:
		return 1
	case Birth:
		return 2
	case Accessed:
		return 3
	}
	return -1
}

// Packer collects the entries of a sheet. It keeps its memory from one sheet to the next. The zero
// Packer is ready.
type Packer struct {
	rows   int
	idle   int
	folder []int64
	size   []int64
	slack  []int64
	line   []int64
	kind   []int64
	flags  []int64
	nanos  [columns][]int64
	clock  [columns][]int64
	text   []byte
	ends   []uint32
	long   map[int]string

	folders []string
	number  map[string]int64
	last    []byte // folder of the entry before
	lastNo  int64
}

// Rows returns how many entries were added since the last sheet.
func (p *Packer) Rows() int { return p.rows }

// Add adds an entry with the given path in place of its own. It keeps neither.
func (p *Packer) Add(e *Entry, path []byte) {
	i := p.rows
	p.addName(path)
	p.rows++
	if !e.Counts() {
		p.idle++
	}
	p.size = append(p.size, e.Size)
	p.slack = append(p.slack, e.Slack)
	p.line = append(p.line, e.Line-int64(i))
	p.kind = append(p.kind, int64(e.Kind))
	p.flags = append(p.flags, int64(e.Flags))
	p.addStamp(0, &e.Times.Modified)
	p.addStamp(1, &e.Times.Changed)
	p.addStamp(2, &e.Times.Birth)
	p.addStamp(3, &e.Times.Accessed)
}

// addStamp adds a stamp of the column at place k, see [Column.place].
func (p *Packer) addStamp(k int, s *Stamp) {
	p.nanos[k] = append(p.nanos[k], s.Nanos)
	p.clock[k] = append(p.clock[k], clockOf(*s))
}

func (p *Packer) addName(path []byte) {
	name, known := bytes.CutPrefix(path, p.last)
	if !known || p.rows == 0 || bytes.IndexByte(name, '/') >= 0 || bytes.IndexByte(name, '\\') >= 0 {
		n := folderLength(path)
		p.lastNo = p.folderNumber(path[:n])
		p.last, name = append(p.last[:0], path[:n]...), path[n:]
	}
	p.folder = append(p.folder, p.lastNo)
	if len(name) > longName {
		if p.long == nil {
			p.long = make(map[int]string)
		}
		p.long[p.rows] = string(name)
	} else {
		p.text = append(p.text, name...)
	}
	p.ends = append(p.ends, uint32(len(p.text)))
}

func (p *Packer) folderNumber(folder []byte) int64 {
	k, seen := p.number[string(folder)]
	if !seen {
		if p.number == nil {
			p.number = make(map[string]int64)
		}
		k = int64(len(p.folders))
		p.folders = append(p.folders, string(folder))
		p.number[p.folders[k]] = k
	}
	return k
}

// Sheet returns the entries that were added and begins anew.
func (p *Packer) Sheet() *Sheet {
	s := &Sheet{
		rows: p.rows, idle: p.idle, folder: pack(p.folder), folders: p.folders,
		text: string(p.text), ends: slices.Clone(p.ends), long: p.long,
		size: pack(p.size), slack: pack(p.slack), line: pack(p.line), kind: pack(p.kind), flags: pack(p.flags),
	}
	for k := range columns {
		s.nanos[k], s.clock[k] = pack(p.nanos[k]), pack(p.clock[k])
		p.nanos[k], p.clock[k] = p.nanos[k][:0], p.clock[k][:0]
	}
	p.rows, p.idle, p.folders, p.long = 0, 0, nil, nil
	p.folder, p.size, p.slack, p.line = p.folder[:0], p.size[:0], p.slack[:0], p.line[:0]
	p.kind, p.flags, p.text, p.ends = p.kind[:0], p.flags[:0], p.text[:0], p.ends[:0]
	clear(p.number)
	return s
}

// Pack returns entries as a sheet that shares no memory with them.
func Pack(rows []Entry) *Sheet {
	var p Packer
	for i := range rows {
		p.Add(&rows[i], []byte(rows[i].Path))
	}
	return p.Sheet()
}

// folderLength returns how many bytes of a path name its folder: all up to the last separator, either
// kind of it being one.
func folderLength[T string | []byte](path T) int {
	i := len(path)
	for i > 0 && path[i-1] != '/' && path[i-1] != '\\' {
		i--
	}
	return i
}

// name returns the path of an entry without its folder.
func (s *Sheet) name(i int) string {
	if s.long != nil {
		if name, ok := s.long[i]; ok {
			return name
		}
	}
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// stamp returns the stamp of entry i in the column at place k.
func (s *Sheet) stamp(i, k int) Stamp {
	clock := s.clock[k].at(i)
	return Stamp{Nanos: s.nanos[k].at(i), Offset: int16(clock >> 8), State: State(clock & 0xff)}
}

// eachStamp calls f with the stamps of all entries in order, those of one in the order of [Columns].
func (s *Sheet) eachStamp(f func(line int64, s Stamp)) {
	for j := range s.rows {
		line := s.line.at(j) + int64(j)
		for k := range columns {
			f(line, s.stamp(j, k))
		}
	}
}

func clockOf(s Stamp) int64 { return int64(s.Offset)<<8 | int64(s.State) }

// path returns the path of entry i, before its folders are those of a table.
func (s *Sheet) path(i int) string { return s.folders[s.folder.at(i)] + s.name(i) }

// entry returns entry i but for its path.
func (s *Sheet) entry(i int) Entry {
	return Entry{
		Size: s.size.at(i), Slack: s.slack.at(i), Line: s.line.at(i) + int64(i),
		Kind: Kind(s.kind.at(i)), Flags: Flags(s.flags.at(i)),
		Times: Times{Modified: s.stamp(i, 0), Changed: s.stamp(i, 1), Birth: s.stamp(i, 2), Accessed: s.stamp(i, 3)},
	}
}

// counts reports whether entry i does, see [Entry.Counts].
func (s *Sheet) counts(i int) bool {
	return s.idle == 0 || counts(Kind(s.kind.at(i)), Flags(s.flags.at(i)))
}
