package main

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"

	"copyclock/selftest"
	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

func newSelftest(s streams) *cobra.Command {
	var (
		output string
		force  bool
	)
	c := &cobra.Command{
		Use:   "selftest",
		Short: "Run known-answer tests on this machine",
		Long: `Run the known-answer tests that are compiled into the program: published values of
digests and functions, listings with known counts, a bound reckoned by hand, and whole
results that must have the same bytes as where this version was made. The exit status is
1 if any differs. The outcome names the system and the digest of the program file, for the
notes of the examiner.`,
		Example: `  copyclock selftest -o selftest.txt`,
		Args:    cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			var b bytes.Buffer
			t := tool()
			self, err := program()
			if err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			fmt.Fprintf(&b, "%s, %s, on %s/%s\n", strings.Join(strings.Fields(t.Name+" "+t.Version+" "+t.Revision), " "), t.Go, runtime.GOOS, runtime.GOARCH)
			fmt.Fprintf(&b, "program sha256 %s\n", self.Digest["sha256"])
			outcomes, failed := selftest.Run(), 0
			for _, o := range outcomes {
				if o.Err != nil {
					failed++
					fmt.Fprintf(&b, "FAILED  %s: %s\n", o.Name, timestamps.Printable(o.Err.Error()))
					continue
				}
				fmt.Fprintf(&b, "passed  %s\n", o.Name)
			}
			fmt.Fprintf(&b, "%d of %d known answers reproduced\n", len(outcomes)-failed, len(outcomes))
			if err := write(output, force, nil, b.Bytes(), s); err != nil {
				return err
			}
			if failed > 0 {
				return &statusError{err: fmt.Errorf("%d of %d known answers were %w", failed, len(outcomes), errDiffers), status: statusCondition}
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVarP(&output, "output", "o", "", "write the outcome to this file")
	f.BoolVar(&force, "force", false, "overwrite the file")
	return c
}
