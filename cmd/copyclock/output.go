package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

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
	misuse := func(err error, hint string) error {
		return &statusError{err: fmt.Errorf("writing %s: %w", timestamps.EscapePath(name), err), hint: hint, status: statusMisuse}
	}
	info, err := os.Stat(name)
	switch {
	case inTree(name, inputs):
		return misuse(errInTree, "")
	case err == nil && isInput(info, inputs):
		return misuse(errors.New("this file is evidence and is never written"), "")
	case err == nil && info.IsDir():
		return misuse(errors.New("this is a directory"), "")
	case err == nil && !info.Mode().IsRegular():
		if err := writeSpecial(name, data); err != nil {
			return misuse(err, "")
		}
		return nil
	case err == nil && !force:
		return misuse(errors.New("the file exists"), "--force overwrites it")
	}
	target, err := linkTarget(name)
	if err == nil {
		err = replaceFile(target, data)
	}
	if err != nil {
		return misuse(err, "")
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

// replaceFile writes a file under a temporary name beside it and renames it.
func replaceFile(name string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".copyclock-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
