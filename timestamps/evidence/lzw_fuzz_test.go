package evidence

import (
	"bytes"
	"io"
	"strconv"
	"testing"
)

// lzwPack is compress(1) without its emptying of the table: codes of 9 to maxWidth bits in groups of
// eight, the rest of a group filled with zeros where the width changes.
func lzwPack(data []byte, maxWidth uint) []byte {
	out := []byte{0x1f, 0x9d, lzwBlock | byte(maxWidth)}
	var group []byte
	bits := uint(0)
	flush := func(width uint, whole bool) {
		if whole && bits > 0 { // a group is as many bytes as its codes have bits
			group = append(group, make([]byte, int(width)-len(group))...)
		}
		out = append(out, group...)
		group, bits = nil, 0
	}
	width, free := uint(9), lzwClear+1
	put := func(code int) {
		for i := range width {
			if bits%8 == 0 {
				group = append(group, 0)
			}
			group[bits/8] |= byte(code>>i&1) << (bits % 8)
			bits++
		}
		if bits == 8*width {
			flush(width, false)
		}
	}
	known := map[string]int{}
	codeOf := func(s []byte) (int, bool) {
		if len(s) == 1 {
			return int(s[0]), true
		}
		code, ok := known[string(s)]
		return code, ok
	}
	for first := true; len(data) > 0; first = false {
		n := 1
		for n < len(data) {
			if _, ok := codeOf(data[:n+1]); !ok {
				break
			}
			n++
		}
		code, _ := codeOf(data[:n])
		put(code)
		// The reader defines a code one step later than the writer, and widens by its own count.
		if !first && width < maxWidth && free > 1<<width-1 {
			flush(width, true)
			width++
		}
		if n < len(data) && free < 1<<maxWidth {
			known[string(data[:n+1])] = free
			free++
		}
		data = data[n:]
	}
	flush(width, false)
	return out
}

// FuzzLZW holds that what was packed reads as it was, and that any other bytes end in an error or in an
// end, and in no more bytes than their codes can stand for.
func FuzzLZW(f *testing.F) {
	f.Add([]byte("to be or not to be, to be or not"), uint8(0), []byte{7, 0xff})
	var numbers []byte // enough to use every width up to 11 bits
	for i := range 1500 {
		numbers = append(strconv.AppendInt(numbers, int64(i), 10), '\n')
	}
	for width := range uint8(8) {
		f.Add(numbers, width, []byte{100, 1})
	}
	f.Fuzz(func(t *testing.T, data []byte, width uint8, damage []byte) {
		packed := lzwPack(data, 9+uint(width)%8)
		z, err := newLZW(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes, %v; want %d", len(got), err, len(data))
		}
		for i := 0; i+1 < len(damage); i += 2 {
			packed[int(damage[i])%len(packed)] ^= damage[i+1]
		}
		if z, err = newLZW(bytes.NewReader(packed)); err != nil {
			return
		}
		n, _ := io.Copy(io.Discard, z)
		if codes := int64(len(packed)) * 8 / 9; n > codes*codes {
			t.Errorf("%d bytes from %d codes", n, codes)
		}
	})
}
