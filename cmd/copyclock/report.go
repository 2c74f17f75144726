package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"copyclock/analyze"
	"copyclock/reports/render"

	"github.com/spf13/cobra"
)

func newReport(s streams) *cobra.Command {
	var (
		to, output, charts string
		force              bool
	)
	c := &cobra.Command{
		Use:   "report [flags] RESULT.json",
		Short: "Render another format from a result",
		Long: `Render another format from a result that analyze --to json wrote. The bytes are those
that analyze --to FORMAT would have written.`,
		Example: `  copyclock analyze --to json -o result.json listing.txt
  copyclock report --to html -o report.html result.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			format, err := reportFormat(to)
			if err != nil {
				return err
			}
			result, _, err := readResult(args[0], s)
			if err != nil {
				return err
			}
			if err := writeCharts(charts, force, args, result, s); err != nil {
				return err
			}
			var report bytes.Buffer
			if err := format.Render(result, &report); err != nil {
				return &statusError{err: fmt.Errorf("rendering the report: %w", err), status: statusMisuse}
			}
			return write(output, force, args, report.Bytes(), s)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&to, "to", "text", "report format: "+strings.Join(reportNames(), ", "))
	f.StringVarP(&output, "output", "o", "", "write the report to this file")
	f.StringVar(&charts, "charts", "", "write the pictures of the report as SVG into this directory")
	f.BoolVar(&force, "force", false, "overwrite the output file")
	complete(c, "to", reportNames())
	return c
}

// reportFormat returns the format of a value of --to.
func reportFormat(name string) (*render.Format, error) {
	format := render.ByName(name)
	if format == nil {
		return nil, &statusError{
			err:    fmt.Errorf("unknown report format %q", name),
			hint:   "one of " + strings.Join(reportNames(), ", "),
			status: statusMisuse,
		}
	}
	return format, nil
}

// readResult reads a result file, or standard input if the name is "-", and returns its
// bytes beside what they say.
func readResult(name string, s streams) (*analyze.Result, []byte, error) {
	fail := func(err error) error {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return &statusError{
			err:    fmt.Errorf("reading %s: %w", name, err),
			hint:   "copyclock analyze --to json -o result.json EVIDENCE writes a result",
			status: statusMisuse,
		}
	}
	in := s.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, nil, fail(err)
		}
		defer f.Close()
		in = f
	}
	var data bytes.Buffer
	result, err := analyze.Decode(io.TeeReader(in, &data))
	if err != nil {
		return nil, nil, fail(err)
	}
	return result, data.Bytes(), nil
}
