package evidence_test

import (
	"bytes"
	"io"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/listing"
)

// packed names the keys of packers in a fixed order.
var packed = []string{"gzip", "lz4", "xz", "zstd"}

// smallWindow is what the fuzzed layers remember: the default of xz takes longer to make than all else.
const smallWindow = 1 << 16

// smallPackers are packers with windows of smallWindow bytes.
var smallPackers = map[string]func(io.Writer) (io.WriteCloser, error){
	"gzip": packers["gzip"],
	"lz4": func(w io.Writer) (io.WriteCloser, error) {
		z := lz4.NewWriter(w)
		return z, z.Apply(lz4.BlockSizeOption(lz4.Block64Kb))
	},
	"xz": func(w io.Writer) (io.WriteCloser, error) { return xz.WriterConfig{DictCap: smallWindow}.NewWriter(w) },
	"zstd": func(w io.Writer) (io.WriteCloser, error) {
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(smallWindow), zstd.WithLowerEncoderMem(true), zstd.WithEncoderLevel(zstd.SpeedFastest))
	},
}

// fuzzLimits keep one execution short.
var fuzzLimits = evidence.Options{MaxBytes: 1 << 24, MaxEntries: 10_000, MaxNameBytes: 1 << 20, MaxMemory: 1 << 24}

// FuzzOpen opens any bytes: detection, decoding, unpacking and reading together. A second
// reading gives the same, and so does the format that was detected when it is asked for.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(text))
	f.Add([]byte("\xff\xfet\x00i\x00n\x00y\x00"))
	for _, name := range packed {
		f.Add(pack(f, name, text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e := openTwice(t, b)
		if e == nil || e.DetectedBy != "first lines" {
			return
		}
		opt := fuzzLimits
		opt.Format = e.Format
		asked, err := evidence.Open("in", bytes.NewReader(b), opt)
		if err != nil {
			if e.Listing.Skipped <= int64(e.Listing.Len()) {
				t.Errorf("detected as %s, refused when asked for: %v", e.Format, err)
			}
			return
		}
		if d := diff(e.Listing, asked.Listing); d != "" {
			t.Errorf("%s asked for differs from %s detected:\n%s", e.Format, e.Format, d)
		}
	})
}

// FuzzPacked packs any bytes, twice over if asked to, so that every checksum of the layers is
// right and what is inside is reached: it must read as it does without the layers.
func FuzzPacked(f *testing.F) {
	for i := range packed {
		f.Add([]byte(text), uint8(200+i), uint8(i))
	}
	f.Fuzz(func(t *testing.T, b []byte, outer, inner uint8) {
		opt := fuzzLimits
		opt.MaxRatio = 1 << 40
		plain, plainErr := evidence.Open("in", bytes.NewReader(b), opt)
		in := packBy(t, smallPackers, packed[int(inner)%len(packed)], string(b))
		if outer > 127 {
			in = packBy(t, smallPackers, packed[int(outer)%len(packed)], string(in))
		}
		e, err := evidence.Open("in", bytes.NewReader(in), opt)
		if (err == nil) != (plainErr == nil) {
			if plainErr == nil && len(plain.DetectedBy) > len("first lines") {
				return // layers inside: more than are undone
			}
			t.Fatalf("packed: %v, plain: %v", err, plainErr)
		}
		if err == nil {
			if d := diff(plain.Listing, e.Listing); d != "" {
				t.Errorf("packed differs from plain:\n%s", d)
			}
		}
	})
}

// FuzzDetect holds that the choice of a format is the same for lines that end in LF and in CRLF, and
// that whoever claims the lines can read them.
func FuzzDetect(f *testing.F) {
	f.Add([]byte(text))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.IndexByte(b, '\r') >= 0 {
			return
		}
		unix := detect(t, b)
		if dos := detect(t, bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); unix != dos {
			t.Errorf("lines that end in LF are %q, in CRLF %q", unix, dos)
		}
		if unix != "" && listing.ByName(unix) == nil {
			t.Errorf("detected %q, which does not exist", unix)
		}
	})
}

func detect(t *testing.T, b []byte) string {
	t.Helper()
	s, err := listing.NewSource(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	f, err := listing.Detect(s.Head())
	if err != nil {
		return ""
	}
	return f.Name
}

// diff is [cmp.Diff], which takes longer than most readings, where a plain comparison fails.
func diff(a, b any) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b, cmp.Transformer("rows", (*timestamps.Table).Unpack))
}

// openTwice returns what b holds, or nil, and checks it.
func openTwice(t *testing.T, b []byte) *evidence.Evidence {
	t.Helper()
	e, err := evidence.Open("in", bytes.NewReader(b), fuzzLimits)
	again, other := evidence.Open("in", bytes.NewReader(b), fuzzLimits)
	if err != nil || other != nil {
		if err == nil || other == nil || err.Error() != other.Error() {
			t.Fatalf("first reading: %v, second: %v", err, other)
		}
		return nil
	}
	if d := diff(e, again); d != "" || e.Bytes != int64(len(b)) {
		t.Errorf("a second reading differs:\n%s", d)
	}
	rows := e.Listing.Rows()
	for i := range rows {
		x := &rows[i]
		if x.Line < 1 || x.Size < timestamps.NoSize || x.Slack < 0 || i > 0 && x.Line < rows[i-1].Line {
			t.Errorf("%s: entry %+v", e.Format, *x)
		}
	}
	for _, w := range e.Listing.Warnings {
		if w.Code == "" || w.Text == "" || w.Line < 0 || w.Count < 0 {
			t.Errorf("%s: warning %+v", e.Format, w)
		}
	}
	return e
}
