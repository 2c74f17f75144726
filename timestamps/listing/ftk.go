package listing

import (
	"bytes"
	"strings"

	"copyclock/timestamps"
)

// ftkImager is the directory listing that FTK Imager exports.
var ftkImager = Format{
	Name:       "ftk-imager",
	Title:      "FTK Imager, Export Directory Listing",
	Stamps:     "birth, modified, accessed",
	Resolution: "100 ns to 1 day, as the file system has",
	Zone:       "UTC",
	Match: func(head [][]byte) float64 {
		if ftkDelim(head) != 0 {
			return 1
		}
		return 0
	},
	Read:   readFTK,
	Finish: ftkFolders,
}

// ftkDelim returns the delimiter of the table, a tab in most versions, or 0 if it is none.
func ftkDelim(head [][]byte) byte {
	for _, delim := range []byte("\t,;") {
		if hasColumns(firstCells(head, delim), "Filename", "Full Path", "Size (bytes)|Size", "Created", "Modified", "Is Deleted") {
			return delim
		}
	}
	return 0
}

// readFTK reads a table such as (tabs between the cells)
//
//	Filename  Full Path                        Size (bytes)  Created  Modified  Accessed  Is Deleted
//	a.txt     p.E01\[NTFS]\[root]\a.txt        12            2012-Mar-21 13:04:15.123456 UTC ... no
//
// after its documentation: no sample was at hand.
func readFTK(in *Lines, l *timestamps.Listing, _ Options) error {
	r := records{in: in, l: l}
	line, ok := r.line()
	if !ok {
		return nil
	}
	text := bytes.TrimPrefix(line.text, []byte(byteOrderMark))
	if r.delim = ftkDelim([][]byte{text}); r.delim == 0 {
		r.delim = '\t'
	}
	const (
		name = iota
		path
		size
		deleted
		birth
		modified
		accessed
	)
	header, _ := r.split.split(text, r.delim)
	at := columnsOf(header, "Filename", "Full Path", "Size (bytes)|Size", "Is Deleted", "Created", "Modified", "Accessed")
	r.cells = len(header)
	for {
		line, ok := r.line()
		if !ok {
			return nil
		}
		cells, ok := r.record(line)
		if !ok {
			continue
		}
		if len(cells) != r.cells {
			l.Skip(line.at, "a row has not the cells of the header")
			continue
		}
		full := cellAt(cells, at[path])
		if len(full) == 0 {
			full = cellAt(cells, at[name])
		}
		if len(full) == 0 {
			l.Skip(line.at, "a row has no path")
			continue
		}
		e := timestamps.Entry{Path: in.Keep(full), Size: timestamps.NoSize, Line: line.at, Kind: timestamps.File}
		if cell := cellAt(cells, at[size]); len(cell) > 0 {
			if e.Size, ok = grouped(cell); !ok {
				l.Skip(line.at, "the size of a row is no number")
				continue
			}
		}
		switch {
		case full[len(full)-1] == '\\':
			e.Kind = timestamps.Directory
		case bytes.HasSuffix(full, []byte(".FileSlack")), bytes.HasSuffix(full, []byte(`\$I30`)):
			e.Kind = timestamps.Other
		}
		if flag := cellAt(cells, at[deleted]); bytes.EqualFold(flag, []byte("yes")) || bytes.EqualFold(flag, []byte("true")) {
			e.Flags |= timestamps.Deleted
		}
		for i, s := range [...]*timestamps.Stamp{&e.Times.Birth, &e.Times.Modified, &e.Times.Accessed} {
			if cell := cellAt(cells, at[birth+i]); len(cell) > 0 {
				if *s, ok = ftkStamp(cell); !ok {
					*s = unreadStamp(l, line.at, cell)
				}
			}
		}
		l.Entries = append(l.Entries, e)
	}
}

// ftkStamp reads "2012-Mar-21 13:04:15.123456 UTC", or an ISO date and time.
func ftkStamp(b []byte) (timestamps.Stamp, bool) {
	if s, ok := isoStamp(b); ok {
		return s, true
	}
	if len(b) < 17 || b[4] != '-' || b[8] != '-' || b[11] != ' ' {
		return timestamps.Stamp{}, false
	}
	d := timestamps.Date{Year: digitsAt(b, 0, 4), Day: pair(b, 9)}
	var ok bool
	if d.Month, ok = monthOf(b[5:8]); !ok || d.Year < 0 || d.Day < 0 {
		return timestamps.Stamp{}, false
	}
	rest, ok := cutClock(b[12:], &d)
	if rest = bytes.TrimSpace(rest); !ok || len(rest) == 0 {
		return timestamps.Wall(d), ok
	}
	minutes, ok := zoneOffset(rest)
	return timestamps.WallAt(d, minutes), ok
}

// ftkFolders marks the directories, which have no column: they are the entries that others
// lie in.
func ftkFolders(l *timestamps.Listing, _ Options) {
	folders := map[string]struct{}{}
	for i := range l.Entries {
		if cut := strings.LastIndexByte(l.Entries[i].Path, '\\'); cut > 0 {
			folders[l.Entries[i].Path[:cut]] = struct{}{}
		}
	}
	for i := range l.Entries {
		if _, ok := folders[l.Entries[i].Path]; ok {
			l.Entries[i].Kind = timestamps.Directory
		}
	}
}
