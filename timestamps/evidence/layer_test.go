package evidence_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"

	"copyclock/timestamps/archive"
	"copyclock/timestamps/evidence"
)

// packers pack with the libraries that also unpack; bzip2 has no writer here and is tested
// with a sample of the manifest.
var packers = map[string]func(io.Writer) (io.WriteCloser, error){
	"gzip": func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
	"xz":   func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) },
	"zstd": func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) },
	"lz4":  func(w io.Writer) (io.WriteCloser, error) { return lz4.NewWriter(w), nil },
}

func pack(t testing.TB, name, text string) []byte {
	t.Helper()
	return packBy(t, packers, name, text)
}

func packBy(t testing.TB, by map[string]func(io.Writer) (io.WriteCloser, error), name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := by[name](&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLayers(t *testing.T) {
	t.Parallel()
	const row = "0|/a|1|r/rrw-r--r--|0|0|5|1416842431|1416842431|1416842431|1416842431\n"
	for name := range packers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := pack(t, name, row)
			e, err := evidence.Open("x", bytes.NewReader(b), evidence.Options{})
			if err != nil || e.DetectedBy != name+", first lines" || len(e.Listing.Rows()) != 1 {
				t.Errorf("Open = %+v, %v", e, err)
			}
			if !archive.MayHold(b) {
				t.Error("it is not looked into inside an archive")
			}
			if _, err := evidence.Open("x", bytes.NewReader(b[:len(b)-5]), evidence.Options{}); !errors.Is(err, evidence.ErrDamaged) {
				t.Errorf("cut off: %v", err)
			}
			bomb := pack(t, name, strings.Repeat(row, 17<<20/len(row)))
			if _, err := evidence.Open("x", bytes.NewReader(bomb), evidence.Options{MaxRatio: 20}); !errors.Is(err, evidence.ErrRatio) {
				t.Errorf("ratio: %v", err)
			}
			if _, err := evidence.Open("x", bytes.NewReader(b), evidence.Options{MaxBytes: int64(len(b)) - 1}); !errors.Is(err, evidence.ErrMaxBytes) {
				t.Errorf("limit: %v", err)
			}
		})
	}
}
