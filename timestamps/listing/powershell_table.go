package listing

import (
	"bytes"
	"unicode/utf8"

	"copyclock/timestamps"
)

var powerShellTable = Format{
	Name:       "powershell-table",
	Title:      "Select-Object FullName, Length, LastWriteTime | Format-Table, or other columns (any region)",
	Stamps:     "modified, birth, accessed, as far as shown",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that listed; UTC of LastWriteTimeUtc",
	Match: func(head [][]byte) float64 {
		for i := 1; i < len(head); i++ {
			t, ok := openFormatTable(head[i-1], head[i])
			if !ok {
				continue
			}
			good, bad := 0, 0
			for _, b := range head[i+1:] {
				if values := map[string][]byte{}; t.cut(b, values) {
					good++
				} else {
					bad++
				}
			}
			return ratio(good, bad)
		}
		return 0
	},
	Read: readFormatTable,
}

// tableColumn is a column of Format-Table: where the rule below its header begins and ends, in
// cells of a terminal, of which letters of East Asia take two.
type tableColumn struct {
	name       string
	begin, end int
	right      bool // numbers end below the end of the header, all else begins at its beginning
}

type formatTable []tableColumn

// openFormatTable understands a header and the rule below it, such as
//
//	FullName        Length LastWriteTime
//	--------        ------ -------------
//
// but for that of Get-ChildItem itself.
func openFormatTable(header, rule []byte) (t formatTable, ok bool) {
	if len(bytes.Trim(rule, "- ")) > 0 || bytes.IndexByte(rule, '-') < 0 {
		return nil, false
	}
	path, told, mode := false, false, false
	for i := 0; i < len(rule); i++ {
		if rule[i] == ' ' {
			continue
		}
		begin := i
		for i < len(rule) && rule[i] == '-' {
			i++
		}
		if len(header) < i {
			return nil, false
		}
		name := string(header[begin:i])
		t = append(t, tableColumn{name, begin, i, name == "Length" || name == "Size"})
		path = path || name == "FullName" || name == "Name"
		told = told || name == "Length" || propertyColumns[name] != ""
		mode = mode || name == "Mode"
	}
	usual := mode && len(t) == 4 && t[0].name == "Mode" && t[3].name == "Name"
	return t, path && told && !usual
}

// cut fills values with the cells of a row, and reports whether it is one: the numbers and times
// are such, and there is a name.
func (t formatTable) cut(b []byte, values map[string][]byte) bool {
	clear(values)
	for i := len(t) - 1; i >= 0; i-- {
		c := t[i]
		at := cellOffset(b, c.begin)
		if c.right {
			b = b[:min(len(b), cellOffset(b, c.end))]
			if at = bytes.LastIndexByte(b, ' ') + 1; at == len(b) {
				at = cellOffset(b, c.begin) // a directory
			}
		}
		if at > 0 && at < len(b) && b[at-1] != ' ' {
			return false
		}
		values[c.name] = bytes.TrimRight(b[at:], " ")
		b = b[:at]
	}
	for name, value := range values {
		ok := true
		switch {
		case len(value) == 0:
		case name == "Length":
			_, ok = number(value)
		case propertyColumns[name] != "":
			var text [64]byte
			_, _, ok = cutLocalDate(append(append(text[:0], value...), ' '))
		}
		if !ok {
			return false
		}
	}
	return len(values["FullName"])+len(values["Name"]) > 0
}

// cellOffset returns how many bytes of b fill n cells of a terminal.
func cellOffset(b []byte, n int) int {
	i := 0
	for i < len(b) && n > 0 {
		if b[i] < utf8.RuneSelf {
			i, n = i+1, n-1
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if n--; wideRune(r) {
			n--
		}
		i += size
	}
	return i
}

// wideRune reports whether a character takes two cells of a terminal (Unicode Standard Annex 11,
// by blocks).
func wideRune(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x1f64f || r >= 0x20000)
}

// readFormatTable reads rows such as
//
//	C:\d\a b.txt        12 30.04.2023 13:55:02
func readFormatTable(in *Lines, l *timestamps.Listing, opt Options) error {
	r := propertyReader{in: in, l: l, values: map[string][]byte{}}
	var t formatTable
	var above []byte
	for in.Next() {
		b := in.Bytes()
		opened, ok := openFormatTable(above, b)
		switch {
		case ok:
			t = opened
		case len(bytes.TrimSpace(b)) == 0:
		case t != nil && t.cut(b, r.values):
			r.line = in.Number()
			r.entry()
		default:
			if path, heading := dirHeading(b); heading && b[0] == ' ' {
				r.dir = append(append(r.dir[:0], path...), '\\')
			} else if next, _ := cutField(b); t != nil && !bytes.HasPrefix(b, []byte("PS ")) && string(next) != t[0].name {
				l.Skip(in.Number(), "the line has not the columns of the table")
			}
			clear(r.values)
		}
		above = append(above[:0], b...)
	}
	if !r.order.finish(l, opt) {
		l.Entries = l.Entries[:0]
		return errOrder
	}
	return nil
}
