package listing

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"unicode/utf8"

	"copyclock/timestamps"
)

// ownCSV is what list --to csv writes.
var ownCSV = Format{
	Name:       "copyclock-csv",
	Title:      "copyclock list --to csv",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "as read",
	Zone:       "as read",
	Match: func(head [][]byte) float64 {
		if hasColumns(firstCells(head, ','), "evidence", "line", "kind", "path", "size", "modified", "name_raw", "size_exact", "zone") {
			return 1
		}
		return 0
	},
	Read: readOwn,
}

// readOwn reads a table such as
//
//	evidence,line,kind,path,size,modified,accessed,changed,birth,deleted,...,size_exact,name_raw,zone
//	a.txt,1,file,./share/f.docx,3457,2018-10-25T09:32:31.745778688,,,,false,...,true,,unknown
//
// Further columns of stamps are those of one format only and are left out.
func readOwn(in *Lines, l *timestamps.Listing, _ Options) error {
	const (
		kind = iota
		path
		raw
		size
		exact
		modified
		deleted = modified + 4
	)
	var at []int
	return readTable(in, l, ',', func(header [][]byte) bool {
		at = columnsOf(header, "kind", "path", "name_raw", "size", "size_exact", "modified", "accessed", "changed", "birth",
			"deleted", "stream", "name_attribute", "dot", "hardlink")
		return at[path] >= 0
	}, func(cells [][]byte, line int64) {
		if at[path] >= len(cells) {
			l.Skip(line, "a row has too few cells")
			return
		}
		cell := func(i int) []byte { return cellAt(cells, at[i]) }
		e := timestamps.Entry{
			Path: in.Keep(ownName(cells[at[path]], cell(raw))), Size: timestamps.NoSize, Line: line, Kind: wordKind(cell(kind)),
		}
		if n, ok := number(cell(size)); ok {
			if e.Size = n; string(cell(exact)) == "false" {
				e.Flags |= timestamps.Rounded
			}
		}
		for i, s := range [...]*timestamps.Stamp{&e.Times.Modified, &e.Times.Accessed, &e.Times.Changed, &e.Times.Birth} {
			if text := cell(modified + i); len(text) > 0 {
				var ok bool
				if *s, ok = isoStamp(text); !ok {
					*s = unreadStamp(l, line, text)
				}
			}
		}
		for i, flag := range [...]timestamps.Flags{timestamps.Deleted, timestamps.Stream, timestamps.NameAttribute, timestamps.Dot, timestamps.HardLink} {
			if string(cell(deleted+i)) == "true" {
				e.Flags |= flag
			}
		}
		l.Entries = append(l.Entries, e)
	})
}

// ownName undoes [timestamps.Escape]; where the bytes of the name are given in hex, they are
// the name.
func ownName(name, raw []byte) []byte {
	if len(raw) > 0 {
		if b, err := hex.DecodeString(string(raw)); err == nil {
			return b
		}
	}
	if bytes.IndexByte(name, '\\') < 0 {
		return name
	}
	out := make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		digits := 0
		if name[i] == '\\' && i+1 < len(name) {
			digits = map[byte]int{'x': 2, 'u': 4, 'U': 8}[name[i+1]]
		}
		if end := i + 2 + digits; digits > 0 && end <= len(name) {
			if n, err := strconv.ParseUint(string(name[i+2:end]), 16, 32); err == nil {
				if digits == 2 {
					out = append(out, byte(n))
				} else {
					out = utf8.AppendRune(out, rune(n))
				}
				i = end - 1
				continue
			}
		}
		if name[i] == '\\' && i+1 < len(name) && name[i+1] == '\\' {
			i++
		}
		out = append(out, name[i])
	}
	return out
}
