package evidence

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"testing"

	"github.com/ulikunitz/xz"
)

// TestXZFrame follows files of several streams and blocks with every checksum to their ends.
func TestXZFrame(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("0123456789abcdef\n"), 20_000)
	noise := make([]byte, 200_000) // stored as it is
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	var file, want []byte
	for i, check := range []byte{xz.None, xz.CRC32, xz.CRC64, xz.SHA256} {
		for _, d := range [][]byte{data[:i], data, noise} {
			var b bytes.Buffer
			w, err := xz.WriterConfig{CheckSum: check, NoCheckSum: check == xz.None, BlockSize: 100_001, DictCap: 1 << 16}.NewWriter(&b)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(d); err != nil || w.Close() != nil {
				t.Fatal(err)
			}
			file = append(append(file, b.Bytes()...), make([]byte, 4*i)...)
			want = append(want, d...)
		}
	}
	for _, size := range []int{1, 7, 4096} {
		z, err := newXZ(&counting{r: bufio.NewReaderSize(bytes.NewReader(file), max(16, size))})
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
		}
		x, ok := z.(*xzReader)
		if !ok || x.frame.part != xzMagic || x.frame.want != 4 {
			t.Errorf("the frame ends in part %d with %d bytes to come", x.frame.part, x.frame.want)
		}
	}
}

// xzOf is a stream without checksums of blocks that hold one byte each and ask for a window of 2^(code/2+12) bytes
// or half as much again.
func xzOf(code byte, blocks int) []byte {
	sum := binary.LittleEndian.AppendUint32
	flags := []byte{0, 0}
	b := sum(append([]byte("\xfd7zXZ\x00"), flags...), crc32.ChecksumIEEE(flags))
	index := binary.AppendUvarint([]byte{0}, uint64(blocks))
	for range blocks {
		head := []byte{2, 0, 0x21, 1, code, 0, 0, 0}
		b = append(b, sum(head, crc32.ChecksumIEEE(head))...)
		b = append(b, 1, 0, 0, '\n', 0, 0, 0, 0) // a chunk of one byte as it is, the end, filler
		index = append(index, 12+5, 1)
	}
	index = append(index, make([]byte, (4-len(index)%4)%4)...)
	b = append(b, sum(index, crc32.ChecksumIEEE(index))...)
	foot := append(binary.LittleEndian.AppendUint32(nil, uint32(len(index)/4)), flags...) // its size, with the checksum, less one
	return append(append(sum(b, crc32.ChecksumIEEE(foot)), foot...), "YZ"...)
}

// TestXZWindow holds that no window is made that is larger than the limit, and that empty blocks do not
// ask for windows without end.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestXZWindow(t *testing.T) {
	for _, c := range []struct {
		name   string
		file   []byte
		want   error
		memory uint64
	}{
		{"4 KiB", xzOf(0, 3), nil, 8 << 20},
		{"4 GiB", xzOf(40, 1), ErrWindow, 8 << 20},
		{"192 MiB", xzOf(31, 1), ErrWindow, 8 << 20},
		{"128 MiB", xzOf(30, 1), nil, 200 << 20},
		{"200 windows of 128 MiB", xzOf(30, 200), ErrRatio, 18 * maxWindow},
		{"code 41", xzOf(41, 1), ErrDamaged, 8 << 20},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Unpack(bytes.NewReader(c.file), Options{})
		n := int64(0)
		if err == nil {
			n, err = io.Copy(io.Discard, r)
		}
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %d bytes, %v; want %v", c.name, n, err, c.want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > c.memory {
			t.Errorf("%s: %d bytes were allocated", c.name, used)
		}
	}
}
