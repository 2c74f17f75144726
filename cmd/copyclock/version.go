package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sort"

	"copyclock/analyze"

	"github.com/spf13/cobra"
)

// version is the released version; a build between releases carries -dev.
const version = "0.1.0-dev"

// revision is the commit of a release, set by its build; otherwise the Go command knows it.
var revision string

// tool names this program for a result: its version, revision and modules.
func tool() analyze.Tool {
	t := analyze.Tool{Name: "copyclock", Version: version, Revision: revision, Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return t
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && t.Revision == "" {
			t.Revision = s.Value
		}
	}
	for _, m := range info.Deps {
		t.Modules = append(t.Modules, m.Path+"@"+m.Version)
	}
	sort.Strings(t.Modules)
	return t
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, the revision and the modules",
		Args:  cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			t := tool()
			fmt.Fprintf(s.out, "copyclock %s\n", t.Version)
			if t.Revision != "" {
				fmt.Fprintf(s.out, "revision %s\n", t.Revision)
			}
			fmt.Fprintf(s.out, "%s\n", t.Go)
			for _, m := range t.Modules {
				fmt.Fprintf(s.out, "%s\n", m)
			}
			return nil
		},
	}
}
