package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"copyclock/timestamps"
)

// block is how much is read and written at a time, as cp does.
const block = 128 << 10

// writer carries one run out and keeps what it saw.
type writer struct {
	root  string
	plan  *Plan
	opt   Options
	made  []string // files and directories, in the order of making
	done  int64    // bytes
	begin time.Time
	total time.Duration // until the last file was closed
	flush time.Duration // until all was on the device, with FlushEnd
	files []timedFile
}

// timedFile is one written file as seen from outside, and its stamps.
type timedFile struct {
	start, end time.Duration // since begin
	stamps     timestamps.Times
}

// copyAll makes the directory of the run and writes the files one after the other.
func (w *writer) copyAll(ctx context.Context) error {
	if err := w.mkdir(w.root); err != nil {
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("%s: %w", w.root, ErrExists)
		}
		return err
	}
	known := map[string]bool{w.root: true}
	buffer := make([]byte, block)
	w.begin = w.opt.Now()
	for i, f := range w.plan.Files {
		if err := w.mkdirs(filepath.Dir(w.path(i)), known); err != nil {
			return err
		}
		if err := w.copyOne(ctx, i, buffer); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
	}
	w.total = w.since()
	if w.opt.Flush == FlushEnd {
		if err := w.sync(ctx); err != nil {
			return err
		}
		w.flush = w.since()
	}
	return nil
}

func (w *writer) since() time.Duration { return w.opt.Now().Sub(w.begin) }

func (w *writer) path(i int) string {
	return filepath.Join(w.root, filepath.FromSlash(w.plan.Files[i].Path))
}

func (w *writer) mkdir(name string) error {
	if err := os.Mkdir(name, 0o755); err != nil {
		return err
	}
	w.made = append(w.made, name)
	return nil
}

// mkdirs makes a directory and those above it that the run has not made yet.
func (w *writer) mkdirs(name string, known map[string]bool) error {
	if known[name] {
		return nil
	}
	if err := w.mkdirs(filepath.Dir(name), known); err != nil {
		return err
	}
	known[name] = true
	return w.mkdir(name)
}

// copyOne writes one file that did not exist before.
func (w *writer) copyOne(ctx context.Context, i int, buffer []byte) (err error) {
	from, err := w.plan.open(i)
	if err != nil {
		return err
	}
	defer from.Close()
	timed := timedFile{start: w.since()}
	to, err := os.OpenFile(w.path(i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	w.made = append(w.made, to.Name())
	defer func() {
		err = errors.Join(err, to.Close())
		timed.end = w.since()
		w.files = append(w.files, timed)
	}()
	n, err := w.pump(ctx, to, from, buffer)
	if err != nil {
		return err
	}
	if n != w.plan.Files[i].Size {
		return fmt.Errorf("the source holds %d bytes where it held %d when it was planned; let nobody write to it", n, w.plan.Files[i].Size)
	}
	if w.opt.Flush == FlushFile {
		return to.Sync()
	}
	return nil
}

// pump copies by plain reads and writes: a clone of blocks within a file system, as io.Copy
// may ask for, would be no copy.
func (w *writer) pump(ctx context.Context, to io.Writer, from io.Reader, buffer []byte) (int64, error) {
	var sum int64
	for {
		if err := context.Cause(ctx); err != nil {
			return sum, err
		}
		n, err := from.Read(buffer)
		if _, wrong := to.Write(buffer[:n]); wrong != nil {
			return sum, wrong
		}
		sum += int64(n)
		w.done += int64(n)
		if w.opt.Progress != nil {
			w.opt.Progress(w.done, w.plan.Bytes)
		}
		switch {
		case errors.Is(err, io.EOF):
			return sum, nil
		case err != nil:
			return sum, err
		}
	}
}

// sync forces every file onto the device. Each is opened for writing: some systems flush no
// other handles.
func (w *writer) sync(ctx context.Context) error {
	for i := range w.plan.Files {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		f, err := os.OpenFile(w.path(i), os.O_WRONLY, 0)
		if err != nil {
			return fmt.Errorf("flushing: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("flushing: %w", err)
		}
	}
	return nil
}

// readBack reads the stamps that the copy set.
func (w *writer) readBack() error {
	for i := range w.files {
		times, err := stampsOf(w.path(i))
		if err != nil {
			return fmt.Errorf("reading stamps back: %w", err)
		}
		w.files[i].stamps = times
	}
	return nil
}
