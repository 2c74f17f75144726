package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var powerShellList = Format{
	Name:       "powershell-list",
	Title:      "Get-ChildItem | Format-List, Select-Object FullName, Length, LastWriteTime | Format-List (any region)",
	Stamps:     "modified, birth, accessed, as far as shown",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that listed; UTC of LastWriteTimeUtc",
	Match:      matchPowerShellList,
	Read:       readPowerShellList,
}

// propertyColumns are the properties of a file that are times. They are named in English
// everywhere.
var propertyColumns = map[string]timestamps.Column{
	"LastWriteTime": timestamps.Modified, "CreationTime": timestamps.Birth, "LastAccessTime": timestamps.Accessed,
	"LastWriteTimeUtc": timestamps.Modified, "CreationTimeUtc": timestamps.Birth, "LastAccessTimeUtc": timestamps.Accessed,
}

// propertyPair splits "Name           : a.txt" and says at which byte the value begins.
func propertyPair(b []byte) (key string, value []byte, at int, ok bool) {
	n := 0
	for n < len(b) && (b[n]|0x20 >= 'a' && b[n]|0x20 <= 'z') {
		n++
	}
	i := n
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if n < 2 || i == n || i == len(b) || b[i] != ':' || i+1 < len(b) && b[i+1] != ' ' {
		return "", nil, 0, false
	}
	return string(b[:n]), b[min(i+2, len(b)):], i + 2, true
}

func matchPowerShellList(head [][]byte) float64 {
	named, told, good, bad := false, false, 0, 0
	for _, b := range head {
		key, _, _, ok := propertyPair(b)
		_, heading := dirHeading(b)
		switch {
		case ok:
			good++
			named = named || key == "Name" || key == "FullName"
			told = told || key == "Length" || propertyColumns[key] != ""
		case b[0] == ' ', heading, bytes.HasPrefix(b, []byte("PS ")):
		default:
			bad++
		}
	}
	if !named || !told {
		return 0
	}
	return ratio(good, bad)
}

// propertyReader gathers the properties of one file.
type propertyReader struct {
	in     *Lines
	l      *timestamps.Listing
	dir    []byte // of the heading
	values map[string][]byte
	last   string // the property that a further line goes on with
	at     int    // where values begin
	line   int64  // the first of the file
	order  dateOrder
}

// readPowerShellList reads blocks of lines such as
//
//	Name           : a.txt
//	Length         : 12
//	CreationTime   : 4/30/2023 1:55:02 PM
//	LastWriteTime  : 4/30/2023 1:55:02 PM
//	Mode           : -a----
//
// A value that is too long goes on in the next line, below its beginning.
func readPowerShellList(in *Lines, l *timestamps.Listing, opt Options) error {
	r := propertyReader{in: in, l: l, values: map[string][]byte{}}
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			r.entry()
			continue
		}
		key, value, at, ok := propertyPair(b)
		switch {
		case ok:
			if _, twice := r.values[key]; twice {
				r.entry()
			}
			if len(r.values) == 0 {
				r.line = in.Number()
			}
			r.values[key], r.last, r.at = bytes.Clone(value), key, at
		case len(r.values) > 0 && len(b) > r.at && len(bytes.TrimSpace(b[:r.at])) == 0:
			r.further(b[r.at:], in.Number())
		case bytes.HasPrefix(b, []byte("PS ")):
		default:
			if path, heading := dirHeading(b); heading && len(r.values) == 0 {
				r.dir = append(append(r.dir[:0], path...), '\\')
			} else {
				l.Skip(in.Number(), "the line is no property and its value")
			}
		}
	}
	r.entry()
	if !r.order.finish(l, opt) {
		l.Entries = l.Entries[:0]
		return errOrder
	}
	return nil
}

// further appends to the last value what stands below it.
func (r *propertyReader) further(b []byte, line int64) {
	if r.last != "Name" && r.last != "FullName" {
		return // VersionInfo has a line for each of its own properties
	}
	r.values[r.last] = append(r.values[r.last], b...)
	r.l.Warn("wrapped-name", line, "names go on in the next line; a blank at which PowerShell wrapped one is lost")
}

// entry appends what was gathered of a file.
func (r *propertyReader) entry() {
	if len(r.values) == 0 {
		return
	}
	defer clear(r.values)
	name := r.values["FullName"]
	if len(name) == 0 {
		if name = r.values["Name"]; len(name) > 0 && len(r.dir) > 0 {
			name = append(bytes.Clone(r.dir), name...)
		}
	}
	if len(name) == 0 {
		r.l.Skip(r.line, "a block of properties has no Name and no FullName")
		return
	}
	warnCut(r.l, name, r.line)
	e := timestamps.Entry{Path: r.in.Keep(name), Size: timestamps.NoSize, Line: r.line, Kind: r.kind()}
	if length := bytes.TrimSpace(r.values["Length"]); len(length) > 0 && e.Kind != timestamps.Directory {
		n, ok := number(length)
		if !ok {
			r.l.Skip(r.line, "the Length of a file is no number")
			return
		}
		e.Size = n
		if e.Kind == timestamps.Unknown {
			e.Kind = timestamps.File
		}
	}
	r.l.Entries = append(r.l.Entries, e)
	for _, key := range [...]string{"LastWriteTime", "CreationTime", "LastAccessTime"} {
		r.stamp(key, r.values[key], r.values[key+"Utc"])
	}
}

func (r *propertyReader) kind() timestamps.Kind {
	mode, attributes := r.values["Mode"], r.values["Attributes"]
	switch {
	case bytes.HasPrefix(mode, []byte{'l'}), len(mode) > 5 && mode[5] == 'l', bytes.Contains(attributes, []byte("ReparsePoint")):
		return timestamps.Link
	case bytes.HasPrefix(mode, []byte{'d'}), bytes.Contains(attributes, []byte("Directory")), string(bytes.TrimSpace(r.values["PSIsContainer"])) == "True":
		return timestamps.Directory
	case len(mode) > 0:
		return timestamps.File
	}
	return timestamps.Unknown
}

// stamp gives the last entry the time of a property, in UTC where that is shown.
func (r *propertyReader) stamp(key string, local, utc []byte) {
	value := utc
	if len(bytes.TrimSpace(value)) == 0 {
		if value = local; len(bytes.TrimSpace(value)) == 0 {
			return
		}
	}
	d, rest, ok := cutLocalDate(append(bytes.TrimSpace(value), ' '))
	if d.utc = len(utc) > 0; !ok || len(rest) != 1 {
		e := &r.l.Entries[len(r.l.Entries)-1]
		setStamp(&e.Times, propertyColumns[key], unreadStamp(r.l, e.Line, value))
		return
	}
	r.order.setColumn(r.l, propertyColumns[key], d)
}

// warnCut counts names that PowerShell has cut off to fit its window.
func warnCut(l *timestamps.Listing, name []byte, line int64) {
	if bytes.HasSuffix(name, []byte("...")) || bytes.HasSuffix(name, []byte("…")) {
		l.Warn("cut-name", line, "names end in ... or …, as PowerShell cuts them to the width of its window; different names may have become one")
	}
}
