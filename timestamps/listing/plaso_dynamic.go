package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// plasoDynamic is the table that psort writes if nothing else is asked for.
var plasoDynamic = Format{
	Name:       "plaso-dynamic",
	Title:      "psort -o dynamic",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "that of the file system, or 1 µs",
	Zone:       "an offset beside each time",
	Match: func(head [][]byte) float64 {
		if isDynamicHeader(firstCells(head, ',')) {
			return 1
		}
		return 0
	},
	Read: readDynamic,
}

// isDynamicHeader reports whether the columns are those of psort, and not those that
// Timesketch asks for beside them.
func isDynamicHeader(header [][]byte) bool {
	return len(header) > 0 && string(header[0]) == "datetime" && hasColumns(header, "timestamp_desc", "source|source_long|parser") &&
		!hasColumns(header, "timestamp") && !hasColumns(header, "data_type")
}

// readDynamic reads a table such as
//
//	datetime,timestamp_desc,source,source_long,message,parser,display_name,tag
//	2013-12-03T06:30:41.8079077+00:00,Creation Time,FILE,File stat,NTFS:\$AttrDef Type: file,filestat,NTFS:\$AttrDef,-
//
// Commas inside of values were replaced, so that no value stands in quotes.
func readDynamic(in *Lines, l *timestamps.Listing, _ Options) error {
	t := newTimeline(in, l)
	var at []int
	width := 0
	var cells [][]byte
	for in.Next() {
		line := bytes.TrimPrefix(in.Bytes(), []byte(byteOrderMark))
		if len(line) == 0 {
			continue
		}
		cells = cells[:0]
		for rest, more := line, true; more; {
			var cell []byte
			cell, rest, more = bytes.Cut(rest, []byte{','})
			cells = append(cells, cell)
		}
		if at == nil {
			at = columnsOf(cells, "datetime", "timestamp_desc", "parser", "source_long", "message", "display_name|filename", "inode")
			width = len(cells)
			continue
		}
		if len(cells) != width {
			l.Skip(in.Number(), "a row has not the cells of the header")
			continue
		}
		cell := func(i int) []byte { return cellAt(cells, at[i]) }
		if !fileStat(cell(2), cell(3)) {
			t.other(in.Number())
			continue
		}
		v := plasoEvent{path: cell(5), message: cell(4), id: cell(6), letters: timeLetters(cell(1))}
		var ok bool
		if v.stamp, ok = isoStamp(cell(0)); !ok {
			v.stamp = plasoNoTime(l, in.Number(), cell(0))
		}
		t.plaso(&v, in.Number())
	}
	return nil
}

// plasoNoTime reads what plaso prints in place of a time.
func plasoNoTime(l *timestamps.Listing, at int64, cell []byte) timestamps.Stamp {
	switch string(cell) {
	case "", "-", "Not set", "Not a time", "0000-00-00T00:00:00", "0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00.000000+00:00":
		l.Warn("absent-stamp", at, "rows without a date are read as times that are not known")
		return timestamps.Stamp{}
	}
	return unreadStamp(l, at, cell)
}
