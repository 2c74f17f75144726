package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"

	"github.com/spf13/cobra"
)

func newReport(s streams) *cobra.Command {
	var (
		to, output, charts, csvFor string
		force                      bool
	)
	c := &cobra.Command{
		Use:   "report [flags] RESULT.json",
		Short: "Render another format from a result",
		Long: `Render another format from a result that analyze --to json wrote. The bytes are those
that analyze --to FORMAT would have written.`,
		Example: `  copyclock analyze --to json -o result.json listing.txt
  copyclock report --to html -o report.html result.json`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			format, err := reportFormat(to)
			if err != nil {
				return err
			}
			result, _, err := readResult(args[0], s)
			if err != nil {
				return err
			}
			inputs := args
			if isEvidenceOf(result, output) {
				inputs = append(args[:len(args):len(args)], output)
			}
			if err := mayWrite(force, inputs, output); err != nil {
				return err
			}
			if err := writeCharts(charts, force, inputs, chartsOf(result), s); err != nil {
				return err
			}
			report, err := rendered(format, result, csvFor, s.screenFor(output))
			if err != nil {
				return err
			}
			return write(output, force, inputs, report, s)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&to, "to", "text", "report format: "+strings.Join(reportNames(), ", "))
	f.StringVarP(&output, "output", "o", "", "write the report to this file")
	f.StringVar(&charts, "charts", "", "write the pictures of the report as SVG into this directory")
	addCSVFor(c, &csvFor)
	f.BoolVar(&force, "force", false, "overwrite the output file")
	complete(c, "to", reportNames())
	return c
}

// isEvidenceOf reports whether a file that is there has the bytes of an evidence of a result.
func isEvidenceOf(r *analyze.Result, name string) bool {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	sum := ""
	for i := range r.Evidence {
		e := &r.Evidence[i]
		if e.Bytes != info.Size() {
			continue
		}
		if sum == "" {
			f, err := evidence.OpenPlain(name)
			if err != nil {
				return false
			}
			h := sha256.New()
			_, err = io.Copy(h, f)
			f.Close()
			if err != nil {
				return false
			}
			sum = hex.EncodeToString(h.Sum(nil))
		}
		if sum == e.SHA256 {
			return true
		}
	}
	return false
}

// The readers of CSV that --csv-for knows.
const (
	csvPlain       = "plain"
	csvSpreadsheet = "spreadsheet"
)

func addCSVFor(c *cobra.Command, target *string) {
	c.Flags().StringVar(target, "csv-for", csvPlain, "who reads the CSV: plain, or spreadsheet (no cell can be a formula)")
	complete(c, "csv-for", []string{csvPlain, csvSpreadsheet})
}

// forReader returns CSV as the reader wants it, and any other format as it is.
func forReader(csvFor string, isCSV bool, data []byte) ([]byte, error) {
	switch {
	case csvFor != csvPlain && csvFor != csvSpreadsheet:
		return nil, &statusError{
			err:    fmt.Errorf("--csv-for %q: no such reader", csvFor),
			hint:   "one of " + csvPlain + ", " + csvSpreadsheet,
			status: statusMisuse,
		}
	case csvFor == csvPlain || !isCSV:
		return data, nil
	}
	var out bytes.Buffer
	if err := reports.Spreadsheet(&out, bytes.NewReader(data)); err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	return out.Bytes(), nil
}

// rendered returns the report of a result for a screen.
func rendered(format *render.Format, result *analyze.Result, csvFor string, screen render.Screen) ([]byte, error) {
	var report bytes.Buffer
	if err := screen.Render(format, result, &report); err != nil {
		return nil, &statusError{err: fmt.Errorf("rendering the report: %w", err), status: statusMisuse}
	}
	return forReader(csvFor, format.Name == "csv", report.Bytes())
}

// reportFormat returns the format of a value of --to.
func reportFormat(name string) (*render.Format, error) {
	format := render.ByName(name)
	if format == nil {
		return nil, unknownValue("report format", name, reportNames())
	}
	return format, nil
}

// maxReport is the largest report that is read back, in bytes.
const maxReport = 1 << 30

// readResult reads a result file, or standard input if the name is "-", and returns its
// bytes beside what they say.
func readResult(name string, s streams) (*analyze.Result, []byte, error) {
	fail := func(err error) error {
		return &statusError{
			err:    err,
			hint:   "copyclock analyze --to json -o result.json EVIDENCE writes a result",
			status: statusMisuse,
		}
	}
	in := s.in
	if name != "-" {
		f, err := evidence.OpenPlain(name)
		if err != nil {
			return nil, nil, fail(err)
		}
		defer f.Close()
		in = f
	}
	var data bytes.Buffer
	result, err := analyze.Decode(io.TeeReader(in, &data))
	if err != nil {
		return nil, nil, fail(fmt.Errorf("reading %s: %w", timestamps.EscapePath(name), err))
	}
	return result, data.Bytes(), nil
}
