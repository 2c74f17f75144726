package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// timeline gathers events into one entry for each file. Files keep the order and the line of
// their first event.
type timeline struct {
	in    *Lines
	l     *timestamps.Listing
	files map[fileKey]int
}

// fileKey is what the events of one file have in common.
type fileKey struct {
	path string
	id   uint64 // what else names the file: its inode, its size, hashed
}

func newTimeline(in *Lines, l *timestamps.Listing) *timeline {
	return &timeline{in: in, l: l, files: map[fileKey]int{}}
}

// file returns the entry of the file that is named by path and ids, a new one if this is its
// first event. It is valid until the next call.
func (t *timeline) file(path []byte, at int64, ids ...[]byte) (e *timestamps.Entry, first bool) {
	id := uint64(14695981039346656037) // FNV-1a
	for _, b := range ids {
		for _, c := range b {
			id = (id ^ uint64(c)) * 1099511628211
		}
		id *= 1099511628211 // the end of one
	}
	if i, ok := t.files[fileKey{string(path), id}]; ok {
		return &t.l.Entries[i], false
	}
	name := t.in.Keep(path)
	t.files[fileKey{name, id}] = len(t.l.Entries)
	t.l.Entries = append(t.l.Entries, timestamps.Entry{Path: name, Size: timestamps.NoSize, Line: at})
	return &t.l.Entries[len(t.l.Entries)-1], true
}

// set gives the file the time of an event. The first of several times of a kind stays.
func (t *timeline) set(s *timestamps.Stamp, stamp timestamps.Stamp, at int64) {
	if s.State == timestamps.Absent {
		*s = stamp
	} else if *s != stamp {
		t.l.Warn("second-time", at, "a file has several times of one kind; the first is kept")
	}
}

// macb gives the file a stamp for each letter that is set in "macb".
func (t *timeline) macb(e *timestamps.Entry, letters []byte, stamp timestamps.Stamp, at int64) {
	for _, c := range letters {
		switch c | 0x20 {
		case 'm':
			t.set(&e.Times.Modified, stamp, at)
		case 'a':
			t.set(&e.Times.Accessed, stamp, at)
		case 'c':
			t.set(&e.Times.Changed, stamp, at)
		case 'b':
			t.set(&e.Times.Birth, stamp, at)
		}
	}
}

// other counts an event that is not a time of a file.
func (t *timeline) other(at int64) {
	t.l.Warn("other-events", at, "events that are no time of a file in a file system were left out")
}

// isMACB reports whether b is "macb" with points for letters that are not set.
func isMACB(b []byte) bool {
	if len(b) != 4 {
		return false
	}
	for i, c := range b {
		if c != '.' && c|0x20 != "macb"[i] {
			return false
		}
	}
	return true
}

// timeLetters are what plaso, Timesketch and analyzeMFT call the times of a file, as letters
// of MACB. "Creation Time; Last Access Time" names two.
func timeLetters(description []byte) string {
	letters := ""
	for part := range bytes.SplitSeq(description, []byte(";")) {
		switch string(bytes.ToLower(bytes.TrimSpace(part))) {
		case "content modification time", "modification time", "last modification time", "write time", "mtime", "modified", "modify":
			letters += "m"
		case "last access time", "access time", "atime", "accessed", "access":
			letters += "a"
		case "metadata modification time", "change time", "metadata change time", "ctime", "changed", "change":
			letters += "c"
		case "creation time", "birth time", "crtime", "btime", "created", "create":
			letters += "b"
		}
	}
	return letters
}

// zoneMinutes are abbreviations of zones that the tz database uses for one offset only. CST,
// IST and PST are not among them.
var zoneMinutes = map[string]int{
	"WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120,
	"EST": -300, "EDT": -240, "MST": -420, "MDT": -360, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780,
}

// namedZone reads UTC, GMT, an offset or an abbreviation of one offset.
func namedZone(b []byte) (minutes int, ok bool) {
	if minutes, ok = zoneOffset(b); ok {
		return minutes, true
	}
	minutes, ok = zoneMinutes[string(b)]
	return minutes, ok
}

// zoneStamp returns the stamp of a clock of the named zone, floating where the name does not
// tell its offset.
func zoneStamp(l *timestamps.Listing, d timestamps.Date, zone []byte, at int64) timestamps.Stamp {
	minutes, ok := namedZone(zone)
	if ok {
		return timestamps.WallAt(d, minutes)
	}
	if len(zone) > 0 {
		l.Warn("zone-name", at, "the zone "+timestamps.Escape(string(zone[:min(len(zone), 40)]))+
			" stands for several offsets; name the offset with --source-tz")
	}
	return timestamps.Wall(d)
}
