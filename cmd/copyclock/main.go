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
	"runtime/debug"
	"strings"

	"copyclock/reports/render"
	"copyclock/timestamps"

	"github.com/spf13/cobra" // commands, flags, completion and help pages in one well-kept place
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// garbagePercent is how much garbage may pile up beside what is in use. A large listing is in use
// until the end and little is thrown away, so that cleaning up early costs little time and saves
// the memory of as many entries again.
const garbagePercent = 10

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
	in     io.Reader
	out    io.Writer
	err    io.Writer
	screen render.Screen // what out is
}

// run executes one command line and returns the exit status.
func run(args []string, in io.Reader, out, talk io.Writer) int {
	root := newRoot(streams{in, out, talk, screenOf(out)})
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(talk)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return statusDone
	}
	for _, text := range messages(err) {
		fmt.Fprintf(talk, "copyclock: %s\n", timestamps.Printable(text))
	}
	var s *statusError
	if !errors.As(err, &s) {
		fmt.Fprintf(talk, "copyclock: hint: copyclock help lists the commands and their flags\n")
		return statusMisuse
	}
	for line := range strings.Lines(s.hint) {
		fmt.Fprintf(talk, "copyclock: hint: %s\n", timestamps.Printable(strings.TrimRight(line, "\n")))
	}
	return s.status
}

// messages returns the text of an error, or of each of several that were joined. A line end in
// one of them belongs to a name, and must not begin a line that the program seems to say.
func messages(err error) []string {
	var s *statusError
	if errors.As(err, &s) {
		err = s.err
	}
	joined, ok := err.(interface{ Unwrap() []error }) // this error itself
	if !ok {
		return []string{err.Error()}
	}
	var all []string
	for _, e := range joined.Unwrap() {
		all = append(all, messages(e)...)
	}
	if strings.Join(all, "\n") != err.Error() { // not joined, but one sentence of several causes
		return []string{err.Error()}
	}
	return all
}

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "copyclock",
		Short: "Time the copy that set the stamps of a file listing",
		Long: `copyclock reads a listing of files (or the archive itself), finds the bursts in which
the files were copied, estimates the rate of the copy that set these stamps, compares
it with the speeds of channels, and scores an insider against a remote intruder.

Three steps, from an archive or a directory to a report:

  7z l -slt leak.7z > listing.txt         a listing, if the archive itself cannot be read;
                                          ls -lR --full-time, find -printf and fls -m do as well
  copyclock analyze listing.txt           the answer, what it rests on, and what it does not say
  copyclock analyze --to html -o report.html listing.txt

  copyclock list listing.txt              check that the listing was read as it was meant
  copyclock formats                       what can be read`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(usage(s.screen.Width))
	for _, g := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"From evidence to a report:", []*cobra.Command{newAnalyze(s), newList(s), newReport(s)}},
		{"What an answer rests on:", []*cobra.Command{newFormats(s), newProfiles(s), newVerify(s), newSelftest(s), newValidate(s), newClaim(s)}},
		{"Experiments:", []*cobra.Command{newRecord(s), newCalibrate(s), newSimulate(s)}},
	} {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.AddCommand(newMan(s), newVersion(s), newChild(s))
	root.SetHelpCommand(newHelp(root))
	for _, c := range root.Commands() {
		c.Long = reflow(c.Long, s.screen.Width)
	}
	strictNumbers(root)
	return root
}
