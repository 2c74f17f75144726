package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var isoinfoList = Format{
	Name:       "isoinfo",
	Title:      "isoinfo -l",
	Stamps:     "modified",
	Resolution: "1 day",
	Zone:       "none printed: as stored",
	Match: func(head [][]byte) float64 {
		good, bad, heading := 0, 0, false
		for _, b := range head {
			var e timestamps.Entry
			_, ok := isoinfoRow(b, &e)
			switch {
			case ok:
				good++
			case bytes.HasPrefix(b, []byte("Directory listing of /")):
				heading = true
			case len(b) > 0:
				bad++
			}
		}
		if !heading {
			return 0
		}
		return ratio(good, bad)
	},
	Read: readIsoinfo,
}

// isoinfoRow reads a line such as
//
//	drwxrwxrwx   3    0    0            2048 Sep  1 2016 [     29 02]  deep
//
// which ends in a blank; the numbers in brackets are the place on the disc and flags.
func isoinfoRow(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	row, name, ok := bytes.Cut(b, []byte("]  "))
	if !ok || len(name) < 2 {
		return nil, false
	}
	bracket := bytes.LastIndexByte(row, '[')
	if bracket < 20 {
		return nil, false
	}
	mode, rest := cutField(row[:bracket])
	if e.Kind, ok = unixMode(mode); !ok {
		return nil, false
	}
	for range 3 {
		_, rest = cutField(rest)
	}
	size, rest := cutField(rest)
	if e.Size, ok = number(size); !ok {
		return nil, false
	}
	d, _, ok := shortDate(rest)
	if !ok {
		return nil, false
	}
	e.Times.Modified = civil(d)
	e.Flags = dotFlag(bytes.TrimRight(name, " "))
	return bytes.TrimSuffix(name, []byte{' '}), true
}

func readIsoinfo(in *Lines, l *timestamps.Listing, _ Options) error {
	var dir, joint []byte
	for in.Next() {
		b := in.Bytes()
		if heading, ok := bytes.CutPrefix(b, []byte("Directory listing of ")); ok {
			dir = append(dir[:0], heading...)
			continue
		}
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		name, ok := isoinfoRow(b, &e)
		if !ok {
			l.Skip(in.Number(), "the line has not the columns of isoinfo -l")
			continue
		}
		if e.Kind == timestamps.File {
			name = bytes.TrimSuffix(name, []byte(";1"))
		}
		joint = append(append(joint[:0], dir...), name...)
		e.Path = in.Keep(joint)
		l.Entries = append(l.Entries, e)
	}
	return nil
}
