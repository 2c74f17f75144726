package listing

import (
	"strings"

	"copyclock/timestamps"
)

var treeJSON = Format{
	Name:       "tree-json",
	Title:      "tree -J with -s and -D",
	Stamps:     "modified",
	Resolution: "1 s, or as --timefmt says",
	Zone:       "printed",
	Match:      jsonSigned(`"type":"`, `"name":`, `"contents":[`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		return j.elements("", func() { j.treeNode("") })
	},
}

// treeNode reads a node such as
//
//	{"type":"file","name":"a.txt","prot":"-rw-r--r--","size":17,"time":"2016-07-05T22:39:18+0000"}
//
// and what lies in it. Names hold the path with -f, else not.
func (j *jsonReader) treeNode(directory string) {
	j.peek()
	e := timestamps.Entry{Path: directory, Kind: timestamps.Other, Size: timestamps.NoSize, Line: j.in.Number()}
	report := false
	at := -1 // where the entry is, once what lies in it has been seen
	j.object(func(key []byte) {
		switch string(key) {
		case "type":
			word := j.string()
			e.Kind, report = jsonKind(word), string(word) == "report"
		case "name":
			if at >= 0 {
				j.fail("the name of a directory stands behind what lies in it")
			}
			e.Path = j.treePath(directory)
		case "size":
			e.Size = j.size()
		case "time":
			e.Times.Modified = j.stamp()
		case "contents":
			if at < 0 {
				at = len(j.l.Entries)
				j.add(&e)
			}
			inside := strings.TrimSuffix(e.Path, "/") + "/"
			j.array(func() { j.treeNode(inside) })
		default:
			j.skip()
		}
	})
	switch {
	case at >= 0 && at < len(j.l.Entries):
		j.l.Entries[at] = e
	case at < 0 && !report:
		j.add(&e)
	}
}

// treePath reads a name, which already begins with the directory with -f.
func (j *jsonReader) treePath(directory string) string {
	name := j.string()
	if directory == "" || strings.HasPrefix(string(name), directory) {
		return j.in.Keep(name)
	}
	j.path = append(append(j.path[:0], directory...), name...)
	return j.in.Keep(j.path)
}
