// Package live lists a directory tree of the machine it runs on: names, sizes and stamps of what
// lies there, as lstat tells them. It is for an analyst who has a tree and no listing of it.
//
// # What it does not do
//
// It opens directories, and no file. It follows no links, and stays in one file system unless asked.
// What a directory hides from the user is a counted warning, never silence.
//
// # What the stamps are worth
//
// They are those of the tree at hand, which whatever unpacked, copied or touched it may have set, and
// reading a directory can set its time of access. Every listing begins with a warning that says so.
//
// # What the system tells
//
//	system                    modified  changed  birth               accessed  hard links  fewer bytes on disk
//	Linux                     1 ns      1 ns     1 ns, where kept    1 ns      yes         by blocks
//	macOS, FreeBSD, NetBSD    1 ns      1 ns     1 ns, where kept    1 ns      yes         by blocks
//	Windows                   100 ns    no       100 ns              100 ns    no          by attributes
//	others                    1 ns      no       no                  no        no          no
//
// Those are the steps of the interface; the file system may keep coarser ones. All are UTC, except that
// systems reckon the local times of FAT with the zone that is set on the machine.
package live

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// Format is the name under which reports show a tree that was read directly.
const Format = "live"

// ErrZoned says that stamps of a file system need no zone of the user.
var ErrZoned = evidence.ErrZoned

// Options shape the reading. A limit of zero means its default, which is that of [evidence.Options].
type Options struct {
	// AcrossFileSystems goes into what is mounted inside the tree.
	AcrossFileSystems bool
	MaxEntries        int64 // directories included; default 100 million
	MaxNameBytes      int64 // of all paths together; default 4 GiB
	// Progress counts the entries; nil means not at all.
	Progress *timestamps.Progress
}

func (o Options) withDefaults() Options {
	if o.MaxEntries <= 0 {
		o.MaxEntries = 100_000_000
	}
	if o.MaxNameBytes <= 0 {
		o.MaxNameBytes = 4 << 30
	}
	o.MaxEntries = min(o.MaxEntries, math.MaxUint32) // their numbers have 32 bits
	return o
}

// facts are what the system tells of one name without following or opening it.
type facts struct {
	kind          timestamps.Kind
	size          int64
	times         timestamps.Times
	device, inode uint64
	links         uint64 // names of the file; zero where it is not known
	hollow        bool   // fewer bytes on disk than the size: sparse, compressed, or a placeholder
}

// hollowFrom is the size from which missing blocks count: smaller files may lie in their inode.
const hollowFrom = 64 << 10

// Read lists a directory and all below it: first the directory itself as ".", then what is in it,
// every directory before its contents, the names of each sorted by their bytes. Paths are relative
// and have slashes on every system. The directory itself may be named by a link.
func Read(dir string, opt Options) (*timestamps.Table, error) {
	fail := func(err error) (*timestamps.Table, error) {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(dir), bare(err))
	}
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return fail(err)
	}
	f, err := factsOf(root)
	if err != nil {
		return fail(err)
	}
	if f.kind != timestamps.Directory {
		return fail(errors.New("not a directory"))
	}
	w := walk{
		opt: opt.withDefaults(), device: f.device,
		t:     &timestamps.Table{Head: timestamps.Head{Format: Format, Zone: timestamps.Zone{Name: "UTC", Source: "input"}}},
		files: map[[2]uint64]bool{}, directories: map[[2]uint64]bool{},
	}
	w.t.Warn(Format, 0, Warning)
	if err := w.add(".", &f); err != nil {
		return fail(err)
	}
	if err := w.directory(root, "", &f); err != nil {
		return fail(err)
	}
	w.t.Seal()
	w.t.CheckStamps()
	return w.t, nil
}

// Warning is what every report of a live tree says first.
const Warning = "whatever unpacked, copied, indexed or scanned these files on this machine may have set their stamps, " +
	"and reading directories can set times of access"

// walk is the state of one [Read].
type walk struct {
	opt         Options
	t           *timestamps.Table
	device      uint64
	names       int64              // bytes of paths so far
	files       map[[2]uint64]bool // of several names, by device and inode
	directories map[[2]uint64]bool
}

func (w *walk) add(path string, f *facts) error {
	w.names += int64(len(path))
	switch {
	case int64(w.t.Len()) >= w.opt.MaxEntries:
		return fmt.Errorf("%w (%d)", evidence.ErrMaxEntries, w.opt.MaxEntries)
	case w.names > w.opt.MaxNameBytes:
		return fmt.Errorf("%w (%d)", evidence.ErrMaxNameBytes, w.opt.MaxNameBytes)
	}
	e := timestamps.Entry{Path: path, Size: timestamps.NoSize, Line: w.line(), Kind: f.kind, Times: f.times}
	if f.kind == timestamps.File {
		e.Size = f.size
		if id := [2]uint64{f.device, f.inode}; f.links > 1 {
			if w.files[id] {
				e.Flags |= timestamps.HardLink
			}
			w.files[id] = true
		}
		if f.hollow {
			w.t.Warn("hollow-file", e.Line, "a file has fewer bytes on disk than its size: it is sparse, compressed or "+
				"kept in a cloud, and a copy need not have written them all")
		}
	}
	w.t.Add(&e)
	if w.opt.Progress != nil {
		w.opt.Progress.Entries.Store(int64(w.t.Len()))
	}
	return nil
}

// line is the ordinal of the entry that is added next.
func (w *walk) line() int64 { return int64(w.t.Len()) + 1 }

// directory lists what is in the directory name, whose entry was just added. All paths in it begin
// with prefix.
func (w *walk) directory(name, prefix string, f *facts) error {
	line := w.line() - 1
	if id := [2]uint64{f.device, f.inode}; id != [2]uint64{} {
		if w.directories[id] {
			w.t.Warn("directory-twice", line, "a directory is reached by two paths; what is in it is listed once")
			return nil
		}
		w.directories[id] = true
	}
	names, changed, err := w.namesIn(name)
	switch {
	case errors.Is(err, evidence.ErrMaxEntries):
		return err
	case err != nil && prefix == "":
		return err // there is nothing to list
	case err != nil:
		w.unreadable("unreadable-directory", line, fmt.Sprintf("a directory cannot be read, so that what is in it is missing: \"%s\": %v",
			timestamps.Escape(prefix), bare(err)))
		return nil
	case changed:
		w.t.Warn("directory-changed", line, "the names in a directory changed while it was read")
	}
	if !os.IsPathSeparator(name[len(name)-1]) {
		name += string(os.PathSeparator)
	}
	for _, n := range names {
		f, err := factsOf(name + n)
		if err != nil {
			w.unreadable("unreadable-name", line, fmt.Sprintf("a name in a directory cannot be looked at, and is missing: \"%s\": %v",
				timestamps.Escape(prefix+n), bare(err)))
			continue
		}
		if err := w.add(prefix+n, &f); err != nil {
			return err
		}
		if f.kind != timestamps.Directory {
			continue
		}
		if f.device != w.device && !w.opt.AcrossFileSystems {
			w.t.Warn("other-file-system", w.line()-1, "a directory belongs to another file system; what is in it is not listed "+
				"(--across-file-systems lists it)")
			continue
		}
		if err := w.directory(name+n, prefix+n+"/", &f); err != nil {
			return err
		}
	}
	return nil
}

// unreadable counts what is missing from the listing as a line that could not be read.
func (w *walk) unreadable(code string, line int64, text string) {
	w.t.Skipped++
	w.t.Warn(code, line, text)
}

// namesIn returns the sorted names in a directory, and whether it changed while they were read. It
// opens what is a directory and was one before, so that nothing put in its place is opened unseen.
func (w *walk) namesIn(name string) (names []string, changed bool, err error) {
	const batch = 4096
	before, err := os.Lstat(name)
	if err != nil {
		return nil, false, err
	}
	f, err := openDirectory(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	opened, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	if !opened.IsDir() || !os.SameFile(before, opened) {
		return nil, false, errors.New("another directory was put in its place")
	}
	for {
		some, err := f.Readdirnames(batch)
		names = append(names, some...)
		if int64(len(names)) > w.opt.MaxEntries-int64(w.t.Len()) {
			return nil, false, fmt.Errorf("%w (%d)", evidence.ErrMaxEntries, w.opt.MaxEntries)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, err
		}
	}
	slices.Sort(names)
	after, err := f.Stat()
	return names, err == nil && !after.ModTime().Equal(opened.ModTime()), nil
}

// bare drops the operation and the name from an error of the system.
func bare(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
