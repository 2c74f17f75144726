package listing

import (
	"fmt"

	"copyclock/timestamps"
)

var ncduJSON = Format{
	Name:       "ncdu",
	Title:      "ncdu -o, with times by -e",
	Stamps:     "modified, with -e",
	Resolution: "1 s",
	Zone:       "UTC: seconds since 1970",
	Match:      jsonSigned(`[1,`, `"progname":"ncdu"`),
	Read:       readNcdu,
}

// maxNcduDepth bounds how deep directories are nested.
const maxNcduDepth = 1000

// readNcdu reads arrays of directories, whose first element is the directory itself:
//
//	[1,2,{"progname":"ncdu","progver":"1.18","timestamp":1795427479},
//	[{"name":"/evidence","asize":4096,"mode":16877,"mtime":1795427407},
//	{"name":"go","asize":15434687,"dsize":15437824,"mode":33188,"mtime":1795427413}]]
func readNcdu(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	n := 0
	return j.elements("", func() {
		if n++; n <= 3 {
			j.skip() // the version of the format, and of ncdu
			return
		}
		j.ncduDirectory("", 1)
	})
}

// ncduDirectory reads the array of a directory.
func (j *jsonReader) ncduDirectory(parent string, depth int) {
	if depth > maxNcduDepth {
		j.fail(fmt.Sprintf("directories are nested deeper than %d", maxNcduDepth))
	}
	inside := "/" // the path of the directory with a slash behind it
	first := true
	j.array(func() {
		switch c := j.peek(); {
		case c == '[' && !first:
			j.ncduDirectory(inside, depth+1)
		case c == '{' && first:
			inside = j.ncduEntry(parent, timestamps.Directory) + "/"
		case c == '{':
			j.ncduEntry(inside, timestamps.File)
		default:
			j.fail("neither a file nor a directory")
		}
		first = false
	})
}

// ncduEntry reads the object of an entry and returns its path.
func (j *jsonReader) ncduEntry(parent string, kind timestamps.Kind) string {
	if parent == "//" {
		parent = "/"
	}
	e := timestamps.Entry{Path: parent, Line: j.in.Number(), Kind: kind}
	var mode int64
	other := false
	j.object(func(key []byte) {
		switch string(key) {
		case "name":
			e.Path = j.keep(parent)
		case "asize":
			e.Size = j.size()
		case "mtime":
			if sec, ok := j.integer(); ok {
				e.Times.Modified = timestamps.At(sec, 0)
			}
		case "mode":
			mode, _ = j.integer()
		case "notreg":
			other = j.boolean()
		case "hlnkc":
			if string(j.source()) == "true" {
				e.Flags |= timestamps.HardLink
			}
		default:
			j.skip()
		}
	})
	switch {
	case mode>>12 == 10:
		e.Kind = timestamps.Link
	case other:
		e.Kind = timestamps.Other
	}
	j.add(&e)
	return e.Path
}
