package experiment_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"copyclock/experiment"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// listed returns a listing of n files in two directories, the i-th of 1000 i bytes.
func listed(n int) *timestamps.Table {
	l := &timestamps.Listing{}
	for i := range n {
		name := []string{"secret/a", "secret/b"}[i%2] + "/report.doc"
		l.Entries = append(l.Entries, timestamps.Entry{Path: name, Size: int64(1000 * i), Kind: timestamps.File})
	}
	return timestamps.NewTable(l)
}

func options(t *testing.T) experiment.Options {
	t.Helper()
	return experiment.Options{
		Target: t.TempDir(), ID: "x1", Channel: "my-stick", Class: "local", Flush: experiment.FlushEnd, MaxBytes: 1e6, Now: time.Now,
	}
}

func replica(t *testing.T, n int) *experiment.Plan {
	t.Helper()
	p, err := experiment.Replica(listed(n))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRecordReplica(t *testing.T) {
	t.Parallel()
	opt := options(t)
	r, err := experiment.Record(context.Background(), replica(t, 20), opt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Run.Files != 20 || r.Run.Bytes != 190_000 || !r.Run.Replica || r.Run.OnDevice <= 0 || r.Run.Cache == nil {
		t.Errorf("record = %+v", r.Run)
	}
	if bytes.Contains(r.Listing, []byte("secret")) || bytes.Contains(r.Timeline, []byte("secret")) {
		t.Error("a replica shows names of the listing")
	}
	info, err := os.Stat(filepath.Join(r.Dir, "d0002", "f00020"))
	if err != nil || info.Size() != 19_000 {
		t.Errorf("the last file: %v, %v", info, err)
	}
	// The listing is what the readers of evidence take, and shows the stamps of the files.
	e, err := evidence.Open("x1.csv", bytes.NewReader(r.Listing), evidence.Options{})
	if err != nil || len(e.Listing.Rows()) != 20 || e.Listing.Skipped != 0 {
		t.Fatalf("reading the listing: %v", err)
	}
	if got, want := e.Listing.Rows()[19].Times.Modified.Nanos, info.ModTime().UnixNano(); got != want {
		t.Errorf("modified of the last file = %d, want %d", got, want)
	}
	if !slices.Contains(r.Run.CopyStamps, "mtime") || r.Run.Average["mtime"].ElapsedS < 0 {
		t.Errorf("stamps = %v, %v", r.Run.CopyStamps, r.Run.Average)
	}
	if _, err := experiment.Record(context.Background(), replica(t, 2), opt); !errors.Is(err, experiment.ErrExists) {
		t.Errorf("a second run of the same name: %v, want %v", err, experiment.ErrExists)
	}
	if _, err := os.Stat(filepath.Join(r.Dir, "d0001", "f00001")); err != nil {
		t.Errorf("the refused run removed a file of the first: %v", err)
	}
}

func TestRecordTree(t *testing.T) {
	t.Parallel()
	source := t.TempDir()
	want := []byte("what is copied")
	if err := errors.Join(
		os.Mkdir(filepath.Join(source, "d"), 0o700),
		os.WriteFile(filepath.Join(source, "d", "f"), want, 0o600),
		os.Symlink("f", filepath.Join(source, "d", "link")),
	); err != nil {
		t.Fatal(err)
	}
	plan, err := experiment.Tree(source)
	if err != nil {
		t.Fatal(err)
	}
	r, err := experiment.Record(context.Background(), plan, options(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(r.Dir, "d", "f")); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the copy holds %q, %v", got, err)
	}
	if r.Run.Skipped != 1 {
		t.Errorf("skipped %d, want the link alone", r.Run.Skipped)
	}
}

// TestRecordLeavesNothing refuses, is cancelled, or discards: the target is empty afterwards.
func TestRecordLeavesNothing(t *testing.T) {
	t.Parallel()
	huge := timestamps.NewTable(&timestamps.Listing{Entries: []timestamps.Entry{
		{Path: "a", Size: 1 << 62, Kind: timestamps.File}, {Path: "b", Size: 1 << 62, Kind: timestamps.File},
	}})
	tooBig, err := experiment.Replica(huge)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		plan   *experiment.Plan
		change func(*experiment.Options, context.CancelFunc)
		want   error
	}{
		{"cap", replica(t, 100), nil, experiment.ErrCap},
		{"cap against an overflow", tooBig, nil, experiment.ErrCap},
		{"no files", &experiment.Plan{}, nil, experiment.ErrNoFiles},
		{"cancelled", replica(t, 20), func(o *experiment.Options, cancel context.CancelFunc) {
			o.Progress = func(done, _ int64) {
				if done > 50_000 {
					cancel()
				}
			}
		}, context.Canceled},
		{"discard", replica(t, 20), func(o *experiment.Options, _ context.CancelFunc) { o.Discard = true }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			opt := options(t)
			if c.change != nil {
				c.change(&opt, cancel)
			}
			if _, err := experiment.Record(ctx, c.plan, opt); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if left, err := os.ReadDir(opt.Target); err != nil || len(left) > 0 {
				t.Errorf("the target holds %v, %v", left, err)
			}
		})
	}
}

func TestReplicaNeedsSizes(t *testing.T) {
	t.Parallel()
	l := listed(3).Unpack()
	l.Entries[1].Size = timestamps.NoSize
	if _, err := experiment.Replica(timestamps.NewTable(l)); !errors.Is(err, experiment.ErrNoSizes) || !strings.Contains(err.Error(), "1 files") {
		t.Errorf("error %v", err)
	}
}
