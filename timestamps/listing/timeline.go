package listing

import (
	"bytes"
	"hash/maphash"
	"math/bits"

	"copyclock/timestamps"
)

// timeline gathers events into one entry for each file. Files keep the order and the line of
// their first event. It makes all entries of its listing.
type timeline struct {
	in   *Lines
	l    *timestamps.Listing
	seed maphash.Seed
	// files names each entry, and slots finds it: a table of at least twice as many places,
	// of which a file has the first free one from that of its hash on.
	files []fileKey
	slots []fileSlot
}

// fileKey is what the events of one file have in common.
type fileKey struct {
	path string
	id   uint64 // what else names the file: its inode, its size, hashed
}

// fileSlot is a place of the table.
type fileSlot struct {
	hash  uint64
	entry int // counted from 1; 0 where the place is free
}

func newTimeline(in *Lines, l *timestamps.Listing) *timeline {
	return &timeline{in: in, l: l, seed: maphash.MakeSeed(), slots: make([]fileSlot, 1<<10)}
}

// file returns the entry of the file that is named by path and ids, a new one if this is its
// first event. It is valid until the next call.
func (t *timeline) file(path []byte, at int64, ids ...[]byte) (e *timestamps.Entry, first bool) {
	id := uint64(0)
	for _, b := range ids {
		id = bits.RotateLeft64(id, 23) + maphash.Bytes(t.seed, b)
	}
	hash := maphash.Bytes(t.seed, path) ^ id
	slot := t.slot(hash, func(entry int) bool { return t.files[entry].id == id && t.files[entry].path == string(path) })
	if slot.entry > 0 {
		return &t.l.Entries[slot.entry-1], false
	}
	name := t.in.Keep(path)
	t.l.Entries = append(t.l.Entries, timestamps.Entry{Path: name, Size: timestamps.NoSize, Line: at})
	t.files = append(t.files, fileKey{name, id})
	n := len(t.files)
	if *slot = (fileSlot{hash, n}); 2*n > len(t.slots) {
		old := t.slots
		t.slots = make([]fileSlot, 4*len(old))
		for _, s := range old {
			if s.entry > 0 {
				*t.slot(s.hash, func(int) bool { return false }) = s
			}
		}
	}
	return &t.l.Entries[n-1], true
}

// slot returns the place of the hash whose entry is the wanted one, or else a free one.
func (t *timeline) slot(hash uint64, wanted func(entry int) bool) *fileSlot {
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.entry == 0 || s.hash == hash && wanted(s.entry-1) {
			return s
		}
	}
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
	for more := true; more; {
		var part []byte
		part, description, more = bytes.Cut(description, []byte{';'})
		var lower [32]byte // longer than the longest of them
		switch string(appendLower(lower[:0], bytes.TrimSpace(part))) {
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

// appendLower appends b to out in small letters, of ASCII, up to the capacity of out.
func appendLower(out, b []byte) []byte {
	for _, c := range b[:min(len(b), cap(out)-len(out))] {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		out = append(out, c)
	}
	return out
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
