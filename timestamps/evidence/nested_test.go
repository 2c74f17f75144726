package evidence_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps/evidence"
)

// member is a file to pack.
type member struct {
	name string
	data []byte
}

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarGzipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, m := range members {
		if err := w.WriteHeader(&tar.Header{Name: m.name, Size: int64(len(m.data)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// nested opens data and returns the names and formats of what is in it, and what failed.
func nested(t *testing.T, data []byte, n *evidence.Nested) (found, failed []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "outer.zip")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, open := range []func() (*evidence.Evidence, error){
		func() (*evidence.Evidence, error) { return evidence.OpenFile(path, evidence.Options{Nested: n}) },
		func() (*evidence.Evidence, error) { // no file: everything is kept
			return evidence.Open("outer.zip", io.MultiReader(bytes.NewReader(data)), evidence.Options{Nested: n})
		},
	} {
		n.Found, n.Failed, found, failed = nil, nil, nil, nil
		if _, err := open(); err != nil {
			t.Fatal(err)
		}
		for _, e := range n.Found {
			found = append(found, fmt.Sprintf("%s %s %d of %s", e.Name, e.Format, len(e.Listing.Rows()), e.Within.Format))
		}
		for _, err := range n.Failed {
			failed = append(failed, err.Error())
		}
	}
	return found, failed
}

// TestNested opens archives at several depths, and leaves alone what is none.
func TestNested(t *testing.T) {
	t.Parallel()
	inner := zipOf(t, member{"x.txt", []byte("x")}, member{"y.txt", []byte("yy")})
	text := bytes.Repeat([]byte("no archive\n"), 5000)
	middle := tarGzipOf(t, member{"deep/inner.zip", inner}, member{"readme", text})
	var notes bytes.Buffer
	z := gzip.NewWriter(&notes)
	if _, err := z.Write(text); err != nil || z.Close() != nil {
		t.Fatal("gzip")
	}
	outer := zipOf(t, member{"a/middle.tar.gz", middle}, member{"notes.gz", notes.Bytes()}, member{"plain.txt", text},
		member{"cut.zip", inner[:len(inner)-30]}, member{"inner.zip", inner})
	found, failed := nested(t, outer, &evidence.Nested{})
	want := []string{
		"outer.zip!a/middle.tar.gz tar 2 of zip",
		"outer.zip!a/middle.tar.gz!deep/inner.zip zip 2 of tar",
		"outer.zip!inner.zip zip 2 of zip",
	}
	if d := cmp.Diff(want, found); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if len(failed) != 1 || !strings.Contains(failed[0], "outer.zip!cut.zip") {
		t.Errorf("failed %q, want cut.zip", failed)
	}
}

// TestNestedLimits asks that depth, number and bytes end a search with an error that names them.
func TestNestedLimits(t *testing.T) {
	t.Parallel()
	chain := zipOf(t, member{"x", []byte("x")})
	for i := range 9 {
		chain = zipOf(t, member{fmt.Sprintf("%d.zip", i), chain})
	}
	var many []member
	for i := range 30 {
		many = append(many, member{fmt.Sprintf("%d.zip", i), zipOf(t, member{"x", []byte("x")})})
	}
	noise := make([]byte, 1<<20)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	big := zipOf(t, member{"big.zip", zipOf(t, member{"noise", noise})})
	bomb := zipOf(t, member{"zeros.gz", append([]byte{0x1f, 0x8b, 8, 0}, make([]byte, 64<<20)...)})
	for _, test := range []struct {
		name  string
		data  []byte
		n     evidence.Nested
		found int
		want  string
	}{
		{"depth", chain, evidence.Nested{}, 4, evidence.ErrDepth.Error()},
		{"number", zipOf(t, many...), evidence.Nested{MaxArchives: 10}, 10, evidence.ErrMaxArchives.Error()},
		{"bytes", big, evidence.Nested{MaxBytes: 1000}, 0, evidence.ErrMaxBytes.Error()},
		{"ratio", bomb, evidence.Nested{}, 0, evidence.ErrRatio.Error()},
	} {
		found, failed := nested(t, test.data, &test.n)
		if len(found) != test.found || len(failed) == 0 || !strings.Contains(failed[len(failed)-1], test.want) {
			t.Errorf("%s: %d found, failed %q; want %d and %q", test.name, len(found), failed, test.found, test.want)
		}
	}
}

func TestLabelLeavesThePathOfTheOuterFileOnly(t *testing.T) {
	outer := &evidence.Evidence{Name: "some/folder/outer.zip"}
	for _, c := range []struct {
		e    *evidence.Evidence
		want string
	}{
		{outer, "outer.zip"},
		{&evidence.Evidence{Name: "outer.zip!dir/inner.zip", Within: outer}, "outer.zip!dir/inner.zip"},
		{&evidence.Evidence{Name: evidence.Standard}, "standard input"},
	} {
		if got := c.e.Label(); got != c.want {
			t.Errorf("%s is called %q, want %q", c.e.Name, got, c.want)
		}
	}
}
