package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

// unknownValue is the error of a value that is none of those that there are, with the one that
// may be meant. What names the kind: "report format".
func unknownValue(what, value string, names []string) error {
	return &statusError{err: fmt.Errorf("unknown %s %q", what, value), hint: valueHint(value, names), status: statusMisuse}
}

func valueHint(value string, names []string) string {
	if n := nearest(value, names); n != "" {
		return "did you mean " + n + "?"
	}
	return "one of " + strings.Join(names, ", ")
}

// arguments holds a command to its number of arguments, and shows its use where they differ.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		text := fmt.Sprintf("%d arguments are too many", len(args))
		if len(args) < least {
			text = "too few arguments"
		}
		hint := "copyclock " + c.Use
		if c.HasExample() {
			hint += "\nfor example:\n" + c.Example
		}
		return &statusError{err: fmt.Errorf("%s: %s", c.Name(), text), hint: hint, status: statusMisuse}
	}
}

// missingFile is the hint for a file that does not exist: one of a similar name beside it.
func missingFile(name string) string {
	if _, err := os.Lstat(name); err == nil {
		return ""
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	n := nearest(filepath.Base(name), names)
	if n == "" {
		return ""
	}
	return "did you mean " + timestamps.EscapePath(filepath.Join(filepath.Dir(name), n)) + "?"
}
