package main

import (
	"io"
	"os"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/isolate"

	"github.com/spf13/cobra"
)

// newChild is the hidden command under which this program reads an archive in a process that
// may die, see package isolate.
func newChild(s streams) *cobra.Command {
	return &cobra.Command{
		Use:                isolate.Command,
		Hidden:             true,
		DisableFlagParsing: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := isolate.Serve(args, s.in, s.out); err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			return nil
		},
	}
}

// isolated starts this program again for every archive whose reader may die: for its headers, and
// for the archives inside it.
func isolated(limits isolate.Limits) (
	headers func(*archive.Format, io.ReaderAt, *os.File, int64, *timestamps.Listing, archive.Limits) error,
	contents func(*archive.Format, io.ReaderAt, *os.File, int64, archive.Taker) error,
) {
	program, err := os.Executable()
	if err != nil {
		return nil, nil // read it here rather than not at all
	}
	r := &isolate.Reader{Program: program, Limits: limits}
	return r.Read, r.Contents
}
