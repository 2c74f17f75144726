package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"copyclock/timestamps"
)

// write puts a finished report on standard output or into a file: first under a temporary
// name, never over an existing file without force, never over evidence. A device or pipe is
// written where it is, since a rename would put a file in its place; a symbolic link is
// followed, and stays.
func write(name string, force bool, inputs []string, data []byte, s streams) error {
	if name == "" || name == "-" {
		if _, err := s.out.Write(data); err != nil {
			return &statusError{err: fmt.Errorf("writing the report: %w", err), status: statusMisuse}
		}
		return nil
	}
	if err := mayWrite(force, inputs, name); err != nil {
		return err
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		err = errors.New("this is a directory")
	case err == nil && !info.Mode().IsRegular():
		err = writeSpecial(name, data)
	default:
		var target string
		if target, err = linkTarget(name); err == nil {
			err = replaceFile(target, data)
		}
	}
	if err != nil {
		return writing(name, err, "")
	}
	return nil
}

func writing(name string, err error, hint string) error {
	return &statusError{err: fmt.Errorf("writing %s: %w", timestamps.EscapePath(name), err), hint: hint, status: statusMisuse}
}

// mayWrite refuses outputs that [write] would refuse for what is there already, so that a command can
// say so before its work, and two outputs under one name.
func mayWrite(force bool, inputs []string, names ...string) error {
	for i, name := range names {
		if name == "" || name == "-" {
			continue
		}
		for _, other := range names[:i] {
			if other != "" && filepath.Clean(other) == filepath.Clean(name) {
				return writing(name, errors.New("this is the file of another output"), "")
			}
		}
		info, err := os.Stat(name)
		switch {
		case inTree(name, inputs):
			return writing(name, errInTree, "")
		case err != nil || info.IsDir():
		case isInput(info, inputs):
			return writing(name, errors.New("this file is evidence and is never written"), "")
		case info.Mode().IsRegular() && !force:
			return writing(name, errors.New("the file exists"), "--force overwrites it")
		}
	}
	return nil
}

// isInput reports whether a file is one of the inputs, under whatever name. Input "-" is
// the file that standard input was opened from.
func isInput(file os.FileInfo, inputs []string) bool {
	for _, name := range inputs {
		stat := func() (os.FileInfo, error) { return os.Stat(name) }
		if name == "-" {
			stat = os.Stdin.Stat
		}
		if other, err := stat(); err == nil && other.Mode().IsRegular() && os.SameFile(file, other) {
			return true
		}
	}
	return false
}

// writeSpecial writes into a device or pipe, which it neither makes nor truncates.
func writeSpecial(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// linkTarget follows the symbolic links of a name. A name that does not exist is its own
// target; a link to nothing is refused.
func linkTarget(name string) (string, error) {
	if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
		return name, nil
	}
	target, err := filepath.EvalSymlinks(name)
	if errors.Is(err, os.ErrNotExist) {
		return "", errors.New("this is a symbolic link to a file that does not exist")
	}
	return target, err
}

// replaceFile writes a file under a temporary name beside it and renames it. An interrupt waits until
// nothing is left behind.
func replaceFile(name string, data []byte) (err error) {
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer func() {
		signal.Stop(interrupt)
		select {
		case which := <-interrupt:
			err = errors.Join(err, interruptSelf(which))
		default:
		}
	}()
	tmp, err := os.CreateTemp(filepath.Dir(name), ".copyclock-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil && len(interrupt) > 0 {
		err = errors.New("interrupted")
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// interruptSelf ends the program by a signal that came while it could not.
func interruptSelf(which os.Signal) error {
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(which)
	}
	if err != nil { // where no process can signal itself
		return errors.New("interrupted")
	}
	select {} // until it comes
}
