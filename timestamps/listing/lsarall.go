package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var lsarAll = Format{
	Name:       "lsar-L",
	Title:      "lsar -L",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s",
	Zone:       "printed",
	Match: func(head [][]byte) float64 {
		good, bad := 0, 0
		for i, b := range head {
			switch {
			case i > 0 && bytes.HasPrefix(b, lsarName) && lsarHeading(head[i-1]):
				good++
			case bytes.HasPrefix(b, []byte("  ")) || lsarHeading(b):
			case b[0] > ' ' && bytes.Contains(b, []byte(": ")): // the archive and its format
			default:
				bad++
			}
		}
		return ratio(good, bad)
	},
	Read: readLsarAll,
}

// lsarName begins the first line of a block.
var lsarName = []byte("  Name:  ")

// lsarHeading reports whether a line is the heading of a block, "a.txt: ".
func lsarHeading(b []byte) bool { return len(b) > 2 && bytes.HasSuffix(b, []byte(": ")) }

// lsarBlock is the block of one member, as far as it is read.
type lsarBlock struct {
	timestamps.Entry
	name []byte // the line of the name and those on which it goes on, or nothing
	open bool
}

// readLsarAll reads blocks such as
//
//	a.txt:
//	  Name:                 a.txt
//	  Size:                 1.83 MB (1828004 bytes)
//	  Last modified:        2016-07-05 18:39:18 +0000
//	  Last accessed:        2016-07-05 18:39:18 +0000
//	  Unix permissions:     rw-r--r-- (100644)
//
// whose values stand in one column, on several lines where a name holds line feeds. The
// heading shows those as ^J and the like.
func readLsarAll(in *Lines, l *timestamps.Listing, _ Options) error {
	var block lsarBlock
	end := func() {
		if block.open {
			block.settle(in, len(lsarName))
			l.Entries = append(l.Entries, block.Entry)
		}
		block = lsarBlock{name: block.name[:0]}
	}
	for in.Next() {
		b := in.Bytes()
		switch {
		case lsarHeading(b):
			end()
		case bytes.HasPrefix(b, lsarName) && !block.open:
			block.open, block.name = true, append(block.name, b...)
			block.Entry = timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize, Line: in.Number()}
		case !block.open && len(l.Entries) == 0, len(b) == 0, b[0] > ' ' && bytes.Contains(b, []byte(": ")):
		case block.open && bytes.HasPrefix(b, []byte("    ")):
			if len(block.name) > 0 {
				block.name = append(append(block.name, '\n'), b...)
			}
		case block.open && bytes.HasPrefix(b, []byte("  ")):
			if colon := bytes.IndexByte(b, ':'); colon > 0 {
				value := bytes.TrimLeft(b[colon+1:], " ")
				block.settle(in, len(b)-len(value))
				block.set(l, string(b[2:colon]), value)
			}
		default:
			l.Skip(in.Number(), "the line is none of lsar -L")
		}
	}
	end()
	return nil
}

// settle cuts the name out of its lines, now that the column of the values is known.
func (k *lsarBlock) settle(in *Lines, column int) {
	if len(k.name) == 0 {
		return
	}
	var name []byte
	for i, line := range bytes.Split(k.name, []byte{'\n'}) {
		if i > 0 {
			name = append(name, '\n')
		}
		name = append(name, line[min(column, len(line)):]...)
	}
	k.Path, k.name = in.Keep(name), k.name[:0]
}

// set takes the value of one label over.
func (k *lsarBlock) set(l *timestamps.Listing, label string, value []byte) {
	yes := string(value) == "Yes"
	var to *timestamps.Stamp
	switch label {
	case "Size":
		if _, exact, ok := bytes.Cut(value, []byte(" (")); ok {
			value = exact
		}
		bytes, _ := cutField(value)
		k.Size = numberOr(bytes, timestamps.NoSize)
	case "Is a directory":
		if yes {
			k.Kind = timestamps.Directory
		}
	case "Is a link":
		if yes {
			k.Kind = timestamps.Link
		}
	case "Is a Unix FIFO", "Is a Unix block device", "Is a Unix character device":
		if yes {
			k.Kind = timestamps.Other
		}
	case "Is a hard link":
		if yes {
			k.Kind, k.Flags = timestamps.File, k.Flags|timestamps.HardLink
		}
	case "Is a Mac OS resource fork":
		if yes {
			k.Flags |= timestamps.Stream
		}
	case "Is encrypted":
		if yes {
			k.Flags |= timestamps.Encrypted
		}
	case "Last modified":
		to = &k.Times.Modified
	case "Last attribute change":
		to = &k.Times.Changed
	case "Last accessed":
		to = &k.Times.Accessed
	case "Created":
		to = &k.Times.Birth
	}
	if to != nil {
		var ok bool
		if *to, ok = isoStamp(value); !ok {
			*to = unreadStamp(l, k.Line, value)
		}
	}
}
