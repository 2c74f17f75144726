package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"copyclock/timestamps"
)

// isoFormat reads the directories of an ISO 9660 image (ECMA-119): the names of Rock Ridge where the
// image has them, else those of Joliet, else the plain ones. Stamps carry their offset from UTC in
// quarters of an hour. They are those of the files that were put on the image.
var isoFormat = Format{
	Name:       "iso",
	Title:      "ISO 9660 image with Rock Ridge or Joliet, read directly",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s or 10 ms",
	Zone:       "stored with each stamp",
	Match: func(magic []byte) bool {
		return len(magic) >= isoMagicAt+5 && bytes.Equal(magic[isoMagicAt:isoMagicAt+5], []byte("CD001"))
	},
	Read: readISO,
}

const (
	isoSector      = 2048
	isoMagicAt     = 16*isoSector + 1
	isoDescriptors = 64      // volume descriptors that are looked at
	isoRecord      = 33      // bytes of a directory record before the name
	isoDirectory   = 1 << 30 // bytes of one directory, more than a million files
	isoDepth       = 512
	isoIsDirectory = 0x02 // flags of a record
	isoAssociated  = 0x04
	isoContinues   = 0x80 // more extents of the same file follow
)

// isoImage is one image while it is read.
type isoImage struct {
	r      io.ReaderAt
	size   int64
	block  int64 // bytes
	joliet bool
	rock   bool
	skip   int64          // bytes of a system use area that are not of Rock Ridge
	seen   map[int64]bool // directories by their first byte
	given  int64          // bytes of directories so far
	linked map[int64]bool // extents of files with more than one name
	l      *timestamps.Listing
	m      members
}

func readISO(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) error {
	l.Zone = timestamps.Zone{Name: "printed", Source: "archive"}
	v := &isoImage{r: r, size: size, seen: map[int64]bool{}, linked: map[int64]bool{}, l: l, m: members{l: l, lim: lim}}
	root, err := v.volume()
	if err != nil {
		return err
	}
	top := timestamps.Entry{Path: ".", Kind: timestamps.Directory, Times: timestamps.Times{Modified: isoStamp(root.stamp[:])}}
	if v.rock && !v.joliet { // what Rock Ridge says of the root stands in its own first record
		if e, err := v.ownRecord(root.extent); err == nil {
			top.Times = v.node(e, "").Times
		}
	}
	if err := v.m.add(top); err != nil {
		return fmt.Errorf("reading iso: %w", err)
	}
	return v.walk(root, "", 0)
}

// volume chooses the tree and returns the record of its root.
func (v *isoImage) volume() (isoEntry, error) {
	var plain, joliet []byte
	for i := range int64(isoDescriptors) {
		d := make([]byte, isoSector)
		if _, err := v.r.ReadAt(d, (16+i)*isoSector); err != nil || string(d[1:6]) != "CD001" || d[0] == 255 {
			break
		}
		switch escape := string(d[88:91]); {
		case d[0] == 1 && plain == nil:
			plain = d
		case d[0] == 2 && joliet == nil && (escape == "%/@" || escape == "%/C" || escape == "%/E"):
			joliet = d
		}
	}
	if plain == nil && joliet == nil {
		return isoEntry{}, damaged("iso", 0, "no volume descriptor can be read")
	}
	for _, tree := range []struct {
		descriptor []byte
		joliet     bool
	}{{plain, false}, {joliet, true}} {
		if tree.descriptor == nil {
			continue
		}
		v.block, v.joliet = int64(binary.LittleEndian.Uint16(tree.descriptor[128:])), tree.joliet
		if v.block < 512 || v.block > 32768 || v.block&(v.block-1) != 0 {
			return isoEntry{}, damaged("iso", 0, fmt.Sprintf("blocks of %d bytes", v.block))
		}
		root, err := parseISO(tree.descriptor[156:190])
		if err != nil {
			return isoEntry{}, damaged("iso", 0, "the record of the root is invalid")
		}
		if !tree.joliet {
			v.rock = v.hasRockRidge(root)
		}
		if tree.joliet || v.rock || joliet == nil {
			v.laterSession(int64(binary.LittleEndian.Uint32(tree.descriptor[80:])) * v.block)
			return root, nil
		}
	}
	return isoEntry{}, damaged("iso", 0, "no directory can be read")
}

// laterSession warns of a session that was appended behind the volume. A drive shows that one, by the
// table of contents of the disc, which an image does not hold.
func (v *isoImage) laterSession(end int64) {
	const near = 1 << 20 // bytes behind the volume that are looked at
	from := (end + isoSector - 1) / isoSector * isoSector
	if from < 16*isoSector || from >= v.size {
		return
	}
	b := make([]byte, min(near, v.size-from))
	n, err := v.r.ReadAt(b, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return
	}
	for at := 0; at+6 <= n; at += isoSector {
		if string(b[at:at+6]) == "\x01CD001" {
			v.l.Warn("later-session", 0, fmt.Sprintf("another session begins at sector %d; a drive shows that one, and here the first is listed",
				(from+int64(at))/isoSector-16))
			return
		}
	}
}

// hasRockRidge looks for the mark of the sharing protocol in the first record of the root.
func (v *isoImage) hasRockRidge(root isoEntry) bool {
	b := make([]byte, min(v.block, 512))
	if _, err := v.r.ReadAt(b, root.extent*v.block); err != nil || int(b[0]) > len(b) || b[0] < isoRecord+1 {
		return false
	}
	for at := isoRecord + 1; at+7 <= int(b[0]); at++ {
		if use := b[at:]; string(use[:2]) == "SP" && use[2] == 7 && use[4] == 0xbe && use[5] == 0xef {
			v.skip = int64(use[6])
			return true
		}
	}
	return false
}

// isoEntry is one directory record.
type isoEntry struct {
	extent, length int64
	flags          byte
	stamp          [7]byte
	name, use      []byte
}

func parseISO(b []byte) (isoEntry, error) {
	if len(b) < isoRecord+1 || int(b[0]) < isoRecord+1 || int(b[0]) > len(b) || isoRecord+int(b[32]) > int(b[0]) {
		return isoEntry{}, io.ErrUnexpectedEOF
	}
	e := isoEntry{
		extent: int64(binary.LittleEndian.Uint32(b[2:])) + int64(b[1]), length: int64(binary.LittleEndian.Uint32(b[10:])),
		flags: b[25], name: b[isoRecord : isoRecord+int(b[32])],
	}
	copy(e.stamp[:], b[18:25])
	use := isoRecord + int(b[32])
	use += use & 1 // padded to an even byte, 33 being odd
	if use < int(b[0]) {
		e.use = b[use:b[0]]
	}
	return e, nil
}

// walk lists one directory and those in it, in the order of the records.
func (v *isoImage) walk(dir isoEntry, path string, depth int) error {
	at := dir.extent * v.block
	if v.seen[at] {
		v.l.Warn("directory-twice", 0, "a directory is reached by two paths; it is listed once")
		return nil
	}
	v.seen[at] = true
	if depth > isoDepth {
		return damaged("iso", len(v.l.Entries), fmt.Sprintf("directories are nested more than %d deep", isoDepth))
	}
	if dir.length > isoDirectory || at > v.size || dir.length > v.size-at {
		return damaged("iso", len(v.l.Entries), fmt.Sprintf("a directory of %d bytes does not fit into the image", dir.length))
	}
	if v.given += dir.length; v.given > v.size {
		return damaged("iso", len(v.l.Entries), "the directories have more bytes than the image, so they overlap")
	}
	b := make([]byte, dir.length)
	if _, err := v.r.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading iso: %w", err)
	}
	type child struct {
		record isoEntry
		path   string
	}
	var below []child
	var extents int64 // bytes of the extents before, of a file in several
	for n := 0; len(b) > 0; {
		rest := min(int(isoSector)-int(dir.length-int64(len(b)))%isoSector, len(b)) // of the sector
		if b[0] == 0 {                                                              // filler
			b = b[rest:]
			continue
		}
		e, err := parseISO(b)
		if err != nil {
			v.l.Skip(int64(len(v.l.Entries))+1, "a directory record is damaged; the rest of its sector is left out")
			b = b[rest:]
			continue
		}
		b = b[b[0]:]
		if n++; n <= 2 && len(e.name) == 1 && e.name[0] <= 1 { // the directory and its parent
			continue
		}
		if e.flags&isoAssociated != 0 {
			v.l.Warn("associated", int64(len(v.l.Entries))+1, "an associated file (resource fork) is left out")
			continue
		}
		node := v.node(e, path)
		if node.moved { // here from a place too deep, and listed there
			continue
		}
		if e.flags&isoContinues != 0 {
			extents += e.length
			continue
		}
		if node.Kind == timestamps.File && node.Size == e.length {
			node.Size += extents
		}
		extents = 0
		if node.links > 1 && node.Kind == timestamps.File && e.length > 0 {
			if v.linked[e.extent] {
				node.Flags |= timestamps.HardLink
				node.Size = 0
			}
			v.linked[e.extent] = true
		}
		if err := v.m.add(node.Entry); err != nil {
			return fmt.Errorf("reading iso: %w", err)
		}
		if node.Kind == timestamps.Directory {
			if node.at >= 0 {
				if e, err = v.ownRecord(node.at); err != nil {
					v.l.Warn("directory-lost", node.Line, "a directory that was moved cannot be read where it should be")
					continue
				}
			}
			below = append(below, child{e, node.Path + "/"})
		}
	}
	for _, c := range below {
		if err := v.walk(c.record, c.path, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// ownRecord returns the record of the directory at a block, which is its own first one.
func (v *isoImage) ownRecord(block int64) (isoEntry, error) {
	b := make([]byte, 255)
	n, err := v.r.ReadAt(b, block*v.block)
	if err != nil && !errors.Is(err, io.EOF) {
		return isoEntry{}, err
	}
	return parseISO(b[:n])
}

// isoNode is what a record says of a file.
type isoNode struct {
	timestamps.Entry
	links int64 // names of the file; 0: not known
	at    int64 // block of a directory that was moved, or -1
	moved bool  // the record of such a directory at its new place
}

func (v *isoImage) node(e isoEntry, path string) isoNode {
	n := isoNode{Entry: timestamps.Entry{Path: path + v.name(e.name), Size: e.length, Kind: timestamps.File}, at: -1}
	n.Times.Modified = isoStamp(e.stamp[:])
	if e.flags&isoIsDirectory != 0 {
		n.Kind, n.Size = timestamps.Directory, 0
	}
	if v.rock && !v.joliet && int64(len(e.use)) > v.skip {
		v.rockRidge(e.use[v.skip:], &n, path)
	}
	return n
}

// name is the name of a record without version and, in the plain tree, without an empty suffix.
func (v *isoImage) name(b []byte) string {
	if v.joliet {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16(b[2*i:])
		}
		return strings.TrimSuffix(string(utf16.Decode(units)), ";1")
	}
	name, _, _ := strings.Cut(string(b), ";")
	return strings.TrimSuffix(name, ".")
}

// isoStamp reads the seven bytes of a stamp: year from 1900, month, day, hour, minute, second and
// quarters of an hour east of UTC. All zero is none.
func isoStamp(b []byte) timestamps.Stamp {
	if bytes.Equal(b[:6], make([]byte, 6)) {
		return timestamps.Stamp{}
	}
	return timestamps.WallAt(timestamps.Date{
		Year: 1900 + int(b[0]), Month: int(b[1]), Day: int(b[2]), Hour: int(b[3]), Minute: int(b[4]), Second: int(b[5]),
	}, 15*int(int8(b[6])))
}
