package listing

import (
	"bytes"
	"html"

	"copyclock/timestamps"
)

var httpIndex = Format{
	Name:       "http-index",
	Title:      "index page of Apache, nginx, lighttpd or IIS",
	Stamps:     "modified",
	Resolution: "1 min (1 s of lighttpd)",
	Zone:       "none printed: local time of the server (Apache, IIS), UTC unless set otherwise (nginx, which then applies today's offset to old stamps too)",
	Match:      matchHTTPIndex,
	Read:       readHTTPIndex,
}

func matchHTTPIndex(head [][]byte) float64 {
	rows := 0
	for _, b := range head {
		for _, part := range htmlBreaks(b) {
			var e timestamps.Entry
			if _, _, ok := indexRow(part, &e); ok {
				rows++
			}
		}
	}
	if rows == 0 {
		return 0
	}
	return 1
}

// htmlBreaks parts a line at <br>, where IIS ends its rows.
func htmlBreaks(b []byte) [][]byte {
	if bytes.Contains(b, []byte("<br>")) {
		return bytes.Split(b, []byte("<br>"))
	}
	return [][]byte{b}
}

// indexRow reads the rows of index pages, such as one of
//
//	<a href="big.bin">big.bin</a>                    01-Sep-2016 16:45             3000000
//	<img src="/icons/unknown.gif" alt="[   ]"> <a href="a.txt">a.txt</a>  2023-01-01 00:00   24
//	<tr><td class="n"><a href="a.txt">a.txt</a></td><td class="m">2016-Jul-05 18:39:18</td><td class="s">1.0K</td>
//	 7/5/2016  6:39 PM         1234 <A HREF="/docs/a.txt">a.txt</A>
//	 Tuesday, July 05, 2016  6:39 PM        1234 <A HREF="/docs/a.txt">a.txt</A>
//
// into e, and returns the reference, which is the name with escapes. The date of IIS is
// returned for its order to be found.
func indexRow(b []byte, e *timestamps.Entry) (href []byte, local *localDate, ok bool) {
	before, rest, ok := cutFold(b, "<a href=\"")
	if !ok {
		return nil, nil, false
	}
	// Apache puts the head of its table and the first row into one line.
	for {
		earlier, later, more := cutFold(rest, "<a href=\"")
		if !more || !indexIdle(rest) {
			break
		}
		before, rest = earlier, later
	}
	href, rest, ok = bytes.Cut(rest, []byte{'"'})
	if !ok || len(href) == 0 || indexIdle(href) {
		return nil, nil, false
	}
	_, after, ok := cutFold(rest, "</a>")
	if !ok {
		return nil, nil, false
	}
	e.Kind, e.Size = timestamps.File, timestamps.NoSize
	if href[len(href)-1] == '/' {
		e.Kind = timestamps.Directory
	}
	front := append(bytes.TrimLeft(stripTags(nil, before), " "), ' ')
	d, tail, ok := cutLocalDate(front)
	local = &d
	if !ok {
		tail, ok = longDate(front, e)
		local = nil
	}
	if ok {
		if size, _ := cutField(tail); len(size) > 0 {
			if n, ok := number(size); ok {
				e.Size = n
			} else if string(size) == "<dir>" {
				e.Kind = timestamps.Directory
			}
		} else {
			e.Kind = timestamps.Directory
		}
		return href, local, true
	}
	text := stripTags(nil, bytes.TrimPrefix(after, []byte{'/'})) // of a directory in lighttpd
	var day timestamps.Date
	text, ok = indexDate(text, &day)
	if !ok {
		return nil, nil, false
	}
	e.Times.Modified = timestamps.Wall(day)
	if size, _ := cutField(text); len(size) > 0 && size[0] != '-' && e.Kind == timestamps.File {
		if e.Size, e.Slack, ok = suffixedSize(size); !ok {
			e.Size, e.Slack = timestamps.NoSize, 0
		}
		if e.Slack > 0 {
			e.Flags |= timestamps.Rounded
		}
	}
	return href, nil, true
}

// indexIdle reports whether a reference leads to another order of the page, to the directory
// above, or away.
func indexIdle(href []byte) bool {
	href, _, _ = bytes.Cut(href, []byte{'"'})
	switch {
	case len(href) == 0, href[0] == '?', href[0] == '#', bytes.HasPrefix(href, []byte("../")), string(href) == "..",
		bytes.HasPrefix(href, []byte("mailto:")):
		return true
	}
	// As browsers save it.
	return bytes.Contains(href, []byte("://")) && bytes.IndexByte(href, '?') >= 0
}

// longDate cuts the "Tuesday, July 05, 2016  6:39 PM" of older IIS off b.
func longDate(b []byte, e *timestamps.Entry) (rest []byte, ok bool) {
	var d timestamps.Date
	day, b := cutField(b)
	if len(day) < 4 || !bytes.HasSuffix(day, []byte("day,")) || !weekday(day[:3]) {
		return nil, false
	}
	month, b := cutField(b)
	number, b := cutField(b)
	year, b := cutField(b)
	time, b := cutField(b)
	half, rest := cutField(b)
	number, comma := bytes.CutSuffix(number, []byte{','})
	if d.Month = longMonth(month); d.Month == 0 || !comma {
		return nil, false
	}
	if d.Year = yearOf(year); d.Year < 0 {
		return nil, false
	}
	if len(time) == len("6:39") {
		time = append([]byte{'0'}, time...)
	}
	if d.Day, ok = smallNumber(number); !ok || !clock(time, &d) || d.Hour < 1 || d.Hour > 12 {
		return nil, false
	}
	switch string(half) {
	case "AM":
		d.Hour %= 12
	case "PM":
		d.Hour = d.Hour%12 + 12
	default:
		return nil, false
	}
	e.Times.Modified = timestamps.Wall(d)
	return rest, true
}

// longMonth reads the full English name of a month, or returns 0.
func longMonth(b []byte) int {
	for i, name := range [...]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	} {
		if string(b) == name {
			return i + 1
		}
	}
	return 0
}

// cutFold cuts at a word in either case, whose first byte is no letter.
func cutFold(b []byte, word string) (before, after []byte, ok bool) {
	for i := 0; ; i++ {
		next := bytes.IndexByte(b[i:], word[0])
		if i += next; next < 0 || i+len(word) > len(b) {
			return b, nil, false
		}
		if bytes.EqualFold(b[i:i+len(word)], []byte(word)) {
			return b[:i], b[i+len(word):], true
		}
	}
}

// stripTags appends the text of b to out, with a blank for each tag.
func stripTags(out, b []byte) []byte {
	for len(b) > 0 {
		i := bytes.IndexAny(b, "<&")
		if i < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:i]...), b[i:]
		if b[0] == '<' {
			out = append(out, ' ')
			end := bytes.IndexByte(b, '>')
			if end < 0 {
				return out
			}
			if bytes.EqualFold(b[:end+1], []byte("<dir>")) {
				out = append(out, "<dir>"...)
			}
			b = b[end+1:]
		} else if rest, ok := bytes.CutPrefix(b, []byte("&nbsp;")); ok {
			out, b = append(out, ' '), rest
		} else if rest, ok := bytes.CutPrefix(b, []byte("&lt;dir&gt;")); ok {
			out, b = append(out, "<dir>"...), rest
		} else {
			out, b = append(out, '&'), b[1:]
		}
	}
	return out
}

// indexDate cuts "2023-01-01 00:00", "01-Sep-2016 16:45" or "2016-Jul-05 18:39:18" off b.
func indexDate(b []byte, d *timestamps.Date) (rest []byte, ok bool) {
	date, rest := cutField(b)
	time, rest := cutField(rest)
	if !clock(time, d) {
		return nil, false
	}
	switch {
	case isoDate(date, '-', d):
		return rest, true
	case len(date) != 11:
		return nil, false
	case date[2] == '-' && date[6] == '-':
		d.Month, ok = monthOf(date[3:6])
		d.Day, d.Year = digitsAt(date, 0, 2), digitsAt(date, 7, 4)
	case date[4] == '-' && date[8] == '-':
		d.Month, ok = monthOf(date[5:8])
		d.Year, d.Day = digitsAt(date, 0, 4), digitsAt(date, 9, 2)
	}
	return rest, ok && d.Day > 0 && d.Year > 0
}

func readHTTPIndex(in *Lines, l *timestamps.Listing, opt Options) error {
	var page indexPage
	var order dateOrder
	begin := len(l.Entries)
	var joint []byte // a name may hold line feeds
	for in.Next() {
		joint = append(joint, in.Bytes()...)
		if _, open, ok := cutFold(joint, "<a href=\""); ok && len(joint) < 8192 {
			if _, _, closed := cutFold(open, "</a>"); !closed {
				joint = append(joint, '\n')
				continue
			}
		}
		line := joint
		joint = nil
		for _, part := range htmlBreaks(line) {
			page.line(part)
			e := timestamps.Entry{Line: in.Number()}
			href, local, ok := indexRow(part, &e)
			if !ok {
				continue
			}
			if bytes.IndexByte(href, '&') >= 0 {
				href = []byte(html.UnescapeString(string(href)))
			}
			name, ok := page.name(href)
			if !ok {
				if bytes.Contains(href, []byte("://")) {
					l.Skip(in.Number(), "the reference does not lie in the directory that the page names")
				}
				continue
			}
			if e.Kind == timestamps.Directory {
				name = bytes.TrimSuffix(name, []byte{'/'})
			}
			e.Path = in.Keep(append(bytes.Clone(page.dir), name...))
			l.Entries = append(l.Entries, e)
			if local != nil {
				order.set(l, *local)
			}
		}
	}
	if !order.finish(l, opt) {
		l.Entries = l.Entries[:begin]
		return errOrder
	}
	return nil
}

// hrefName returns the name that a reference leads to, in memory of its own.
func hrefName(href []byte) []byte {
	if bytes.IndexByte(href, '&') >= 0 {
		return unescapeURL([]byte(html.UnescapeString(string(href))))
	}
	return unescapeURL(bytes.Clone(href))
}

// unescapeURL undoes the escapes %20 and their like; one that is broken stays as it is.
func unescapeURL(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) {
			high, low := hexDigit(b[i+1]), hexDigit(b[i+2])
			if high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}
