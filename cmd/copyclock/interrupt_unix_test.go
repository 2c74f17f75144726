//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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

// TestInterruptWriting interrupts the program at many moments of its work: its output is whole or not
// there, and nothing else is.
func TestInterruptWriting(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "out.csv")
	start := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0], "simulate", "--files", "30000", "-o", out)
		cmd.Args[0] = "copyclock"
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	began := time.Now()
	if err := start().Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	whole, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	const moments = 20
	for i := range moments {
		if err := os.Remove(out); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		cmd := start()
		time.Sleep(took * time.Duration(i) / moments) // any moment will do
		_ = cmd.Process.Signal(os.Interrupt)          // it may have ended
		ended := cmd.Wait()
		data, err := os.ReadFile(out)
		if err == nil && !bytes.Equal(data, whole) || err != nil && ended == nil {
			t.Errorf("after %d of %d: %d bytes of %d, %v, %v", i, moments, len(data), len(whole), err, ended)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != "out.csv" {
			t.Errorf("after %d of %d: left behind: %v, %v", i, moments, left, err)
		}
	}
}
