package listing

import (
	"bytes"
	"html"

	"copyclock/timestamps"
)

var treeXML = Format{
	Name:       "tree-xml",
	Title:      "tree -X, with -s or -h, -D, -p, -f or none of them",
	Stamps:     "modified, with -D",
	Resolution: "1 min in the last half year, else 1 day; as --timefmt says",
	Zone:       "none printed: local time of the machine that listed; an offset where --timefmt has one",
	Match: func(head [][]byte) float64 {
		for i, b := range head[:min(len(head), 5)] {
			if string(bytes.TrimSpace(b)) == "<tree>" && i+1 < len(head) && bytes.HasPrefix(bytes.TrimSpace(head[i+1]), []byte("<directory name=")) {
				return 1
			}
		}
		return 0
	},
	Read: readTreeXML,
}

// maxName is the longest name of a file in bytes, and so the most lines that one can fill.
const maxName = 255

// treeTags are the elements of tree that are entries.
var treeTags = map[string]bool{
	"file": true, "directory": true, "link": true, "fifo": true, "socket": true, "char": true, "block": true,
	"unknown": true, "door": true, "port": true,
}

// readTreeXML reads elements such as
//
//	<file name="a.txt" mode="0644" prot="-rw-r--r--" size="17" time="Jul  5  2016"></file>
//
// An element of a directory encloses those of what lies in it. A name may hold a line feed.
func readTreeXML(in *Lines, l *timestamps.Listing, opt Options) error {
	w := treeWalk{in: in, l: l}
	var parents [][]byte
	var text []byte // of an element that goes on
	joined := 0     // how many lines it has
	for in.Next() {
		text = append(text, in.Bytes()...)
		if joined++; joined < maxName && openTag(text) {
			text = append(text, '\n')
			continue
		}
		rest := text
		text, joined = text[:0], 0
		w.line = in.Number()
		for len(rest) > 0 {
			begin := bytes.IndexByte(rest, '<')
			if begin < 0 {
				break
			}
			content := rest[:begin]
			end := tagEnd(rest[begin:])
			if end < 0 {
				l.Skip(in.Number(), "the element has no end")
				break
			}
			tag := rest[begin+1 : begin+end]
			rest = rest[begin+end+1:]
			name, _, _ := bytes.Cut(tag, []byte{' '})
			closed, closes := bytes.CutPrefix(name, []byte{'/'})
			switch {
			case closes && string(closed) == "files":
				w.files, w.counted = numberOr(bytes.TrimSpace(content), notPrinted), true
			case closes && treeTags[string(closed)]:
				if len(parents) == 0 {
					l.Skip(in.Number(), "an element ends that did not begin")
					continue
				}
				parents = parents[:len(parents)-1]
			case treeTags[string(name)]:
				n := treeNode{kind: name, entry: -1}
				treeAttributes(tag[len(name):], &n)
				if len(n.name) == 0 {
					l.Skip(in.Number(), "the element has no name")
				}
				var parent []byte
				if len(parents) > 0 {
					parent = parents[len(parents)-1]
				}
				path := parent
				if len(n.name) > 0 {
					w.add(&n, parent)
					w.read(&n)
					path = n.path
				}
				parents = append(parents, path)
			}
		}
	}
	if len(parents) > 0 {
		l.Warn("cut-off", w.line, "the XML ends early or is broken, so the listing may be cut off")
	}
	return w.finish(opt)
}

// tagEnd returns where the tag that b begins with ends, which is not within quotes, or -1.
func tagEnd(b []byte) int {
	quoted := false
	for i, c := range b {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '>' && !quoted:
			return i
		}
	}
	return -1
}

// openTag reports whether the last tag of b goes on in the next line.
func openTag(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return false
		}
		end := tagEnd(b[i:])
		if end < 0 {
			return true
		}
		b = b[i+end+1:]
	}
}

// treeAttributes reads the attributes of an element.
func treeAttributes(b []byte, n *treeNode) {
	for {
		key, rest, ok := bytes.Cut(b, []byte(`="`))
		value, rest, closed := bytes.Cut(rest, []byte{'"'})
		if !ok || !closed {
			return
		}
		if field := n.field(bytes.TrimSpace(key)); field != nil {
			*field = []byte(html.UnescapeString(string(value)))
		}
		b = rest
	}
}
