package evidence_test

import (
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"
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

// FuzzOptions reads a table with any options, as they may come from a command line: they are refused,
// or what they give is in order and the same twice.
func FuzzOptions(f *testing.F) {
	const table = "name,size,modified\na,1,2016-07-05 18:39:02\nb,2,07/05/2016 18:39\nc,-1,0\n"
	f.Add([]byte(table), "path=1,size=2,modified=3", "+02:00", "2016-09-01", "", "dmy")
	f.Add([]byte(table), "path=name,size=size,modified=modified;utc", "Europe/Berlin", "", "cp850", "")
	f.Add([]byte(table), "path=3,zone=+05:30", "-18:00", "1970-01-01", "utf-16le", "mdy")
	f.Add([]byte(text), "", "UTC", "2200-12-31", "latin1", "ymd")
	f.Fuzz(func(t *testing.T, b []byte, columns, zone, reference, encoding, order string) {
		opt := fuzzLimits
		opt.Columns, opt.SourceTZ, opt.ReferenceDate, opt.Encoding, opt.DateOrder = columns, zone, reference, encoding, listing.DateOrder(order)
		openTwiceWith(t, b, opt)
	})
}

// FuzzNested packs any bytes as members of a zip and of a tar, with the program's own layers around
// them, and looks for archives inside: within the limits, the same twice, and found in both.
func FuzzNested(f *testing.F) {
	inner := zipOf(f, member{"x", []byte("x")})
	f.Add(inner, uint8(0), uint8(3))
	f.Add(tarGzipOf(f, member{"a.zip", inner}), uint8(1), uint8(1))
	f.Add(zipQuine(f), uint8(0), uint8(4))
	f.Add(gzipQuine(f), uint8(0), uint8(4))
	f.Fuzz(func(t *testing.T, b []byte, layer, depth uint8) {
		if layer := int(layer) % (len(packed) + 1); layer > 0 {
			b = packBy(t, smallPackers, packed[layer-1], string(b))
		}
		search := func(outer []byte) (found, failed []string) {
			n := &evidence.Nested{MaxDepth: int(depth)%6 + 1, MaxArchives: 50, MaxBytes: 1 << 22}
			opt := fuzzLimits
			opt.Nested = n
			if _, err := evidence.Open("o", bytes.NewReader(outer), opt); err != nil {
				t.Fatalf("the outer archive: %v", err)
			}
			if len(n.Found) > 50 {
				t.Errorf("%d archives", len(n.Found))
			}
			for _, e := range n.Found {
				if e == nil || e.Within == nil || e.Listing == nil || strings.Count(e.Name, "!") > int(depth)%6+1+strings.Count(string(b), "!") {
					t.Fatalf("found %+v", e)
				}
				found = append(found, e.Name+" "+e.Format+" "+e.SHA256)
			}
			for _, err := range n.Failed {
				failed = append(failed, err.Error())
			}
			return found, failed
		}
		inZip := zipOf(t, member{"m", b})
		found, failed := search(inZip)
		again, failedAgain := search(inZip)
		if !slices.Equal(found, again) || !slices.Equal(failed, failedAgain) {
			t.Errorf("a second search differs: %q %q, %q %q", found, failed, again, failedAgain)
		}
		if inTar, _ := search(tarGzipOf(t, member{"m", b})); len(failed) == 0 && !slices.Equal(found, inTar) {
			t.Errorf("in a zip are %q, in a tar %q", found, inTar)
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
	return openTwiceWith(t, b, fuzzLimits)
}

func openTwiceWith(t *testing.T, b []byte, opt evidence.Options) *evidence.Evidence {
	t.Helper()
	e, err := evidence.Open("in", bytes.NewReader(b), opt)
	again, other := evidence.Open("in", bytes.NewReader(b), opt)
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
