package evidence_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/ulikunitz/xz/lzma"

	"copyclock/timestamps/evidence"
)

// zerosReader is n bytes of zero.
func zerosReader(n int64) io.Reader { return io.LimitReader(zeros{}, n) }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// tarOfZeros is a tar of one member of n zeros, without the end.
func tarOfZeros(t testing.TB, n int64) io.Reader {
	t.Helper()
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "a", Size: n, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	return io.MultiReader(&b, zerosReader(n))
}

// gzipOf packs what a reader gives.
func gzipOf(t testing.TB, r io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, r); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bzip2Bomb is one block of bzip2 that unpacks to 259 k zeros. Runs of 259 bytes become five (four zeros and a
// count of 255), which sorted by what follows them are all counts and then all zeros.
func bzip2Bomb(k int) []byte {
	var out []byte
	bits := 0
	put := func(v uint64, n int) { // the highest bit first
		for i := n - 1; i >= 0; i-- {
			if bits%8 == 0 {
				out = append(out, 0)
			}
			out[len(out)-1] |= byte(v>>i&1) << (7 - bits%8)
			bits++
		}
	}
	sum := ^uint32(0)
	for range 259 * k { // of zeros, the highest bit first
		for range 8 {
			if sum>>31 == 1 {
				sum = sum<<1 ^ 0x04c11db7
			} else {
				sum <<= 1
			}
		}
	}
	sum = ^sum
	put(0x425a6839, 32)     // BZh9
	put(0x314159265359, 48) // a block
	put(uint64(sum), 32)
	put(0, 1+24)                 // not randomised; the first row is the text
	put(1<<15|1, 16)             // of the bytes 0 to 15 and 240 to 255 some occur:
	put(1<<15, 16)               // 0
	put(1, 16)                   // and 255
	put(2, 3)                    // tables
	put(uint64(3*k+51)/50+1, 15) // selectors: more than there are groups of 50 symbols
	for range (3*k+51)/50 + 1 {  // all of the first table
		put(0, 1)
	}
	for range 2 { // codes of two bits for the four symbols: runs A and B, the second byte, the end
		put(2, 5)
		put(0, 4)
	}
	run := func(n int) { // in base 2 with the digits 1 and 2
		for ; n > 0; n = (n - 1) / 2 {
			put(uint64((n-1)%2), 2)
		}
	}
	put(2, 2) // the second byte, 255, now the first
	run(k - 1)
	put(2, 2)
	run(4*k - 1)
	put(3, 2)
	put(0x177245385090, 48) // the end
	put(uint64(sum), 32)
	return out
}

// lzmaOf packs what a reader gives as .lzma files are.
func lzmaOf(t testing.TB, r io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := lzma.WriterConfig{DictCap: 1 << 16}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, r); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipsOfZips is a zip of width copies of such a zip, and so on, depth times.
func zipsOfZips(t testing.TB, width, depth int) []byte {
	t.Helper()
	inner := zipOf(t, member{"x", []byte("x")})
	for range depth {
		var all []member
		for i := range width {
			all = append(all, member{fmt.Sprintf("%d.zip", i), inner})
		}
		inner = zipOf(t, all...)
	}
	return inner
}

// overlappingZip is a zip of n members of the central directory that share one local header and its data.
func overlappingZip(t testing.TB, n int, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("kernel")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(data); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	at := bytes.LastIndex(whole, []byte("PK\x01\x02"))
	end := bytes.LastIndex(whole, []byte("PK\x05\x06"))
	entry, tail := whole[at:end], bytes.Clone(whole[end:])
	out := append(bytes.Clone(whole[:at]), bytes.Repeat(entry, n)...)
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	return append(out, tail...)
}

// TestBombs opens what is small and would grow without end: each ends in the error of its limit, and takes
// in all no more memory than the buffers of what is opened and the tables of the libraries.
//
//nolint:paralleltest // what is allocated is counted for the whole process
func TestBombs(t *testing.T) {
	const (
		big        = 64 << 20
		some       = 80 << 20 // bytes that one opening may allocate in all
		forArchive = 3 << 20  // and each archive inside
	)
	tarball := func(n int64) string {
		b, err := io.ReadAll(tarOfZeros(t, n))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	zeros := tarball(32 << 20)
	small := gzipOf(t, tarOfZeros(t, 12<<20)) // of less than the bytes from which ratios are judged
	var smalls []member
	for i := range 100 {
		smalls = append(smalls, member{fmt.Sprintf("%d.tgz", i), small})
	}
	for _, c := range []struct {
		name   string
		data   []byte
		nested *evidence.Nested
		want   error
	}{
		{"gzip", gzipOf(t, tarOfZeros(t, big)), nil, evidence.ErrRatio},
		{"gzip in gzip", gzipOf(t, bytes.NewReader(gzipOf(t, tarOfZeros(t, big)))), nil, evidence.ErrRatio},
		{"lzma", lzmaOf(t, tarOfZeros(t, 32<<20)), nil, evidence.ErrRatio},
		{"xz", pack(t, "xz", zeros), nil, evidence.ErrRatio},
		{"xz in xz", pack(t, "xz", string(pack(t, "xz", zeros))), nil, evidence.ErrRatio},
		{"zstd in lz4", pack(t, "lz4", string(pack(t, "zstd", zeros))), nil, evidence.ErrRatio},
		{"lz4", pack(t, "lz4", zeros), nil, evidence.ErrRatio}, // 254 to 1
		{"lz4 in lz4", pack(t, "lz4", string(pack(t, "lz4", zeros))), nil, evidence.ErrRatio},
		{"gzip quine", gzipQuine(t), nil, evidence.ErrLayers},
		{"zip quine", zipQuine(t), &evidence.Nested{}, evidence.ErrDepth},
		{"gzip quine in a zip", zipOf(t, member{"q.gz", gzipQuine(t)}), &evidence.Nested{}, evidence.ErrLayers},
		{"zips of zips", zipsOfZips(t, 16, 4), &evidence.Nested{MaxArchives: 500}, evidence.ErrMaxArchives},
		{"zips of zips, deeper", zipsOfZips(t, 2, 6), &evidence.Nested{}, evidence.ErrDepth},
		{"zips of zips, bytes", zipsOfZips(t, 16, 4), &evidence.Nested{MaxBytes: 100_000}, evidence.ErrMaxBytes},
		{"overlapping zips", overlappingZip(t, 20_000, zipOf(t, member{"x", []byte("x")})), &evidence.Nested{MaxArchives: 300}, evidence.ErrMaxArchives},
		{"overlapping zeros", overlappingZip(t, 60_000, make([]byte, 64<<10)), &evidence.Nested{}, evidence.ErrRatio},
		{"gzip bomb in a zip", zipOf(t, member{"a.tgz", gzipOf(t, tarOfZeros(t, big))}), &evidence.Nested{}, evidence.ErrRatio},
		{"gzip bombs in a zip, each too small to be one", zipOf(t, smalls...), &evidence.Nested{}, evidence.ErrRatio},
		{"tar of 2^62 bytes in a zip", zipOf(t, member{"a.tar", hugeTar(t)}), &evidence.Nested{}, evidence.ErrDamaged},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e, err := evidence.Open("bomb", bytes.NewReader(c.data), evidence.Options{Nested: c.nested})
		runtime.ReadMemStats(&after)
		most := uint64(some)
		if c.nested != nil {
			if err != nil || e == nil {
				t.Errorf("%s: the outer archive cannot be read: %v", c.name, err)
			}
			err = errors.Join(c.nested.Failed...)
			most += forArchive * uint64(len(c.nested.Found)+len(c.nested.Failed))
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s of %d bytes: %v; want %v", c.name, len(c.data), err, c.want)
		}
		used := after.TotalAlloc - before.TotalAlloc
		if used > most {
			t.Errorf("%s of %d bytes: %d MB were allocated", c.name, len(c.data), used>>20)
		}
		t.Logf("%s, %d bytes: %d MB, %.160v", c.name, len(c.data), used>>20, err)
	}
}

// TestBzip2Bomb unpacks 46 MB from 800 bytes, up to the limit.
func TestBzip2Bomb(t *testing.T) {
	t.Parallel()
	bomb := bzip2Bomb(180_000)
	r, err := evidence.Unpack(bytes.NewReader(bomb), evidence.Options{MaxRatio: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); err != nil || n != 259*180_000 {
		t.Errorf("%d bytes, %v; want %d", n, err, 259*180_000)
	}
	if r, err = evidence.Unpack(bytes.NewReader(bomb), evidence.Options{}); err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); !errors.Is(err, evidence.ErrRatio) || n > 20<<20 {
		t.Errorf("%d bytes of %d, %v; want %v", n, len(bomb), err, evidence.ErrRatio)
	}
}

// hugeTar is a tar whose one member is said to have 2^62 bytes.
func hugeTar(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "a", Size: 1 << 62, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
