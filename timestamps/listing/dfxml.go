package listing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

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

// fileObject is one element such as
//
//	<fileobject>
//	  <filename>docs/a.gz</filename>
//	  <filesize>3021</filesize>
//	  <mtime>2013-10-23T12:41:22Z</mtime>
//	</fileobject>
type fileObject struct {
	Name     string `xml:"filename"`
	Size     string `xml:"filesize"`
	Type     string `xml:"name_type"`
	Alloc    string `xml:"alloc"`
	Unalloc  string `xml:"unalloc"`
	Modified string `xml:"mtime"`
	Changed  string `xml:"ctime"`
	Accessed string `xml:"atime"`
	Birth    string `xml:"crtime"`
}

func readDFXML(in *Lines, l *timestamps.Listing, _ Options) error {
	text := &jsonStream{in: in}
	d := xml.NewDecoder(text)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded before
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		at := text.line(d.InputOffset())
		if err != nil {
			if len(l.Entries) > 0 {
				l.Warn("cut-off", at, "the XML ends early or is broken, so the listing may be cut off")
				return nil
			}
			return fmt.Errorf("line %d: reading DFXML: %w", at, err)
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "fileobject" {
			continue
		}
		var f fileObject
		if err := d.DecodeElement(&f, &start); err != nil {
			l.Warn("cut-off", at, "the XML ends early or is broken, so the listing may be cut off")
			return nil
		}
		e := timestamps.Entry{Path: f.Name, Size: timestamps.NoSize, Line: at, Kind: timestamps.File}
		if n, ok := number([]byte(strings.TrimSpace(f.Size))); ok {
			e.Size = n
		}
		switch strings.TrimSpace(f.Type) {
		case "", "r", "-":
		case "d":
			e.Kind = timestamps.Directory
		case "l":
			e.Kind = timestamps.Link
		default:
			e.Kind = timestamps.Other
		}
		if f.Alloc == "0" || f.Unalloc == "1" {
			e.Flags |= timestamps.Deleted
		}
		e.Flags |= dotFlag([]byte(f.Name))
		for _, s := range []struct {
			text string
			to   *timestamps.Stamp
		}{{f.Modified, &e.Times.Modified}, {f.Changed, &e.Times.Changed}, {f.Accessed, &e.Times.Accessed}, {f.Birth, &e.Times.Birth}} {
			if s.text = strings.TrimSpace(s.text); s.text == "" {
				continue
			}
			if *s.to, ok = isoStamp([]byte(s.text)); !ok {
				l.Warn("unread-stamp", at, fmt.Sprintf("line %d: the time %.40q cannot be read", at, s.text))
				*s.to = timestamps.Stamp{State: timestamps.Invalid}
			}
		}
		l.Entries = append(l.Entries, e)
	}
}
