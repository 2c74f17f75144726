package main

import (
	"copyclock/reports"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"

	"github.com/spf13/cobra"
)

func newFormats(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "formats",
		Short: "List what can be read, with the resolution and the zone of each",
		Args:  cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			t := reports.Table{Header: []string{"format", "printed by", "stamps", "resolution", "zone"}}
			for _, f := range listing.Formats {
				t.Rows = append(t.Rows, []string{f.Name, f.Title, f.Stamps, f.Resolution, f.Zone})
			}
			for _, f := range archive.Formats {
				t.Rows = append(t.Rows, []string{f.Name, f.Title, f.Stamps, f.Resolution, f.Zone})
			}
			return reports.WriteTable(s.out, t)
		},
	}
}

// formatNames lists the values of --format.
func formatNames() []string {
	var names []string
	for _, f := range listing.Formats {
		names = append(names, f.Name)
	}
	return names
}
