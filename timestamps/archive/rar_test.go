package archive_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"

	"copyclock/timestamps/archive"

	"github.com/google/go-cmp/cmp"
)

// rar5Volume is the first volume of a set: a whole file, and one whose other bytes are in the next.
func rar5Volume() []byte {
	b := []byte("Rar!\x1a\x07\x01\x00")
	block := func(head []byte, data string) {
		b = append(append(append(b, 0, 0, 0, 0, byte(len(head))), head...), data...)
	}
	file := func(flags byte, packed, size uint64, name, data string) {
		head := binary.AppendUvarint([]byte{2, flags}, packed)
		head = binary.AppendUvarint(append(head, 0), size) // no further fields
		block(append(append(head, 0x20, 0, 1, byte(len(name))), name...), data)
	}
	block([]byte{1, 0, 1}, "")              // of a set
	file(2, 9, 9, "whole", "some data")     // data follow
	file(2|0x10, 9, 20, "cut", "more data") // and go on in the next volume
	block([]byte{5, 0, 1}, "")              // not the last
	fixRar(b)
	return b
}

// TestRarVolume holds that the end of a volume ends neither the listing nor the contents with an error.
func TestRarVolume(t *testing.T) {
	t.Parallel()
	b := rar5Volume()
	l, err := readAny(b, archive.Limits{})
	if err != nil || len(l.Entries) != 2 || len(l.Warnings) != 1 || l.Warnings[0].Code != "continued" {
		t.Errorf("listing: %+v, %+v, %v", l.Entries, l.Warnings, err)
	}
	var got []string
	err = archive.ByName("rar").Contents(bytes.NewReader(b), int64(len(b)), func(name string, content io.Reader) error {
		data, err := io.ReadAll(content)
		got = append(got, fmt.Sprintf("%s %s %v", name, data, err))
		return nil
	})
	want := []string{"whole some data <nil>", "cut more data rardecode: multi-volume archive continues in next file"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("contents: %v (-want +got)\n%s", err, diff)
	}
}

// BenchmarkRar lists 2,000 members whose contents would take a dictionary of 32 MiB each.
func BenchmarkRar(b *testing.B) {
	const members = 2000
	data := []byte("Rar!\x1a\x07\x01\x00\x00\x00\x00\x00\x03\x01\x00\x00")
	for i := range members {
		name := fmt.Sprintf("name%04d", i)
		head := binary.AppendUvarint([]byte{2, 2, 9, 0}, 1<<30)
		head = append(binary.AppendUvarint(append(head, 0x20), 1<<7|8<<10), 1, byte(len(name))) // method 1, 128 KiB << 8
		head = append(head, name...)
		data = append(append(append(append(data, 0, 0, 0, 0), byte(len(head))), head...), "some data"...)
	}
	data = append(data, 0, 0, 0, 0, 3, 5, 0, 0)
	fixRar(data)
	for b.Loop() {
		if l, err := readAny(data, archive.Limits{}); err != nil || len(l.Entries) != members {
			b.Fatal(len(l.Entries), err)
		}
	}
}
