package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/validate"
	"copyclock/reports/render"

	"github.com/spf13/cobra"
)

// maxResamples is more than any interval gains from.
const maxResamples = 1_000_000

func newValidate(s streams) *cobra.Command {
	var (
		opt    validate.Options
		to     string
		output string
		force  bool
		ratios string
		charts string
		system int
	)
	var names []string
	for _, f := range render.ValidationFormats {
		names = append(names, f.Name)
	}
	c := &cobra.Command{
		Use:   "validate [flags] RUNS.jsonl...",
		Short: "Measure how good the method is on runs with known truth",
		Long: `validate analyses the listing of every run that the files record, with default options,
and compares what it says with the truth of the records: bias, coverage and width of the
intervals, start or end, refusals, gates. Listings are named relative to the file of runs.
Every failure is listed.`,
		Example: `  copyclock validate runs.jsonl
  copyclock validate --to csv -o figures.csv laboratory.jsonl simulated.jsonl`,
		RunE: func(_ *cobra.Command, args []string) error {
			format := render.ValidationFormatByName(to)
			switch {
			case format == nil:
				return unknownValue("validation format", to, names)
			case len(args) == 0:
				return &statusError{
					err: errors.New("no runs given"), hint: "name a file of runs, one JSON record a line: copyclock validate runs.jsonl", status: statusMisuse,
				}
			case opt.Resamples < 100 || opt.Resamples > maxResamples:
				return &statusError{err: fmt.Errorf("--resamples is %d; an interval needs at least 100, and no more than %d", opt.Resamples, maxResamples), status: statusMisuse}
			}
			var runs []validate.Run
			for _, name := range args {
				more, err := validate.Load(name)
				if err != nil {
					return &statusError{err: err, status: statusMisuse}
				}
				runs = append(runs, more...)
			}
			inputs := append(args[:len(args):len(args)], validate.Listings(runs)...)
			if err := mayWrite(force, inputs, output, ratios); err != nil {
				return err
			}
			report := validate.Assess(validate.Examine(runs, analyze.Options{}), opt)
			report.Tool = tool()
			var out bytes.Buffer
			if err := format.Render(report, &out); err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			if ratios != "" {
				var table bytes.Buffer
				if err := render.Ratios(report, system, &table); err != nil {
					return &statusError{err: err, status: statusMisuse}
				}
				if err := write(ratios, force, inputs, table.Bytes(), s); err != nil {
					return err
				}
			}
			if err := writeCharts(charts, force, inputs, chartsOfValidation(report), s); err != nil {
				return err
			}
			return write(output, force, inputs, out.Bytes(), s)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.Uint64Var(&opt.Seed, "seed", 0, "seed of the bootstrap")
	f.IntVar(&opt.Resamples, "resamples", 1000, "draws for each interval")
	f.StringVar(&to, "to", names[0], "format: "+strings.Join(names, ", "))
	f.StringVarP(&output, "output", "o", "", "write the report to this file")
	f.StringVar(&charts, "charts", "", "write the Tippett and cross-entropy pictures as SVG into this directory")
	f.StringVar(&ratios, "llr", "", "write the likelihood ratios of the runs to this file, as CSV that LiR reads")
	f.IntVar(&system, "llr-system", 1, "which of them: the number that the report shows in brackets; 0 for all, with their weights")
	f.BoolVar(&force, "force", false, "overwrite the output file")
	complete(c, "to", names)
	return c
}
