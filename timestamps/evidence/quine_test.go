package evidence_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"io"
	"testing"
)

// A quine is a compressed file that unpacks to itself. Its deflate stream is a program of two
// instructions of ten bytes each: print the bytes that follow, and repeat the last n bytes that were
// printed. With p for what stands before the stream and s for what ends and follows it, the file is
//
//	p
//	print(p print)                         repeat(p print)
//	print(repeat)                          print(print)
//	print(repeat print print print)        repeat(4 instructions)
//	print(repeat print repeat print)       repeat(4)
//	print(repeat nothing nothing print)    repeat(4)
//	nothing nothing
//	print(repeat s)                        repeat(repeat s)
//	s
//
// where each line prints what stands some lines above or below it.

const instruction = 10

// printing prints n bytes: an empty stored block, so that both instructions are of one length, and the head
// of a stored one.
func printing(n int) []byte {
	b := []byte{0, 0, 0, 0xff, 0xff, 0}
	b = binary.LittleEndian.AppendUint16(b, uint16(n))
	return binary.LittleEndian.AppendUint16(b, ^uint16(n))
}

// repeating prints the last n bytes again, 35 to 114 of them: a block of fixed codes with one match, an empty
// one, and an empty stored block, which ends on a byte.
func repeating(n int) []byte {
	var bits uint64
	at := 0
	put := func(v, n int) {
		bits |= uint64(v) << at
		at += n
	}
	huffman := func(code, n int) { // the highest bit first
		for i := n - 1; i >= 0; i-- {
			put(code>>i&1, 1)
		}
	}
	class := func(base, size int) (symbol, extra, rest int) { // of lengths and of distances (RFC 1951, 3.2.5)
		for base+size<<(extra+1) <= n {
			extra++
		}
		rest = n - base - size<<extra
		return size*(extra+1) + rest>>extra, extra, rest & (1<<extra - 1)
	}
	put(2, 3) // fixed codes, not the last block
	symbol, extra, rest := class(3, 4)
	huffman(1+symbol, 7)
	put(rest, extra)
	symbol, extra, rest = class(1, 2)
	huffman(symbol, 5)
	put(rest, extra)
	put(0, 7) // the end of the block
	put(2, 3)
	put(0, 7)
	put(0, 3)
	b := binary.LittleEndian.AppendUint64(nil, bits)[:(at+7)/8]
	return append(b, 0, 0, 0xff, 0xff)
}

// quine puts the program between p and s.
func quine(p, s []byte) []byte {
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	first, last := len(p)+instruction, len(s)+instruction
	start, end, four := repeating(first), repeating(last), repeating(4*instruction)
	one, more, nothing := printing(instruction), printing(4*instruction), printing(0)
	return join(p,
		printing(first), p, printing(first), start,
		one, start, one, one,
		more, start, one, one, more, four,
		more, four, more, four, more, four,
		more, four, nothing, nothing, printing(last), four,
		nothing, nothing,
		printing(last), end, s, end, s)
}

// fixPoint returns a file whose checksum is the one that it holds: build puts a checksum into it. A CRC is linear
// in the bits of the file, so the checksum is the solution of 32 equations, where there is one.
func fixPoint(build func(sum uint32) []byte) (file []byte, ok bool) {
	off := func(x uint32) uint32 { return crc32.ChecksumIEEE(build(x)) ^ x }
	zero := off(0)
	type row struct{ value, of uint32 } // the change of off for a change of the checksum
	var basis [32]row
	reduce := func(r row) row {
		for bit := 31; bit >= 0; bit-- {
			if r.value>>bit&1 == 1 && basis[bit].value != 0 {
				r.value ^= basis[bit].value
				r.of ^= basis[bit].of
			}
		}
		return r
	}
	for i := range 32 {
		x := uint32(1) << i
		r := reduce(row{off(x) ^ zero, x})
		for bit := 31; bit >= 0; bit-- {
			if r.value>>bit&1 == 1 {
				basis[bit] = r
				break
			}
		}
	}
	r := reduce(row{value: zero})
	file = build(r.of)
	return file, r.value == 0
}

// gzipQuine is a gzip file that unpacks to itself.
func gzipQuine(t testing.TB) []byte {
	t.Helper()
	for stamp := range uint32(100) {
		file, ok := fixPoint(func(sum uint32) []byte {
			build := func(size int) []byte {
				p := []byte{0x1f, 0x8b, 8, 8} // with a name
				p = binary.LittleEndian.AppendUint32(p, stamp)
				p = append(p, "\x00\x03a gzip quine of itself\x00"...)
				s := append(bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 4), 3, 0) // empty blocks, and the last
				s = binary.LittleEndian.AppendUint32(s, sum)
				return quine(p, binary.LittleEndian.AppendUint32(s, uint32(size)))
			}
			return build(len(build(0)))
		})
		if ok {
			return file
		}
	}
	t.Fatal("no checksum fits")
	return nil
}

// zipQuine is a zip of one member, which is the zip.
func zipQuine(t testing.TB) []byte {
	t.Helper()
	for date := range uint16(100) {
		file, ok := fixPoint(func(sum uint32) []byte {
			const name = "r.zip"
			build := func(packed, size int) []byte {
				common := []byte{20, 0, 0, 0, 8, 0, 0, 0} // version, flags, deflate, time
				common = binary.LittleEndian.AppendUint16(common, 34<<9|11<<5|24+date<<9)
				for _, n := range []uint32{sum, uint32(packed), uint32(size), uint32(len(name))} {
					common = binary.LittleEndian.AppendUint32(common, n) // the last is two lengths
				}
				p := append(append([]byte("PK\x03\x04"), common...), name...)
				s := append([]byte{3, 0}, "PK\x01\x02\x14\x00"...)
				s = append(append(s, common...), make([]byte, 14)...)
				s = append(s, name...)
				s = append(s, "PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00"...)
				s = binary.LittleEndian.AppendUint32(s, uint32(46+len(name)))
				s = binary.LittleEndian.AppendUint32(s, uint32(len(p)+packed))
				return quine(p, append(s, 0, 0))
			}
			size := len(build(0, 0))
			const tail = 46 + len(name) + 22
			return build(size-(30+len(name))-tail, size)
		})
		if ok {
			return file
		}
	}
	t.Fatal("no checksum fits")
	return nil
}

// TestQuines holds that the quines are what the tests take them for.
func TestQuines(t *testing.T) {
	t.Parallel()
	g := gzipQuine(t)
	z, err := gzip.NewReader(bytes.NewReader(g))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, g) {
		t.Errorf("the gzip quine of %d bytes unpacks to %d, %v", len(g), len(got), err)
	}
	a := zipQuine(t)
	r, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil || len(r.File) != 1 {
		t.Fatal(err)
	}
	f, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, a) {
		t.Errorf("the zip quine of %d bytes unpacks to %d, %v", len(a), len(got), err)
	}
}
