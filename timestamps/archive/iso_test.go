package archive_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
)

// image unpacks an image of testdata, made by genisoimage 1.1.11 in the zone of New York from a tree
// of which everything had the modified time 2016-07-05 18:39:02 -0400.
func image(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := xz.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readImage(b []byte) (*timestamps.Listing, error) {
	l := &timestamps.Listing{}
	err := archive.ByName("iso").Read(bytes.NewReader(b), int64(len(b)), l, archive.Limits{Entries: 10_000, NameBytes: 1 << 20})
	return l, err
}

// TestISO reads directories nine deep, which were moved, hard and symbolic links, names of 230 bytes and names
// that are not ASCII.
func TestISO(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 230)
	for _, test := range []struct {
		name string
		want []string
	}{
		{"rockridge.iso.xz", []string{
			"directory . 0", "directory a 0", "directory a/b 0", "directory a/b/c 0", "directory a/b/c/d 0", "directory a/b/c/d/e 0", "directory a/b/c/d/e/f 0",
			"directory a/b/c/d/e/f/g 0", "directory a/b/c/d/e/f/g/h 0", "directory a/b/c/d/e/f/g/h/i 0", "directory rr_moved 0", "directory Übung 0",
			"file " + long + " 100", "file a/b/c/d/e/f/g/h/i/deep.txt 0 linked", "file hard.txt 4", "file Übung/日本語.txt 8", "link link 0",
		}},
		{"joliet.iso.xz", []string{
			"directory . 0", "directory a 0", "directory a/b 0", "directory a/b/c 0", "directory a/b/c/d 0", "directory a/b/c/d/e 0", "directory a/b/c/d/e/f 0",
			"directory a/b/c/d/e/f/g 0", "directory Übung 0", "file " + long[:103] + " 100", "file hard.txt 4", "file Übung/日本語.txt 8",
		}},
	} {
		l, err := readImage(image(t, test.name))
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		want := timestamps.WallAt(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39, Second: 2}, -240)
		got := map[string]bool{}
		for _, e := range l.Entries {
			line := fmt.Sprintf("%s %s %d", e.Kind, e.Path, e.Size)
			if e.Flags&timestamps.HardLink != 0 {
				line += " linked"
			}
			got[line] = true
			if e.Kind == timestamps.File && e.Times.Modified != want {
				t.Errorf("%s: %s was modified %v, want %v", test.name, e.Path, e.Times.Modified, want)
			}
		}
		all := map[string]bool{}
		for _, w := range test.want {
			all[w] = true
		}
		if d := cmp.Diff(all, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

// TestISODamaged cuts the images and flips their bits: an error or a listing, never more.
func TestISODamaged(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for _, name := range []string{"rockridge.iso.xz", "joliet.iso.xz"} {
		whole := image(t, name)
		for range 400 {
			b := bytes.Clone(whole[:32768+rng.IntN(len(whole)-32768)])
			if rng.IntN(2) == 0 {
				b = bytes.Clone(whole)
			}
			for range 1 + rng.IntN(20) {
				b[32768+rng.IntN(len(b)-32768)] ^= 1 << rng.IntN(8)
			}
			l, err := readImage(b)
			if err == nil && len(l.Entries) == 0 {
				t.Fatal("neither entries nor an error")
			}
			for _, e := range l.Entries {
				if e.Size < 0 {
					t.Fatalf("%q has %d bytes", e.Path, e.Size)
				}
			}
		}
	}
}

// TestISOLongTimes gives every file the long form of TF: one stamp of 17 bytes, to hundredths, with its zone.
func TestISOLongTimes(t *testing.T) {
	t.Parallel()
	const quartersEast = -14 & 0xff // Newfoundland
	b := image(t, "rockridge.iso.xz")
	short := []byte("TF\x1a\x01\x0e") // modified, accessed and changed, of 7 bytes each
	n := bytes.Count(b, short)
	for at := bytes.Index(b, short); at >= 0; at = bytes.Index(b, short) {
		copy(b[at:], "TF\x16\x01\x82"+"2016070518390299"+string([]byte{quartersEast})+"PD\x04\x01") // and filling
	}
	l, err := readImage(b)
	if err != nil || n < 10 {
		t.Fatalf("%d stamps replaced, %v", n, err)
	}
	want := timestamps.WallAt(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39, Second: 2, Nanosecond: 990_000_000}, -210)
	for _, e := range l.Entries {
		if e.Times != (timestamps.Times{Modified: want}) {
			t.Errorf("%s: %+v, want modified %+v alone", e.Path, e.Times, want)
		}
	}
}

// TestISOSessions appends a session, which is named and not read.
func TestISOSessions(t *testing.T) {
	t.Parallel()
	first := image(t, "rockridge.iso.xz")
	alone, err := readImage(first)
	if err != nil || len(alone.Warnings) > 0 {
		t.Fatalf("one session: %+v, %v", alone.Warnings, err)
	}
	both, err := readImage(append(bytes.Clone(first), first...))
	if err != nil || len(both.Entries) != len(alone.Entries) || len(both.Warnings) != 1 || both.Warnings[0].Code != "later-session" {
		t.Fatalf("two sessions: %d entries, %+v, %v", len(both.Entries), both.Warnings, err)
	}
	if want := fmt.Sprintf("sector %d;", len(first)/2048); !strings.Contains(both.Warnings[0].Text, want) {
		t.Errorf("the warning %q does not name %s", both.Warnings[0].Text, want)
	}
}
