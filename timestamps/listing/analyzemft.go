package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// analyzeMFT is the table that analyzeMFT writes of an $MFT, of version 2 or 3. Its times are
// those of $STANDARD_INFORMATION; it has no sizes.
var analyzeMFT = Format{
	Name:       "analyzemft",
	Title:      "analyzeMFT --csv, versions 2 and 3",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 ms or 1 µs",
	Zone:       "UTC by a Z (version 3), else none",
	Match: func(head [][]byte) float64 {
		header := firstCells(head, ',')
		if hasColumns(header, "Record Number", "SI Creation Time|Std Info Creation date", "Filename|Filename #1") {
			return 1
		}
		return 0
	},
	Read: readAnalyzeMFT,
}

// readAnalyzeMFT reads a table such as
//
//	Record Number,Record Status,Record Type,File Type,...,Filename,Filepath,SI Creation Time,...
//	1,Valid,In Use,File,1,5,0,$MFTMirr,,2018-09-24T07:53:17.274Z,2018-09-24T07:53:17.274Z,...
func readAnalyzeMFT(in *Lines, l *timestamps.Listing, _ Options) error {
	const (
		active = iota
		kind
		path
		name
		modified
		changed
		birth
		accessed
	)
	var at []int
	return readTable(in, l, ',', func(header [][]byte) bool {
		at = columnsOf(header, "Active|Record Type", "File Type|Record type", "Filepath", "Filename|Filename #1",
			"SI Modification Time|Std Info Modification date", "SI Entry Time|Std Info Entry date",
			"SI Creation Time|Std Info Creation date", "SI Access Time|Std Info Access date")
		return at[name] >= 0 && at[modified] >= 0
	}, func(cells [][]byte, line int64) {
		if at[modified] >= len(cells) {
			l.Skip(line, "a row has too few cells")
			return
		}
		full := cellAt(cells, at[path])
		if len(full) == 0 {
			full = cellAt(cells, at[name])
		}
		if len(full) == 0 || string(full) == "NoFNRecord" {
			l.Warn("nameless-record", line, "records without a name, which are free or extend others, were left out")
			return
		}
		e := timestamps.Entry{Path: in.Keep(full), Size: timestamps.NoSize, Line: line, Kind: timestamps.File, Flags: dotFlag(full)}
		switch string(bytes.ToLower(cellAt(cells, at[kind]))) {
		case "directory", "folder":
			e.Kind = timestamps.Directory
		case "file":
		default:
			e.Kind = timestamps.Other
		}
		if use := bytes.ToLower(cellAt(cells, at[active])); string(use) == "inactive" || string(use) == "not in use" {
			e.Flags |= timestamps.Deleted
		}
		for i, s := range [...]*timestamps.Stamp{&e.Times.Modified, &e.Times.Changed, &e.Times.Birth, &e.Times.Accessed} {
			*s = mftStamp(l, line, cellAt(cells, at[modified+i]))
		}
		l.Entries = append(l.Entries, e)
	})
}

// mftStamp reads an ISO date and time, or words and zeros where there is none.
func mftStamp(l *timestamps.Listing, line int64, cell []byte) timestamps.Stamp {
	switch {
	case len(cell) == 0, string(cell) == "Not defined", string(cell) == "NoFNRecord", string(cell) == "NoSIRecord",
		string(cell) == "0", string(cell) == "-", string(cell) == "Undefined", string(cell) == "None":
		return timestamps.Stamp{}
	}
	if s, ok := isoStamp(cell); ok {
		return s
	}
	return unreadStamp(l, line, cell)
}
