package validate

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// runsName is the file of runs inside a packed corpus.
const runsName = "runs.jsonl"

// maxUnpacked limits the bytes of a packed corpus, and those of the files in it.
const maxUnpacked = 1 << 30

// packed reports whether a path names a corpus in one file: runs.jsonl and its listings in a
// tar archive, compressed or not. Such a corpus has one digest for the truth and the listings.
func packed(name string) bool {
	for _, suffix := range []string{".tar", ".tar.xz", ".tar.gz", ".tgz", ".tar.zst", ".tar.bz2"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// unpack reads the files of a packed corpus into memory, by their cleaned names. Links, devices
// and names that leave the archive are errors: a corpus has none.
func unpack(data []byte) (map[string][]byte, error) {
	r, err := evidence.Unpack(bytes.NewReader(data), evidence.Options{MaxBytes: maxUnpacked})
	if err != nil {
		return nil, err
	}
	files, left := map[string][]byte{}, int64(maxUnpacked)
	for archive := tar.NewReader(r); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the packed corpus: %w", err)
		}
		name := path.Clean(h.Name)
		switch {
		case h.Typeflag == tar.TypeDir:
			continue
		case h.Typeflag != tar.TypeReg, path.IsAbs(name), name == "..", strings.HasPrefix(name, "../"):
			return nil, fmt.Errorf("reading the packed corpus: %s is not a plain file inside it", timestamps.EscapePath(h.Name))
		case files[name] != nil:
			return nil, fmt.Errorf("reading the packed corpus: %s is there twice", timestamps.EscapePath(h.Name))
		}
		// The holes of a sparse member are no bytes of the archive.
		if left -= h.Size; left < 0 {
			return nil, fmt.Errorf("reading the packed corpus: %w (%d, unpacked)", evidence.ErrMaxBytes, maxUnpacked)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			return nil, fmt.Errorf("reading the packed corpus: %w", err)
		}
		files[name] = append([]byte{}, content...)
	}
}
