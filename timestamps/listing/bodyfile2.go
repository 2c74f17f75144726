package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// bodyfile2 is the body file of The Sleuth Kit, version 2, which has no birth.
var bodyfile2 = Format{
	Name:       "bodyfile2",
	Title:      "TSK body file 2: fls -m before The Sleuth Kit 3, old mac-robber",
	Stamps:     "modified, changed, accessed",
	Resolution: "1 s, or as many decimals as written",
	Zone:       "UTC",
	Open: func(_ [][]byte, l *timestamps.Listing, _ Options) (LineFunc, error) {
		l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
		return body2Line, nil
	},
}

// The fields behind the name.
const (
	body2Inode, body2Mode, body2Text, body2Size = 1, 2, 3, 8
	body2Accessed, body2Fields                  = 9, 14
)

// body2Cut cuts the fourteen fields behind the name off a line, and the hash before it.
func body2Cut(line []byte) (name []byte, fields [body2Fields][]byte, ok bool) {
	_, rest, _ := bytes.Cut(line, []byte{'|'})
	bars := [body2Fields + 1]int{body2Fields: len(rest)}
	if !lastOf(rest, '|', bars[:body2Fields]) {
		return nil, fields, false
	}
	for i := range fields {
		fields[i] = rest[bars[i]+1 : bars[i+1]]
	}
	_, digits := number(fields[body2Mode])
	_, mode := bodyMode(fields[body2Text])
	return rest[:bars[0]], fields, digits && mode && len(fields[body2Text]) >= 10
}

// body2Line reads a line such as
//
//	0|/logs/a|0|13|33188|-/-rw-r--r--|1|0|0|0|1024|1342824553|1342824552|1342824552|4096|8
func body2Line(line []byte, r *Row) Verdict {
	if line[0] == '#' || bytes.HasPrefix(line, []byte("md5|file|")) || bytes.HasPrefix(line, []byte("class|host|")) ||
		bytes.HasPrefix(line, []byte("body|")) {
		return Pass
	}
	name, fields, ok := body2Cut(line)
	if !ok {
		return Bad
	}
	r.Kind, _ = bodyMode(fields[body2Text])
	if r.Size, ok = number(fields[body2Size]); !ok {
		return Bad
	}
	absent := 0
	for i, s := range [...]*timestamps.Stamp{&r.Times.Accessed, &r.Times.Modified, &r.Times.Changed} {
		if *s, ok = bodyTime(fields[body2Accessed+i]); !ok {
			return Bad
		}
		if s.State == timestamps.Absent {
			absent++
		}
	}
	if absent > 0 {
		r.NoteMany("absent-stamp", absent, "times of 0 or -1 are read as not known")
	}
	r.Name = bodyName(r.unescapeBars(name), fields[body2Inode], &r.Entry)
	return Good
}

// unescapeBars undoes the escape "\|" that some writers of body files use, in memory that
// lasts until the line is done.
func (r *Row) unescapeBars(name []byte) []byte {
	if bytes.IndexByte(name, '|') < 0 || !bytes.Contains(name, []byte(`\|`)) {
		return name
	}
	out := r.Buffer(len(name))
	for i, c := range name {
		if c != '\\' || i+1 == len(name) || name[i+1] != '|' {
			out = append(out, c)
		}
	}
	return out
}
