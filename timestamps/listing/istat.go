package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// istat is what istat prints of one file or, one after the other, of many.
var istat = Format{
	Name:       "istat",
	Title:      "istat of The Sleuth Kit, for NTFS, ext, FAT and others",
	Stamps:     "modified, accessed, changed, birth; of NTFS those of $STANDARD_INFORMATION",
	Resolution: "that of the file system",
	Zone:       "its abbreviation beside each time",
	Match:      matchIstat,
	Read:       readIstat,
}

// istatStart reports whether the line begins the block of a file.
func istatStart(line []byte) bool {
	return string(line) == "MFT Entry Header Values:" || istatNumber(line, "inode: ") || istatNumber(line, "Directory Entry: ")
}

func istatNumber(line []byte, key string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(key))
	_, digits := number(bytes.TrimSpace(rest))
	return ok && digits
}

// matchIstat asks for the start of a block, and that it is followed by the state of the file.
func matchIstat(head [][]byte) float64 {
	started := false
	for _, line := range head {
		switch {
		case len(line) == 0:
		case !started:
			if started = istatStart(line); !started {
				return 0
			}
		default:
			if word := string(line); word == "Allocated" || word == "Not Allocated" || bytes.HasSuffix(line, []byte("llocated File")) ||
				bytes.HasSuffix(line, []byte("llocated Directory")) {
				return 1
			}
		}
	}
	return 0
}

// readIstat reads blocks such as (shortened, a tab behind "Created:")
//
//	MFT Entry Header Values:
//	Entry: 1        Sequence: 1
//	Allocated File
//	$STANDARD_INFORMATION Attribute Values:
//	Created:  2018-09-24 07:53:17.274838000 (UTC)
//	$FILE_NAME Attribute Values:
//	Name: $MFTMirr
//	Type: $DATA (128-1)   Name: N/A   Non-Resident   size: 4096  init_size: 4096
//
// An ext file has no name here: its path is "inode 12".
func readIstat(in *Lines, l *timestamps.Listing, _ Options) error {
	var b istatBlock
	for in.Next() {
		line := in.Bytes()
		if istatStart(line) {
			b.end(in, l)
			b = istatBlock{open: true, name: append(b.name[:0], line...)}
			b.entry = timestamps.Entry{Size: timestamps.NoSize, Line: in.Number(), Kind: timestamps.File}
			if colon := bytes.IndexByte(b.name, ':'); colon > 0 && colon < len(line)-1 {
				b.name = append(b.name[:colon], b.name[colon+1:]...)
			}
			continue
		}
		if b.open {
			b.read(line, in.Number(), l)
		}
	}
	b.end(in, l)
	return nil
}

// istatBlock is the file that is being read.
type istatBlock struct {
	entry      timestamps.Entry
	name       []byte
	open       bool
	named      bool
	attributes bool // the times that follow are those of $FILE_NAME
}

func (b *istatBlock) end(in *Lines, l *timestamps.Listing) {
	if !b.open {
		return
	}
	b.entry.Path = in.Keep(b.name)
	b.entry.Flags |= dotFlag(b.name)
	l.Entries = append(l.Entries, b.entry)
}

func (b *istatBlock) read(line []byte, at int64, l *timestamps.Listing) {
	e := &b.entry
	key, value, ok := bytes.Cut(line, []byte{':'})
	value = bytes.TrimSpace(value)
	switch string(key) {
	case "Not Allocated", "Not Allocated File", "Not Allocated Directory", "Allocated Directory":
		if bytes.HasPrefix(key, []byte("Not")) {
			e.Flags |= timestamps.Deleted
		}
		if bytes.HasSuffix(key, []byte("Directory")) {
			e.Kind = timestamps.Directory
		}
	case "$FILE_NAME Attribute Values":
		b.attributes = true
	}
	if !ok || len(value) == 0 {
		return
	}
	switch string(key) {
	case "Entry":
		entry, _ := cutField(value)
		b.name = append(append(b.name[:0], "MFT entry "...), entry...)
	case "Name":
		if !b.named || len(value) > len(b.name) { // the long name, not that of DOS
			b.name, b.named = append(b.name[:0], value...), true
		}
	case "mode":
		if kind, ok := kindOf(value[0]); ok {
			e.Kind = kind
		}
	case "File Attributes":
		if bytes.Contains(value, []byte("Directory")) {
			e.Kind = timestamps.Directory
		}
	case "size", "Size":
		if n, ok := number(value); ok {
			e.Size = n
		}
	case "Type":
		b.data(value)
	case "Accessed":
		b.time(&e.Times.Accessed, value, at, l)
	case "File Modified", "Written", "Modified":
		b.time(&e.Times.Modified, value, at, l)
	case "MFT Modified", "Inode Modified", "Changed":
		b.time(&e.Times.Changed, value, at, l)
	case "Created", "File Created":
		b.time(&e.Times.Birth, value, at, l)
	}
}

// data reads the size of the unnamed $DATA, which is that of the file.
func (b *istatBlock) data(value []byte) {
	if bytes.HasPrefix(value, []byte("$INDEX_ROOT")) && b.entry.Size < 0 && bytes.Contains(value, []byte("Name: $I30")) {
		b.entry.Kind = timestamps.Directory
	}
	if !bytes.HasPrefix(value, []byte("$DATA ")) || !bytes.Contains(value, []byte("Name: N/A ")) {
		return
	}
	_, rest, _ := bytes.Cut(value, []byte(" size: "))
	digits, _ := cutField(rest)
	if n, ok := number(digits); ok {
		b.entry.Size = n
	}
}

func (b *istatBlock) time(s *timestamps.Stamp, value []byte, at int64, l *timestamps.Listing) {
	if !b.attributes {
		*s = tskStamp(l, at, value)
	}
}
