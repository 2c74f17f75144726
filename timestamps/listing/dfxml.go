package listing

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"copyclock/timestamps"
)

var dfxmlList = Format{
	Name:       "dfxml",
	Title:      "DFXML: fiwalk, md5deep -d, hashdeep -d",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s, or as prec says",
	Zone:       "printed",
	Match: func(head [][]byte) float64 {
		for _, b := range head {
			if bytes.Contains(b, []byte("<dfxml")) {
				return 1
			}
		}
		return 0
	},
	Read: readDFXML,
}

// readDFXML reads elements such as
//
//	<fileobject>
//	  <filename>docs/a.gz</filename>
//	  <filesize>3021</filesize>
//	  <mtime>2013-10-23T12:41:22Z</mtime>
//	</fileobject>
func readDFXML(in *Lines, l *timestamps.Listing, _ Options) error {
	x := &xmlReader{in: in, level: -1}
	objects := 0
	for x.next() {
		if x.closed || string(x.name) != "fileobject" {
			continue
		}
		objects++
		if e, ok := dfxmlObject(x, l); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	switch {
	case errors.Is(x.err, io.EOF):
		return nil
	case objects == 0:
		return fmt.Errorf("line %d: reading DFXML: %w", in.Number(), x.err)
	}
	l.Warn("cut-off", in.Number(), "the XML ends early or is broken, so the listing may be cut off")
	return nil
}

// dfxmlObject reads the rest of an element whose opening mark is read. Only the elements
// right inside it count.
func dfxmlObject(x *xmlReader, l *timestamps.Listing) (e timestamps.Entry, ok bool) {
	e = timestamps.Entry{Size: timestamps.NoSize, Line: x.in.Number(), Kind: timestamps.File}
	outer := x.depth()
	x.level = outer + 1
	for x.next() {
		switch depth := x.depth(); {
		case depth < outer:
			x.level = -1
			e.Flags |= dotFlag([]byte(e.Path))
			return e, true
		case depth == outer+1 && !x.closed:
			x.text = x.text[:0]
		case depth == outer:
			dfxmlMember(x, l, &e)
		}
	}
	return e, false
}

// dfxmlMember reads the element that was closed last.
func dfxmlMember(x *xmlReader, l *timestamps.Listing, e *timestamps.Entry) {
	stamp := func(s *timestamps.Stamp) {
		var ok bool
		text := bytes.TrimSpace(x.text)
		if *s, ok = isoStamp(text); !ok && len(text) > 0 {
			l.Warn("unread-stamp", e.Line, fmt.Sprintf("line %d: the time %.40q cannot be read", e.Line, text))
		} else if len(text) == 0 {
			*s = timestamps.Stamp{}
		}
	}
	switch string(x.name) {
	case "filename":
		e.Path = x.in.Keep(x.text)
	case "filesize":
		if n, ok := number(bytes.TrimSpace(x.text)); ok {
			e.Size = n
		}
	case "name_type":
		switch string(bytes.TrimSpace(x.text)) {
		case "", "r", "-":
			e.Kind = timestamps.File
		case "d":
			e.Kind = timestamps.Directory
		case "l":
			e.Kind = timestamps.Link
		default:
			e.Kind = timestamps.Other
		}
	case "alloc":
		if string(x.text) == "0" {
			e.Flags |= timestamps.Deleted
		}
	case "unalloc":
		if string(x.text) == "1" {
			e.Flags |= timestamps.Deleted
		}
	case "mtime":
		stamp(&e.Times.Modified)
	case "ctime":
		stamp(&e.Times.Changed)
	case "atime":
		stamp(&e.Times.Accessed)
	case "crtime":
		stamp(&e.Times.Birth)
	}
}
