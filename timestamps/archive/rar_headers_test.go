package archive_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"

	"copyclock/timestamps/archive"
)

// solidRar5 is a solid archive of n files that are said to be packed, with a dictionary of 128 KiB shifted left.
func solidRar5(n int, shift uint64) []byte {
	b := []byte("Rar!\x1a\x07\x01\x00")
	block := func(h, data []byte) {
		b = append(append(b, 0, 0, 0, 0), binary.AppendUvarint(nil, uint64(len(h)))...)
		b = append(append(b, h...), data...)
	}
	block([]byte{1, 0, 4}, nil) // the archive, solid
	for i := range n {
		h := []byte{2, 2, 9, 2} // a file with data of nine bytes and a time
		h = binary.AppendUvarint(h, 1<<40)
		h = append(h, 0x20)
		h = binary.LittleEndian.AppendUint32(h, unixTime)
		h = binary.AppendUvarint(h, shift<<10|3<<7|1<<6) // method 3, solid
		block(append(h, 1, 1, 'a'+byte(i)), []byte("some data"))
	}
	block([]byte{5, 0, 0}, nil)
	fixRar(b)
	return b
}

// solidRar4 is the same in the older layout, whose dictionaries end at 4 MiB.
func solidRar4(n int) []byte {
	b := rar4()
	at := bytes.IndexByte(b[7:], 0x74) + 7 - 2
	file := bytes.Clone(b[at : at+7+25+4+9])
	binary.LittleEndian.PutUint16(file[3:], 0x8010) // data, solid
	file[25] = 0x33
	head := bytes.Clone(b[:at])
	head[7+3] |= 8 // solid
	for i := range n {
		file[32] = 'a' + byte(i)
		head = append(head, file...)
	}
	fixRar(head)
	return head
}

// TestRarDictionary lists members without making their dictionaries and without unpacking them.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestRarDictionary(t *testing.T) {
	for name, b := range map[string][]byte{"RAR 5, 4 GiB": solidRar5(3, 15), "RAR 5, 128 KiB": solidRar5(3, 0), "RAR 4": solidRar4(3)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		l, err := readAny(b, archive.Limits{})
		runtime.ReadMemStats(&after)
		if err != nil || len(l.Entries) != 3 || l.Entries[2].Path[0] != 'c' || !l.Entries[2].Times.Modified.Known() {
			t.Errorf("%s: %d entries, %v", name, len(l.Entries), err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%s: %d bytes were allocated", name, used)
		}
		b[len(b)-30] ^= 1 // a header or data
		if _, err = readAny(b, archive.Limits{}); err != nil && !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("%s, damaged: %v", name, err)
		}
	}
	b := solidRar5(1, 15)
	err := archive.ByName("rar").Contents(bytes.NewReader(b), int64(len(b)), func(string, io.Reader) error { return nil })
	if !errors.Is(err, archive.ErrDictionary) {
		t.Errorf("contents: %v, want %v", err, archive.ErrDictionary)
	}
}

// TestRarSum holds that a header whose checksum is wrong stays wrong.
func TestRarSum(t *testing.T) {
	t.Parallel()
	for name, b := range map[string][]byte{"RAR 5": solidRar5(2, 15), "RAR 4": solidRar4(2)} {
		at := bytes.LastIndexByte(b, 'b') // the second name
		b[at] = 'x'
		if l, err := readAny(b, archive.Limits{}); !errors.Is(err, archive.ErrDamaged) || len(l.Entries) != 1 {
			t.Errorf("%s: %d entries, %v", name, len(l.Entries), err)
		}
	}
}
