package main

import (
	"fmt"
	"strings"

	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"

	"github.com/spf13/cobra"
)

func newFormats(s streams) *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   "formats [flags] [WORD]",
		Short: "List what can be read, with the resolution and the zone of each",
		Long: `List the listings and archives that can be read, with the stamps that each can hold, their
resolution and their zone. With a word only the formats whose name, program or stamps have it.`,
		Example: `  copyclock formats
  copyclock formats robocopy`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			texts, archives := listing.Formats, archive.Formats
			if len(args) == 1 {
				texts, archives = formatsLike(args[0])
				if len(texts)+len(archives) == 0 {
					return &statusError{err: fmt.Errorf("no format has the word %q", args[0]), hint: valueHint(args[0], formatNames()), status: statusMisuse}
				}
			}
			page := reports.Formats(texts, archives)
			switch to {
			case "text":
				return s.screen.Document(page, s.out)
			case "md":
				return render.Page(page, s.out)
			}
			return unknownValue("format", to, []string{"text", "md"})
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return formatNames(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&to, "to", "text", "format: text, md")
	complete(c, "to", []string{"text", "md"})
	return c
}

// formatsLike returns the formats that have a word in their name, program or stamps.
func formatsLike(word string) (texts []listing.Format, archives []archive.Format) {
	has := func(parts ...string) bool {
		return strings.Contains(strings.ToLower(strings.Join(parts, "\n")), strings.ToLower(word))
	}
	for _, f := range listing.Formats {
		if has(f.Name, f.Title, f.Stamps) {
			texts = append(texts, f)
		}
	}
	for _, f := range archive.Formats {
		if has(f.Name, f.Title, f.Stamps) {
			archives = append(archives, f)
		}
	}
	return texts, archives
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
