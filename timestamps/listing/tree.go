package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var treeText = Format{
	Name:       "tree",
	Title:      "tree -D with -s or -h, and -p",
	Stamps:     "modified",
	Resolution: "1 min in the last half year, else 1 day; as --timefmt says",
	Zone:       "none printed: local time of the machine that listed",
	Match: func(head [][]byte) float64 {
		good, bad := 0, 0
		for _, b := range head {
			var e timestamps.Entry
			_, _, ok := treeRow(b, &e)
			switch {
			case ok:
				good++
			case len(b) == 0, treeTotal(b):
			default:
				bad++
			}
		}
		return ratio(good, bad)
	},
	Read: readTree,
}

// treeIndents are what tree draws in front of a name, each for one directory.
var treeIndents = []string{"├── ", "└── ", "│   ", "│\u00a0\u00a0 ", "    ", "|-- ", "`-- ", "|   "}

// treeRow reads a line such as one of
//
//	├── [         24 Dec 31  2022]  -dash-first
//	│   ├── [-rw-r--r--        1960 Jan 27  2026]  certificates.txt.gz
//
// into e, and returns how deep the name lies.
func treeRow(b []byte, e *timestamps.Entry) (depth int, name []byte, ok bool) {
	for len(b) > 0 && b[0] != '[' {
		indent := ""
		for _, s := range treeIndents {
			if bytes.HasPrefix(b, []byte(s)) {
				indent = s
				break
			}
		}
		if indent == "" {
			return 0, nil, false
		}
		b, depth = b[len(indent):], depth+1
	}
	if len(b) == 0 {
		return 0, nil, false
	}
	facts, name, ok := bytes.Cut(b[1:], []byte("]  "))
	if !ok || len(name) == 0 {
		return 0, nil, false
	}
	return depth, name, treeFacts(facts, e)
}

// treeFacts reads what stands in the brackets: a mode where it was asked for, size and date.
func treeFacts(facts []byte, e *timestamps.Entry) bool {
	e.Kind, e.Size = timestamps.Unknown, timestamps.NoSize
	mode, rest := cutField(facts)
	if kind, ok := unixMode(mode); ok {
		e.Kind, facts = kind, rest
	}
	size, rest := cutField(facts)
	if _, ok := lsSize(size, rest, e); !ok {
		return false
	}
	_, ok := lsDate(rest, e)
	return ok
}

// treeTotal reports whether a line is the last one, "10 directories, 41 files".
func treeTotal(b []byte) bool {
	_, _, ok := treeTotals(b)
	return ok
}

func treeTotals(b []byte) (directories, files int64, ok bool) {
	first, b := cutField(b)
	if directories, ok = number(first); !ok {
		return 0, 0, false
	}
	word, b := cutField(b)
	second, b := cutField(b)
	files, ok = number(second)
	unit, _ := cutField(b)
	return directories, files, ok && (string(word) == "directories," || string(word) == "directory,") && bytes.HasPrefix(unit, []byte("file"))
}

// readTree reads the drawing of a tree. What has no mode is a directory where names lie under
// it, and a file else: an empty directory cannot be told from a file.
func readTree(in *Lines, l *timestamps.Listing, _ Options) error {
	var parents [][]byte // the path at each depth
	last := -1           // the entry above, at depth len(parents)-1
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		depth, name, ok := treeRow(b, &e)
		if !ok && treeTotal(b) {
			continue
		}
		if !ok || depth > len(parents) {
			l.Skip(in.Number(), "the line has not the columns of tree -D -s")
			continue
		}
		if depth == len(parents) && last >= 0 && l.Entries[last].Kind != timestamps.Link {
			l.Entries[last].Kind = timestamps.Directory
		}
		parents = parents[:depth]
		if e.Kind == timestamps.Unknown && bytes.Contains(name, []byte(" -> ")) {
			name = cutTarget(name, timestamps.Link) // maybe a link, maybe a name: counted as a file
		} else {
			name = cutTarget(name, e.Kind)
		}
		if depth == cap(parents) {
			parents = append(parents, nil)
		}
		parents = parents[:depth+1] // with the memory of the path that was there before
		path := parents[depth][:0]
		if depth > 0 {
			path = append(append(path, parents[depth-1]...), '/')
		}
		parents[depth] = append(path, name...)
		e.Path = in.Keep(parents[depth])
		l.Entries = append(l.Entries, e)
		last = len(l.Entries) - 1
	}
	for i := range l.Entries {
		if l.Entries[i].Kind == timestamps.Unknown {
			l.Entries[i].Kind = timestamps.File
		}
	}
	return nil
}
