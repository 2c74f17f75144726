package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"copyclock/analyze/match"
	"copyclock/reports"
	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

func newList(s streams) *cobra.Command {
	var (
		r      reading
		to     string
		output string
		csvFor string
		redact bool
		align  bool
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
  copyclock list --to jsonl listing.txt | timesketch_importer
  copyclock list --align first.txt second.txt`,
		RunE: func(_ *cobra.Command, args []string) error {
			format := reports.ListFormatByName(to)
			if format == nil {
				return unknownValue("list format", to, names)
			}
			if align && len(args) > 2 {
				return &statusError{err: errors.New("--align compares two listings of the same files"), hint: "copyclock list --align A B", status: statusMisuse}
			}
			inputs, err := r.open(args, s)
			if err != nil {
				return err
			}
			if inputs, err = r.selected(inputs, s); err != nil {
				return err
			}
			if align {
				if r.lost > 0 {
					return r.skipped(inputs)
				}
				if len(inputs) != 2 {
					return &statusError{err: fmt.Errorf("--align compares two listings of the same files, not %d", len(inputs)), hint: "copyclock list --align A B", status: statusMisuse}
				}
				first, second := inputs[0].Listing, inputs[1].Listing
				found := match.Files(first, second)
				var all []match.Alignment
				for _, column := range timestamps.Columns {
					all = append(all, found.Align(first, second, column))
				}
				var out bytes.Buffer
				if err := s.screenFor(output).Document(reports.Alignments(inputs[0].Name, inputs[1].Name, &found, all), &out); err != nil {
					return &statusError{err: err, status: statusMisuse}
				}
				return write(output, force, r.opened, out.Bytes(), s)
			}
			var listed []reports.Listed
			for _, in := range inputs {
				if redact {
					in.Listing.Redact()
				}
				r.doubts(in, s)
				// Rows must not depend on where the evidence lies.
				listed = append(listed, reports.Listed{Name: in.Label(), Listing: in.Listing})
			}
			var out bytes.Buffer
			if err := format.Write(&out, listed); err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			rows, err := forReader(csvFor, format.Name == "csv" || format.Name == "timesketch", out.Bytes())
			if err != nil {
				return err
			}
			if err := write(output, force, r.opened, rows, s); err != nil {
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
	f.BoolVar(&align, "align", false, "compare the clocks of two listings of the same files")
	f.BoolVar(&force, "force", false, "overwrite the output file")
	complete(c, "to", names)
	r.complete(c)
	return c
}
