package main

import (
	"fmt"
	"io"
	"strings"

	"copyclock/reports"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usage returns what help prints below the description of a command: that of cobra names types
// of Go where a reader wants to know what to write.
func usage(width int) func(*cobra.Command) error {
	return func(c *cobra.Command) error {
		w := c.OutOrStderr()
		line := c.CommandPath() + strings.TrimPrefix(c.Use, c.Name())
		if c.HasAvailableSubCommands() {
			line += " COMMAND"
		}
		fmt.Fprintf(w, "Usage:\n  %s\n", line)
		if c.HasExample() {
			fmt.Fprintf(w, "\nExamples:\n%s\n", c.Example)
		}
		commandLines(w, c)
		if c.HasAvailableLocalFlags() {
			fmt.Fprintf(w, "\nFlags:\n%s", flagLines(c.LocalFlags(), width))
		}
		if !c.HasParent() {
			fmt.Fprintf(w, "\n%s help COMMAND says more of one.\n", c.Name())
		}
		return nil
	}
}

// commandLines writes the commands below one, by group, then those of none.
func commandLines(w io.Writer, c *cobra.Command) {
	widest := 0
	for _, sub := range c.Commands() {
		widest = max(widest, len(sub.Name()))
	}
	groups := c.Groups()
	for _, g := range append(groups[:len(groups):len(groups)], &cobra.Group{Title: "Further:"}) {
		title := "\n" + g.Title + "\n"
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && sub.IsAvailableCommand() {
				fmt.Fprintf(w, "%s  %-*s  %s\n", title, widest, sub.Name(), sub.Short)
				title = ""
			}
		}
	}
}

// flagLines describes flags in lines of at most that width.
func flagLines(flags *pflag.FlagSet, width int) string {
	var (
		heads, texts []string
		widest       int
	)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		head := "      --" + f.Name
		if f.Shorthand != "" {
			head = "  -" + f.Shorthand + ", --" + f.Name
		}
		if word := placeholder(f); word != "" {
			head += " " + word
		}
		text := f.Usage
		if !zeroDefault(f.DefValue) {
			text += " (default " + f.DefValue + ")"
		}
		heads, texts = append(heads, head), append(texts, text)
		widest = max(widest, len(head))
	})
	var b strings.Builder
	for i, head := range heads {
		for k, line := range reports.Wrap(texts[i], width-widest-2) {
			if k > 0 {
				head = ""
			}
			fmt.Fprintf(&b, "%s\n", strings.TrimRight(fmt.Sprintf("%-*s  %s", widest, head, line), " "))
		}
	}
	return b.String()
}

func zeroDefault(text string) bool {
	return text == "" || text == "0" || text == "false" || text == "[]" || text == "0s"
}

// placeholders say what to write behind a flag, by its name.
var placeholders = map[string]string{
	"attest": "FILE", "check": "FILE", "llr": "FILE", "output": "FILE", "profiles": "FILE", "replica-of": "FILE",
	"report": "FILE", "runs": "FILE", "ticks": "FILE", "svg": "FILE", "truth": "FILE", "charts": "DIR",
	"bytes": "SIZE", "small-size": "SIZE", "claimed-rate": "RATE", "observed": "LOW,HIGH", "rate": "MB/s",
	"date": "DAY", "reference-date": "DAY", "era": "YEAR", "from": "TIME", "until": "TIME",
	"seconds": "TIME", "gross-seconds": "TIME", "small-seconds": "TIME", "gap": "SECONDS", "max-seconds": "SECONDS",
	"display-tz": "ZONE", "source-tz": "ZONE", "exclude": "PATTERN", "include": "PATTERN",
	"insider-network": "LOW,HIGH", "recopy": "LOW,HIGH", "staging": "LOW,HIGH", "prior-odds": "I:R", "columns": "FIELDS",
}

// placeholder returns the word behind a flag, nothing for one that takes none.
func placeholder(f *pflag.Flag) string {
	if word, ok := placeholders[f.Name]; ok {
		return word
	}
	switch f.Value.Type() {
	case "bool":
		return ""
	case "int", "int64", "uint64", "float64":
		return "N"
	case "duration":
		return "TIME"
	}
	return "NAME"
}
