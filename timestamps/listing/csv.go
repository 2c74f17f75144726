package listing

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"copyclock/timestamps"
)

var csvTable = Format{
	Name:       "csv",
	Title:      "a table with a header: CSV, TSV or semicolons",
	Stamps:     "those whose columns the header or --columns names",
	Resolution: "as printed",
	Zone:       "Z or an offset in the cell, utc in the name of the column, else none",
	Generic:    true,
	Match:      matchCSV,
	Read:       readCSV,
}

// The fields of a table. The order of the stamps is that of [timestamps.Columns].
const (
	csvPath = iota
	csvSize
	csvModified
	csvChanged
	csvBirth
	csvAccessed
	csvKind
	csvFields
)

// csvColumns says which cell holds which field, and of a stamp whether it is in UTC.
type csvColumns struct {
	at     [csvFields]int // index of the cell, or -1
	utc    [csvFields]bool
	cells  int // as the header has, or 0
	delim  byte
	zone   int // minutes east of UTC that the user gave in --columns
	zoned  bool
	header bool // the first line is a header
	// attributes says that the kind is a word or a number of attributes of Windows.
	attributes bool
}

// csvNames are the names of columns. A name that ends in * may go on after a character
// that is no letter: created_on_usb_utc, modified (UTC).
var csvNames = [csvFields][]string{
	csvPath:     {"path", "full path", "full_path", "fullpath", "fullname", "full name", "file path", "file_path", "filepath", "name", "file name", "file_name", "filename"},
	csvSize:     {"size*", "bytes*", "size in bytes", "file size", "file_size", "filesize", "length"},
	csvModified: {"modified*", "mtime*", "last write*", "last_write*", "lastwrite*", "lastwritetime*", "lastwritetimeutc", "last modified*", "last_modified*", "lastmodified*", "date modified*", "date_modified*", "modification time*", "modification_time*"},
	csvChanged:  {"changed*", "ctime*", "change time*", "change_time*"},
	csvBirth:    {"birth*", "birthtime*", "created*", "btime*", "crtime*", "creation*", "creationtime*", "creationtimeutc", "date created*", "date_created*"},
	csvAccessed: {"accessed*", "atime*", "last access*", "last_access*", "lastaccess*", "lastaccesstime*", "lastaccesstimeutc", "date accessed*", "date_accessed*"},
	csvKind:     {"type", "kind", "file type", "file_type", "psiscontainer", "attributes"},
}

// csvForeign are names of columns that only tables of other tools have, whose rows are
// events, or sums over a folder, or whose stamps are counted in other units.
var csvForeign = []string{
	"timestamp_desc", "macb", "meta", "entrynumber", "entry number", "record number", "sequencenumber",
	"si creation time", "std info creation date", "allocated", "sourcefile", "usn", "macb_short",
}

func csvNamed(header string, field int) bool {
	for _, name := range csvNames[field] {
		stem, open := strings.CutSuffix(name, "*")
		rest, ok := strings.CutPrefix(header, stem)
		if ok && (rest == "" || open && !('a' <= rest[0] && rest[0] <= 'z' || rest[0] >= 0x80)) {
			return true
		}
	}
	return false
}

func csvUTC(header string) bool {
	for _, word := range strings.FieldsFunc(header, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if word == "utc" || word == "gmt" {
			return true
		}
	}
	return strings.HasSuffix(header, "timeutc") // of PowerShell
}

// csvHeader understands a header, or says that it is none.
func csvHeader(line []byte, delim byte) (c csvColumns, ok bool) {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(line, []byte("Filename,Size,Date Modified,Date Created,Attributes")) {
		return c, false // a file list of Everything counts 100 ns since 1601
	}
	var s splitter
	cells, whole := s.split(line, delim)
	if whole != wholeRecord {
		return c, false
	}
	c, ok = csvCells(cells)
	c.delim = delim
	return c, ok
}

// csvCells understands the cells of a header.
func csvCells(cells [][]byte) (c csvColumns, ok bool) {
	if len(cells) < 2 || len(cells) > 1000 {
		return c, false
	}
	c = csvColumns{cells: len(cells), header: true}
	for f := range c.at {
		c.at[f] = -1
	}
	path := len(csvNames[csvPath])
	for i, cell := range cells {
		name := strings.ToLower(string(bytes.TrimSpace(cell)))
		for _, foreign := range csvForeign {
			if name == foreign {
				return c, false
			}
		}
		for rank, n := range csvNames[csvPath] { // a full path beats a bare name
			if name == n && rank < path {
				path, c.at[csvPath] = rank, i
			}
		}
		for f := csvSize; f < csvFields; f++ {
			utc := csvUTC(name) // is worth more than local time
			if (c.at[f] < 0 || utc && !c.utc[f]) && csvNamed(name, f) {
				c.at[f], c.utc[f] = i, utc
				c.attributes = c.attributes || name == "attributes"
				break
			}
		}
	}
	stamps := 0
	for f := csvModified; f <= csvAccessed; f++ {
		if c.at[f] >= 0 {
			stamps++
		}
	}
	return c, c.at[csvPath] >= 0 && (c.at[csvSize] >= 0 || stamps > 0)
}

// csvDelims are tried in this order.
const csvDelims = ",;\t|"

func csvFind(line []byte) (csvColumns, bool) {
	for i := range len(csvDelims) {
		if c, ok := csvHeader(line, csvDelims[i]); ok {
			return c, true
		}
	}
	return csvColumns{}, false
}

// csvType is a line that Export-Csv of Windows PowerShell writes above the header.
func csvType(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(b, []byte(byteOrderMark)), []byte("#TYPE "))
}

func matchCSV(head [][]byte) float64 {
	for i, b := range head {
		if len(bytes.TrimSpace(b)) == 0 || csvType(b) {
			continue
		}
		c, ok := csvFind(b)
		if !ok {
			return 0
		}
		var s splitter
		var joint []byte // of a record over several lines
		good, bad, lines := 1, 0, 0
		for _, b := range head[i+1:] {
			if len(bytes.TrimSpace(b)) == 0 {
				continue
			}
			joint = append(joint, b...)
			cells, end := s.split(joint, c.delim)
			if lines++; end == openQuote && lines < recordLines {
				joint = append(joint, '\n')
				continue
			}
			if joint, lines = joint[:0], 0; len(cells) == c.cells {
				good++
			} else {
				bad++
			}
		}
		if 2*good < bad {
			return 0 // not even a damaged table
		}
		return 1
	}
	return 0
}

// csvReader reads the rows of a table.
type csvReader struct {
	records
	cols csvColumns
	opt  Options

	floating bool      // stamps without a zone of their own were seen
	order    dateOrder // of times of modification as a region prints them
}

// readCSV reads a table such as
//
//	order,path,size_bytes,created_on_usb_utc,mtime_utc_preserved_from_source
//	0,design/concept.ppt,1810432,2015-02-15T16:52:08Z,2014-12-04T11:24:50Z
func readCSV(in *Lines, l *timestamps.Listing, opt Options) error {
	r := csvReader{records: records{in: in, l: l}, opt: opt}
	line, ok := r.line()
	if ok && csvType(line.text) {
		line, ok = r.line()
	}
	if !ok {
		return errors.New("reading a table: the input has no header line")
	}
	if err := r.columns(line); err != nil {
		return err
	}
	r.delim, r.cells = r.cols.delim, r.cols.cells
	if !r.cols.header {
		r.row(line)
	}
	for {
		line, ok := r.line()
		if !ok {
			break
		}
		r.row(line)
	}
	if !r.order.finish(l, opt) {
		return errOrder
	}
	if r.floating && r.cols.zoned {
		l.Zone = timestamps.Zone{Name: offsetName(r.cols.zone), Source: "user"}
	}
	return nil
}

func (r *csvReader) columns(line tableLine) error {
	if r.opt.Columns != "" {
		c, err := csvChosen(r.opt.Columns, line.text)
		r.cols = c
		return err
	}
	c, ok := csvFind(line.text)
	if !ok {
		return fmt.Errorf("line %d: the header names no column of paths beside one of sizes or times: "+
			"name them with --columns path=...,size=...,modified=...", line.at)
	}
	r.cols = c
	return nil
}

// csvWords are the words of --columns.
var csvWords = [csvFields]string{"path", "size", "modified", "changed", "birth", "accessed", "kind"}

// csvChosen understands "path=NAME-or-number,size=...,modified=...,zone=UTC|+HH:MM".
// Numbers count columns from 1. If only numbers are given, the first line is taken for a
// header unless its cells can be read as those of an entry.
func csvChosen(spec string, line []byte) (c csvColumns, err error) {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	delim := csvDelims[0]
	for i := range len(csvDelims) {
		if bytes.Count(line, []byte{csvDelims[i]}) > bytes.Count(line, []byte{delim}) {
			delim = csvDelims[i]
		}
	}
	var s splitter
	cells, _ := s.split(line, delim)
	if c, err = csvChosenOf(spec, cells); err == nil && !c.header {
		c.header = !csvLooksLikeEntry(&c, cells)
	}
	c.delim = delim
	return c, err
}

// csvChosenOf is csvChosen for the cells of a line.
func csvChosenOf(spec string, cells [][]byte) (c csvColumns, err error) {
	for f := range c.at {
		c.at[f] = -1
	}
	c.cells = len(cells)
	for part := range strings.SplitSeq(spec, ",") {
		word, value, ok := strings.Cut(part, "=")
		word, value = strings.TrimSpace(word), strings.TrimSpace(value)
		if !ok || value == "" {
			return c, fmt.Errorf("--columns: %q is no field=column", part)
		}
		if word == "zone" {
			if c.zoned {
				return c, fmt.Errorf("--columns: zone is given twice")
			}
			if c.zone, ok = zoneOffset([]byte(value)); !ok {
				return c, fmt.Errorf("--columns: %q is no zone; write UTC or +02:00", value)
			}
			c.zoned = true
			continue
		}
		if err := c.choose(word, value, cells); err != nil {
			return c, err
		}
	}
	if c.at[csvPath] < 0 {
		return c, fmt.Errorf("--columns: no column of paths is given; add path=NAME or path=NUMBER")
	}
	return c, nil
}

func (c *csvColumns) choose(word, value string, cells [][]byte) error {
	field := -1
	for f, w := range csvWords {
		if w == word {
			field = f
		}
	}
	if field < 0 {
		return fmt.Errorf("--columns: %q is no field; the fields are %s and zone", word, strings.Join(csvWords[:], ", "))
	}
	if c.at[field] >= 0 {
		return fmt.Errorf("--columns: %s is given twice", word)
	}
	for i, cell := range cells {
		if strings.EqualFold(string(bytes.TrimSpace(cell)), value) {
			c.at[field], c.header = i, true
			c.utc[field] = csvUTC(strings.ToLower(value))
			return nil
		}
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > 1000 || value[0] == '0' || value[0] == '+' {
		return fmt.Errorf("--columns: the header has no column %q", value)
	}
	c.at[field] = n - 1
	return nil
}

func csvLooksLikeEntry(c *csvColumns, cells [][]byte) bool {
	for f := csvSize; f <= csvAccessed; f++ {
		i := c.at[f]
		if i < 0 {
			continue
		}
		if i >= len(cells) {
			return false
		}
		cell := bytes.TrimSpace(cells[i])
		if len(cell) == 0 {
			continue
		}
		if f == csvSize {
			if _, _, ok := suffixedSize(cell); !ok {
				return false
			}
			continue
		}
		if _, ok := csvStamp(cell); !ok {
			return false
		}
	}
	return true
}

func (r *csvReader) row(line tableLine) {
	cells, ok := r.record(line)
	if !ok {
		return
	}
	if slices.Max(r.cols.at[:]) >= len(cells) {
		r.l.Skip(line.at, fmt.Sprintf("line %d has only %d cells", line.at, len(cells)))
		return
	}
	r.entry(cells, line.at)
}

// entry appends the entry that the cells of a line say.
func (r *csvReader) entry(cells [][]byte, at int64) {
	e := timestamps.Entry{Path: r.in.Keep(cells[r.cols.at[csvPath]]), Size: timestamps.NoSize, Line: at}
	if e.Path == "" {
		r.l.Skip(at, fmt.Sprintf("line %d has no path", at))
		return
	}
	e.Kind = r.kind(cells, e.Path)
	if i := r.cols.at[csvSize]; i >= 0 {
		if cell := trim(cells[i]); len(cell) > 0 && string(cell) != "-" && string(cell) != "-1" {
			var ok bool
			if e.Size, e.Slack, ok = suffixedSize(cell); !ok {
				r.l.Skip(at, fmt.Sprintf("line %d: the size %.40q is no number", at, cell))
				return
			}
			if e.Slack > 0 {
				e.Flags |= timestamps.Rounded
			}
		}
	}
	r.l.Entries = append(r.l.Entries, e)
	for field := csvModified; field <= csvAccessed; field++ {
		column := timestamps.Columns[field-csvModified]
		if d, ok := r.regional(cells, field); ok {
			r.order.setColumn(r.l, column, d)
			continue
		}
		setStamp(&r.l.Entries[len(r.l.Entries)-1].Times, column, r.stamp(cells, field, at))
	}
}

// regional reads a time as Export-Csv of PowerShell prints it, "6/10/2019 12:24:49 PM", whose
// order the data must tell. --columns cannot give such a time a zone.
func (r *csvReader) regional(cells [][]byte, field int) (d localDate, ok bool) {
	i := r.cols.at[field]
	if i < 0 || r.cols.zoned {
		return d, false
	}
	cell := trim(cells[i])
	if len(cell) < 10 || len(cell) > 40 || cell[4] == '-' {
		return d, false
	}
	var text [41]byte
	n := copy(text[:], cell)
	text[n] = ' '
	d, rest, ok := cutLocalDate(text[:n+1])
	d.utc = r.cols.utc[field]
	return d, ok && len(rest) == 1
}

// csvKinds are the words of a column of kinds.
var csvKinds = map[string]timestamps.Kind{
	"d": timestamps.Directory, "dir": timestamps.Directory, "directory": timestamps.Directory, "folder": timestamps.Directory,
	"l": timestamps.Link, "link": timestamps.Link, "symlink": timestamps.Link, "symbolic link": timestamps.Link,
	"f": timestamps.File, "file": timestamps.File, "regular file": timestamps.File,
	"true": timestamps.Directory, "false": timestamps.File, // PSIsContainer
}

func (r *csvReader) kind(cells [][]byte, path string) timestamps.Kind {
	if i := r.cols.at[csvKind]; i >= 0 {
		word := bytes.ToLower(trim(cells[i]))
		if kind, ok := csvKinds[string(word)]; ok {
			return kind
		}
		const directory = 16 // the bit of FILE_ATTRIBUTE_DIRECTORY
		if bits, ok := number(word); ok && r.cols.attributes {
			if bits&directory != 0 {
				return timestamps.Directory
			}
			return timestamps.File
		}
		if bytes.HasSuffix(word, []byte(", directory")) || bytes.HasPrefix(word, []byte("directory, ")) {
			return timestamps.Directory // attributes of Windows in words
		}
	}
	if c := path[len(path)-1]; c == '/' || c == '\\' {
		return timestamps.Directory
	}
	return timestamps.Unknown
}

// csvStamp reads an ISO date and time with or without a zone, or seconds since 1970 with or
// without a fraction.
func csvStamp(b []byte) (timestamps.Stamp, bool) {
	if s, ok := jsonDate(b); ok {
		return s, true
	}
	if s, ok := isoStamp(b); ok {
		return s, true
	}
	sec, nsec, ok := epoch(b)
	if ok && b[0] == '-' && nsec > 0 {
		sec, nsec = sec-1, 1e9-nsec
	}
	return timestamps.At(sec, nsec), ok
}

func (r *csvReader) stamp(cells [][]byte, field int, at int64) timestamps.Stamp {
	i := r.cols.at[field]
	if i < 0 {
		return timestamps.Stamp{}
	}
	cell := trim(cells[i])
	if len(cell) == 0 || string(cell) == "-" {
		return timestamps.Stamp{}
	}
	t, ok := csvStamp(cell)
	switch {
	case !ok:
		t = timestamps.Stamp{State: timestamps.Invalid}
		r.l.Warn("unread-stamp", at, fmt.Sprintf("line %d: the %s time %.40q cannot be read; "+
			"RFC 3339, 2016-07-05 18:39:18 and seconds since 1970 can", at, csvWords[field], cell))
	case t.State == timestamps.Floating && r.cols.utc[field]:
		t.State = timestamps.Instant
	case t.State == timestamps.Floating && r.cols.zoned:
		r.floating = true
		t = eastOfUTC(t, r.cols.zone)
	}
	return t
}
