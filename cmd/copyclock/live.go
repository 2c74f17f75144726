package main

import (
	"crypto/md5"  // digests name evidence here, as examiners' records do; they protect nothing
	"crypto/sha1" // the same
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/live"
)

// openLive reads a directory tree as evidence. Its digests are those of its rows as list --to csv
// writes them, so that the saved rows can stand for the tree when a result is verified.
func openLive(dir, label string, opt live.Options) (*evidence.Evidence, error) {
	l, err := live.Read(dir, opt)
	if err != nil {
		return nil, err
	}
	e := &evidence.Evidence{Name: dir, Format: live.Format, DetectedBy: "user", Encoding: "utf-8", Live: true, Listing: l}
	s256, s1, m5 := sha256.New(), sha1.New(), md5.New()
	n := &counter{w: io.MultiWriter(s256, s1, m5)}
	if err := reports.ListCSV(n, []reports.Listed{{Name: label, Listing: l}}); err != nil {
		return nil, err
	}
	e.Bytes = n.n
	e.SHA256, e.SHA1, e.MD5 = hex.EncodeToString(s256.Sum(nil)), hex.EncodeToString(s1.Sum(nil)), hex.EncodeToString(m5.Sum(nil))
	return e, nil
}

// counter counts what is written through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// live says how a tree is read, and refuses what would give its stamps another meaning.
func (r *reading) live(opt evidence.Options) (live.Options, error) {
	if r.sourceTZ != "" {
		return live.Options{}, evidence.ErrZoned
	}
	return live.Options{
		AcrossFileSystems: r.across, MaxEntries: opt.MaxEntries, MaxNameBytes: opt.MaxNameBytes, Progress: opt.Progress,
	}, nil
}

// errInTree says that an output would change the tree that it is about.
var errInTree = errors.New("this place is in the directory tree that was read, which is evidence and is never written")

// inTree reports whether a file that is to be written would lie in one of the inputs.
func inTree(name string, inputs []string) bool {
	place, err := filepath.EvalSymlinks(filepath.Dir(name))
	if err != nil {
		return false
	}
	if place, err = filepath.Abs(place); err != nil {
		return false
	}
	for _, in := range inputs {
		if info, err := os.Stat(in); err != nil || !info.IsDir() {
			continue
		}
		tree, err := filepath.EvalSymlinks(in)
		if err != nil {
			continue
		}
		if tree, err = filepath.Abs(tree); err != nil {
			continue
		}
		way, err := filepath.Rel(tree, place)
		if err == nil && way != ".." && !strings.HasPrefix(way, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// liveEvidence finds a tree that a result was made of: as its saved rows among the files, else as it
// is now in one of the directories that were given.
func (v *verification) liveEvidence(e *analyze.Evidence) (*evidence.Evidence, error) {
	if c := v.files.find(e.SHA256); c != nil {
		in, err := c.open(evidence.Options{Format: "copyclock-csv"})
		if err != nil {
			return nil, &statusError{err: err, status: statusMisuse}
		}
		fmt.Fprintf(v.s.err, "copyclock: note: evidence %d is verified by its saved rows in %s; what its warnings say of the reading is not checked\n",
			e.ID, timestamps.EscapePath(c.name))
		in.Name, in.Live = e.Name, true
		in.Format, in.DetectedBy, in.Encoding = e.Format, e.DetectedBy, e.Encoding
		in.Listing.Format, in.Listing.Skipped, in.Listing.Warnings, in.Listing.Zone = e.Format, e.SkippedLines, e.Warnings, e.Zone
		return in, nil
	}
	now := ""
	for _, dir := range v.trees {
		label := (&evidence.Evidence{Name: dir}).Label()
		if timestamps.Escape(label) != e.Name {
			label = e.Name // the tree has moved
		}
		in, err := openLive(dir, label, live.Options{AcrossFileSystems: v.result.Options.AcrossFileSystems})
		if err != nil {
			return nil, &statusError{err: err, status: statusMisuse}
		}
		if in.SHA256 == e.SHA256 {
			fmt.Fprintf(v.s.err, "copyclock: note: evidence %d is verified by the directory %s as it is now\n", e.ID, timestamps.EscapePath(dir))
			in.Name = e.Name
			return in, nil
		}
		now = fmt.Sprintf(", and %s has sha256 %s now", timestamps.EscapePath(dir), in.SHA256)
	}
	return nil, differs("/evidence/%d/sha256: no saved rows of the directory tree %s are given or beside the result with the sha256 %s%s; "+
		"a tree can be verified only while it is unchanged, or by the rows that copyclock list --live DIR --to csv -o FILE saved at the time",
		e.ID-1, e.Name, e.SHA256, now)
}
