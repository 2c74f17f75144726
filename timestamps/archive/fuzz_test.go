package archive_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// fuzzArchive holds one reader to what all must do: no bytes make it panic, entries are in
// the order of their ordinals and not more than allowed, sizes are sane, warnings have texts, a
// second reading gives the same. The archive is made of the bytes by whole, which makes the
// checksums of headers right, so that what is behind them is reached, or puts before them what
// is always the same; it may be nil.
func fuzzArchive(f *testing.F, name string, whole func([]byte) []byte) {
	const most = 1000
	read := func(b []byte) (*timestamps.Listing, string) {
		l := &timestamps.Listing{}
		a := archive.ByName(name)
		if !a.Match(b[:min(len(b), archive.MagicLength)]) {
			return nil, ""
		}
		lim := archive.Limits{Entries: most, NameBytes: 1 << 20}
		var err error
		if a.Stream != nil {
			err = a.Stream(bytes.NewReader(b), l, lim)
		} else {
			err = a.Read(bytes.NewReader(b), int64(len(b)), l, lim)
		}
		if err != nil {
			return l, err.Error()
		}
		return l, ""
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if whole != nil {
			b = whole(bytes.Clone(b))
		}
		l, err := read(b)
		if l == nil {
			return
		}
		if again, other := read(b); err != other || !reflect.DeepEqual(l, again) {
			t.Errorf("a second reading differs: %q, %q\n%s", err, other, cmp.Diff(l, again))
		}
		if len(l.Entries) > most {
			t.Errorf("%d entries", len(l.Entries))
		}
		for i, e := range l.Entries {
			if e.Line != int64(i)+1 || e.Size < timestamps.NoSize || e.Slack < 0 {
				t.Errorf("entry %d has line %d, size %d, slack %d (%s)", i, e.Line, e.Size, e.Slack, err)
			}
		}
		for _, x := range l.Extras {
			if err == "" && len(x.Stamps) != len(l.Entries) {
				t.Errorf("%d stamps %s of %d entries", len(x.Stamps), x.Name, len(l.Entries))
			}
		}
		for _, w := range l.Warnings {
			if w.Code == "" || w.Text == "" || w.Count < 1 || w.Line < 0 || w.Line > int64(len(l.Entries))+1 {
				t.Errorf("warning %+v of %d entries", w, len(l.Entries))
			}
		}
	})
}

func FuzzZip(f *testing.F) {
	f.Add(build([]member{{name: "a", date: dosDate, extra: ut(1)}}))
	f.Add(build([]member{{name: "a/", extra: ntfs(fileTime, 0, 1<<63)}}))
	fuzzArchive(f, "zip", nil)
}

func FuzzTar(f *testing.F) {
	f.Add(streams(f)["tar"])
	fuzzArchive(f, "tar", fixed(fixTarBlocks))
}

func FuzzCpio(f *testing.F) {
	f.Add(newc())
	f.Add(odc())
	fuzzArchive(f, "cpio", nil)
}

func FuzzAr(f *testing.F) {
	f.Add(ar())
	fuzzArchive(f, "ar", nil)
}

func FuzzCab(f *testing.F) {
	f.Add(cab())
	fuzzArchive(f, "cab", nil)
}

func FuzzISO(f *testing.F) {
	f.Add(smallISO(isoRock)[16*isoSector:])
	f.Add(smallISO(isoJoliet)[16*isoSector:])
	f.Add(smallISO(isoPlain)[16*isoSector:])
	fuzzArchive(f, "iso", func(b []byte) []byte { return append(make([]byte, 16*isoSector), b...) }) // the system area
}

// fixed makes checksums right in place.
func fixed(fix func([]byte)) func([]byte) []byte {
	return func(b []byte) []byte {
		fix(b)
		return b
	}
}

func FuzzRar(f *testing.F) {
	f.Add(rar5())
	f.Add(rar4())
	f.Add(solidRar5(2, 15))
	f.Add(solidRar4(2))
	fuzzArchive(f, "rar", fixed(fixRar))
}

// TestSevenZipPanics reads what made the library panic. Its fuzz target is in package isolate: counts that it
// believes end the process, and it runs in a child.
func TestSevenZipPanics(t *testing.T) {
	t.Parallel()
	b := []byte("7z\xbc\xaf'\x1c000000\t\x00\x00\x00\x00\x00\x00\x00:\x00\x00\x00\x00\x00\x00\x000000000000000\x01\x04\x060\x01\t0\x00\a\v\x01\x00\x010\x00\f\t" +
		"00000000000000000000000000000000000000000")
	fixSevenZip(b)
	if _, err := readAny(b, archive.Limits{}); !errors.Is(err, archive.ErrDamaged) {
		t.Errorf("%v, want %v", err, archive.ErrDamaged)
	}
}

// TestFuzzSeeds holds that the archives that the targets begin with are whole: a seed that is
// refused would leave the reader behind it unseen.
func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	for _, kind := range []isoKind{isoPlain, isoRock, isoJoliet} {
		l, err := readAny(smallISO(kind), archive.Limits{})
		if err != nil || len(l.Entries) != 4 || l.Entries[1].Path != "name" || l.Entries[1].Size != 9 || l.Entries[3].Path != "dir/inner" || !l.Entries[3].Times.Modified.Known() {
			t.Errorf("iso %d: %+v, %v", kind, l.Entries, err)
		}
	}
	for name, b := range map[string][]byte{"rar5": rar5(), "rar4": rar4(), "7z": sevenZip()} {
		l, err := readAny(b, archive.Limits{})
		if err != nil || len(l.Entries) != 1 || l.Entries[0].Path != "name" || l.Entries[0].Size != 9 || !l.Entries[0].Times.Modified.Known() {
			t.Errorf("%s: %+v, %v", name, l.Entries, err)
		}
	}
}

// fixTarBlocks makes the checksum of every block right that has the magic of a header.
func fixTarBlocks(b []byte) {
	for ; len(b) >= 512; b = b[512:] {
		if string(b[257:262]) == "ustar" {
			fixTar(b)
		}
	}
}

// rar5 is one stored file: blocks of checksum, size, type and flags (RAR 5 technical note).
func rar5() []byte {
	b := []byte("Rar!\x1a\x07\x01\x00")
	file := []byte{2, 2, 9, 2, 9, 0x20} // type, flags: data, its size, flags: mtime, size, attributes
	file = binary.LittleEndian.AppendUint32(file, unixTime)
	file = append(file, 0, 1, 4) // method, system, length of the name
	file = append(file, "name"...)
	for _, h := range [][]byte{{1, 0, 0}, file, {5, 0, 0}} {
		b = append(append(b, 0, 0, 0, 0, byte(len(h))), h...)
		if h[0] == 2 {
			b = append(b, "some data"...)
		}
	}
	fixRar(b)
	return b
}

// rar4 is one stored file: blocks of checksum, type, flags and size.
func rar4() []byte {
	b := []byte("Rar!\x1a\x07\x00")
	block := func(kind byte, flags uint16, rest []byte) {
		b = append(b, 0, 0, kind)
		b = binary.LittleEndian.AppendUint16(b, flags)
		b = binary.LittleEndian.AppendUint16(b, uint16(7+len(rest)))
		b = append(b, rest...)
	}
	block(0x73, 0, make([]byte, 6))
	var file []byte
	file = binary.LittleEndian.AppendUint32(file, 9) // packed
	file = binary.LittleEndian.AppendUint32(file, 9) // unpacked
	file = append(file, 2, 0, 0, 0, 0)               // system, checksum of the data
	file = binary.LittleEndian.AppendUint16(file, dosTime)
	file = binary.LittleEndian.AppendUint16(file, dosDate)
	file = append(file, 29, 0x30, 4, 0, 0x20, 0, 0, 0) // version, stored, length of the name, attributes
	block(0x74, 0x8000, append(file, "name"...))
	b = append(b, "some data"...)
	block(0x7b, 0x4000, nil)
	fixRar(b)
	return b
}

// fixRar walks over the blocks of RAR 5 or RAR 4 and makes their checksums right.
func fixRar(b []byte) {
	if len(b) < 8 {
		return
	}
	if b[6] != 1 {
		fixRar4(b[7:])
		return
	}
	for b = b[8:]; len(b) > 5; {
		size, n := binary.Uvarint(b[4:])
		if n <= 0 || n > 3 || size > uint64(len(b)-4-n) {
			return
		}
		head := b[4 : 4+n+int(size)]
		binary.LittleEndian.PutUint32(b, crc32.ChecksumIEEE(head))
		b = b[len(head)+4:]
		head = head[n:]
		var fields [4]uint64 // type, flags, size of extra, size of data
		for i := range fields {
			if i == 2 && fields[1]&1 == 0 || i == 3 && fields[1]&2 == 0 {
				continue
			}
			v, n := binary.Uvarint(head)
			if n <= 0 {
				return
			}
			fields[i], head = v, head[n:]
		}
		if fields[3] > uint64(len(b)) {
			return
		}
		b = b[fields[3]:]
	}
}

func fixRar4(b []byte) {
	for len(b) >= 7 {
		flags, size := binary.LittleEndian.Uint16(b[3:]), int(binary.LittleEndian.Uint16(b[5:]))
		if size < 7 || size > len(b) {
			return
		}
		binary.LittleEndian.PutUint16(b, uint16(crc32.ChecksumIEEE(b[2:size])))
		data := uint32(0)
		if flags&0x8000 != 0 && size >= 11 {
			data = binary.LittleEndian.Uint32(b[7:])
		}
		if b = b[size:]; uint64(data) > uint64(len(b)) {
			return
		}
		b = b[data:]
	}
}

// sevenZip is one stored file with a plain header (7zFormat.txt).
func sevenZip() []byte {
	name := []byte("n\x00a\x00m\x00e\x00\x00\x00")
	header := []byte{
		1,                // header
		4,                // streams
		6, 0, 1, 9, 9, 0, // packed: at 0, one stream of 9 bytes
		7, 0x0b, 1, 0, 1, 1, 0, 0x0c, 9, 0, // folders: one, of one coder: copy
		8, 0, // substreams
		0,
		5, 1, // one file
		0x11, byte(1 + len(name)), 0,
	}
	header = append(header, name...)
	header = append(header, 0x14, 10, 1, 0) // modified, all of them
	header = binary.LittleEndian.AppendUint64(header, fileTime)
	header = append(header, 0x15, 6, 1, 0, 0x20, 0, 0, 0, 0, 0) // attributes
	b := append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), make([]byte, 24)...)
	b = append(b, "some data"...)
	binary.LittleEndian.PutUint64(b[12:], 9)
	binary.LittleEndian.PutUint64(b[20:], uint64(len(header)))
	b = append(b, header...)
	fixSevenZip(b)
	return b
}

// fixSevenZip makes the checksums of both headers right.
func fixSevenZip(b []byte) {
	if len(b) < 32 {
		return
	}
	at, size := binary.LittleEndian.Uint64(b[12:]), binary.LittleEndian.Uint64(b[20:])
	if room := uint64(len(b) - 32); at <= room && size <= room-at {
		binary.LittleEndian.PutUint32(b[28:], crc32.ChecksumIEEE(b[32+at:32+at+size]))
	}
	binary.LittleEndian.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:32]))
}
