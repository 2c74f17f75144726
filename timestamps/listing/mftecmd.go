package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// mftecmd is the table that MFTECmd writes of an $MFT. Its times are those of
// $STANDARD_INFORMATION (0x10).
var mftecmd = Format{
	Name:       "mftecmd",
	Title:      "MFTECmd --csv of an $MFT",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "100 ns",
	Zone:       "UTC",
	Match: func(head [][]byte) float64 {
		if hasColumns(firstCells(head, ','), "EntryNumber", "ParentPath", "FileName", "Created0x10") {
			return 1
		}
		return 0
	},
	Read: readMFTECmd,
}

// readMFTECmd reads a table such as
//
//	EntryNumber,SequenceNumber,InUse,...,ParentPath,FileName,Extension,FileSize,...
//	100896,6,True,274233,9,.\MOVEitTransfer\wwwroot,moveit.asp,.asp,1362,1,,False,False,False,...
//
// A file has one row for each of its names and streams.
func readMFTECmd(in *Lines, l *timestamps.Listing, _ Options) error {
	l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
	const (
		entry = iota
		sequence
		inUse
		folder
		name
		size
		isDirectory
		isStream
		modified
		changed
		birth
		accessed
	)
	var at []int
	named := map[string]struct{}{} // files of which a name was read
	var path, id []byte
	return readTable(in, l, ',', func(header [][]byte) bool {
		at = columnsOf(header, "EntryNumber", "SequenceNumber", "InUse", "ParentPath", "FileName", "FileSize", "IsDirectory", "IsAds",
			"LastModified0x10", "LastRecordChange0x10", "Created0x10", "LastAccess0x10")
		return at[name] >= 0 && at[size] >= 0
	}, func(cells [][]byte, line int64) {
		cell := func(i int) []byte { return cellAt(cells, at[i]) }
		bytesOf, ok := number(cell(size))
		if !ok || at[name] >= len(cells) || len(cells[at[name]]) == 0 {
			l.Skip(line, "a row has no name or no size")
			return
		}
		path = path[:0]
		if dir := cell(folder); len(dir) > 0 {
			path = append(append(path, dir...), '\\')
		}
		path = append(path, cells[at[name]]...)
		e := timestamps.Entry{Path: in.Keep(path), Size: bytesOf, Line: line, Kind: timestamps.File}
		if bytes.EqualFold(cell(inUse), []byte("false")) {
			e.Flags |= timestamps.Deleted
		}
		id = append(append(append(id[:0], cell(entry)...), '-'), cell(sequence)...)
		_, again := named[string(id)]
		switch {
		case bytes.EqualFold(cell(isStream), []byte("true")):
			e.Flags |= timestamps.Stream
		case bytes.EqualFold(cell(isDirectory), []byte("true")):
			e.Kind = timestamps.Directory
		case again:
			e.Flags |= timestamps.HardLink
		default:
			named[in.Keep(id)] = struct{}{}
		}
		for i, s := range [...]*timestamps.Stamp{&e.Times.Modified, &e.Times.Changed, &e.Times.Birth, &e.Times.Accessed} {
			if *s, ok = utcStamp(cell(modified + i)); !ok {
				*s = unreadStamp(l, line, cell(modified+i))
			}
		}
		l.Entries = append(l.Entries, e)
	})
}
