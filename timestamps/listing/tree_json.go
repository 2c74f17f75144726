package listing

import (
	"bytes"
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
	if err := j.elements("", func() { w.node(j, 0) }); err != nil {
		return err
	}
	return w.finish(opt)
}

// treeWalk adds the nodes of a tree that says what each is.
type treeWalk struct {
	in      *Lines
	l       *timestamps.Listing
	line    int64
	nodes   []*treeNode // that are open in JSON, and the memory of those that were
	order   dateOrder
	files   int64 // what the report counts
	counted bool
}

// treeNode is what is known of one node.
type treeNode struct {
	kind, name, size, time, files []byte
	path                          []byte
	entry                         int // its number, or -1 before it is added
}

// field returns where the value of a key belongs, or nil.
func (n *treeNode) field(key []byte) *[]byte {
	switch string(key) {
	case "type":
		return &n.kind
	case "name":
		return &n.name
	case "size":
		return &n.size
	case "time":
		return &n.time
	case "files":
		return &n.files
	}
	return nil
}

// open returns the node at a depth with nothing in it, in the memory of the one before.
func (w *treeWalk) open(depth int) *treeNode {
	if depth == len(w.nodes) {
		w.nodes = append(w.nodes, &treeNode{})
	}
	n := w.nodes[depth]
	*n = treeNode{kind: n.kind[:0], name: n.name[:0], size: n.size[:0], time: n.time[:0], files: n.files[:0], path: n.path[:0], entry: -1}
	return n
}

// node reads the object of a node and what lies in it, which must stand behind its name.
func (w *treeWalk) node(j *jsonReader, depth int) {
	j.peek()
	w.line = j.in.Number()
	n := w.open(depth)
	var parent []byte
	if depth > 0 {
		parent = w.nodes[depth-1].path
	}
	j.object(func(key []byte) {
		if field := n.field(key); field != nil {
			if field == &n.name && n.entry >= 0 {
				j.fail("the name of a directory stands behind what lies in it")
			}
			*field = append((*field)[:0], j.text()...)
			return
		}
		if string(key) != "contents" {
			j.skip()
			return
		}
		if len(n.name) == 0 {
			j.fail("no name stands in front of what lies in a directory")
		} else if n.entry < 0 {
			w.add(n, parent)
		}
		j.array(func() { w.inside(j, depth+1) })
	})
	switch {
	case n.entry >= 0:
		w.read(n)
	case j.err != nil:
	case string(n.kind) == "report":
		w.files, w.counted = numberOr(n.files, notPrinted), len(n.files) > 0
	case len(n.name) > 0:
		w.add(n, parent)
		w.read(n)
	}
}

// inside reads what lies in a directory.
func (w *treeWalk) inside(j *jsonReader, depth int) {
	switch j.peek() {
	case '{':
		w.node(j, depth)
	case 0: // the input ends
	default:
		w.l.Skip(j.in.Number(), "what lies in a directory is no object")
		j.skip()
	}
}

// numberOr reads a number, or returns what stands for none.
func numberOr(b []byte, none int64) int64 {
	if n, ok := number(b); ok {
		return n
	}
	return none
}

// add adds a node with its path: the name with -f, else that of the parent and the name.
func (w *treeWalk) add(n *treeNode, parent []byte) {
	if len(parent) > 0 && bytes.IndexByte(bytes.TrimRight(n.name, "/"), '/') < 0 {
		n.path = append(append(n.path, bytes.TrimSuffix(parent, []byte{'/'})...), '/')
	}
	n.path = append(n.path, n.name...)
	n.entry = len(w.l.Entries)
	w.l.Entries = append(w.l.Entries, timestamps.Entry{Path: w.in.Keep(n.path), Line: w.line, Size: timestamps.NoSize})
}

// read reads what is said of a node into its entry.
func (w *treeWalk) read(n *treeNode) {
	row := treeRow{Entry: w.l.Entries[n.entry]}
	row.Kind = jsonKind(n.kind)
	if size := bytes.TrimLeft(n.size, " "); len(size) > 0 && !treeSize(size, &row.Entry) {
		w.l.Warn("unread-size", row.Line, fmt.Sprintf("line %d: the size %.40q cannot be read", row.Line, size))
	}
	if len(n.time) > 0 && !row.date(n.time) {
		row.Times.Modified = unreadStamp(w.l, row.Line, n.time)
	}
	w.l.Entries[n.entry] = row.Entry
	if row.local != nil {
		w.order.setAt(w.l, n.entry, timestamps.Modified, *row.local)
	}
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
