package listing

import (
	"bytes"
	"encoding/json"
	"fmt"

	"copyclock/timestamps"
)

var treeJSON = Format{
	Name:       "tree-json",
	Title:      "tree -J, with -s or -h, -D, -p, -f or none of them",
	Stamps:     "modified, with -D",
	Resolution: "1 min in the last half year, else 1 day; as --timefmt says",
	Zone:       "none printed: local time of the machine that listed; an offset where --timefmt has one",
	Match: func(head [][]byte) float64 {
		return max(jsonSigned(`"type":"directory"`, `"name":`, `"contents":[`)(head),
			jsonSigned(`"type": "directory"`, `"name":`, `"contents": [`)(head)) // of jq
	},
	Read: readTreeJSON,
}

// readTreeJSON reads objects such as
//
//	{"type":"file","name":"a.txt","mode":"0644","prot":"-rw-r--r--","size":17,"time":"Jul  5  2016"}
//
// where what lies in a directory stands in its contents. The last object holds the totals.
func readTreeJSON(in *Lines, l *timestamps.Listing, opt Options) error {
	j := newJSON(in, l)
	w := treeWalk{in: in, l: l}
	err := j.array("", func() error {
		line := j.at()
		var raw json.RawMessage
		if err := j.Decode(&raw); err != nil {
			return err
		}
		w.line = line
		w.node(raw, nil)
		return nil
	})
	if err != nil {
		return err
	}
	return w.finish(opt)
}

// treeWalk adds the nodes of a tree that says what each is.
type treeWalk struct {
	in      *Lines
	l       *timestamps.Listing
	line    int64
	order   dateOrder
	files   int64 // what the report counts
	counted bool
}

// treeNode is what is known of one node.
type treeNode struct {
	kind, name, size, time, files []byte
}

// node reads the object that b begins with and returns what follows it. The contents of a
// directory come last among its members, so it is added before them.
func (w *treeWalk) node(b, parent []byte) []byte {
	var n treeNode
	var path []byte
	added := false
	b = w.space(b)
	if len(b) == 0 || b[0] != '{' {
		return nil
	}
	for b = w.space(b[1:]); len(b) > 0 && b[0] != '}'; {
		end := max(jsonString(b), 0)
		key := b[:end]
		if b = w.space(b[end:]); end == 0 || len(b) == 0 || b[0] != ':' {
			return nil
		}
		if b = w.space(b[1:]); string(key) == `"contents"` && len(b) > 0 && b[0] == '[' {
			path, added = w.add(&n, parent), true
			b = w.contents(b, path)
		} else {
			value, rest, ok := jsonValue(b)
			if !ok {
				return nil
			}
			n.set(key, jsonText(value))
			b = rest
		}
		if b = w.space(b); len(b) > 0 && b[0] == ',' {
			b = w.space(b[1:])
		}
	}
	switch {
	case string(n.kind) == "report":
		w.files, w.counted = numberOr(n.files, notPrinted), len(n.files) > 0
	case !added && len(n.name) > 0:
		w.add(&n, parent)
	}
	return b[min(1, len(b)):]
}

// contents reads the array that b begins with, and returns what follows it.
func (w *treeWalk) contents(b, path []byte) []byte {
	for b = w.space(b[1:]); len(b) > 0 && b[0] != ']'; {
		if b[0] != '{' {
			w.l.Skip(w.line, "what lies in a directory is no object")
			if _, b, _ = jsonValue(b); len(b) == 0 {
				return nil
			}
		} else {
			b = w.node(b, path)
		}
		if b = w.space(b); len(b) > 0 && b[0] == ',' {
			b = w.space(b[1:])
		}
	}
	return b[min(1, len(b)):]
}

// space skips blanks and counts the lines among them.
func (w *treeWalk) space(b []byte) []byte {
	rest := jsonSpace(b)
	w.line += int64(bytes.Count(b[:len(b)-len(rest)], []byte{'\n'}))
	return rest
}

func (n *treeNode) set(key, value []byte) {
	switch string(bytes.Trim(key, `"`)) {
	case "type":
		n.kind = value
	case "name":
		n.name = value
	case "size":
		n.size = value
	case "time":
		n.time = value
	case "files":
		n.files = value
	}
}

// numberOr reads a number, or returns what stands for none.
func numberOr(b []byte, none int64) int64 {
	if n, ok := number(b); ok {
		return n
	}
	return none
}

// add adds a node and returns its path. The name is the path with -f, else not.
func (w *treeWalk) add(n *treeNode, parent []byte) []byte {
	row := treeRow{Entry: timestamps.Entry{Line: w.line, Kind: jsonKind(string(n.kind)), Size: timestamps.NoSize}}
	path := n.name
	if parent != nil && bytes.IndexByte(bytes.TrimRight(path, "/"), '/') < 0 {
		path = append(append(bytes.Clone(bytes.TrimSuffix(parent, []byte{'/'})), '/'), path...)
	}
	if size := bytes.TrimLeft(n.size, " "); len(size) > 0 && !treeSize(size, &row.Entry) {
		w.l.Warn("unread-size", w.line, fmt.Sprintf("line %d: the size %.40q cannot be read", w.line, size))
	}
	if len(n.time) > 0 && !row.date(n.time) {
		w.l.Warn("unread-stamp", w.line, fmt.Sprintf("line %d: the time %.40q cannot be read", w.line, n.time))
		row.Times.Modified = timestamps.Stamp{State: timestamps.Invalid}
	}
	row.Path = unstow(w.in.Keep(path))
	w.l.Entries = append(w.l.Entries, row.Entry)
	if row.local != nil {
		w.order.set(w.l, *row.local)
	}
	return path
}

// finish settles the order of the dates and compares the number of files. A link to a
// directory counts as a directory or as a file, depending on the version of tree.
func (w *treeWalk) finish(opt Options) error {
	if !w.order.finish(w.l, opt) {
		w.l.Entries = nil
		return errOrder
	}
	files, links := int64(0), int64(0)
	for i := range w.l.Entries {
		switch w.l.Entries[i].Kind {
		case timestamps.Directory:
		case timestamps.Link:
			links++
		default:
			files++
		}
	}
	if w.counted && (w.files < files || w.files > files+links) {
		differs(&w.l.Head, w.line, "files", w.files, files+links)
	}
	return nil
}
