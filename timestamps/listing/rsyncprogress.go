package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var rsyncProgress = Format{
	Name:       "rsync-progress",
	Title:      "rsync --progress, rsync -P",
	Stamps:     "none",
	Resolution: "none",
	Zone:       "no times",
	Match: func(head [][]byte) float64 {
		good := 0
		for _, b := range head {
			if _, ok := progressSize(b); ok {
				good++
			}
		}
		return ratio(good, 0)
	},
	Read: readRsyncProgress,
}

// progressSize reads the last state of a line such as
//
//	126,824 100%  400.81kB/s    0:00:00 (xfr#2, to-chk=34/39)
//
// which overwrites earlier ones with carriage returns. Older versions write xfer#2.
func progressSize(b []byte) (int64, bool) {
	b = bytes.TrimRight(b, "\r")
	b = b[bytes.LastIndexByte(b, '\r')+1:]
	i := bytes.Index(b, []byte(" (xf"))
	if i < 0 || !bytes.HasSuffix(bytes.TrimRight(b, " "), []byte{')'}) {
		return 0, false
	}
	size, rest := cutField(b[:i])
	share, rest := cutField(rest)
	rate, _ := cutField(rest)
	n, ok := grouped(size)
	return n, ok && string(share) == "100%" && bytes.HasSuffix(rate, []byte("B/s"))
}

// readRsyncProgress reads the name of each file and the size below it. Names without a
// progress are directories where they end in a slash, links, or lines of rsync's own.
func readRsyncProgress(in *Lines, l *timestamps.Listing, _ Options) error {
	var name []byte
	var at int64
	var row Row
	keep := func(b []byte) string { return in.Keep(rsyncName(b, &row)) }
	for in.Next() {
		b := in.Bytes()
		if size, ok := progressSize(b); ok && len(name) > 0 {
			l.Entries = append(l.Entries, timestamps.Entry{Path: keep(name), Size: size, Kind: timestamps.File, Line: at})
			name = name[:0]
			continue
		}
		if name = name[:0]; len(b) == 0 || b[0] == '\r' {
			continue
		}
		if n := len(b) - 1; n > 0 && b[n] == '/' && !bytes.HasPrefix(b, []byte("created directory ")) {
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: keep(b[:n]), Size: timestamps.NoSize, Kind: timestamps.Directory, Flags: dotFlag(b[:n]), Line: in.Number(),
			})
			continue
		}
		if i := bytes.Index(b, []byte(" -> ")); i > 0 {
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: keep(b[:i]), Size: timestamps.NoSize, Kind: timestamps.Link, Line: in.Number(),
			})
			continue
		}
		name, at = append(name, b...), in.Number()
	}
	return nil
}
