//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInterrupt holds that Ctrl-C while evidence is read ends the program by that signal and
// leaves neither a report nor a part of one.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "analyze", "-o", filepath.Join(dir, "report.txt"), "--ticks", filepath.Join(dir, "ticks.csv"), "-")
	cmd.Args[0] = "copyclock" // the test binary is the program under that name, see TestMain
	var out strings.Builder
	cmd.Stdout = &out
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds: when all is written, the program has begun to read.
	line := "0|/a|1|r/rrw-r--r--|0|0|5|1416842431|1416842431|1416842431|1416842431\n"
	if _, err := in.Write([]byte(strings.Repeat(line, 4<<20/len(line)))); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) {
		t.Fatalf("Wait = %v, want the signal", err)
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGINT {
		t.Errorf("ended by %v, want an interrupt", exit)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 || out.Len() > 0 {
		t.Errorf("left behind: %v, %v, %q", left, err, out.String())
	}
}
