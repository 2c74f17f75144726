package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var ntfsLs = Format{
	Name:       "ntfsls",
	Title:      "ntfsls -l, ntfsls -l -R (NTFS-3G)",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Match: func(head [][]byte) float64 {
		good, bad := 0, 0
		for _, b := range head {
			var e timestamps.Entry
			_, ok := ntfsRow(b, &e)
			_, heading := ntfsHeading(b)
			switch {
			case ok:
				good++
			case len(b) > 0 && !heading:
				bad++
			}
		}
		return ratio(good, bad)
	},
	Read: readNtfsLs,
}

// ntfsRow reads a line such as
//
//	1069 Nov 23 09:57 2026 1.7.1.2.txt
//
// whose size fills eight characters.
func ntfsRow(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	size, rest := cutField(b)
	if len(b) < 9 || b[0] != ' ' && len(size) < 8 {
		return nil, false
	}
	if e.Size, ok = number(size); !ok {
		return nil, false
	}
	month, rest := cutField(rest)
	day, rest := cutField(rest)
	when, rest := cutField(rest)
	year, rest := cutField(rest)
	var d timestamps.Date
	var ok1, ok2 bool
	d.Month, ok1 = monthOf(month)
	d.Day, ok2 = smallNumber(day)
	d.Year = yearOf(year)
	name, ok = nameAfter(rest)
	if !ok || !ok1 || !ok2 || len(year) != 4 || d.Year < 0 || len(when) != 5 || !clock(when, &d) {
		return nil, false
	}
	e.Times.Modified = timestamps.Wall(d)
	return name, true
}

// ntfsHeading reads the line in front of the entries of a directory, "/copied/bash:".
func ntfsHeading(b []byte) ([]byte, bool) {
	if len(b) < 2 || b[0] != '/' || b[len(b)-1] != ':' {
		return nil, false
	}
	return bytes.TrimSuffix(b[:len(b)-1], []byte{'/'}), true
}

// readNtfsLs reads the directories one after the other. A row does not say what it is: one that
// has a heading of its own is a directory, any other counts as a file.
func readNtfsLs(in *Lines, l *timestamps.Listing, _ Options) error {
	var dir, joint []byte
	empty := map[string]int{} // entries that may be directories
	for in.Next() {
		b := in.Bytes()
		if len(b) == 0 {
			continue
		}
		if path, ok := ntfsHeading(b); ok {
			dir = append(dir[:0], path...)
			if i, ok := empty[string(dir)]; ok {
				l.Entries[i].Kind = timestamps.Directory
			}
			continue
		}
		e := timestamps.Entry{Line: in.Number(), Kind: timestamps.Unknown}
		name, ok := ntfsRow(b, &e)
		if !ok {
			l.Skip(in.Number(), "the line has not the columns of ntfsls -l")
			continue
		}
		if e.Flags = dotFlag(name); e.Flags != 0 {
			e.Kind = timestamps.Directory
		}
		joint = append(append(append(joint[:0], dir...), '/'), name...)
		e.Path = in.Keep(joint)
		if e.Size == 0 && e.Kind == timestamps.Unknown {
			empty[e.Path] = len(l.Entries)
		}
		l.Entries = append(l.Entries, e)
	}
	return nil
}
