package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// plasoTLN is the timeline of five fields, or the seven of l2ttln.
var plasoTLN = Format{
	Name:       "tln",
	Title:      "psort -o tln and l2ttln, bodyfile to TLN",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "1 s; with plaso that of the file system",
	Zone:       "UTC",
	Match:      matchTLN,
	Read:       readTLN,
}

func isTLNHeader(line []byte) bool {
	return bytes.HasPrefix(line, []byte("Time|Source|Host|User|Description"))
}

// tlnFields cuts a line into time, source, host, user and the rest.
func tlnFields(line []byte) (fields [5][]byte, ok bool) {
	for i := range 4 {
		if fields[i], line, ok = bytes.Cut(line, []byte{'|'}); !ok {
			return fields, false
		}
	}
	fields[4] = line
	_, ok = number(bytes.TrimPrefix(fields[0], []byte{'-'}))
	return fields, ok && len(fields[1]) > 0 && len(line) > 0
}

func matchTLN(head [][]byte) float64 {
	good, bad := 0, 0
	for i, line := range head {
		fields, ok := tlnFields(line)
		switch {
		case len(line) == 0:
		case i == 0 && isTLNHeader(line):
			return 1
		case ok && string(fields[1]) == "FILE" && len(fields[4]) > 5 && isMACB(fields[4][:4]):
			good++
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

// readTLN reads lines such as one of
//
//	1783014477|FILE|-|-|2026-07-02T17:47:57.955519754+00:00; Content Modification Time; OS:/a Type: file
//	1342824552|FILE|server||M... [1024] C:/logs/a
//
// of which plaso writes the first and scripts for body files the second.
func readTLN(in *Lines, l *timestamps.Listing, _ Options) error {
	l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
	t := newTimeline(in, l)
	notes := false
	for in.Next() {
		line := bytes.TrimPrefix(in.Bytes(), []byte(byteOrderMark))
		switch {
		case len(line) == 0:
			continue
		case isTLNHeader(line):
			notes = bytes.HasSuffix(line, []byte("|TZ|Notes"))
			continue
		}
		fields, ok := tlnFields(line)
		if !ok {
			l.Skip(in.Number(), "a line has not the fields of TLN")
			continue
		}
		if string(fields[1]) != "FILE" {
			t.other(in.Number())
			continue
		}
		sec, nsec, _ := epoch(fields[0])
		v := plasoEvent{stamp: timestamps.At(sec, nsec)}
		description, size := fields[4], timestamps.NoSize
		if len(description) > 5 && isMACB(description[:4]) {
			v.letters = string(description[:4])
			size, v.path = tlnPath(description[5:])
		} else {
			if notes {
				description = tlnNotes(description, &v)
			}
			tlnDescription(description, &v)
		}
		if e := t.plaso(&v, in.Number()); e != nil && size >= 0 {
			e.Size = size
		}
	}
	return nil
}

// tlnPath reads "[1024] C:/logs/a", of which the size may be missing.
func tlnPath(b []byte) (size int64, path []byte) {
	if end := bytes.Index(b, []byte("] ")); end > 0 && b[0] == '[' {
		if n, ok := number(b[1:end]); ok {
			return n, b[end+2:]
		}
	}
	return timestamps.NoSize, b
}

// tlnNotes takes zone and notes off a description: "...|UTC|File: OS:/a inode: 351025".
func tlnNotes(b []byte, v *plasoEvent) []byte {
	i := bytes.LastIndexByte(b, '|')
	if i < 0 {
		return b
	}
	if _, inode, ok := bytes.Cut(b[i:], []byte("inode: ")); ok {
		v.id, _ = cutField(inode)
	}
	b = b[:i]
	return b[:max(bytes.LastIndexByte(b, '|'), 0)]
}

// tlnDescription reads "2026-07-02T17:47:57.955519754+00:00; Content Modification Time; OS:/a
// Type: file", in which several descriptions of the time may stand.
func tlnDescription(b []byte, v *plasoEvent) {
	when, rest, ok := bytes.Cut(b, []byte("; "))
	if s, good := isoStamp(when); ok && good && s.State == timestamps.Instant {
		v.stamp = s
	}
	for ok {
		var part []byte
		part, v.message, ok = bytes.Cut(rest, []byte("; "))
		letters := timeLetters(part)
		if letters == "" {
			break
		}
		v.letters += letters
		rest = v.message
	}
	v.message = rest
	if messagePath(v.message) == nil {
		v.path = v.message[:0]
	}
}
