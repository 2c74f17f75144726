package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"copyclock/timestamps"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc" // man pages from the commands themselves, so that they cannot disagree
)

// newMan is hidden: packages call it, people have the pages.
func newMan(s streams) *cobra.Command {
	var date string
	c := &cobra.Command{
		Use:    "man --date YYYY-MM-DD DIRECTORY",
		Short:  "Write the man pages into a directory",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			day, err := time.Parse(time.DateOnly, date)
			if err != nil {
				return &statusError{err: fmt.Errorf("--date %q: not a date such as 2026-01-31", date), status: statusMisuse}
			}
			root := c.Root()
			root.DisableAutoGenTag = true // it would carry the day of the build
			header := &doc.GenManHeader{Section: "1", Date: &day, Source: "copyclock " + version, Manual: "copyclock"}
			if err := errors.Join(os.MkdirAll(args[0], 0o755), doc.GenManTree(root, header, args[0])); err != nil {
				return &statusError{err: fmt.Errorf("writing man pages: %w", err), status: statusMisuse}
			}
			fmt.Fprintf(s.out, "man pages written to %s\n", timestamps.EscapePath(args[0]))
			return nil
		},
	}
	c.Flags().StringVar(&date, "date", "", "date of the pages")
	return c
}
