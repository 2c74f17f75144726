package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var httpNames = Format{
	Name:       "http-names",
	Title:      "index page without times and sizes: python -m http.server, Apache without FancyIndexing",
	Stamps:     "none",
	Resolution: "none",
	Zone:       "no stamps",
	Match: func(head [][]byte) float64 {
		titled, rows := false, 0
		var e timestamps.Entry
		for _, b := range head {
			titled = titled || hasTitle(b, "Index of ") || hasTitle(b, "Directory listing for ")
			if _, ok := listItem(b); ok {
				rows++
			}
			if _, _, ok := indexRow(b, &e); ok {
				return 0
			}
		}
		if titled && rows > 0 {
			return 1
		}
		return 0
	},
	Read: readHTTPNames,
}

func hasTitle(b []byte, title string) bool {
	_, rest, ok := cutFold(b, "<title>")
	return ok && bytes.HasPrefix(rest, []byte(title))
}

// listItem returns what follows the beginning of an item such as
//
//	<li><a href="a%20b.txt">a b.txt</a></li>
//
// from the quotation mark on.
func listItem(b []byte) ([]byte, bool) {
	_, rest, ok := cutFold(b, "<li><a href=\"")
	return rest, ok
}

// readHTTPNames reads the items. Python marks links by an @ behind the text, and writes bytes
// that are no UTF-8 as halves of surrogates.
func readHTTPNames(in *Lines, l *timestamps.Listing, _ Options) error {
	var page indexPage
	python := false
	for in.Next() {
		b := in.Bytes()
		page.line(b)
		python = python || hasTitle(b, "Directory listing for ")
		rest, ok := listItem(b)
		if !ok {
			continue
		}
		href, _ := attribute(append([]byte(` href="`), rest...), "href")
		name, ok := page.name(href)
		if indexIdle(rest) && !bytes.Contains(href, []byte("://")) || !ok {
			continue
		}
		_, text, _ := bytes.Cut(rest, []byte{'>'})
		text, _, _ = bytes.Cut(text, []byte("</a>"))
		if bytes.HasSuffix(bytes.TrimSpace(text), []byte("Parent Directory")) && !python {
			continue
		}
		e := timestamps.Entry{Line: in.Number(), Kind: timestamps.File, Size: timestamps.NoSize}
		if name, ok = bytes.CutSuffix(name, []byte{'/'}); ok {
			e.Kind = timestamps.Directory
		} else if python && bytes.HasSuffix(text, []byte{'@'}) && !bytes.HasSuffix(name, []byte{'@'}) {
			e.Kind = timestamps.Link
		}
		if python {
			name = halvesToBytes(name)
		}
		e.Path = in.Keep(append(bytes.Clone(page.dir), name...))
		l.Entries = append(l.Entries, e)
		l.Warn("names-only", e.Line, "the page shows names alone: neither times nor sizes")
	}
	return nil
}

// halvesToBytes undoes surrogateescape: U+DC80 to U+DCFF, in the three bytes of UTF-8, stand
// for the bytes 0x80 to 0xff.
func halvesToBytes(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		if i+2 < len(b) && b[i] == 0xed && (b[i+1] == 0xb2 || b[i+1] == 0xb3) && b[i+2]&0xc0 == 0x80 {
			out = append(out, 0x80|(b[i+1]&1)<<6|b[i+2]&0x3f)
			i += 2
			continue
		}
		out = append(out, b[i])
	}
	return out
}
