package listing

import (
	"bytes"
	"html"

	"copyclock/timestamps"
)

var httpBrowse = Format{
	Name:       "http-browse",
	Title:      "index page of Caddy, rclone serve http and rclone serve webdav",
	Stamps:     "modified",
	Resolution: "1 s (Caddy), 1 ns (rclone)",
	Zone:       "UTC, or an offset beside each time",
	Match:      matchBrowse,
	Read:       readBrowse,
}

// matchBrowse knows the page by the styles of its table, which all versions have and which
// stand in front of the first row, or by a row.
func matchBrowse(head [][]byte) float64 {
	page, styles, row := false, 0, false
	for _, b := range head {
		b = bytes.TrimSpace(b)
		switch {
		case bytes.HasPrefix(bytes.ToLower(b), []byte("<!doctype html")), bytes.HasPrefix(b, []byte("<html")):
			page = true
		case string(b) == ".meta-item {", string(b) == "td .goup {", string(b) == "td .goup,", string(b) == ".hideable {", string(b) == "#layout-list, #layout-grid {":
			styles++
		case bytes.HasPrefix(b, []byte(`<tr class="file`)):
			row = true
		}
	}
	if page && (styles > 0 || row) {
		return 1
	}
	return 0
}

// readBrowse reads rows such as
//
//	<tr class="file">
//	<td></td>
//	<td>
//	<a href="./a%20b.txt">
//	<span class="name">a b.txt</span>
//	</a>
//	</td>
//	<td data-order="53601">52 KiB</td>
//	<td class="hideable"><time datetime="2001-02-16T19:52:19Z">02/16/2001 07:52:19 PM +00:00</time></td>
//	</tr>
//
// of which the attributes hold the exact values.
func readBrowse(in *Lines, l *timestamps.Listing, _ Options) error {
	var page indexPage
	var row []byte
	within := false
	for in.Next() {
		b := in.Bytes()
		page.line(b)
		for len(b) > 0 {
			if !within {
				_, after, ok := bytes.Cut(b, []byte(`<tr class="file`))
				if !ok {
					break
				}
				b, within, row = after, true, row[:0]
			}
			text, after, ended := bytes.Cut(b, []byte("</tr>"))
			row = append(append(row, text...), '\n')
			if b = after; !ended {
				break
			}
			within = false
			browseRow(in, l, &page, row)
		}
		if len(row) > MaxLine {
			l.Skip(in.Number(), "the row has no end")
			within, row = false, row[:0]
		}
	}
	if within {
		l.Warn("cut-off", in.Number(), "the page ends within a row, so it may be cut off")
	}
	return nil
}

// browseRow reads the attributes of a row.
func browseRow(in *Lines, l *timestamps.Listing, page *indexPage, row []byte) {
	href, ok := attribute(row, "href")
	e := timestamps.Entry{Line: in.Number(), Kind: timestamps.File, Size: timestamps.NoSize}
	name, known := page.name(href)
	if ok && !known && bytes.Contains(href, []byte("://")) {
		// Saved by a browser, from a page that names no directory: all rows are of its own.
		_, path, _ := bytes.Cut(href, []byte("://"))
		name, known = page.name(path)
	}
	if !known {
		l.Skip(in.Number(), "the row has no name")
		return
	}
	size, ok := attribute(row, "data-order")
	if !ok {
		size, _ = attribute(row, "data-size")
	}
	if n, ok := number(size); ok {
		e.Size = n
	}
	if name, ok = bytes.CutSuffix(name, []byte{'/'}); ok {
		e.Kind, e.Size = timestamps.Directory, timestamps.NoSize
	}
	if when, ok := attribute(row, "datetime"); ok && len(bytes.TrimSpace(when)) > 0 {
		if e.Times.Modified, ok = browseTime(bytes.TrimSpace(when)); !ok {
			e.Times.Modified = unreadStamp(l, e.Line, when)
		}
	}
	e.Path = in.Keep(append(bytes.Clone(page.dir), name...))
	l.Entries = append(l.Entries, e)
}

// browseTime reads "2001-02-24T03:04:19Z" or "2001-02-24 03:04:19.5 +0100 CET". Go writes the
// beginning of the year 1 for no time.
func browseTime(b []byte) (timestamps.Stamp, bool) {
	if bytes.HasPrefix(b, []byte("0001-01-01")) {
		return timestamps.Stamp{}, true
	}
	if i := bytes.LastIndexByte(b, ' '); i > len("2001-02-24 03:04:19") {
		b = b[:i]
	}
	return isoStamp(b)
}

// attribute returns the value of the first attribute of that name, with its escapes undone.
func attribute(b []byte, name string) ([]byte, bool) {
	_, after, ok := bytes.Cut(b, []byte(" "+name+`="`))
	value, _, closed := bytes.Cut(after, []byte{'"'})
	if !ok || !closed {
		return nil, false
	}
	return []byte(html.UnescapeString(string(value))), true
}

// indexPage is what a page with an index says of the directory that it shows.
type indexPage struct {
	dir []byte // its path with a slash behind it, or nothing
	url []byte // where a browser that saved the page had it from
}

// pageTitles stand in front of the path in the title of a page.
var pageTitles = []string{"Index of ", "Directory listing for ", ""}

// line looks for the title of the page and for what a browser noted.
func (p *indexPage) line(b []byte) {
	if _, after, ok := bytes.Cut(b, []byte("<!-- saved from url=(")); ok && p.url == nil {
		if _, after, ok = bytes.Cut(after, []byte{')'}); ok {
			p.url, _, _ = bytes.Cut(bytes.Clone(after), []byte(" -->"))
		}
	}
	_, title, ok := cutFold(b, "<title>")
	if !ok || p.dir != nil {
		return
	}
	title, _, _ = bytes.Cut(title, []byte("</"))
	if _, path, ok := bytes.Cut(title, []byte(" - /")); ok { // IIS: host - /path/
		p.dir = append(bytes.TrimRight(append([]byte{'/'}, path...), "/"), '/')
		return
	}
	for _, t := range pageTitles {
		if path, ok := bytes.CutPrefix(title, []byte(t)); ok && len(path) > 0 && (path[0] == '/' || t != "") {
			path = []byte(html.UnescapeString(string(path)))
			p.dir = append(bytes.TrimRight(path, "/"), '/')
			return
		}
	}
}

// name returns the name that a reference leads to, with a slash behind that of a directory.
// Browsers save references with the address of the server in front; one that leads out of the
// directory is no name.
func (p *indexPage) name(href []byte) ([]byte, bool) {
	if scheme, rest, ok := bytes.Cut(href, []byte("://")); ok && (string(scheme) == "http" || string(scheme) == "https") {
		slash := bytes.IndexByte(rest, '/')
		if slash < 0 {
			return nil, false
		}
		dir := p.dir
		if _, at, ok := bytes.Cut(p.url, []byte("://")); ok {
			if i := bytes.IndexByte(at, '/'); i >= 0 {
				at, _, _ = bytes.Cut(at[i:], []byte{'?'})
				dir = unescapeURL(bytes.Clone(at[:bytes.LastIndexByte(at, '/')+1]))
			}
		}
		if href, ok = bytes.CutPrefix(unescapeURL(bytes.Clone(rest[slash:])), dir); !ok || len(dir) == 0 {
			return nil, false
		}
		if bytes.IndexByte(bytes.TrimSuffix(href, []byte{'/'}), '/') >= 0 || len(href) == 0 || href[0] == '?' {
			return nil, false
		}
		return href, true
	}
	href = unescapeURL(bytes.Clone(bytes.TrimPrefix(href, []byte("./"))))
	end := len(bytes.TrimSuffix(href, []byte{'/'}))
	href = href[bytes.LastIndexByte(href[:end], '/')+1:]
	if len(href) == 0 || string(href) == "/" || string(href) == "." || string(href) == ".." || string(href) == "../" {
		return nil, false
	}
	return href, true
}
