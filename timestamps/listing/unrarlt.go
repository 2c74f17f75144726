package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var unrarTechnical = Format{
	Name:       "unrar-lt",
	Title:      "unrar lt, vt, lta, vta, rar lt, rar vt",
	Stamps:     "modified, birth, accessed",
	Resolution: "1 ns as printed (100 ns, 1 s or 2 s in the archive)",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchUnrarTechnical,
	Read:       readUnrarTechnical,
}

// unrarField parts a line such as "       mtime: 2016-07-05 18:44:00,000000000" whose key ends
// at a fixed column.
func unrarField(b []byte) (key, value []byte, ok bool) {
	const colon = 12
	if len(b) < colon+2 || b[colon] != ':' || b[colon+1] != ' ' || b[0] != ' ' && b[0] != 'P' {
		return nil, nil, false
	}
	return bytes.TrimLeft(b[:colon], " "), b[colon+2:], true
}

func matchUnrarTechnical(head [][]byte) float64 {
	for i, b := range head {
		if key, _, ok := unrarField(b); ok && string(key) == "Name" && i+1 < len(head) {
			if key, _, ok := unrarField(head[i+1]); ok && string(key) == "Type" {
				return 1
			}
		}
	}
	return 0
}

func readUnrarTechnical(in *Lines, l *timestamps.Listing, _ Options) error {
	for in.Next() {
		key, value, ok := unrarField(in.Bytes())
		if !ok {
			continue
		}
		if string(key) == "Name" {
			l.Entries = append(l.Entries, timestamps.Entry{Path: in.Keep(value), Size: timestamps.NoSize, Line: in.Number(), Kind: timestamps.File})
			continue
		}
		if len(l.Entries) == 0 {
			continue
		}
		switch e := &l.Entries[len(l.Entries)-1]; string(key) {
		case "Type":
			e.Kind = unrarType(value, e)
		case "Size":
			if e.Size, ok = number(value); !ok {
				e.Size = timestamps.NoSize
				l.Skip(in.Number(), "the size is no number")
			}
		case "mtime":
			e.Times.Modified = unrarTime(value)
		case "ctime":
			e.Times.Birth = unrarTime(value)
		case "atime":
			e.Times.Accessed = unrarTime(value)
		case "Flags":
			if bytes.Contains(value, []byte("encrypted")) {
				e.Flags |= timestamps.Encrypted
			}
		}
	}
	return nil
}

func unrarType(b []byte, e *timestamps.Entry) timestamps.Kind {
	switch {
	case string(b) == "File":
		return timestamps.File
	case string(b) == "Directory":
		return timestamps.Directory
	case string(b) == "Service":
		return timestamps.Other
	case bytes.Contains(b, []byte("ard link")), string(b) == "File reference":
		e.Flags |= timestamps.HardLink
		return timestamps.File
	case bytes.Contains(b, []byte("symbolic link")), bytes.Contains(b, []byte("unction")):
		return timestamps.Link
	}
	return timestamps.Other
}

// unrarTime reads "2016-07-05 18:44:00,000000000"; a minute alone where nothing else is stored.
func unrarTime(b []byte) timestamps.Stamp {
	var text [32]byte
	n := copy(text[:], b)
	if n > 19 && text[19] == ',' {
		text[19] = '.'
	}
	d, rest, ok := cutDateTime(text[:n])
	if !ok || len(bytes.TrimSpace(rest)) > 0 {
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.Wall(d)
}
