package listing

import (
	"encoding/json"
	"errors"
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
	return j.array("", func() error {
		if n++; n <= 3 {
			var head json.RawMessage
			return j.Decode(&head)
		}
		t, err := j.Token()
		if err != nil {
			return err
		}
		if t != json.Delim('[') {
			return errors.New("no array of a directory")
		}
		return j.ncduDirectory("", 1)
	})
}

// ncduDirectory reads the rest of an array whose bracket is read.
func (j *jsonListing) ncduDirectory(parent string, depth int) error {
	if depth > maxNcduDepth {
		return fmt.Errorf("directories are nested deeper than %d", maxNcduDepth)
	}
	path := ""
	for first := true; j.More(); first = false {
		t, err := j.Token()
		if err != nil {
			return err
		}
		switch {
		case t == json.Delim('[') && !first:
			err = j.ncduDirectory(path+"/", depth+1)
		case t == json.Delim('{') && first:
			path, err = j.ncduEntry(parent, timestamps.Directory)
		case t == json.Delim('{'):
			_, err = j.ncduEntry(path+"/", timestamps.File)
		default:
			err = errors.New("neither a file nor a directory")
		}
		if err != nil {
			return err
		}
	}
	_, err := j.Token()
	return err
}

// ncduEntry reads the members of an object whose brace is read.
func (j *jsonListing) ncduEntry(parent string, kind timestamps.Kind) (path string, err error) {
	e := timestamps.Entry{Line: j.at(), Kind: kind}
	var modified *int64
	var mode int64
	var other bool
	for j.More() {
		key, err := j.Token()
		if err != nil {
			return "", err
		}
		var skip json.RawMessage
		to := any(&skip)
		switch key {
		case "name":
			to = &e.Path
		case "asize":
			to = &e.Size
		case "mtime":
			to = &modified
		case "mode":
			to = &mode
		case "notreg":
			to = &other
		}
		if err := j.Decode(to); err != nil {
			return "", err
		}
		if key == "hlnkc" && string(skip) == "true" {
			e.Flags |= timestamps.HardLink
		}
	}
	if _, err := j.Token(); err != nil {
		return "", err
	}
	if parent == "//" {
		parent = "/"
	}
	e.Path = parent + e.Path
	switch {
	case mode>>12 == 10:
		e.Kind = timestamps.Link
	case other:
		e.Kind = timestamps.Other
	}
	if e.Size < 0 {
		e.Size = timestamps.NoSize
	}
	if modified != nil {
		e.Times.Modified = timestamps.At(*modified, 0)
	}
	j.add(e)
	return e.Path, nil
}
