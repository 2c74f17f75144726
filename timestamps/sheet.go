package timestamps

import "strings"

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

// at returns the stamp of the column at place k, see [Column.place].
func (t *Times) at(k int) *Stamp {
	return [columns]*Stamp{&t.Modified, &t.Changed, &t.Birth, &t.Accessed}[k]
}

// Packer packs entries; it keeps its memory from one sheet to the next. The zero Packer is ready.
type Packer struct {
	values []int64
	text   []byte
	ends   []uint32
	number map[string]int64
}

// Pack returns the entries as a sheet that shares no memory with them.
func (p *Packer) Pack(rows []Entry) *Sheet {
	s := &Sheet{rows: len(rows)}
	p.names(s, rows)
	column := func(value func(i int, e *Entry) int64) packed {
		p.values = p.values[:0]
		for i := range rows {
			p.values = append(p.values, value(i, &rows[i]))
		}
		return pack(p.values)
	}
	s.size = column(func(_ int, e *Entry) int64 { return e.Size })
	s.slack = column(func(_ int, e *Entry) int64 { return e.Slack })
	s.line = column(func(i int, e *Entry) int64 { return e.Line - int64(i) })
	s.kind = column(func(_ int, e *Entry) int64 { return int64(e.Kind) })
	s.flags = column(func(_ int, e *Entry) int64 { return int64(e.Flags) })
	for k := range columns {
		s.nanos[k] = column(func(_ int, e *Entry) int64 { return e.Times.at(k).Nanos })
		s.clock[k] = column(func(_ int, e *Entry) int64 { return clockOf(*e.Times.at(k)) })
	}
	for i := range rows {
		if !rows[i].Counts() {
			s.idle++
		}
	}
	return s
}

// names puts the paths of rows into s.
func (p *Packer) names(s *Sheet, rows []Entry) {
	if p.number == nil {
		p.number = make(map[string]int64)
	}
	clear(p.number)
	p.values, p.text, p.ends = p.values[:0], p.text[:0], p.ends[:0]
	last, at := "", int64(-1)
	for i := range rows {
		folder, name := SplitPath(rows[i].Path)
		if at < 0 || folder != last {
			k, seen := p.number[folder]
			if !seen {
				folder = strings.Clone(folder)
				k = int64(len(s.folders))
				p.number[folder] = k
				s.folders = append(s.folders, folder)
			}
			last, at = folder, k
		}
		p.values = append(p.values, at)
		if len(name) > longName {
			if s.long == nil {
				s.long = make(map[int]string)
			}
			s.long[i] = strings.Clone(name)
		} else {
			p.text = append(p.text, name...)
		}
		p.ends = append(p.ends, uint32(len(p.text)))
	}
	s.folder = pack(p.values)
	s.text = string(p.text)
	s.ends = append([]uint32(nil), p.ends...)
}

// SplitPath cuts a path behind its last separator, either kind of it being one.
func SplitPath(path string) (folder, name string) {
	i := len(path)
	for i > 0 && path[i-1] != '/' && path[i-1] != '\\' {
		i--
	}
	return path[:i], path[i:]
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

// entry returns entry i but for its path.
func (s *Sheet) entry(i int) Entry {
	e := Entry{
		Size: s.size.at(i), Slack: s.slack.at(i), Line: s.line.at(i) + int64(i),
		Kind: Kind(s.kind.at(i)), Flags: Flags(s.flags.at(i)),
	}
	for k := range columns {
		*e.Times.at(k) = s.stamp(i, k)
	}
	return e
}

// counts reports whether entry i does, see [Entry.Counts].
func (s *Sheet) counts(i int) bool {
	return s.idle == 0 || counts(Kind(s.kind.at(i)), Flags(s.flags.at(i)))
}
