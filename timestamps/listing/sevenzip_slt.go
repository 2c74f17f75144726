package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var sevenZipSLT = Format{
	Name:       "7z-slt",
	Title:      "7z l -slt",
	Stamps:     "modified, birth, accessed",
	Resolution: "as stored: 100 ns in 7z, 2 s in zip and FAT, 1 s in tar",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchSevenZipSLT,
	Read:       readSevenZipSLT,
}

// sltPair splits "Key = value". A key begins with a capital letter or a digit, as all of
// 7-Zip's do, and holds no "=".
func sltPair(b []byte) (key, value []byte, ok bool) {
	i := bytes.Index(b, []byte(" ="))
	if i < 1 || i > 40 || b[0] < '0' || b[0] > 'Z' {
		return nil, nil, false
	}
	switch rest := b[i+2:]; {
	case len(rest) == 0:
		return b[:i], nil, true
	case rest[0] == ' ':
		return b[:i], rest[1:], true
	}
	return nil, nil, false
}

// The rule that opens the entries, and the one that opens the properties of an archive.
var (
	sltEntries = []byte("----------")
	sltArchive = []byte("--")
	sltPath    = []byte("Path = ")
)

func matchSevenZipSLT(head [][]byte) float64 {
	good, bad := 0, 0
	open, paths, sizes := false, 0, 0
	first := true
	for _, b := range head {
		switch {
		case len(bytes.TrimSpace(b)) == 0:
			continue
		case bytes.Equal(b, sltEntries), first && bytes.HasPrefix(b, sltPath):
			open = true
		case !open:
			first = false
			continue
		}
		first = false
		key, _, ok := sltPair(b)
		switch {
		case ok:
			good++
		case bytes.Equal(b, sltEntries), bytes.Equal(b, sltArchive):
		default:
			bad++
		}
		if string(key) == "Path" {
			paths++
		}
		if string(key) == "Size" || string(key) == "Modified" {
			sizes++
		}
	}
	if paths == 0 || sizes == 0 {
		return 0
	}
	return ratio(good, bad)
}

// sltReader gathers the lines of one block into an entry.
type sltReader struct {
	l    *timestamps.Listing
	opt  Options
	e    timestamps.Entry
	open bool // an entry is being gathered
}

func (r *sltReader) flush() {
	if r.open {
		r.l.Entries = append(r.l.Entries, r.e)
	}
	r.open = false
}

// readSevenZipSLT reads blocks such as
//
//	Path = share/d01/f10578.pptx
//	Folder = -
//	Size = 8582
//	Modified = 2026-11-23 10:12:08.6825572
//	Attributes = A -rw-r--r--
//
// The block between "--" and "----------" tells of the archive itself and is passed over.
func readSevenZipSLT(in *Lines, l *timestamps.Listing, opt Options) error {
	r := sltReader{l: l, opt: opt}
	entries := false // inside the blocks of the entries
	begun := false   // the first line that is not blank was seen
	brace := false   // inside a comment of several lines
	l.HeaderOrder = true
	for in.Next() {
		b := in.Bytes()
		switch {
		case brace:
			brace = string(b) != "}"
		case len(b) == 0:
			r.flush()
		case string(b) == "{":
			brace = true
		case bytes.Equal(b, sltEntries):
			r.flush()
			entries = true
		case bytes.Equal(b, sltArchive):
			r.flush()
			entries = false
		case !begun && bytes.HasPrefix(b, sltPath), entries && bytes.HasPrefix(b, sltPath):
			r.flush()
			entries, r.open = true, true
			r.e = timestamps.Entry{Path: in.Keep(b[len(sltPath):]), Size: timestamps.NoSize,
				Line: in.Number(), Kind: timestamps.File}
		case entries:
			r.line(b, in.Number())
		case string(b) == "Type = FAT", string(b) == "Type = NTFS", string(b) == "Type = Ext":
			l.HeaderOrder = false // directories as 7-Zip walks them, not headers of members
		}
		begun = begun || len(b) > 0
	}
	r.flush()
	return nil
}

// sltOutside are the beginnings of lines that 7-Zip prints between or after blocks.
var sltOutside = [][]byte{
	[]byte("Warnings"), []byte("Errors"), []byte("WARNING"), []byte("ERROR"), []byte("Archives"),
	[]byte("Listing archive:"), []byte("Scanning"), []byte("Volumes"), []byte("Total archives"),
	[]byte("Open "), []byte("There are data"), []byte("Can't open"),
}

func (r *sltReader) line(b []byte, at int64) {
	key, value, ok := sltPair(b)
	if !ok || !r.open {
		if !r.open {
			for _, word := range sltOutside {
				if bytes.HasPrefix(b, word) {
					return
				}
			}
		}
		r.l.Skip(at, "a line in the blocks of 7z l -slt is no \"Key = value\" of an entry")
		return
	}
	e := &r.e
	switch string(key) {
	case "Folder":
		if string(value) == "+" {
			e.Kind = timestamps.Directory
		}
	case "Size":
		if len(value) == 0 {
			return
		}
		if n, ok := number(value); ok {
			e.Size = n
		} else {
			r.l.Warn("bad-size", at, "a size is no number, so its entry has none")
		}
	case "Modified":
		e.Times.Modified = r.stamp(value)
	case "Created":
		e.Times.Birth = r.stamp(value)
	case "Accessed":
		e.Times.Accessed = r.stamp(value)
	case "Changed", "Metadata Changed", "Change Time":
		e.Times.Changed = r.stamp(value)
	case "Attributes":
		r.attributes(value)
	case "Mode":
		r.mode(value)
	case "Hard Link":
		if len(value) > 0 {
			e.Flags |= timestamps.HardLink
		}
	case "Alternate Stream":
		if string(value) == "+" {
			e.Flags |= timestamps.Stream
		}
	case "Encrypted":
		if string(value) == "+" {
			e.Flags |= timestamps.Encrypted
		}
	}
}

// attributes reads "D drwxr-xr-x", "A -rw-r--r--" or " lrwxrwxrwx": DOS letters, a blank,
// and the Unix mode where the archive stores it.
func (r *sltReader) attributes(value []byte) {
	i := bytes.IndexByte(value, ' ')
	dos := value
	if i >= 0 {
		dos = value[:i]
		r.mode(value[i+1:])
	}
	if bytes.IndexByte(dos, 'D') >= 0 && r.e.Kind == timestamps.File {
		r.e.Kind = timestamps.Directory
	}
}

// mode reads the Unix mode. A symbolic link stays a file: 7z stores its target as content and
// counts it among the files of its totals.
func (r *sltReader) mode(value []byte) {
	if len(value) < 10 {
		return
	}
	switch value[0] {
	case 'd':
		r.e.Kind = timestamps.Directory
	case 'b', 'c', 'p', 's':
		r.e.Kind = timestamps.Other
	}
}

// stamp reads "2026-11-23 10:12:08.6825572". A trailing Z is printed where UTC was asked
// for with -slmu.
func (r *sltReader) stamp(value []byte) timestamps.Stamp {
	if len(value) == 0 {
		return timestamps.Stamp{}
	}
	d, rest, ok := cutDateTime(value)
	switch {
	case ok && len(rest) == 0:
		return timestamps.Wall(d)
	case ok && string(rest) == "Z":
		r.l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
		return timestamps.WallAt(d, 0)
	}
	return timestamps.Stamp{State: timestamps.Invalid}
}
