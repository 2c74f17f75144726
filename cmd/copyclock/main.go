// Command copyclock says how fast the copy ran that set the time stamps of a file listing.
//
// Each command has a file of its own: flags in, exit status out. Data goes to standard
// output, once it is complete; talk goes to standard error. The exit status is 0 when the
// work is done, 1 when a condition that was asked for failed, 2 for misuse or input that
// cannot be read, 3 when lines were skipped and --strict was given.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"copyclock/timestamps"

	"github.com/spf13/cobra" // commands, flags, completion and help pages in one well-kept place
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// Exit statuses (DESIGN section 5).
const (
	statusDone      = 0
	statusCondition = 1
	statusMisuse    = 2
	statusSkipped   = 3
)

// statusError carries an exit status and, where there is one, a hint for the next step.
type statusError struct {
	err    error
	hint   string
	status int
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// streams are the three standard streams.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

// run executes one command line and returns the exit status.
func run(args []string, in io.Reader, out, talk io.Writer) int {
	root := newRoot(streams{in, out, talk})
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(talk)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return statusDone
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(talk, "copyclock: %s\n", timestamps.Printable(strings.TrimRight(line, "\n")))
	}
	var s *statusError
	if !errors.As(err, &s) {
		fmt.Fprintln(talk, "copyclock: hint: copyclock help lists the commands and their flags")
		return statusMisuse
	}
	if s.hint != "" {
		fmt.Fprintf(talk, "copyclock: hint: %s\n", s.hint)
	}
	return s.status
}

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "copyclock",
		Short: "Time the copy that set the stamps of a file listing",
		Long: `copyclock reads a listing of files (or the archive itself), finds the bursts in which
the files were copied, estimates the rate of the copy that set these stamps, compares
it with the speeds of channels, and scores an insider against a remote intruder.

  copyclock analyze listing.txt           the main job
  copyclock list --to csv listing.txt     what was read, normalised
  copyclock formats                       what can be read
  copyclock profiles usb2-flash-write     what a channel's speeds rest on`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(newAnalyze(s), newList(s), newReport(s), newVerify(s), newSelftest(s), newFormats(s), newProfiles(s),
		newValidate(s), newRecord(s), newCalibrate(s), newMan(s), newVersion(s))
	return root
}
