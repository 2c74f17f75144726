package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// input is one evidence to open.
type input struct {
	name string
	// found is true where a directory or a pattern held the file: what is no evidence there is
	// passed over, while a file that was named must be readable.
	found bool
}

// expand replaces directories by the plain files in them, and patterns that name no file by the
// files that fit. Both are sorted; neither descends into directories nor follows links.
func expand(args []string) ([]input, error) {
	var all []input
	for _, arg := range args {
		info, err := os.Stat(arg)
		var names []string
		switch {
		case arg == evidence.Standard:
		case err == nil && info.IsDir():
			if names, err = filesIn(arg); err != nil {
				return nil, err
			}
		case err != nil && strings.ContainsAny(arg, "*?["):
			if names, err = filesLike(arg); err != nil {
				return nil, err
			}
		}
		if names == nil {
			all = append(all, input{name: arg})
			continue
		}
		for _, name := range names {
			all = append(all, input{name, true})
		}
	}
	return all, nil
}

// errNoFiles says that a directory or a pattern holds nothing that could be evidence.
var errNoFiles = errors.New("no plain file in it")

func filesIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(dir), errors.Unwrap(err))
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, filepath.Join(dir, e.Name()))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("reading %s: %w; directories below it are not searched", timestamps.EscapePath(dir), errNoFiles)
	}
	return names, nil
}

func filesLike(pattern string) ([]string, error) {
	fits, err := filepath.Glob(pattern) // sorted
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(pattern), err)
	}
	var names []string
	for _, name := range fits {
		if plainFile(name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("reading %s: no plain file fits this pattern", timestamps.EscapePath(pattern))
	}
	return names, nil
}

// noEvidenceIn reports whether an error says that a file is no evidence at all, as a read-me
// beside listings is.
func noEvidenceIn(err error) bool {
	for _, e := range []error{evidence.ErrBinary, evidence.ErrUnknownFormat, evidence.ErrEmpty, evidence.ErrNoEntries} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
