package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var zipinfo = Format{
	Name:       "zipinfo",
	Title:      "zipinfo, zipinfo -l, zipinfo -m, zipinfo -T",
	Stamps:     "modified",
	Resolution: "1 min; with -T 2 s, or 1 s where the archive holds Unix times",
	Zone:       "none printed: local time of the machine that listed or that packed",
	Match:      matchZipinfo,
	Read:       readZipinfo,
}

// zipinfoRow reads lines such as
//
//	-rw-r--r--  3.0 unx       17 bx stor 16-Jul-05 18:39 name
//	-rw-r--r--  3.0 unx       28 b-       28 stor 20261123.051058 share/d01/f48003.txt
//
// -l puts the packed size, -m the ratio before the method. A capital B or T says that the
// member is encrypted.
func zipinfoRow(b []byte, opt Options) (e timestamps.Entry, name []byte, ok bool) {
	mode, rest := cutField(b)
	if len(b) == 0 || b[0] == ' ' || len(mode) < 6 || len(mode) > 11 || bytes.IndexByte([]byte("-dlcbpsh?DV"), mode[0]) < 0 {
		return e, nil, false
	}
	version, rest := cutField(rest)
	if len(version) < 3 || !isDigit(version[0]) || bytes.IndexByte(version, '.') < 1 {
		return e, nil, false
	}
	_, rest = cutField(rest) // unx, fat, ntf ...
	size, rest := cutField(rest)
	if e.Size, ok = number(size); !ok {
		return e, nil, false
	}
	flags, rest := cutField(rest)
	if len(flags) == len("bx100%") && flags[len(flags)-1] == '%' { // -m, nothing packs better
		flags = flags[:2]
	}
	if len(flags) != 2 || bytes.IndexByte([]byte("btBT"), flags[0]) < 0 || bytes.IndexByte([]byte("-xlX"), flags[1]) < 0 {
		return e, nil, false
	}
	if flags[0] == 'B' || flags[0] == 'T' {
		e.Flags |= timestamps.Encrypted
	}
	for range 3 { // the method, before it the packed size or the ratio
		var d timestamps.Date
		if d, name, ok = zipinfoDate(rest); ok {
			e.Times.Modified = timestamps.Wall(d)
			e.Kind = zipinfoKind(mode[0], name)
			return e, name, true
		}
		_, rest = cutField(rest)
	}
	return e, nil, false
}

func zipinfoKind(mode byte, name []byte) timestamps.Kind {
	switch {
	case mode == 'l':
		return timestamps.Link
	case mode == 'd', name[len(name)-1] == '/':
		return timestamps.Directory
	case mode == 'c', mode == 'p', mode == 's':
		return timestamps.Other
	}
	return timestamps.File
}

// zipinfoDate reads " 16-Jul-05 18:39 name" or " 20160705.183918 name".
func zipinfoDate(b []byte) (d timestamps.Date, name []byte, ok bool) {
	if len(b) < 18 || b[0] != ' ' {
		return d, nil, false
	}
	b = b[1:]
	if b[8] == '.' && b[15] == ' ' {
		d.Year, d.Month, d.Day = digitsAt(b, 0, 4), digitsAt(b, 4, 2), digitsAt(b, 6, 2)
		d.Hour, d.Minute, d.Second = digitsAt(b, 9, 2), digitsAt(b, 11, 2), digitsAt(b, 13, 2)
		return d, b[16:], min(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second) >= 0 && len(b) > 16
	}
	if b[2] != '-' || b[6] != '-' || b[9] != ' ' || b[15-0] != ' ' {
		return d, nil, false
	}
	d.Year, d.Month, d.Day = digitsAt(b, 0, 2), zipinfoMonth(b[3:6]), digitsAt(b, 7, 2)
	rest, ok := cutClock(b[10:15], &d)
	if !ok || len(rest) > 0 || min(d.Year, d.Month, d.Day) < 0 || len(b) < 17 {
		return d, nil, false
	}
	d.Year = century(d.Year)
	return d, b[16:], true
}

// zipinfoMonth returns the number of an English month, 0 for "???" of zipinfo and -1 for
// anything else.
func zipinfoMonth(b []byte) int {
	const months = "???JanFebMarAprMayJunJulAugSepOctNovDec"
	for i := 0; i < len(months); i += 3 {
		if string(b) == months[i:i+3] {
			return i / 3
		}
	}
	return -1
}

// zipinfoFooter reads "219 files, 1614259 bytes uncompressed, 757580 bytes compressed:  53.1%".
func zipinfoFooter(b []byte) (t totals, ok bool) {
	count, rest := cutField(b)
	word, rest := cutField(rest)
	size, rest := cutField(rest)
	if t.files, ok = number(count); !ok || string(word) != "files," && string(word) != "file," {
		return t, false
	}
	t.bytes, ok = number(size)
	return t, ok && bytes.HasPrefix(rest, []byte(" bytes uncompressed"))
}

func zipinfoPreamble(b []byte) bool {
	return bytes.HasPrefix(b, unzipArchive) || bytes.HasPrefix(b, []byte("Zip file size: "))
}

func matchZipinfo(head [][]byte) float64 {
	good, bad, rows := 0, 0, 0
	for _, b := range head {
		if len(b) == 0 || zipinfoPreamble(b) {
			continue
		}
		if _, _, ok := zipinfoRow(b, Options{}); ok {
			good++
			rows++
		} else if _, ok := zipinfoFooter(b); ok {
			good++
		} else {
			bad++
		}
	}
	if rows == 0 {
		return 0
	}
	return ratio(good, bad)
}

func readZipinfo(in *Lines, l *timestamps.Listing, opt Options) error {
	l.HeaderOrder = true
	var tally totals
	open, members := false, notPrinted
	counted := func(line int64) {
		if members != notPrinted && members != tally.files {
			differs(&l.Head, line, "entries", members, tally.files)
		}
		members = notPrinted
	}
	for in.Next() {
		b := in.Bytes()
		if len(b) == 0 {
			continue
		}
		if zipinfoPreamble(b) {
			if _, n, ok := bytes.Cut(b, []byte("number of entries: ")); ok {
				members, _ = number(bytes.TrimSpace(n))
			}
			open = true
			continue
		}
		if e, name, ok := zipinfoRow(b, opt); ok {
			e.Path, e.Line = in.Keep(name), in.Number()
			l.Entries = append(l.Entries, e)
			tally.files++ // zipinfo counts directories as files
			tally.bytes = unzipSum(tally.bytes, e.Size)
			continue
		}
		if printed, ok := zipinfoFooter(b); ok {
			tally.compare(l, in.Number(), printed)
			if tally == printed {
				counted(in.Number())
			}
			tally, open, members = totals{}, false, notPrinted
			continue
		}
		if !open && len(l.Entries) > 0 && bytes.HasSuffix(b, []byte(" successfully processed.")) {
			continue
		}
		l.Skip(in.Number(), "a line of zipinfo has no mode, version, size, method, date and name")
	}
	if open {
		noTotals(l)
	}
	return nil
}
