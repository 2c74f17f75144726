// Package selection takes a part of a listing: the files whose names fit patterns, and those
// whose stamps lie in a window of time. What it leaves out is counted, never forgotten.
//
// # Patterns
//
// A pattern without a slash is held against every part of a path: "*.jpg" selects pictures
// wherever they lie, "backup" a file of that name and all that lies in a folder of that name. A
// pattern with a slash is held against the path from its beginning, and selects all below a
// folder that it fits: "home/*/mail", "**/cache/*.bin". Letters fit in both cases, and a
// backslash in a path is a slash. Within a part, * is any text, ? one character, [a-c] one of
// several, {a,b} either; ** is any number of parts.
package selection

import (
	"errors"
	"fmt"
	"strings"

	"copyclock/timestamps"

	"github.com/bmatcuk/doublestar/v4" // patterns with ** and {}, which path.Match does not know
)

// ErrPattern is wrapped by the error of a pattern that cannot be read.
var ErrPattern = errors.New("not a pattern")

// The reasons of exclusion that this package gives.
const (
	ByName = "not-selected"
	ByTime = "outside-window"
)

// Names selects by path. The zero value selects all.
type Names struct {
	Include []string // of these at least one must fit; none means all
	Exclude []string // of these none may fit
}

// Check returns the error of the first pattern that cannot be read.
func (n Names) Check() error {
	for _, list := range [][]string{n.Include, n.Exclude} {
		for _, p := range list {
			if p == "" || !doublestar.ValidatePattern(folded(p)) {
				return fmt.Errorf("%w: %q", ErrPattern, p)
			}
		}
	}
	return nil
}

// Empty reports whether all is selected.
func (n Names) Empty() bool { return len(n.Include) == 0 && len(n.Exclude) == 0 }

// Keep reports whether an entry is selected. A directory is left out by what excludes it, since
// its own stamps tell how its files came, whatever their names.
func (n Names) Keep(e *timestamps.Entry) bool {
	path := folded(e.Path)
	if fitsAny(n.Exclude, path) {
		return false
	}
	return len(n.Include) == 0 || e.Kind == timestamps.Directory || fitsAny(n.Include, path)
}

func fitsAny(patterns []string, path string) bool {
	for _, p := range patterns {
		if fits(folded(p), path) {
			return true
		}
	}
	return false
}

func fits(pattern, path string) bool {
	parts := strings.Split(path, "/")
	if !strings.Contains(pattern, "/") {
		for _, part := range parts {
			if doublestar.MatchUnvalidated(pattern, part) {
				return true
			}
		}
		return false
	}
	for n := 1; n <= len(parts); n++ { // the path itself, and every folder above it
		if doublestar.MatchUnvalidated(pattern, strings.Join(parts[:n], "/")) {
			return true
		}
	}
	return false
}

// folded returns a path or pattern in lower case, with slashes, without those at its ends.
func folded(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), `\`, "/")
	return strings.Trim(strings.TrimPrefix(s, "./"), "/")
}

// Apply returns a listing of the entries that are kept, and what was left out of the files that
// count. The listing itself is not changed.
func Apply(t *timestamps.Table, reason string, keep func(*timestamps.Entry) bool) (*timestamps.Table, timestamps.Exclusion) {
	left := timestamps.Exclusion{Reason: reason}
	part := t.Select(func(e *timestamps.Entry) bool {
		kept := keep(e)
		if !kept && e.Counts() {
			left.Entries++
			left.Bytes, _ = timestamps.AddSize(left.Bytes, e.Size)
		}
		return kept
	})
	return part, left
}
