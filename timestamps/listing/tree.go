package listing

import (
	"bytes"
	"fmt"
	"slices"

	"copyclock/timestamps"
)

var treeText = Format{
	Name:       "tree",
	Title:      "tree, with -D, -s, -h, -p, -u, -g, --inodes, -f, -F or none of them",
	Stamps:     "modified, with -D",
	Resolution: "1 min in the last half year, else 1 day; as --timefmt says",
	Zone:       "none printed: local time of the machine that listed; an offset where --timefmt has one",
	Match:      matchTree,
	Read:       readTree,
}

// matchTree takes rows with facts for a tree wherever they stand. Other programs draw such
// trees too, so names without facts must end in the totals of tree.
func matchTree(head [][]byte) float64 {
	facts, plain, bad, totals := 0, 0, 0, false
	root := 1
	for _, b := range head {
		var row treeRow
		switch {
		case treeTotal(b):
			totals = true
		case !row.parse(b):
			bad++
		case row.facts == nil && row.depth == 0 && root > 0:
			root--
		case row.facts == nil && row.depth == 0:
			bad++
		case row.facts == nil:
			plain++
		case row.known():
			facts++
		default:
			bad++
		}
	}
	switch {
	case facts > 0:
		return ratio(facts, bad+plain)
	case totals:
		return ratio(plain, bad)
	}
	return 0
}

// treeIndents are what tree draws in front of a name, each for one directory.
var treeIndents = []string{"├── ", "└── ", "│   ", "│\u00a0\u00a0 ", "    ", "|-- ", "`-- ", "|   "}

// treeTotals reads the last line, such as "10 directories, 41 files" or, with --du,
// "  20M used in 1 directory, 1 file". With -d it counts directories only.
func treeTotals(b []byte) (t printedTotal, ok bool) {
	t = printedTotal{rows: notPrinted, files: notPrinted, bytes: notPrinted}
	if _, after, used := bytes.Cut(b, []byte(" used in ")); used {
		b = after
	}
	count, rest := cutField(b)
	word, rest := cutField(rest)
	directories, ok := number(count)
	word, comma := bytes.CutSuffix(word, []byte{','})
	if !ok || string(word) != "directories" && string(word) != "directory" {
		return t, false
	}
	if !comma {
		t.rows = directories
		return t, len(rest) == 0
	}
	count, rest = cutField(rest)
	word, rest = cutField(rest)
	t.files, ok = number(count)
	return t, ok && len(rest) == 0 && (string(word) == "files" || string(word) == "file")
}

// treeTotal reports whether a line is that of the totals.
func treeTotal(b []byte) bool {
	_, ok := treeTotals(b)
	return ok
}

// treeReader puts the paths of a tree together.
type treeReader struct {
	l       *timestamps.Listing
	path    []byte // of the entry above
	ends    []int  // how much of it is the path at each depth
	last    int    // the entry above, at depth len(ends)-1, or -1
	field   int    // the number of the field with which dates begin
	quoted  bool   // -Q: all names stand in quotes
	slashes bool   // -F: directories end in a slash
	modes   bool   // -p: the mode tells the kind
	links   int    // rows without a mode that their size shows to be links
	order   dateOrder
}

// readTree reads the drawing of a tree.
func readTree(in *Lines, l *timestamps.Listing, opt Options) error {
	t := treeReader{l: l, last: -1}
	rows, facts := 0, false
	var total mark
	var row treeRow
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		if printed, ok := treeTotals(b); ok {
			total = mark{len(l.Entries), in.Number(), printed}
			continue
		}
		row = treeRow{Entry: timestamps.Entry{Line: in.Number(), Size: timestamps.NoSize}}
		ok := row.parse(b)
		if rows++; ok && !facts && rows <= 2 {
			// The second row settles it: old versions print the root without facts.
			facts = row.facts != nil && t.read(&row)
		}
		switch {
		case !ok, row.depth > len(t.ends), row.depth == 0 && len(t.ends) > 0 && !facts:
			l.Skip(in.Number(), "the line is none of tree")
		case facts && (row.facts == nil && rows > 1 || row.facts != nil && !t.read(&row)):
			l.Skip(in.Number(), "the facts in brackets are not those of tree -p -u -g -s -D")
		default:
			if !facts && row.facts != nil { // a name with brackets
				row.name = b[bytes.IndexByte(b, '['):]
			}
			t.add(in, &row, facts)
		}
	}
	if !t.order.finish(l, opt) {
		l.Entries = nil
		return errOrder
	}
	t.kinds(total)
	return nil
}

// read reads the facts of a row, whose fields are those of the row above.
func (t *treeReader) read(row *treeRow) (ok bool) {
	t.field, ok = row.read(t.field)
	return ok
}

// treeNotes are what tree prints behind the name of a directory that it does not open.
var treeNotes = [][]byte{
	[]byte("  [error opening dir]"), []byte("  [recursive, not followed]"), []byte(" entries exceeds filelimit, not opening dir]"),
}

// add appends the entry of a row.
func (t *treeReader) add(in *Lines, row *treeRow, facts bool) {
	if row.depth == len(t.ends) && t.last >= 0 && t.l.Entries[t.last].Kind != timestamps.Link {
		t.l.Entries[t.last].Kind = timestamps.Directory
	}
	t.modes = t.modes || row.mode
	for i, note := range treeNotes {
		if name, ok := bytes.CutSuffix(row.name, note); ok {
			if row.name, row.Kind = name, timestamps.Directory; i == len(treeNotes)-1 {
				row.name = name[:max(bytes.LastIndex(name, []byte("  [")), 0)]
			}
			t.l.Warn("unopened-directory", row.Line, "tree did not open some directories; what lies in them is not listed")
		}
	}
	name := t.name(row)
	if t.ends = t.ends[:row.depth]; row.depth > 0 && bytes.IndexByte(name, '/') < 0 {
		t.path = append(append(t.path[:t.ends[row.depth-1]], '/'), name...)
	} else { // the root, or with -f: the name is the path
		t.path = append(t.path[:0], name...)
	}
	t.ends = append(t.ends, len(t.path))
	row.Path = in.Keep(t.path)
	if n := len(t.l.Entries); n > 0 && row.depth == 0 && duUnder(row.Path, t.l.Entries[n-1].Path) {
		t.l.Entries[n-1].Kind = timestamps.Directory // with -i nothing is drawn
	}
	if row.depth == 0 && !facts {
		row.Kind = timestamps.Directory
	}
	t.l.Entries = append(t.l.Entries, row.Entry)
	if t.last = len(t.l.Entries) - 1; row.local != nil {
		t.order.set(t.l, *row.local)
	}
}

// name undoes quotes, marks and escapes of a name, and takes the target of a link off.
func (t *treeReader) name(row *treeRow) []byte {
	name := row.name
	if len(t.l.Entries) == 0 {
		t.quoted = len(name) > 2 && name[0] == '"' && bytes.HasSuffix(bytes.TrimRight(name, "/"), []byte{'"'})
	}
	name = t.cutTarget(row, name)
	if n := len(name) - 1; n > 0 && name[n] == '/' {
		row.Kind, name = timestamps.Directory, name[:n]
		t.slashes = t.slashes || len(t.l.Entries) > 0
	}
	return treeUnescape(t.unquote(name))
}

// unquote takes off the quotes of -Q. Quotes inside a name are printed as they are.
func (t *treeReader) unquote(name []byte) []byte {
	if n := len(name) - 1; t.quoted && n > 1 && name[0] == '"' && name[n] == '"' {
		return name[1:n]
	}
	return name
}

// cutTarget takes the target off the name of a link. Without a mode the size tells a link,
// which is as long as its target, from a name with an arrow in it.
func (t *treeReader) cutTarget(row *treeRow, name []byte) []byte {
	const arrow = " -> "
	if row.mode && row.Kind != timestamps.Link {
		return name
	}
	for i := bytes.Index(name, []byte(arrow)); i > 0; {
		target := name[i+len(arrow):]
		exact := row.Size != timestamps.NoSize && row.Slack == 0
		n := int64(len(treeUnescape(t.unquote(target))))
		switch {
		case exact && (row.Size == n || row.Size == n-1): // -F marks the target
			if !row.mode {
				row.Kind = timestamps.File // as the total of tree counts it
				t.links++
			}
			return name[:i]
		case !exact && !row.mode:
			t.l.Warn("assumed-link", row.Line, "an arrow in a name is taken for that of a link, which only -p or -s could tell")
			return name[:i]
		}
		next := bytes.Index(target, []byte(arrow))
		if next < 0 {
			break
		}
		i += len(arrow) + next
	}
	return cutTarget(name, row.Kind)
}

// treeUnescape undoes the escapes of bytes that cannot be printed: "new\012line". A backslash
// in front of anything else is a backslash.
func treeUnescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' {
			if c, ok := octal(b[i+1:]); ok && (c < ' ' || c >= 0x7f) {
				out = append(out, c)
				i += 3
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

// kinds settles which of the names under which nothing lies are files. The mode tells it,
// or the slashes of -F, or the total below the tree; else empty directories cannot be told
// from files, and the kind stays unknown.
func (t *treeReader) kinds(total mark) {
	l := t.l
	var leaves []*timestamps.Entry
	others, directories := int64(0), 0
	for i := range l.Entries {
		switch e := &l.Entries[i]; e.Kind {
		case timestamps.Unknown:
			leaves = append(leaves, e)
		case timestamps.Directory:
			directories++
		default:
			others++
		}
	}
	if total.line > 0 && total.printed.rows != notPrinted { // -d
		for _, e := range leaves {
			e.Kind = timestamps.Directory
		}
		return
	}
	open := int64(len(leaves)) + others - total.printed.files // names that tree counts as directories
	if total.line > 0 && (open < 0 || open > 0 && len(leaves) == 0 && t.modes && !hasLinks(l)) {
		differs(&l.Head, total.line, "files", total.printed.files, int64(len(leaves))+others)
	}
	if t.slashes || len(leaves) == 0 || total.line > 0 && open == 0 {
		for _, e := range leaves {
			e.Kind = timestamps.File
			if t.slashes && len(e.Path) > 1 && e.Path[len(e.Path)-1] == '*' {
				e.Path = e.Path[:len(e.Path)-1]
				l.Warn("assumed-mark", e.Line, "tree -F marks what can be executed; a * behind a name is taken for the mark")
			}
		}
		return
	}
	// Of ext4 and NTFS directories fill whole blocks.
	const block = 4096
	var full []*timestamps.Entry
	for _, e := range leaves {
		if e.Size > 0 && e.Size%block == 0 {
			full = append(full, e)
		}
	}
	n := int64(len(full))
	if total.line > 0 && open > 0 && n <= open && n >= open-int64(t.links) {
		for _, e := range leaves {
			e.Kind = timestamps.File
		}
		for _, e := range full {
			e.Kind = timestamps.Directory
			l.Warn("assumed-kind", e.Line, "nothing lies under some names that the total counts as directories; they are taken to be those whose size fills whole blocks")
		}
		return
	}
	why := "the listing has no total, so that empty directories cannot be told from files"
	if total.line > 0 {
		why = fmt.Sprintf("the total counts %d directories more than have names under them", open)
	}
	for _, e := range leaves {
		l.Warn("unknown-kind", e.Line, why+"; the kind of names without others under them is unknown (tree -p or -F shows it)")
	}
}

// hasLinks reports whether the mode of a row showed a link: tree counts one that leads to a
// directory as a directory.
func hasLinks(l *timestamps.Listing) bool {
	return slices.ContainsFunc(l.Entries, func(e timestamps.Entry) bool { return e.Kind == timestamps.Link })
}
