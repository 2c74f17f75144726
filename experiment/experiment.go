// Package experiment makes runs with known truth on the user's own device, share or line, and
// turns such runs into a speed profile.
//
// [Record] copies a tree, or a replica of it with the same sizes and neutral names, into a
// new directory of the target. It times every file from outside, reads the stamps back and
// says what they rest on. The record has the layout of a runs.jsonl, which
// [copyclock/analyze/validate.Load] reads and [Calibrate] turns into a profile.
//
// A record holds no name of a host or user and no serial number. The names of a copied tree
// are in its listing and its timeline; those of a replica are d0001/f00001.
//
// The package reads no clock of its own: the caller gives [Options.Now].
package experiment

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Flush says when written bytes are forced onto the device.
type Flush string

// The ways to flush.
const (
	FlushNone Flush = "none" // never: the stamps may show the speed of memory
	FlushFile Flush = "file" // after every file, before it is closed
	FlushEnd  Flush = "end"  // once, after the last file: what a careful user does
)

// Flushes lists all ways to flush.
var Flushes = []Flush{FlushNone, FlushFile, FlushEnd}

// Errors that a caller may want to tell apart with [errors.Is].
var (
	ErrSpace   = errors.New("the target lacks space")
	ErrCap     = errors.New("more bytes than the cap allows")
	ErrNoFiles = errors.New("no files to copy")
	ErrNoSizes = errors.New("a replica needs the size of every file")
	ErrExists  = errors.New("the directory of the run exists already")
	ErrClass   = errors.New("the target is a network file system; say whether it is lan or wan")
)

// Options shape one run.
type Options struct {
	Target   string // an existing directory of the device or share
	ID       string // of the run; the copy goes into Target/copyclock-ID
	Channel  string // kebab case; names the profile that the run belongs to
	Class    string // local, lan or wan; empty: local, unless the file system is one of a network
	Unit     string // the device or line that was used, in the user's words; may be empty
	Flush    Flush
	MaxBytes int64 // refuse to write more
	Discard  bool  // remove the copy when its stamps are read
	// Now is the clock; it must carry a monotonic reading.
	Now func() time.Time
	// Progress is told how many bytes of how many are written; nil is allowed.
	Progress func(done, total int64)
}

// Result is one run: its record, and the texts that belong to it.
type Result struct {
	Run      Run
	Listing  []byte // a table with a header, as Run.Listing.File
	Timeline []byte // one line a file, as Run.Timeline
	Dir      string // where the copy lies; empty when it was discarded
}

// Record copies the files of a plan and returns what happened. On any error, that of a
// cancelled context included, it removes what it wrote.
func Record(ctx context.Context, plan *Plan, opt Options) (res *Result, err error) {
	place, err := examine("/", opt.Target)
	if err != nil {
		return nil, err
	}
	if opt.Class == "" {
		if place.network() {
			return nil, fmt.Errorf("%s: %w", opt.Target, ErrClass)
		}
		opt.Class = "local"
	}
	if err := plan.fits(opt.MaxBytes, place.free); err != nil {
		return nil, err
	}
	w := &writer{root: filepath.Join(opt.Target, "copyclock-"+opt.ID), plan: plan, opt: opt}
	defer func() {
		if err != nil || opt.Discard {
			err = errors.Join(err, w.discard())
		}
	}()
	if err := w.copyAll(ctx); err != nil {
		return nil, err
	}
	if err := w.readBack(); err != nil {
		return nil, err
	}
	res = &Result{Run: w.truth(place), Listing: w.listing(), Timeline: w.timeline(), Dir: w.root}
	if opt.Discard {
		res.Dir = ""
	}
	return res, nil
}

// discard removes the files and directories that were made, and nothing else.
func (w *writer) discard() error {
	var left []error
	for i := len(w.made) - 1; i >= 0; i-- {
		if err := os.Remove(w.made[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			left = append(left, err)
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("removing what was written: %w, and %d more paths are left", left[0], len(left)-1)
	}
	return nil
}
