package main

import (
	"fmt"

	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"

	"github.com/spf13/cobra"
)

func newFormats(s streams) *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   "formats",
		Short: "List what can be read, with the resolution and the zone of each",
		Args:  cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			page := reports.Formats(listing.Formats, archive.Formats)
			switch to {
			case "text":
				return render.Document(page, s.out)
			case "md":
				return render.Page(page, s.out)
			}
			return &statusError{err: fmt.Errorf("unknown format %q", to), hint: "one of text, md", status: statusMisuse}
		},
	}
	c.Flags().StringVar(&to, "to", "text", "format: text, md")
	complete(c, "to", []string{"text", "md"})
	return c
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
