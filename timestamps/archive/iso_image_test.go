package archive_test

import (
	"encoding/binary"
)

const isoSector = 2048

// isoKind is what an image says of its names.
type isoKind int

const (
	isoPlain isoKind = iota
	isoRock
	isoJoliet
)

// The sectors of an image of [smallISO].
const (
	isoDescriptorAt = 16
	isoRootAt       = 18
	isoDirAt        = 19
	isoDataAt       = 20
	isoSectors      = 21
)

// smallISO is an image (ECMA-119) of a file "name", a directory "dir" and the file "inner" in it.
func smallISO(kind isoKind) []byte {
	b := make([]byte, isoSectors*isoSector)
	d := b[isoDescriptorAt*isoSector:]
	d[0] = 1
	copy(d[1:], "CD001\x01")
	if kind == isoJoliet {
		d[0] = 2
		copy(d[88:], "%/E")
	}
	binary.LittleEndian.PutUint16(d[128:], isoSector)
	copy(d[156:190], isoRecord(isoRootAt, isoSector, 2, "\x00", nil))
	copy(b[(isoDescriptorAt+1)*isoSector:], "\xffCD001\x01")
	name := func(s string) string {
		if kind != isoJoliet {
			return s
		}
		wide := ""
		for _, c := range s {
			wide += "\x00" + string(c)
		}
		return wide
	}
	use := func(s string) []byte {
		if kind != isoRock {
			return nil
		}
		area := append([]byte{'N', 'M', byte(5 + len(s)), 1, 0}, s...)
		area = append(area, 'T', 'F', 12, 1, 2)               // one short stamp: modified
		return append(area, 114, 11, 24, 15, 20, 31, 0, 0, 0) // 2014-11-24, and no more
	}
	self := isoRecord(isoRootAt, isoSector, 2, "\x00", nil)
	if kind == isoRock {
		self = isoRecord(isoRootAt, isoSector, 2, "\x00", []byte("SP\x07\x01\xbe\xef\x00"))
	}
	root := append(self, isoRecord(isoRootAt, isoSector, 2, "\x01", nil)...)
	root = append(root, isoRecord(isoDataAt, 9, 0, name("name"), use("name"))...)
	root = append(root, isoRecord(isoDirAt, isoSector, 2, name("dir"), use("dir"))...)
	copy(b[isoRootAt*isoSector:], root)
	dir := append(isoRecord(isoDirAt, isoSector, 2, "\x00", nil), isoRecord(isoRootAt, isoSector, 2, "\x01", nil)...)
	dir = append(dir, isoRecord(isoDataAt, 9, 0, name("inner"), use("inner"))...)
	copy(b[isoDirAt*isoSector:], dir)
	copy(b[isoDataAt*isoSector:], "some data")
	return b
}

// isoRecord is one directory record.
func isoRecord(extent, length uint32, flags byte, name string, use []byte) []byte {
	b := make([]byte, 33, 64)
	binary.LittleEndian.PutUint32(b[2:], extent)
	binary.BigEndian.PutUint32(b[6:], extent)
	binary.LittleEndian.PutUint32(b[10:], length)
	binary.BigEndian.PutUint32(b[14:], length)
	copy(b[18:], []byte{114, 11, 24, 15, 20, 31, 0}) // 2014-11-24 15:20:31 UTC
	b[25] = flags
	b[32] = byte(len(name))
	b = append(b, name...)
	if len(name)%2 == 0 {
		b = append(b, 0)
	}
	b = append(b, use...)
	b[0] = byte(len(b))
	return b
}
