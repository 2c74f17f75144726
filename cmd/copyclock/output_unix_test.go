//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWritePipe checks that a named pipe receives the report and stays a pipe, and that
// nothing else is left beside it.
func TestWritePipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	// Open for reading and writing: neither end then waits for the other.
	f, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, force := range []bool{false, true} {
		if err := write(pipe, force, nil, []byte("report"), streams{}); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			t.Fatalf("force %v: the pipe was replaced: %v, %v", force, info, err)
		}
		got := make([]byte, len("report"))
		if _, err := io.ReadFull(f, got); err != nil || string(got) != "report" {
			t.Errorf("force %v: the pipe gave %q, %v", force, got, err)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(pipe)); len(left) != 1 {
		t.Errorf("left beside the pipe: %v", left)
	}
}
