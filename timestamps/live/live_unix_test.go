//go:build unix

package live_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"copyclock/timestamps"
	"copyclock/timestamps/live"
)

// TestNothingIsOpened holds that a pipe, whose opening would wait for ever, is listed.
func TestNothingIsOpened(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(root, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	done := make(chan *timestamps.Listing)
	go func() {
		l, _ := live.Read(root, live.Options{})
		done <- l.Unpack()
	}()
	select {
	case l := <-done:
		if got := rows(l); len(got) != 2 || got[1] != "2 other pipe -1" {
			t.Errorf("entries %q", got)
		}
	case <-time.After(time.Minute):
		t.Fatal("the reading waits for the writer of a pipe")
	}
}

// TestUnreadable holds that what is hidden is counted. The root user sees everything, so names too
// long for one path hide a directory from it.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	root := tree(t)
	long := strings.Repeat("n", 200)
	at, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	const levels = 30
	for range levels {
		if err := at.Mkdir(long, 0o700); err != nil {
			t.Skip(err)
		}
		below, err := at.OpenRoot(long)
		at.Close()
		if err != nil {
			t.Fatal(err)
		}
		at = below
	}
	at.Close()
	l := read(t, root, live.Options{})
	w := l.Warnings[len(l.Warnings)-1]
	if l.Skipped != 1 || !strings.HasPrefix(w.Code, "unreadable") || !strings.Contains(w.Text, "name too long") || w.Line == 0 {
		t.Errorf("%d skipped, %+v", l.Skipped, w)
	}
	if !slices.Contains(rows(l), "5 file b.txt 3") {
		t.Errorf("the other files are missing: %q", rows(l)[:5])
	}
	if os.Getuid() == 0 {
		return
	}
	if err := os.Chmod(filepath.Join(root, "a b"), 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(root, "a b"), 0o700)
	if l := read(t, root, live.Options{}); l.Skipped != 2 {
		t.Errorf("%d skipped, %+v", l.Skipped, l.Warnings)
	}
}

// TestFileSystems holds that what is mounted in a tree is listed as a directory and not entered.
func TestFileSystems(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/shm"); err != nil {
		t.Skip(err)
	}
	var dev, shm syscall.Stat_t
	if syscall.Lstat("/dev", &dev) != nil || syscall.Lstat("/dev/shm", &shm) != nil || dev.Dev == shm.Dev {
		t.Skip("/dev/shm is no file system of its own")
	}
	l := read(t, "/dev", live.Options{})
	if !slices.Contains(codes(l), "other-file-system") {
		t.Errorf("warnings %q", codes(l))
	}
	for i := range l.Entries {
		if strings.HasPrefix(l.Entries[i].Path, "shm/") {
			t.Fatalf("%s is listed", l.Entries[i].Path)
		}
	}
	name := filepath.Join("/dev/shm", filepath.Base(t.TempDir())+"-copyclock-test")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Skip(err)
	}
	defer os.Remove(name)
	l = read(t, "/dev", live.Options{AcrossFileSystems: true})
	if !slices.ContainsFunc(l.Entries, func(e timestamps.Entry) bool { return e.Path == "shm/"+filepath.Base(name) }) {
		t.Errorf("what is mounted at /dev/shm is not listed")
	}
}
