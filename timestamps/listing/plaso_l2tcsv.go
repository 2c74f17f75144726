package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// plasoL2tcsv is the table of log2timeline, which plaso and analyzeMFT write too.
var plasoL2tcsv = Format{
	Name:       "plaso-l2tcsv",
	Title:      "log2timeline and psort -o l2tcsv, analyzeMFT --l2t",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "1 s",
	Zone:       "its name in a column",
	Match: func(head [][]byte) float64 {
		for _, b := range head {
			if b = bytes.TrimPrefix(b, []byte(byteOrderMark)); len(b) > 0 {
				if isL2tHeader(b) {
					return 1
				}
				return 0
			}
		}
		return 0
	},
	Read: readL2tcsv,
}

func isL2tHeader(line []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(line), []byte("date,time,timezone,macb,source,sourcetype,type,user,host,short,desc,"))
}

// The cells of a row; 17 in all.
const (
	l2tDate, l2tTime, l2tZone, l2tMACB, l2tSourceType = 0, 1, 2, 3, 5
	l2tType, l2tDesc, l2tFile, l2tInode, l2tFormat    = 6, 10, 12, 13, 15
	l2tExtra, l2tCells                                = 16, 17
)

// readL2tcsv reads rows such as
//
//	07/02/2026,17:47:57,UTC,M.C.,FILE,File stat,Content Modification Time; Metadata Modification Time,-,-,/a,OS:/a Type: file,2,OS:/a,351025,-,filestat,file_size: 1509
//
// Commas inside of values were replaced, so that no value stands in quotes.
func readL2tcsv(in *Lines, l *timestamps.Listing, _ Options) error {
	t := newTimeline(in, l)
	var cells [l2tCells][]byte
	for in.Next() {
		line := bytes.TrimPrefix(in.Bytes(), []byte(byteOrderMark))
		if len(line) == 0 || isL2tHeader(line) {
			continue
		}
		if bytes.Count(line, []byte{','}) < l2tCells-1 {
			l.Skip(in.Number(), "a row has not the 17 cells of l2tcsv")
			continue
		}
		for i := range l2tCells - 1 {
			cut := bytes.IndexByte(line, ',')
			cells[i], line = line[:cut], line[cut+1:]
		}
		cells[l2tExtra] = line
		mft := string(cells[l2tSourceType]) == "FILESYSTEM" // analyzeMFT
		if !mft && string(cells[l2tFormat]) != "filestat" && string(cells[l2tSourceType]) != "File stat" {
			t.other(in.Number())
			continue
		}
		v := plasoEvent{path: cells[l2tFile], id: cells[l2tInode], message: cells[l2tDesc], letters: l2tLetters(cells[l2tMACB])}
		if v.letters == "" {
			v.letters = timeLetters(cells[l2tType])
		}
		var ok bool
		if v.stamp, ok = l2tStamp(l, &cells, in.Number()); !ok {
			l.Skip(in.Number(), "the date of a row is none")
			continue
		}
		if mft && v.stamp.State == timestamps.Absent && string(v.path) == "Unknown" {
			t.other(in.Number()) // a free record
			continue
		}
		if e := t.plaso(&v, in.Number()); e != nil {
			l2tExtras(e, cells[l2tExtra])
		}
	}
	return nil
}

// l2tLetters returns the letters of "M.C." or, by analyzeMFT, "C".
func l2tLetters(b []byte) string {
	if isMACB(b) || len(b) == 1 && bytes.IndexByte([]byte("MACB"), b[0]) >= 0 {
		return string(b)
	}
	return ""
}

// l2tStamp reads the date, 07/02/2026 with the month first, the time and the zone.
func l2tStamp(l *timestamps.Listing, cells *[l2tCells][]byte, at int64) (timestamps.Stamp, bool) {
	date, time, zone := cells[l2tDate], cells[l2tTime], cells[l2tZone]
	if len(date) == 0 || string(date) == "00/00/0000" || string(date) == "-" {
		l.Warn("absent-stamp", at, "rows without a date are read as times that are not known")
		return timestamps.Stamp{}, true
	}
	if len(date) != 10 || date[2] != '/' || date[5] != '/' {
		return timestamps.Stamp{}, false
	}
	d := timestamps.Date{Year: digitsAt(date, 6, 4), Month: pair(date, 0), Day: pair(date, 3)}
	if min(d.Year, d.Month, d.Day) < 0 || !clock(time, &d) {
		return timestamps.Stamp{}, false
	}
	return zoneStamp(l, d, zone, at), true
}

// l2tExtras reads the size and the state from the last cell.
func l2tExtras(e *timestamps.Entry, extra []byte) {
	if _, rest, ok := bytes.Cut(extra, []byte("file_size: ")); ok {
		digits, _, _ := bytes.Cut(rest, []byte{';'})
		if n, ok := number(bytes.TrimSpace(digits)); ok {
			e.Size = n
		}
	}
	if bytes.Contains(extra, []byte("is_allocated: False")) {
		e.Flags |= timestamps.Deleted
	}
}
