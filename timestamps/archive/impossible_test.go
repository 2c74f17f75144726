package archive_test

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"copyclock/timestamps/archive"
)

// TestImpossibleHeaders reads headers that claim more than there is: each is an error that names itself, or a listing
// of what is there, and nothing is allocated for the claim.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestImpossibleHeaders(t *testing.T) {
	const most = 8 << 20 // bytes: the largest buffers of the libraries
	zip := build([]member{{name: "a", date: dosDate}})
	put := func(b []byte, at int, v ...byte) []byte {
		b = bytes.Clone(b)
		copy(b[at:], v)
		return b
	}
	end := bytes.LastIndex(zip, []byte("PK\x05\x06"))
	ff := bytes.Repeat([]byte{0xff}, 8)
	iso := smallISO(isoRock)
	root := isoDescriptorAt*isoSector + 156
	for name, c := range map[string]struct {
		data []byte
		want error // nil: what is there is listed
	}{
		"zip: 65,535 members":                {put(zip, end+8, ff[:4]...), archive.ErrDamaged},
		"zip: directory of 2^32-1 bytes":     {put(zip, end+12, ff[:4]...), archive.ErrDamaged},
		"zip: directory at 2^32-1":           {put(zip, end+16, ff[:4]...), nil}, // found before its end
		"zip: 2^64-1 members":                {zip64Of(1<<64-1, 46, 0), archive.ErrDamaged},
		"zip: 2^40 members":                  {zip64Of(1<<40, 46, 0), archive.ErrDamaged},
		"zip: zip64 directory of 2^63 bytes": {zip64Of(1, 1<<63, 0), archive.ErrDamaged},
		"zip: zip64 directory at 2^64-1":     {zip64Of(1, 46, 1<<64-1), archive.ErrDamaged},
		"zip: name of 65,535 bytes":          {put(zip, bytes.LastIndex(zip, []byte("PK\x01\x02"))+28, ff[:2]...), archive.ErrDamaged},
		"zip: extra of 65,535 bytes":         {put(zip, bytes.LastIndex(zip, []byte("PK\x01\x02"))+30, ff[:2]...), archive.ErrDamaged},
		"tar: GNU sparse map of 2^62":        {sparse01("1", "4611686018427387904", "0,1"), archive.ErrDamaged},
		"tar: sparse map 1.0 of 2^62":        {sparse10("4611686018427387904\n"), archive.ErrDamaged},
		"tar: sparse map 1.0 without end":    {sparse10(strings.Repeat("0", 1<<20)), archive.ErrDamaged},
		"tar: sparse regions beyond 2^63":    {sparse01("9223372036854775807", "1", "9223372036854775807,9223372036854775807"), archive.ErrDamaged},
		"tar: long name of 2^40 bytes":       {tarLong('L', 1<<40), archive.ErrDamaged},
		"tar: pax header of 2^40 bytes":      {tarLong('x', 1<<40), archive.ErrDamaged},
		"tar: pax header of 2^62 bytes":      {tarLong('x', 1<<62), archive.ErrDamaged},
		"tar: pax size of 2^63":              {paxTar("size", "9223372036854775808"), archive.ErrDamaged},
		"tar: pax size of -1":                {paxTar("size", "-1"), archive.ErrDamaged},
		"newc: name of 2^32-1 bytes":         {append(newc()[:112], "070701"+strings.Repeat("0", 88)+"ffffffff"+"00000000"...), archive.ErrDamaged},
		"newc: data of 2^32-1 bytes":         {[]byte(newcOf("00000000", "ffffffff")), archive.ErrDamaged},
		"odc: data of 2^33-1 bytes":          {[]byte(odcOf("00000000000", "77777777777")), archive.ErrDamaged},
		"bin: data of 2^32-1 bytes":          {binCpio(1<<32 - 1), archive.ErrDamaged},
		"ar: table of names of 10^10-1":      {fmt.Appendf(nil, "!<arch>\n%-16s%-12s%-6d%-6d%-8o%-10s`\n", "//", "0", 0, 0, 0, "9999999999"), archive.ErrDamaged},
		"ar: table of names of 60 MB":        {fmt.Appendf(nil, "!<arch>\n%-16s%-12s%-6d%-6d%-8o%-10s`\n", "//", "0", 0, 0, 0, "60000000"), archive.ErrDamaged},
		"ar: BSD name of 10^10":              {fmt.Appendf(nil, "!<arch>\n%-16s%-12s%-6d%-6d%-8o%-10s`\n", "#1/9999999999", "0", 0, 0, 0, "9999999999"), archive.ErrDamaged},
		"cab: 65,535 files":                  {put(cab(), 28, ff[:2]...), archive.ErrDamaged},
		"cab: files at 2^32-1":               {put(cab(), 16, ff[:4]...), archive.ErrDamaged},
		"cab: name without end":              {append(cab()[:52], bytes.Repeat([]byte{'a'}, 1<<16)...), archive.ErrDamaged},
		"iso: root of 2^32-1 bytes":          {put(iso, root+10, ff[:4]...), archive.ErrDamaged},
		"iso: root at 2^32-1":                {put(iso, root+2, ff[:4]...), archive.ErrDamaged},
		"iso: blocks of 65,535 bytes":        {put(iso, isoDescriptorAt*isoSector+128, ff[:2]...), archive.ErrDamaged},
		"iso: directory in itself":           {put(iso, isoInRoot(iso, "dir")+2, isoRootAt), nil},
		"iso: a tree over itself":            {overlappingISO(2000), archive.ErrDamaged},
		"rar 5: header of 2 MB":              {[]byte("Rar!\x1a\x07\x01\x00" + "\x00\x00\x00\x00\xff\xff\x7f\x01\x00\x00"), archive.ErrDamaged},
		"rar 5: data of 2^62 bytes":          {rar5Data(1 << 62), archive.ErrDamaged},
		"rar 5: data of 2^64-1 bytes":        {rar5Data(1<<64 - 1), archive.ErrDamaged},
		"rar 4: header of 65,535 bytes":      {append([]byte("Rar!\x1a\x07\x00\x00\x00\x73\x00\x00"), ff[:2]...), archive.ErrDamaged},
		"7z: header of 2^63 bytes":           {put(sevenZip(), 20, 0, 0, 0, 0, 0, 0, 0, 0x80), archive.ErrDamaged},
		"7z: header at 2^64-1":               {put(sevenZip(), 12, ff...), archive.ErrDamaged},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		l, err := readAny(c.data, archive.Limits{Entries: 100_000, NameBytes: 1 << 20})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) || err == nil && len(l.Entries) == 0 {
			t.Errorf("%s: %d entries, %v; want %v", name, len(l.Entries), err, c.want)
		}
		used := after.TotalAlloc - before.TotalAlloc
		if used > most {
			t.Errorf("%s: %d bytes were allocated (%v)", name, used, err)
		}
		t.Logf("%s: %d entries, %d bytes, %v", name, len(l.Entries), used, err)
	}
}

// zip64Of is a zip whose 64-bit end of the directory holds these numbers.
func zip64Of(count, size, at uint64) []byte {
	b := build([]member{{name: "a", date: dosDate}})
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	out := bytes.Clone(b[:end])
	record := append([]byte("PK\x06\x06"), le64(44)...)
	record = append(record, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, n := range []uint64{count, count, size, at} {
		record = append(record, le64(n)...)
	}
	out = append(out, record...)
	out = append(append(append(out, "PK\x06\x07\x00\x00\x00\x00"...), le64(uint64(end))...), 1, 0, 0, 0)
	out = append(out, "PK\x05\x06\x00\x00\x00\x00"...)
	return append(append(out, bytes.Repeat([]byte{0xff}, 12)...), 0, 0)
}

// sparse01 is a tar of a sparse member whose map stands in its header (GNU sparse format 0.1).
func sparse01(size, blocks, regions string) []byte {
	return paxMember(paxRecord("GNU.sparse.major", "0")+paxRecord("GNU.sparse.minor", "1")+paxRecord("GNU.sparse.size", size)+
		paxRecord("GNU.sparse.numblocks", blocks)+paxRecord("GNU.sparse.map", regions), "")
}

// sparse10 is one whose map stands before its data (format 1.0).
func sparse10(regions string) []byte {
	return paxMember(paxRecord("GNU.sparse.major", "1")+paxRecord("GNU.sparse.minor", "0")+paxRecord("GNU.sparse.realsize", "1"), regions)
}

func paxTar(key, value string) []byte { return paxMember(paxRecord(key, value), "") }

// paxRecord is its own length in decimal, a key and a value.
func paxRecord(key, value string) string {
	rest := " " + key + "=" + value + "\n"
	n := len(rest)
	for len(fmt.Sprint(n))+len(rest) != n {
		n = len(fmt.Sprint(n)) + len(rest)
	}
	return fmt.Sprint(n) + rest
}

// paxMember is a member "a" behind a pax header.
func paxMember(pax, data string) []byte {
	block := func(kind byte, name string, data string) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Format: tar.FormatUSTAR}); err != nil {
			panic(err)
		}
		if _, err := io.WriteString(w, data); err != nil || w.Flush() != nil {
			panic(err)
		}
		h := b.Bytes()
		h[156] = kind
		fixTar(h)
		return h
	}
	return append(block('x', "x", pax), block('0', "a", data)...)
}

// tarLong is a header that says that so many bytes of another header follow.
func tarLong(kind byte, size uint64) []byte {
	b := tarOf(0, tar.FormatGNU)
	b[156] = kind
	copy(b[124:136], append([]byte{0x80, 0, 0, 0}, binary.BigEndian.AppendUint64(nil, size)...))
	fixTar(b)
	return b
}

// binCpio is the oldest cpio with a member of that size.
func binCpio(size uint32) []byte {
	var b []byte
	for _, v := range []uint16{0o70707, 1, 1, 0o100644, 0, 0, 1, 0, 0, 0, 2, uint16(size >> 16), uint16(size)} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return append(b, "a\x00"...)
}

// rar5Data is a file whose header claims that many bytes of data.
func rar5Data(size uint64) []byte {
	file := append([]byte{2, 2}, binary.AppendUvarint(nil, size)...)
	file = append(file, 0, 9, 0x20, 0, 1, 1, 'a')
	b := append([]byte("Rar!\x1a\x07\x01\x00\x00\x00\x00\x00\x03\x01\x00\x00"), 0, 0, 0, 0, byte(len(file)))
	b = append(append(b, file...), "some data\x00\x00\x00\x00\x03\x05\x00\x00"...)
	fixRar(b)
	return b
}

// overlappingISO is an image of n directories that all hold the same bytes: the rest of the image.
func overlappingISO(n int) []byte {
	b := smallISO(isoPlain)
	var root []byte
	for i := range n {
		if len(root)%isoSector > isoSector-64 {
			root = append(root, make([]byte, isoSector-len(root)%isoSector)...)
		}
		root = append(root, isoRecord(uint32(isoSectors+i), 0, 2, fmt.Sprintf("D%d", i), nil)...)
	}
	at := len(b) + n*isoSector
	b = append(append(b, make([]byte, n*isoSector)...), root...)
	b = append(b, make([]byte, isoSector-len(b)%isoSector)...)
	record := b[isoDescriptorAt*isoSector+156:]
	binary.LittleEndian.PutUint32(record[2:], uint32(at/isoSector))
	binary.LittleEndian.PutUint32(record[10:], uint32(len(b)-at))
	for i, rest := 0, b[at:]; i < n; { // each directory reaches to the root
		if rest[0] == 0 {
			rest = rest[1:]
			continue
		}
		binary.LittleEndian.PutUint32(rest[10:], uint32((n-i)*isoSector))
		rest = rest[rest[0]:]
		i++
	}
	return b
}

// isoInRoot is where the record of a name lies in the root.
func isoInRoot(image []byte, name string) int {
	return isoRootAt*isoSector + bytes.Index(image[isoRootAt*isoSector:], []byte(name)) - 33
}
