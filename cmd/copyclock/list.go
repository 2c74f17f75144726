package main

import (
	"bytes"
	"fmt"
	"strings"

	"copyclock/reports"

	"github.com/spf13/cobra"
)

func newList(s streams) *cobra.Command {
	var (
		r      reading
		to     string
		output string
		csvFor string
		redact bool
		force  bool
	)
	var names []string
	for _, f := range reports.ListFormats {
		names = append(names, f.Name)
	}
	c := &cobra.Command{
		Use:   "list [flags] EVIDENCE...",
		Short: "Show what was read, one row per entry",
		Example: `  copyclock list listing.txt
  copyclock list --to csv leak.zip > entries.csv
  copyclock list --to jsonl listing.txt | timesketch_importer`,
		RunE: func(_ *cobra.Command, args []string) error {
			format := reports.ListFormatByName(to)
			if format == nil {
				return &statusError{
					err:    fmt.Errorf("unknown list format %q", to),
					hint:   "one of " + strings.Join(names, ", "),
					status: statusMisuse,
				}
			}
			inputs, err := r.open(args, s)
			if err != nil {
				return err
			}
			var listed []reports.Listed
			for _, in := range inputs {
				if redact {
					in.Listing.Redact()
				}
				listed = append(listed, reports.Listed{Name: in.Name, Listing: in.Listing})
			}
			var out bytes.Buffer
			if err := format.Write(&out, listed); err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			rows, err := forReader(csvFor, format.Name == "csv" || format.Name == "timesketch", out.Bytes())
			if err != nil {
				return err
			}
			if err := write(output, force, args, rows, s); err != nil {
				return err
			}
			return r.skipped(inputs)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	r.addFlags(f)
	f.StringVar(&to, "to", names[0], "format of the rows: "+strings.Join(names, ", "))
	f.StringVarP(&output, "output", "o", "", "write the rows to this file")
	addCSVFor(c, &csvFor)
	f.BoolVar(&redact, "redact-names", false, "replace every name by n1, n2 ..., the same name by the same")
	f.BoolVar(&force, "force", false, "overwrite the output file")
	complete(c, "to", names)
	r.complete(c)
	return c
}
