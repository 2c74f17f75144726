package listing

import (
	"bytes"
	"slices"

	"copyclock/timestamps"
)

// sketchFields are the members or columns of an event that are read, of Timesketch, of
// plaso and of our own list --to jsonl and timesketch.
var sketchFields = []string{
	"message", "datetime", "timestamp", "timestamp_desc", "data_type", "parser", "inode", "file_size", "size", "size_exact",
	"kind", "file_entry_type", "is_allocated", "deleted", "stream", "name_attribute", "dot", "hardlink", "name_raw",
	"stamp", "zone", "evidence", "line", "path", "file_path", "full_path", "display_name", "filename", "date_time",
}

// The places of some of them.
const (
	skMessage = iota
	skDatetime
	skTimestamp
	skDesc
	skType
	skParser
	skInode
	skFileSize
	skSize
	skSizeExact
	skKind
	skEntryType
	skAllocated
	skDeleted
	skStream
	skNameAttribute
	skDot
	skHardLink
	skNameRaw
	skStamp
	skZone
	skEvidence
	skLine
	skPath
	skFilename = skPath + 4
	skDateTime = skFilename + 1
)

// sketchEvent is what an event says, nothing where it does not.
type sketchEvent [skDateTime + 1][]byte

// sketchPlaces says where each of [sketchFields] stands.
var sketchPlaces = func() map[string]int {
	places := map[string]int{}
	for i, name := range sketchFields {
		places[name] = i
	}
	return places
}()

// sketchField returns the place of a member, or -1.
func sketchField(name []byte) int {
	if i, ok := sketchPlaces[string(name)]; ok {
		return i
	}
	return -1
}

// own reports whether the event was written by list --to jsonl or timesketch, in which names
// are escaped and a stamp stands as it was read.
func (v *sketchEvent) own() bool {
	return v[skEvidence] != nil && v[skLine] != nil && v[skKind] != nil && v[skStamp] != nil && v[skZone] != nil
}

// sketch gives the file of an event its time. Only events of file systems count: those that
// name a path and one of its four times, and whose data type, where one is shown, is that of
// a file.
func (t *timeline) sketch(v *sketchEvent, at int64) {
	if kind := v[skType]; len(kind) > 0 && !bytes.HasPrefix(kind, []byte("fs:")) || len(v[skParser]) > 0 && !fileStat(v[skParser], nil) {
		t.other(at)
		return
	}
	p := plasoEvent{id: v[skInode], message: v[skMessage], letters: timeLetters(v[skDesc])}
	for i := skPath; i <= skFilename && len(p.path) == 0; i++ {
		p.path = v[i]
	}
	if v.own() {
		if p.path = ownName(p.path, v[skNameRaw]); len(p.path) > 0 && p.letters == "" {
			t.other(at)
			return
		}
		p.id = append(append(slices.Clone(v[skEvidence]), '|'), v[skLine]...)
	}
	var ok bool
	if p.stamp, ok = v.stamp(); !ok {
		p.stamp = unreadStamp(t.l, at, v[skDatetime])
	}
	e := t.plaso(&p, at)
	if e == nil {
		return
	}
	for _, i := range [...]int{skSize, skFileSize} {
		if n, ok := number(v[i]); ok {
			e.Size = n
		}
	}
	for _, i := range [...]int{skKind, skEntryType} {
		if len(v[i]) > 0 {
			e.Kind = wordKind(v[i])
		}
	}
	for i, flag := range [...]timestamps.Flags{timestamps.Deleted, timestamps.Stream, timestamps.NameAttribute, timestamps.Dot, timestamps.HardLink} {
		if string(v[skDeleted+i]) == "true" {
			e.Flags |= flag
		}
	}
	if string(v[skAllocated]) == "false" {
		e.Flags |= timestamps.Deleted
	}
	if string(v[skSizeExact]) == "false" && e.Size >= 0 {
		e.Flags |= timestamps.Rounded
	}
}

// stamp returns the time of an event: that of our own column, else the nanoseconds of plaso,
// else datetime, which Timesketch takes for UTC where it names no zone, else timestamp.
func (v *sketchEvent) stamp() (s timestamps.Stamp, ok bool) {
	if v.own() {
		return isoStamp(v[skStamp])
	}
	if bytes.Contains(v[skDateTime], []byte("InNanoseconds")) {
		_, _ = eachMember(v[skDateTime], func(key, value []byte) {
			if string(key) == "timestamp" {
				s, ok = epochOf(value, 1)
			}
		})
		if ok {
			return s, true
		}
	}
	if len(v[skDatetime]) == 0 {
		return epochOf(v[skTimestamp], 1000)
	}
	if s, ok = utcStamp(v[skDatetime]); ok {
		return s, true
	}
	unit := int64(1) // nanoseconds: the number of digits tells
	for n := len(bytes.TrimPrefix(v[skDatetime], []byte{'-'})); n <= 16 && unit < 1e9; n += 3 {
		unit *= 1000
	}
	return epochOf(v[skDatetime], unit)
}

// epochOf reads a count of units of so many nanoseconds since 1970.
func epochOf(b []byte, unit int64) (timestamps.Stamp, bool) {
	digits, negative := bytes.CutPrefix(b, []byte{'-'})
	n, ok := number(digits)
	if !ok {
		return timestamps.Stamp{}, false
	}
	per := 1_000_000_000 / unit
	sec, part := n/per, n%per
	if negative {
		if sec, part = -sec, -part; part < 0 {
			sec, part = sec-1, part+per
		}
	}
	return timestamps.At(sec, part*unit), true
}
