package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// exiftoolCSV is the table of ExifTool, with or without the groups of -G.
var exiftoolCSV = Format{
	Name:       "exiftool-csv",
	Title:      "exiftool -csv",
	Stamps:     "modified, changed, birth, accessed: the tags of the file system",
	Resolution: "1 s",
	Zone:       "an offset beside each time",
	Match: func(head [][]byte) float64 {
		if exiftoolDelim(head) != 0 {
			return 1
		}
		return 0
	},
	Read: readExiftoolCSV,
}

// exiftoolTags are the tags that are read, the path first and the times last.
var exiftoolTags = []string{"SourceFile", "FileSize", "FileModifyDate", "FileInodeChangeDate", "FileCreateDate", "FileAccessDate"}

// exiftoolTag returns the index in [exiftoolTags] of a tag, which may have groups before it
// and "#" behind it, or -1.
func exiftoolTag(tag []byte) int {
	tag = bytes.TrimSuffix(bytes.TrimSpace(tag[bytes.LastIndexByte(tag, ':')+1:]), []byte{'#'})
	for i, name := range exiftoolTags {
		if string(tag) == name {
			return i
		}
	}
	return -1
}

func exiftoolDelim(head [][]byte) byte {
	for _, delim := range []byte(",;\t|") {
		if header := firstCells(head, delim); len(header) > 1 && string(bytes.TrimSpace(header[0])) == "SourceFile" {
			return delim
		}
	}
	return 0
}

// readExiftoolCSV reads a table such as
//
//	SourceFile,FileName,Directory,FileSize#,FileModifyDate,FileAccessDate,FileInodeChangeDate,FileType
//	docs/CHANGES.gz,CHANGES.gz,docs,126824,2022:09:23 09:16:06-04:00,2026:11:23 04:49:18-05:00,...
func readExiftoolCSV(in *Lines, l *timestamps.Listing, _ Options) error {
	r := records{in: in, l: l}
	line, ok := r.line()
	if !ok {
		return nil
	}
	text := bytes.TrimPrefix(line.text, []byte(byteOrderMark))
	if r.delim = exiftoolDelim([][]byte{text}); r.delim == 0 {
		r.delim = ','
	}
	header, _ := r.split.split(text, r.delim)
	r.cells = len(header)
	tags := make([]int, len(header))
	for i, cell := range header {
		tags[i] = exiftoolTag(cell)
	}
	var file exiftoolFile
	for {
		line, ok := r.line()
		if !ok {
			return nil
		}
		cells, ok := r.record(line)
		if !ok {
			continue
		}
		file = exiftoolFile{line: line.at}
		for i, cell := range cells[:min(len(cells), len(tags))] {
			if tags[i] >= 0 && len(file.values[tags[i]]) == 0 {
				file.values[tags[i]] = cell
			}
		}
		file.add(in, l)
	}
}

// exiftoolFile is what ExifTool says of one file.
type exiftoolFile struct {
	values [6][]byte // in the order of [exiftoolTags]
	line   int64
}

// add appends the file to the listing.
func (f *exiftoolFile) add(in *Lines, l *timestamps.Listing) {
	if len(f.values[0]) == 0 {
		l.Skip(f.line, "a file has no name")
		return
	}
	e := timestamps.Entry{Path: in.Keep(f.values[0]), Size: timestamps.NoSize, Line: f.line, Kind: timestamps.File}
	if cell := trim(f.values[1]); len(cell) > 0 && string(cell) != "-" {
		var ok bool
		if e.Size, e.Slack, ok = suffixedSize(cell); !ok {
			e.Size, e.Slack = timestamps.NoSize, 0
			l.Warn("unread-size", f.line, "the size "+timestamps.Escape(string(cell[:min(len(cell), 40)]))+" cannot be read")
		}
		if e.Slack > 0 {
			e.Flags |= timestamps.Rounded
		}
	}
	for i, s := range [...]*timestamps.Stamp{&e.Times.Modified, &e.Times.Changed, &e.Times.Birth, &e.Times.Accessed} {
		cell := trim(f.values[2+i])
		if len(cell) == 0 || string(cell) == "-" || bytes.HasPrefix(cell, []byte("0000:00:00")) {
			continue
		}
		var ok bool
		if *s, ok = exiftoolStamp(cell); !ok {
			*s = unreadStamp(l, f.line, cell)
		}
	}
	l.Entries = append(l.Entries, e)
}

// exiftoolStamp reads "2013:10:23 08:41:22-04:00", or the ISO date of its option -d.
func exiftoolStamp(b []byte) (timestamps.Stamp, bool) {
	var d timestamps.Date
	rest, ok := cutDate(b, ':', &d)
	if !ok || len(rest) < 2 || rest[0] != ' ' {
		return isoStamp(b)
	}
	rest, ok = cutClock(rest[1:], &d)
	if rest = bytes.TrimSpace(rest); !ok || len(rest) == 0 {
		return timestamps.Wall(d), ok
	}
	minutes, ok := zoneOffset(bytes.TrimSuffix(rest, []byte(" DST")))
	return timestamps.WallAt(d, minutes), ok
}
