package evidence_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/evidence"
)

// A file that grows, shrinks or is written while it is read is refused: its digest would not be that of what
// was listed. The listing of an archive happens in a function of the caller here, which changes the file.
func TestChangedMeanwhile(t *testing.T) {
	t.Parallel()
	signature := append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), make([]byte, 4096)...)
	for name, change := range map[string]func(path string) error{
		"grows": func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("more")
			return errors.Join(err, f.Close())
		},
		"shrinks":    func(path string) error { return os.Truncate(path, 100) },
		"is emptied": func(path string) error { return os.Truncate(path, 0) },
	} {
		path := filepath.Join(t.TempDir(), "archive.7z")
		if err := os.WriteFile(path, signature, 0o600); err != nil {
			t.Fatal(err)
		}
		opt := evidence.Options{Isolate: func(_ *archive.Format, _ io.ReaderAt, _ *os.File, _ int64, l *timestamps.Listing, _ archive.Limits) error {
			l.Entries = append(l.Entries, timestamps.Entry{Path: "a", Line: 1})
			return change(path)
		}}
		if _, err := evidence.OpenFile(path, opt); !errors.Is(err, evidence.ErrChanged) {
			t.Errorf("a file that %s: %v, want %v", name, err, evidence.ErrChanged)
		}
	}
}

// A file that the system makes while it is read has no size and is refused, or read to an end.
func TestMadeFile(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("no /proc here")
	}
	for _, name := range []string{"/proc/self/status", "/proc/self/mem", "/proc/self/environ", "/proc/self", "/dev/null", "/dev/zero", "/proc/self/fd/0"} {
		if e, err := evidence.OpenFile(name, evidence.Options{MaxBytes: 1 << 20}); err == nil {
			t.Errorf("%s is read as %s", name, e.Format)
		}
	}
}
