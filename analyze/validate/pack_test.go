package validate_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/validate"
	"copyclock/timestamps/evidence"
)

// tarball writes a corpus of the given names and contents.
func tarball(t *testing.T, files ...[2]string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f[0], Size: int64(len(f[1])), Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "corpus.tar")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const packedRun = `{"id":"x","class":"local","listing":{"file":"listings/x.txt","format":"csv"}}`

// TestPacked reads a corpus out of one file; a listing that it lacks is a failure of its run.
func TestPacked(t *testing.T) {
	t.Parallel()
	listing := "path,size,modified\na,1,2016-07-05 18:00:00\nb,2,2016-07-05 18:00:02\n"
	for _, test := range []struct {
		name       string
		files      [][2]string
		fails      string
		unreadable bool
	}{
		{"whole", [][2]string{{"./runs.jsonl", packedRun}, {"./listings/x.txt", listing}}, "", false},
		{"no listing", [][2]string{{"runs.jsonl", packedRun}}, "", true},
		{"no runs", [][2]string{{"listings/x.txt", listing}}, "no runs.jsonl at its root", false},
		{"twice", [][2]string{{"runs.jsonl", packedRun}, {"./runs.jsonl", packedRun}}, "is there twice", false},
		{"outside", [][2]string{{"../runs.jsonl", packedRun}}, "not a plain file inside", false},
	} {
		runs, err := validate.Load(tarball(t, test.files...))
		if test.fails != "" {
			if err == nil || !strings.Contains(err.Error(), test.fails) {
				t.Errorf("%s: Load = %v, want %q", test.name, err, test.fails)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if o := validate.Examine(runs, analyze.Options{}); (o[0].Unreadable != "") != test.unreadable {
			t.Errorf("%s: unreadable is %q", test.name, o[0].Unreadable)
		}
	}
}

// TestPackedHole refuses a sparse file of 2^62 bytes, of which the archive holds one.
func TestPackedHole(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: "runs.jsonl", Size: 1, Format: tar.FormatPAX, PAXRecords: map[string]string{
		"ANY.sparse.major": "0", "ANY.sparse.minor": "1", "ANY.sparse.size": "4611686018427387904", "ANY.sparse.numblocks": "1", "ANY.sparse.map": "0,1",
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("x")); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "corpus.tar")
	if err := os.WriteFile(name, bytes.ReplaceAll(b.Bytes(), []byte("ANY."), []byte("GNU.")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := validate.Load(name); !errors.Is(err, evidence.ErrMaxBytes) {
		t.Errorf("Load = %v, want %v", err, evidence.ErrMaxBytes)
	}
}
