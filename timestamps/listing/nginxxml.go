package listing

import (
	"bytes"
	"html"

	"copyclock/timestamps"
)

var nginxXML = Format{
	Name:       "nginx-xml",
	Title:      "index of nginx, autoindex_format xml",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "UTC",
	Match: func(head [][]byte) float64 {
		for i, b := range head[:min(len(head), 3)] {
			if string(bytes.TrimSpace(b)) == "<list>" && i+1 < len(head) {
				_, _, ok := nginxElement(head[i+1])
				if ok || string(bytes.TrimSpace(head[i+1])) == "</list>" {
					return 1
				}
			}
		}
		return 0
	},
	Read: readNginxXML,
}

// nginxElement parts an element such as
//
//	<file mtime="2016-07-05T18:39:18Z" size="1828004">plain.txt</file>
//
// whose name may hold line feeds.
func nginxElement(b []byte) (kind string, rest []byte, ok bool) {
	for _, kind := range []string{"file", "directory", "other"} {
		if rest, ok := bytes.CutPrefix(b, []byte("<"+kind+" mtime=")); ok {
			return kind, rest, true
		}
	}
	return "", nil, false
}

func readNginxXML(in *Lines, l *timestamps.Listing, _ Options) error {
	var text []byte
	joined := 0
	for in.Next() {
		text = append(text, in.Bytes()...)
		kind, rest, ok := nginxElement(text)
		if !ok {
			text = text[:0]
			continue
		}
		end := "</" + kind + ">"
		if joined++; joined < maxName && !bytes.HasSuffix(text, []byte(end)) {
			text = append(text, '\n')
			continue
		}
		attributes, name, ok := bytes.Cut(rest, []byte{'>'})
		name, closed := bytes.CutSuffix(name, []byte(end))
		text, joined = text[:0], 0
		if !ok || !closed {
			l.Skip(in.Number(), "the element has no end")
			continue
		}
		attributes = append([]byte(" mtime="), attributes...)
		e := timestamps.Entry{Line: in.Number(), Kind: jsonKind([]byte(kind)), Size: timestamps.NoSize}
		if size, ok := attribute(attributes, "size"); ok {
			e.Size = numberOr(size, timestamps.NoSize)
		}
		when, _ := attribute(attributes, "mtime")
		if e.Times.Modified, ok = isoStamp(when); !ok {
			e.Times.Modified = unreadStamp(l, e.Line, when)
		}
		e.Path = in.Keep([]byte(html.UnescapeString(string(name))))
		l.Entries = append(l.Entries, e)
	}
	if joined > 0 {
		l.Warn("cut-off", in.Number(), "the listing ends within an element, so it may be cut off")
	}
	return nil
}
