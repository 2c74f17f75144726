package evidence_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/listing"
)

// tiny is a format of our own, so that these tests depend on no reader: lines such as
// "tiny|name|size|seconds" with floating stamps, or "tinyz|..." with instants.
var tiny = listing.Format{
	Name: "tiny-test",
	Match: func(head [][]byte) float64 {
		n := 0
		for _, line := range head {
			if bytes.HasPrefix(line, []byte("tiny")) {
				n++
			}
		}
		return float64(n) / float64(max(len(head), 1))
	},
	Read: func(in *listing.Lines, l *timestamps.Listing, _ listing.Options) error {
		for in.Next() {
			f := strings.Split(string(in.Bytes()), "|")
			if len(f) != 4 {
				l.Skip(in.Number(), "not four fields")
				continue
			}
			e := timestamps.Entry{Path: f[1], Line: in.Number(), Kind: timestamps.File}
			var sec int64
			if _, err := fmt.Sscan(f[2], &e.Size); err != nil {
				l.Skip(in.Number(), "no size")
				continue
			}
			if _, err := fmt.Sscan(f[3], &sec); err == nil {
				e.Times.Modified = timestamps.Stamp{Nanos: (1e9 + sec) * 1e9, State: timestamps.Floating}
				if f[0] == "tinyz" {
					e.Times.Modified = timestamps.At(1e9+sec, 0)
				}
			}
			l.Entries = append(l.Entries, e)
		}
		return nil
	},
}

func TestMain(m *testing.M) {
	twin := listing.Format{Name: "twin-test", Line: func(line []byte, _ *listing.Row) listing.Verdict {
		if bytes.HasPrefix(line, []byte("tinytwin|")) {
			return listing.Good
		}
		return listing.Bad
	}}
	generic := tiny
	generic.Name, generic.Generic = "generic-test", true
	listing.Formats = append([]listing.Format{tiny, twin, generic}, listing.Formats...)
	os.Exit(m.Run())
}

const text = "tiny|a b|10|100\ntiny|c|20|102\n"

func gz(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, p); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func zipped(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"d/", "d/x"} {
		if _, err := w.CreateHeader(&zip.FileHeader{Name: name, Modified: time.Unix(1416842431, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func utf16le(s, bom string) string {
	b := []byte(bom)
	for _, c := range utf16.Encode([]rune(s)) {
		b = append(b, byte(c), byte(c>>8))
	}
	return string(b)
}

func TestOpen(t *testing.T) {
	t.Parallel()
	type read struct {
		Format, DetectedBy, Encoding string
		Paths                        []string
		Warnings                     []string
	}
	two := []string{"a b", "c"}
	tests := []struct {
		name, in string
		opt      evidence.Options
		want     read
	}{
		{"text", text, evidence.Options{}, read{"tiny-test", "first lines", "utf-8", two, nil}},
		{"no newline at the end", strings.TrimSuffix(text, "\n"), evidence.Options{}, read{"tiny-test", "first lines", "utf-8", two, nil}},
		{"asked for", text, evidence.Options{Format: "tiny-test"}, read{"tiny-test", "user", "utf-8", two, nil}},
		{"bom", "\xef\xbb\xbf" + text, evidence.Options{}, read{"tiny-test", "first lines", "utf-8-bom", two, nil}},
		{"utf-16", utf16le(text, "\xff\xfe"), evidence.Options{}, read{"tiny-test", "first lines", "utf-16le", two, nil}},
		{"utf-16 without a mark", utf16le(text, ""), evidence.Options{}, read{"tiny-test", "first lines", "utf-16le", two, nil}},
		{"not utf-8", "tiny|\xff|1|2\n", evidence.Options{}, read{"tiny-test", "first lines", "bytes", []string{"\xff"}, nil}},
		{"code page", "tiny|\x91\xae\xa4|1|2\n", evidence.Options{Encoding: "IBM866"}, read{"tiny-test", "first lines", "cp866", []string{"Сод"}, nil}},
		{"no such character", "tiny|\x81x|1|2\n", evidence.Options{Encoding: "cp1252"}, read{"tiny-test", "first lines", "windows-1252", []string{"\x81x"}, nil}},
		{"utf-16 as asked", utf16le(text, ""), evidence.Options{Encoding: "utf-16le"}, read{"tiny-test", "first lines", "utf-16le", two, nil}},
		{"half a pair", utf16le("tiny|", "\xff\xfe") + "\x00\xd8" + utf16le("|1|2\n", ""), evidence.Options{},
			read{"tiny-test", "first lines", "utf-16le", []string{"\xed\xa0\x80"}, nil}},
		{"the user rules", "\xff\xfe\ntiny|a|1|2\n" + strings.Repeat("tiny|b|1|2\n", 19), evidence.Options{Encoding: "cp437", Format: "tiny-test"},
			read{"tiny-test", "user", "cp437", append([]string{"a"}, strings.Split(strings.Repeat("b", 19), "")...), []string{"bad-line"}}},
		{"cut character", text + "tiny|e|1|\xc3", evidence.Options{}, read{"tiny-test", "first lines", "bytes", append(two, "e"), nil}},
		{"escape sequence", "tiny|\x1b[31m|1|2\n", evidence.Options{}, read{"tiny-test", "first lines", "utf-8", []string{"\x1b[31m"}, nil}},
		{"gzip", gz(t, text), evidence.Options{}, read{"tiny-test", "gzip, first lines", "utf-8", two, nil}},
		{"gzip members", gz(t, text[:20], "", text[20:]), evidence.Options{}, read{"tiny-test", "gzip, first lines", "utf-8", two, nil}},
		{"gzip twice", gz(t, gz(t, text)), evidence.Options{}, read{"tiny-test", "gzip, gzip, first lines", "utf-8", two, nil}},
		{"gzip and more", gz(t, text) + "\x00\x00\x00\x00", evidence.Options{}, read{"tiny-test", "gzip, first lines", "utf-8", two, []string{"trailing-bytes"}}},
		{"zip", zipped(t), evidence.Options{}, read{"zip", "magic", "", []string{"d/", "d/x"}, nil}},
		{"zip in gzip", gz(t, zipped(t)), evidence.Options{Format: "zip"}, read{"zip", "gzip, magic", "", []string{"d/", "d/x"}, nil}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "in")
			if err := os.WriteFile(path, []byte(tt.in), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, open := range []func() (*evidence.Evidence, error){
				func() (*evidence.Evidence, error) { return evidence.OpenFile(path, tt.opt) },
				func() (*evidence.Evidence, error) { return evidence.Open("in", strings.NewReader(tt.in), tt.opt) },
			} {
				e, err := open()
				if err != nil {
					t.Fatal(err)
				}
				got := read{Format: e.Format, DetectedBy: e.DetectedBy, Encoding: e.Encoding}
				for _, x := range e.Listing.Rows() {
					got.Paths = append(got.Paths, x.Path)
				}
				for _, w := range e.Listing.Warnings {
					got.Warnings = append(got.Warnings, w.Code)
				}
				if d := cmp.Diff(tt.want, got); d != "" {
					t.Errorf("Open (-want +got):\n%s", d)
				}
				s256, s1, m5 := sha256.Sum256([]byte(tt.in)), sha1.Sum([]byte(tt.in)), md5.Sum([]byte(tt.in))
				if e.Bytes != int64(len(tt.in)) || e.SHA256 != hex.EncodeToString(s256[:]) ||
					e.SHA1 != hex.EncodeToString(s1[:]) || e.MD5 != hex.EncodeToString(m5[:]) {
					t.Errorf("%d bytes, sha256 %s, sha1 %s, md5 %s are not those of the input", e.Bytes, e.SHA256, e.SHA1, e.MD5)
				}
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	t.Parallel()
	random := make([]byte, 5000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = byte(r.Uint32())
	}
	lines := strings.Repeat("tiny|aaaaaaaaaaaaaaaa|1|2\n", 300_000)
	tests := []struct {
		name, in string
		opt      evidence.Options
		want     error
		says     string
	}{
		{"empty", "", evidence.Options{}, evidence.ErrEmpty, ""},
		{"blank", "\n \r\n\n", evidence.Options{}, evidence.ErrEmpty, "blank lines"},
		{"only a mark", "\xef\xbb\xbf", evidence.Options{}, evidence.ErrEmpty, ""},
		{"empty in gzip", gz(t, ""), evidence.Options{}, evidence.ErrEmpty, ""},
		{"junk", string(random), evidence.Options{}, evidence.ErrBinary, "control characters"},
		{"junk asked for", string(random), evidence.Options{Format: "tiny-test"}, evidence.ErrBinary, ""},
		{"7z", "7z\xbc\xaf\x27\x1c" + string(random), evidence.Options{}, evidence.ErrDamaged, "reading 7z"},
		{"unknown text", "Dear all,\nhello\n", evidence.Options{}, evidence.ErrUnknownFormat, ""},
		{"two formats", "tinytwin|a|1|2\n", evidence.Options{}, evidence.ErrAmbiguous, "tiny-test, twin-test"},
		{"unknown name", text, evidence.Options{Format: "tinny"}, evidence.ErrUnknownName, "tiny-test, "},
		{"does not fit", "Dear all,\nhello\n", evidence.Options{Format: "tiny-test"}, evidence.ErrNotFormat, "detected"},
		{"text as zip", text, evidence.Options{Format: "zip"}, evidence.ErrNotFormat, "first bytes"},
		{"zip as text", zipped(t), evidence.Options{Format: "tiny-test"}, evidence.ErrNotFormat, "detected zip"},
		{"mostly skipped", text + strings.Repeat("x\n", 9), evidence.Options{Format: "tiny-test"}, evidence.ErrNotFormat, "9 lines"},
		{"nothing but skipped", "tiny|\n", evidence.Options{}, evidence.ErrNoEntries, "1 lines"},
		{"truncated zip", zipped(t)[:100], evidence.Options{}, evidence.ErrDamaged, "central directory"},
		{"truncated gzip", gz(t, text)[:25], evidence.Options{}, evidence.ErrDamaged, "ends early"},
		{"four layers", gz(t, gz(t, gz(t, gz(t, text)))), evidence.Options{}, evidence.ErrLayers, "(3)"},
		{"bytes", text, evidence.Options{MaxBytes: 5}, evidence.ErrMaxBytes, ""},
		{"unpacked bytes", gz(t, lines), evidence.Options{MaxBytes: 1 << 20}, evidence.ErrMaxBytes, "unpacked"},
		{"ratio", gz(t, strings.Repeat(lines, 4)), evidence.Options{MaxRatio: 20}, evidence.ErrRatio, ""},
		{"entries", lines, evidence.Options{MaxEntries: 1000}, evidence.ErrMaxEntries, "1000"},
		{"memory", gz(t, zipped(t)), evidence.Options{MaxMemory: 10}, evidence.ErrMaxMemory, ""},
		{"encoding", text, evidence.Options{Encoding: "cp999"}, evidence.ErrEncoding, "cp866"},
		{"date order", text, evidence.Options{DateOrder: "myd"}, evidence.ErrDateOrder, "dmy"},
		{"reference date", text, evidence.Options{ReferenceDate: "2016-02-30"}, evidence.ErrReferenceDate, "2016-07-05"},
		{"zone name", text, evidence.Options{SourceTZ: "Europe/Atlantis"}, evidence.ErrZone, "offset"},
		{"zone offset", text, evidence.Options{SourceTZ: "+2:00"}, evidence.ErrZone, ""},
		{"zone of instants", "tinyz|a|1|2\n", evidence.Options{SourceTZ: "UTC"}, evidence.ErrZoned, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := evidence.Open("in", strings.NewReader(tt.in), tt.opt)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Open = %v, want %v with %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestSourceTZ(t *testing.T) {
	t.Parallel()
	for tz, want := range map[string]struct {
		zone timestamps.Zone
		text string
	}{
		"":              {timestamps.Zone{Name: "unknown", Source: "nobody"}, "2001-09-09T01:48:20"},
		"UTC":           {timestamps.Zone{Name: "UTC", Source: "user"}, "2001-09-09T01:48:20Z"},
		"+02:00":        {timestamps.Zone{Name: "+02:00", Source: "user"}, "2001-09-08T23:48:20Z"},
		"europe/berlin": {timestamps.Zone{Name: "Europe/Berlin", Source: "user"}, "2001-09-08T23:48:20Z"},
		"-0530":         {timestamps.Zone{Name: "-05:30", Source: "user"}, "2001-09-09T07:18:20Z"},
	} {
		e, err := evidence.Open("in", strings.NewReader(text), evidence.Options{SourceTZ: tz})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Listing.Rows()[0].Times.Modified.Text(); got != want.text || e.Listing.Zone != want.zone {
			t.Errorf("%q: %s in %+v, want %s in %+v", tz, got, e.Listing.Zone, want.text, want.zone)
		}
	}
}

// Times of hours that the clocks of a zone skipped or showed twice are counted, with the first
// line; the hours around them, and winter and summer, are read by the rule of their day.
func TestNamedZone(t *testing.T) {
	t.Parallel()
	tests := []struct{ zone, wall, want, warning string }{
		{"Europe/Berlin", "2016-07-05T18:39:02Z", "2016-07-05T16:39:02Z", ""},
		{"Europe/Berlin", "2016-01-05T18:39:02Z", "2016-01-05T17:39:02Z", ""},
		{"Europe/Berlin", "2016-03-27T01:59:59Z", "2016-03-27T00:59:59Z", ""},
		{"Europe/Berlin", "2016-03-27T02:00:00Z", "2016-03-27T01:00:00Z", "clock-skipped"},
		{"Europe/Berlin", "2016-03-27T02:59:59Z", "2016-03-27T01:59:59Z", "clock-skipped"},
		{"Europe/Berlin", "2016-03-27T03:00:00Z", "2016-03-27T01:00:00Z", ""},
		{"Europe/Berlin", "2016-10-30T01:59:59Z", "2016-10-29T23:59:59Z", ""},
		{"Europe/Berlin", "2016-10-30T02:00:00Z", "2016-10-30T00:00:00Z", "clock-repeated"},
		{"Europe/Berlin", "2016-10-30T02:59:59Z", "2016-10-30T00:59:59Z", "clock-repeated"},
		{"Europe/Berlin", "2016-10-30T03:00:00Z", "2016-10-30T02:00:00Z", ""},
		{"America/New_York", "2016-11-06T01:30:00Z", "2016-11-06T05:30:00Z", "clock-repeated"},
		{"America/New_York", "2016-07-05T18:39:02Z", "2016-07-05T22:39:02Z", ""},
		{"Asia/Kolkata", "2016-07-05T00:00:00Z", "2016-07-04T18:30:00Z", ""},
		{"Australia/Lord_Howe", "2016-04-03T01:45:00Z", "2016-04-02T14:45:00Z", "clock-repeated"},
		{"Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z", "clock-skipped"}, // a day that was not
		{"UTC", "2016-03-27T02:00:00Z", "2016-03-27T02:00:00Z", ""},
	}
	for _, tt := range tests {
		wall, err := time.Parse(time.RFC3339, tt.wall)
		if err != nil {
			t.Fatal(err)
		}
		since := wall.Unix() - 1e9 // tiny counts from there
		// Other days before it, so that what is remembered of them must not matter.
		in := fmt.Sprintf("tiny|a|1|%d\ntiny|b|1|%d\ntiny|c|1|%d\n", since-90*86400, since-30*86400, since)
		e, err := evidence.Open("in", strings.NewReader(in), evidence.Options{SourceTZ: tt.zone, Format: "tiny-test"})
		if err != nil {
			t.Fatal(err)
		}
		l := e.Listing.Unpack()
		if got := l.Entries[2].Times.Modified.Text(); got != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.wall, tt.zone, got, tt.want)
		}
		switch {
		case tt.warning == "" && len(l.Warnings) > 0,
			tt.warning != "" && (len(l.Warnings) != 1 || l.Warnings[0].Code != tt.warning || l.Warnings[0].Line != 3 || l.Warnings[0].Count != 1):
			t.Errorf("%s in %s: warnings %+v, want %q", tt.wall, tt.zone, l.Warnings, tt.warning)
		}
	}
}

func TestOpenFileRefuses(t *testing.T) {
	t.Parallel()
	if _, err := evidence.OpenFile(t.TempDir(), evidence.Options{}); !errors.Is(err, evidence.ErrDirectory) {
		t.Errorf("directory: %v", err)
	}
	if _, err := evidence.OpenFile(os.DevNull, evidence.Options{}); !errors.Is(err, evidence.ErrSpecial) {
		t.Errorf("device: %v", err)
	}
	if _, err := evidence.OpenFile(filepath.Join(t.TempDir(), "no"), evidence.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	go func() {
		io.WriteString(w, text) //nolint:errcheck // the reader notices
		w.Close()
	}()
	if _, err := evidence.Open("pipe", r, evidence.Options{}); !errors.Is(err, evidence.ErrSpecial) {
		t.Errorf("pipe: %v", err)
	}
	if e, err := evidence.Open(evidence.Standard, r, evidence.Options{}); err != nil || len(e.Listing.Rows()) != 2 {
		t.Errorf("standard input: %v", err)
	}
}

// A name of a million bytes on the first line is read like any other.
func TestLongName(t *testing.T) {
	t.Parallel()
	e, err := evidence.Open("in", strings.NewReader("tiny|"+strings.Repeat("n", 1<<20)+"|1|2\n"+text), evidence.Options{})
	if err != nil || len(e.Listing.Rows()) != 3 || len(e.Listing.Rows()[0].Path) != 1<<20 {
		t.Fatalf("Open = %v", err)
	}
}

// A character that the buffers cut in two is still UTF-8.
func TestStreamedUTF8(t *testing.T) {
	t.Parallel()
	in := strings.Repeat("tiny|"+strings.Repeat("é漢😀", 7)+"|1|2\n", 150_000)
	for _, lead := range []string{"", "tiny|x|1|2\n", "tiny|xx|1|2\n", "tiny|xxx|1|2\n"} {
		e, err := evidence.Open("in", strings.NewReader(lead+in), evidence.Options{})
		if err != nil || e.Encoding != "utf-8" {
			t.Fatalf("Open = %v, encoding %q", err, e.Encoding)
		}
	}
}
