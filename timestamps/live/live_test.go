package live_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/live"

	"github.com/google/go-cmp/cmp"
)

// stamped is when the files of a tree were modified and accessed.
var stamped = time.Date(2016, 7, 5, 18, 39, 2, 123_456_700, time.UTC)

// tree makes a directory with two files, one of them below.
func tree(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{"b.txt": "abc", "a b/c.txt": "", "B": "12345"} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(
			os.MkdirAll(filepath.Dir(path), 0o700),
			os.WriteFile(path, []byte(text), 0o600),
			os.Chtimes(path, stamped.Add(time.Hour), stamped),
		); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(filepath.Join(root, "a b"), stamped, stamped); err != nil {
		t.Fatal(err)
	}
	return root
}

func read(t *testing.T, root string, opt live.Options) *timestamps.Listing {
	t.Helper()
	l, err := live.Read(root, opt)
	if err != nil {
		t.Fatal(err)
	}
	return l.Unpack()
}

// rows shows the entries without their stamps.
func rows(l *timestamps.Listing) []string {
	var all []string
	for i := range l.Entries {
		e := &l.Entries[i]
		row := fmt.Sprintf("%d %s %s %d", e.Line, e.Kind, e.Path, e.Size)
		if e.Flags&timestamps.HardLink != 0 {
			row += " again"
		}
		all = append(all, row)
	}
	return all
}

func codes(l *timestamps.Listing) []string {
	var all []string
	for _, w := range l.Warnings {
		all = append(all, w.Code)
	}
	return all
}

func TestRead(t *testing.T) {
	t.Parallel()
	root := tree(t)
	l := read(t, root, live.Options{})
	want := []string{"1 directory . -1", "2 file B 5", "3 directory a b -1", "4 file a b/c.txt 0", "5 file b.txt 3"}
	if diff := cmp.Diff(want, rows(l)); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"live"}, codes(l)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	for _, i := range []int{1, 3, 4} {
		times := l.Entries[i].Times
		if got := times.Modified.Text(); got != "2016-07-05T18:39:02.1234567Z" {
			t.Errorf("%s is modified %s", l.Entries[i].Path, got)
		}
		if got := times.Accessed.Text(); got != "2016-07-05T19:39:02.1234567Z" && runtime.GOOS != "windows" && runtime.GOOS != "plan9" {
			t.Errorf("%s is accessed %s", l.Entries[i].Path, got)
		}
		if runtime.GOOS == "linux" && times.Changed.Nanos <= times.Modified.Nanos {
			t.Errorf("%s is changed %s, before it was stamped", l.Entries[i].Path, times.Changed.Text())
		}
	}
	if l.Zone.Name != "UTC" || l.Format != live.Format || l.HeaderOrder {
		t.Errorf("zone %v, format %q, header order %t", l.Zone, l.Format, l.HeaderOrder)
	}
}

// TestReadTwice holds that reading does not touch what it reads.
func TestReadTwice(t *testing.T) {
	t.Parallel()
	root := tree(t)
	first, second := read(t, root, live.Options{}), read(t, root+string(os.PathSeparator), live.Options{})
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the second reading differs (-first +second):\n%s", diff)
	}
}

// TestOrder holds that names stand in the order of their bytes, directories among the files.
func TestOrder(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	names := []string{"é", "z", "Z", "a.b", "a", "a-b", "_", "1", "10", "2"}
	if runtime.GOOS == "linux" {
		names = append(names, "\xff\n", "a\\b")
	}
	for _, n := range names {
		if err := os.Mkdir(filepath.Join(root, n), 0o700); err != nil && (runtime.GOOS == "linux" || !errors.Is(err, os.ErrExist)) {
			t.Fatal(err)
		}
	}
	var paths []string
	for _, e := range read(t, root, live.Options{}).Entries[1:] {
		paths = append(paths, e.Path)
	}
	if !slices.IsSorted(paths) || len(paths) < len(names)-1 {
		t.Errorf("the order is %q", paths)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	root := tree(t)
	if err := errors.Join(
		os.Symlink("b.txt", filepath.Join(root, "to-file")), os.Symlink(root, filepath.Join(root, "to-itself")),
		os.Symlink("nowhere", filepath.Join(root, "to-nothing")), os.Link(filepath.Join(root, "b.txt"), filepath.Join(root, "c.txt")),
	); err != nil {
		t.Skip(err)
	}
	want := []string{
		"1 directory . -1", "2 file B 5", "3 directory a b -1", "4 file a b/c.txt 0", "5 file b.txt 3", "6 file c.txt 3 again",
		"7 link to-file -1", "8 link to-itself -1", "9 link to-nothing -1",
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "plan9" {
		want[5] = "6 file c.txt 3"
	}
	if diff := cmp.Diff(want, rows(read(t, root, live.Options{}))); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, rows(read(t, filepath.Join(root, "to-itself"), live.Options{}))); diff != "" {
		t.Errorf("entries of a directory that is named by a link (-want +got):\n%s", diff)
	}
}

func TestHollow(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	path := filepath.Join(root, "sparse")
	if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<20)); err != nil {
		t.Fatal(err)
	}
	l := read(t, root, live.Options{})
	if l.Entries[1].Size != 1<<20 {
		t.Errorf("%d bytes", l.Entries[1].Size)
	}
	if runtime.GOOS == "linux" && !slices.Contains(codes(l), "hollow-file") {
		t.Errorf("a file without blocks gives the warnings %q", codes(l))
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	root := tree(t)
	for _, c := range []struct {
		opt  live.Options
		want error
	}{
		{live.Options{MaxEntries: 5}, nil},
		{live.Options{MaxEntries: 4}, evidence.ErrMaxEntries},
		{live.Options{MaxEntries: 3}, evidence.ErrMaxEntries},
		{live.Options{MaxEntries: 1}, evidence.ErrMaxEntries},
		{live.Options{MaxNameBytes: 19}, nil},
		{live.Options{MaxNameBytes: 18}, evidence.ErrMaxNameBytes},
	} {
		if _, err := live.Read(root, c.opt); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.opt, err, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	root := tree(t)
	for _, name := range []string{filepath.Join(root, "b.txt"), filepath.Join(root, "nothing")} {
		if l, err := live.Read(name, live.Options{}); err == nil {
			t.Errorf("%s: %q", name, rows(l.Unpack()))
		}
	}
}
