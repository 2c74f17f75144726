package main

import (
	"bytes"
	"os"
	"testing"
	"time"

	"copyclock/timestamps"
)

func TestProgressLine(t *testing.T) {
	t.Parallel()
	var p timestamps.Progress
	p.Bytes.Store(500e6)
	p.Entries.Store(3_200_000)
	if got, want := progressLine("a/b/leak.body", &p, 2*time.Second), "reading a/b/leak.body: 500 MB, 3200000 entries, 250 MB/s"; got != want {
		t.Errorf("of unknown size: %q, want %q", got, want)
	}
	p.Total.Store(1250e6)
	if got, want := progressLine("a long directory/\x1b[2Jleak.body", &p, 2*time.Second),
		"reading ...b[2Jleak.body: 500 of 1250 MB, 3200000 entries, 250 MB/s, 3 s left"; got != want {
		t.Errorf("of known size: %q, want %q", got, want)
	}
}

// TestProgressSilent holds that nothing is shown where standard error is a file, a pipe or a
// terminal that cannot write over a line.
func TestProgressSilent(t *testing.T) {
	t.Parallel()
	f, err := os.Create(t.TempDir() + "/talk")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	term := func(string) string { return "xterm" }
	if showsProgress(f, term) || showsProgress(&bytes.Buffer{}, term) {
		t.Error("progress goes into a file")
	}
	var p timestamps.Progress
	m := startMeter(f, "x", &p)
	m.end()
	if info, err := f.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("%v, %v", info, err)
	}
}
