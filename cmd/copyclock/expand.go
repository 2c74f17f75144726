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
	// tree is true for a directory that is read itself, with all below it.
	tree bool
	// passed says why something in a directory is not opened at all.
	passed string
}

// expand replaces directories by the plain files in them, unless trees are to be read, and patterns
// that name no file by the files that fit. Both are sorted; neither descends into directories nor
// follows links.
func expand(args []string, trees bool) ([]input, error) {
	var all []input
	treeless := trees
	for _, arg := range args {
		info, err := os.Stat(arg)
		treeless = treeless && err == nil && !info.IsDir() // a name that is not there is told as such
		found := []input{{name: arg}}
		switch {
		case arg == evidence.Standard:
		case err == nil && info.IsDir() && trees:
			found[0].tree = true
		case err == nil && info.IsDir():
			if found, err = filesIn(arg); err != nil {
				return nil, err
			}
		case err != nil && strings.ContainsAny(arg, "*?["):
			if found, err = filesLike(arg); err != nil {
				return nil, err
			}
		}
		all = append(all, found...)
	}
	if treeless {
		return nil, errors.New("--live: no directory is named")
	}
	return all, nil
}

// errNoFiles says that a directory or a pattern holds nothing that could be evidence.
var errNoFiles = errors.New("no plain file in it")

func filesIn(dir string) ([]input, error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(dir), errors.Unwrap(err))
	}
	var all []input
	plain := 0
	for _, e := range entries {
		in := input{name: filepath.Join(dir, e.Name()), found: true}
		switch {
		case strings.HasPrefix(e.Name(), "."):
			in.passed = "hidden"
		case e.IsDir():
			in.passed = "a directory, not searched; name it as well to read it"
		case !e.Type().IsRegular():
			in.passed = "a link or special file"
		default:
			plain++
		}
		all = append(all, in)
	}
	if plain == 0 {
		return nil, fmt.Errorf("reading %s: %w; directories below it are not searched", timestamps.EscapePath(dir), errNoFiles)
	}
	return all, nil
}

func filesLike(pattern string) ([]input, error) {
	fits, err := filepath.Glob(pattern) // sorted
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(pattern), err)
	}
	var all []input
	plain := 0
	for _, name := range fits {
		in := input{name: name, found: true}
		if plainFile(name) {
			plain++
		} else {
			in.passed = "no plain file"
		}
		all = append(all, in)
	}
	if plain == 0 {
		return nil, fmt.Errorf("reading %s: no plain file fits this pattern", timestamps.EscapePath(pattern))
	}
	return all, nil
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
