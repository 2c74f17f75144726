package main

import (
	"errors"
	"fmt"
	"os"

	"copyclock/timestamps"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newHelp is the help command; that of cobra takes a mistyped word for no word.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(root, rest)
			}
			return c.Help()
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return commandNames(root), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// unknownCommand is the error of a word that is no command, with the one that may be meant.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "copyclock help lists the commands"
	if _, err := os.Stat(args[0]); err == nil {
		hint = "to time the copies in this file: copyclock analyze " + timestamps.EscapePath(args[0])
	} else if n := nearest(args[0], commandNames(root)); n != "" {
		hint = "did you mean copyclock " + n + "?"
	}
	return &statusError{err: fmt.Errorf("unknown command %q", args[0]), hint: hint, status: statusMisuse}
}

// flagError adds the flag that may be meant to the error of a wrong flag.
func flagError(c *cobra.Command, err error) error {
	hint := "copyclock help " + c.Name()
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if n := nearest(unknown.GetSpecifiedName(), names); n != "" && len(unknown.GetSpecifiedName()) > 1 {
			hint = "did you mean --" + n + "?"
		}
	}
	return &statusError{err: err, hint: hint, status: statusMisuse}
}

// nearest returns the name that a mistyped word is nearest to, the first of equals, and nothing
// where more than a third of the word, or of two letters, would have to change.
func nearest(word string, names []string) string {
	best, found := max(len(word)/3, 2)+1, ""
	for _, n := range names {
		if d := max(len(word)-len(n), len(n)-len(word)); d >= best { // at least so many letters change
			continue
		}
		if d := distance(word, n); d < best {
			best, found = d, n
		}
	}
	return found
}

// distance counts the letters to insert, delete or replace between two words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
