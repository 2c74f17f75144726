//go:build unix

package evidence_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"copyclock/timestamps/evidence"
)

// A pipe without a writer, under its own name or behind a link, is refused and not waited for.
func TestOpenPipe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe, link := filepath.Join(dir, "pipe"), filepath.Join(dir, "link")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	if err := os.Symlink(pipe, link); err != nil {
		t.Fatal(err)
	}
	device := filepath.Join(dir, "device")
	if err := os.Symlink("/dev/zero", device); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, link, device} {
		if _, err := evidence.OpenFile(name, evidence.Options{}); !errors.Is(err, evidence.ErrSpecial) {
			t.Errorf("OpenFile(%s) = %v", filepath.Base(name), err)
		}
		if _, err := evidence.ReadPlain(name, 10); !errors.Is(err, evidence.ErrSpecial) {
			t.Errorf("ReadPlain(%s) = %v", filepath.Base(name), err)
		}
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	for most, want := range map[int64]error{9: evidence.ErrMaxBytes, 10: nil} {
		if _, err := evidence.ReadPlain(file, most); !errors.Is(err, want) {
			t.Errorf("ReadPlain of at most %d = %v, want %v", most, err, want)
		}
	}
}
