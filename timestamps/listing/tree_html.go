package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var treeHTML = Format{
	Name:       "tree-html",
	Title:      "tree -H with -D and -s or -h",
	Stamps:     "modified",
	Resolution: "1 min in the last half year, else 1 day; as --timefmt says",
	Zone:       "none printed: local time of the machine that listed",
	Match: func(head [][]byte) float64 {
		good := 0
		for _, b := range head {
			var e timestamps.Entry
			if _, ok := treeHTMLRow(b, &e); ok {
				good++
			}
		}
		return ratio(good, 0)
	},
	Read: readTreeHTML,
}

// treeHTMLRow reads a line such as
//
//	├── [&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;126824&nbsp;Sep&nbsp;23&nbsp;&nbsp;2022]&nbsp;&nbsp;&nbsp;&nbsp;<a href="./CHANGES.gz">CHANGES.gz</a><br>
//
// into e, and returns the reference.
func treeHTMLRow(b []byte, e *timestamps.Entry) (href []byte, ok bool) {
	before, rest, ok := cutFold(b, "<a href=\"")
	if !ok {
		return nil, false
	}
	if i := bytes.LastIndex(rest, []byte("<a href=\"")); i >= 0 {
		rest = rest[i+len("<a href=\""):]
	}
	href, _, ok = bytes.Cut(rest, []byte{'"'})
	open := bytes.IndexByte(before, '[')
	if !ok || len(href) == 0 || open < 0 {
		return nil, false
	}
	facts, after, ok := bytes.Cut(stripTags(nil, before[open+1:]), []byte{']'})
	if !ok || len(bytes.Trim(after, " \u00a0")) > 0 {
		return nil, false
	}
	if bytes.IndexByte(facts, "\u00a0"[0]) >= 0 {
		facts = bytes.ReplaceAll(facts, []byte("\u00a0"), []byte{' '})
	}
	row := treeRow{Entry: *e, facts: facts}
	ok = row.known() && row.local == nil
	*e = row.Entry
	return href, ok
}

// readTreeHTML reads the references, which hold the whole path. The first row is the root.
func readTreeHTML(in *Lines, l *timestamps.Listing, _ Options) error {
	var total mark
	for in.Next() {
		b := in.Bytes()
		if printed, ok := treeTotals(b); ok {
			total = mark{len(l.Entries), in.Number(), printed}
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		href, ok := treeHTMLRow(b, &e)
		if !ok {
			continue
		}
		name := hrefName(href)
		if n := len(name) - 1; name[n] == '/' {
			e.Kind = timestamps.Directory
			if n > 0 {
				name = name[:n]
			}
		}
		if e.Kind == timestamps.Unknown {
			e.Kind = timestamps.File
		}
		e.Path = in.Keep(name)
		l.Entries = append(l.Entries, e)
	}
	if total.line > 0 {
		compareMarks(&l.Head, []mark{total}, func(i int) timestamps.Entry { return l.Entries[i] })
	}
	return nil
}
