package listing

import (
	"bytes"
	"strconv"

	"copyclock/timestamps"
)

var wimlibDir = Format{
	Name:       "wimlib",
	Title:      "wimlib-imagex dir --detailed, wimdir --detailed",
	Stamps:     "modified, birth, accessed",
	Resolution: "1 s",
	Zone:       "UTC",
	Match: func(head [][]byte) float64 {
		good := 0
		for i, b := range head {
			if bytes.HasPrefix(b, []byte("Full Path           = \"")) && i > 0 && bytes.HasPrefix(head[i-1], []byte("----------")) {
				good++
			}
		}
		return ratio(good, 0)
	},
	Read: readWimlib,
}

// wimReader gathers the lines of one block into an entry.
type wimReader struct {
	l       *timestamps.Listing
	unnamed bool            // the lines tell of the stream without a name
	groups  map[string]bool // of hard links, seen before
}

// readWimlib reads blocks such as
//
//	Full Path           = "/es/xnc.hlp"
//	Attributes          = 0x00000080
//	Last Write Time     = Sun Nov 02 02:05:12 2025 UTC
//	Link Group ID       = 0x0000000000000000
//		Unnamed data stream:
//	Uncompressed size = 79691 bytes
func readWimlib(in *Lines, l *timestamps.Listing, _ Options) error {
	r := wimReader{l: l, groups: map[string]bool{}}
	for in.Next() {
		b := in.Bytes()
		if b = bytes.TrimLeft(b, "\t "); bytes.HasSuffix(b, []byte("data stream:")) || bytes.HasPrefix(b, []byte("Named data stream")) {
			r.unnamed = bytes.HasPrefix(b, []byte("Unnamed"))
			continue
		}
		key, value, ok := bytes.Cut(b, []byte("= "))
		if !ok {
			continue
		}
		key = bytes.TrimRight(key, " ")
		if string(key) == "Full Path" {
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: in.Keep(bytes.Trim(value, `"`)), Kind: timestamps.File, Size: timestamps.NoSize, Line: in.Number(),
			})
			r.unnamed = false
			continue
		}
		if len(l.Entries) > 0 && !r.value(&l.Entries[len(l.Entries)-1], key, value) {
			l.Skip(in.Number(), "a value of wimlib cannot be read")
		}
	}
	return nil
}

// value takes one line over into the last entry.
func (r *wimReader) value(e *timestamps.Entry, key, value []byte) (ok bool) {
	ok = true
	switch string(key) {
	case "Attributes":
		ok = wimAttributes(e, value)
	case "Creation Time":
		e.Times.Birth, ok = ctimeUTC(value)
	case "Last Write Time":
		e.Times.Modified, ok = ctimeUTC(value)
	case "Last Access Time":
		e.Times.Accessed, ok = ctimeUTC(value)
	case "Link Group ID":
		if group := string(value); len(bytes.Trim(value, "0x")) > 0 {
			if r.groups[group] {
				e.Flags |= timestamps.HardLink
			}
			r.groups[group] = true
		}
	case "Uncompressed size":
		if r.unnamed && e.Kind != timestamps.Directory {
			if e.Size, ok = number(bytes.TrimSuffix(value, []byte(" bytes"))); !ok {
				e.Size = timestamps.NoSize
			}
		}
	}
	return ok
}

// wimAttributes reads those of Windows, in hexadecimal.
func wimAttributes(e *timestamps.Entry, value []byte) (ok bool) {
	const directory, encrypted = 0x10, 0x4000
	n, err := strconv.ParseUint(string(value), 0, 32)
	if err != nil {
		return false
	}
	if n&directory != 0 {
		e.Kind = timestamps.Directory
	}
	if n&encrypted != 0 {
		e.Flags |= timestamps.Encrypted
	}
	return true
}

// ctimeUTC reads "Sun Nov 02 02:05:12 2025 UTC".
func ctimeUTC(b []byte) (timestamps.Stamp, bool) {
	_, rest := cutField(b) // the day of the week
	month, rest := cutField(rest)
	day, rest := cutField(rest)
	when, rest := cutField(rest)
	year, zone := cutField(rest)
	var d timestamps.Date
	var ok1, ok2 bool
	d.Month, ok1 = monthOf(month)
	d.Day, ok2 = smallNumber(day)
	d.Year = yearOf(year)
	if !ok1 || !ok2 || d.Year < 0 || !clock(when, &d) || string(zone) != " UTC" {
		return timestamps.Stamp{State: timestamps.Invalid}, false
	}
	return timestamps.WallAt(d, 0), true
}
