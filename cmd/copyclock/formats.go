package main

import (
	"copyclock/reports"
	"copyclock/reports/render"
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
			return render.Document(reports.Formats(listing.Formats, archive.Formats), s.out)
		},
	}
}

// formatNames lists the values of --format.
func formatNames() []string {
	var names []string
	for _, f := range listing.Formats {
		names = append(names, f.Name)
	}
	for _, f := range archive.Formats {
		names = append(names, f.Name)
	}
	return names
}
