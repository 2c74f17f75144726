package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/reports"
	"copyclock/reports/chart"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"

	"github.com/spf13/cobra"
)

func newProfiles(s streams) *cobra.Command {
	var (
		file  string
		era   int
		check string

		observed string
		svg      string
		force    bool
	)
	c := &cobra.Command{
		Use:   "profiles [flags] [CHANNEL]",
		Short: "List the speed profiles, or show one with the sources of its numbers",
		Example: `  copyclock profiles
  copyclock profiles --era 2014
  copyclock profiles usb2-flash-write
  copyclock profiles --observed 18.4,25.6 --svg speeds.svg
  copyclock profiles --check mine.toml`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if check != "" {
				set, _, err := openProfiles(check)
				if err != nil {
					return &statusError{err: err, status: statusMisuse}
				}
				fmt.Fprintf(s.out, "%s: %s, no fault found\n", timestamps.EscapePath(filepath.Base(check)), reports.Number(int64(len(set.Profiles)), "profile"))
				return nil
			}
			if err := checkEra(era); err != nil {
				return &statusError{err: err, hint: "copyclock help profiles", status: statusMisuse}
			}
			set, err := channel.Default()
			if file != "" {
				set, _, err = openProfiles(file)
			}
			if err != nil {
				return &statusError{err: err, status: statusMisuse}
			}
			low, high, err := parseObserved(observed)
			switch {
			case err != nil:
				return &statusError{err: err, hint: "give the ends of an interval in MB/s: --observed 18.4,25.6", status: statusMisuse}
			case len(args) > 0 && observed+svg != "":
				return &statusError{err: errors.New("--observed and --svg show all profiles"), hint: "leave out the name of a channel", status: statusMisuse}
			}
			if len(args) == 0 {
				profiles, _ := set.ForEra(era)
				if svg != "" {
					if err := write(svg, force, []string{file}, []byte(chart.Densities(profiles, low, high).SVG("speeds")), s); err != nil {
						return err
					}
				}
				if high > 0 {
					return s.screen.Document(reports.ObservedProfiles(profiles, low, high), s.out)
				}
				return s.screen.Document(reports.Profiles(profiles), s.out)
			}
			var blocks []channel.Profile
			for _, p := range set.Profiles {
				if strings.EqualFold(p.Name, args[0]) {
					blocks = append(blocks, p)
				}
			}
			if len(blocks) == 0 {
				return &statusError{
					err:    fmt.Errorf("no profile is named %q", args[0]),
					hint:   valueHint(args[0], channelNames(set)),
					status: statusMisuse,
				}
			}
			return s.screen.Document(reports.Profile(blocks), s.out)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			set, err := channel.Default()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return channelNames(set), cobra.ShellCompDirectiveNoFileComp
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.IntVar(&era, "era", latestEra, "year whose profiles are listed")
	f.StringVar(&file, "profiles", "", "TOML file of profiles to use in place of the built-in ones")
	f.StringVar(&check, "check", "", "check a file of profiles and name the line of a fault")
	f.StringVar(&observed, "observed", "", "an observed interval of rates in MB/s to compare with all profiles")
	f.StringVar(&svg, "svg", "", "draw the distributions over one axis into this file")
	f.BoolVar(&force, "force", false, "overwrite the picture")
	completeLater(c, "era", eras)
	completeTOML(c, "profiles")
	completeTOML(c, "check")
	return c
}

// parseObserved reads the ends of an interval in MB/s; both are 0 where there is none.
func parseObserved(text string) (low, high float64, err error) {
	if text == "" {
		return 0, 0, nil
	}
	a, b, two := strings.Cut(text, ",")
	if !two {
		b = a
	}
	if low, err = parseDecimal(a); err == nil {
		high, err = parseDecimal(b)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("--observed %q: %w", text, err)
	}
	if low < 1e-6 || high < low || high > 1e6 {
		return 0, 0, fmt.Errorf("--observed %q: the ends must lie between 1e-6 and 1e6 MB/s, the lower one first", text)
	}
	return low, high, nil
}

// completeChannels offers the names of the built-in profiles for a flag in the shell.
func completeChannels(c *cobra.Command, flag string) {
	names := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		set, err := channel.Default()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return channelNames(set), cobra.ShellCompDirectiveNoFileComp
	}
	if err := c.RegisterFlagCompletionFunc(flag, names); err != nil { // as in complete
		panic(err)
	}
}

// latestEra is the year of the profiles that are listed unless a year is asked for.
const latestEra = 2024

// maxProfiles is the largest file of profiles that is read, in bytes.
const maxProfiles = 16 << 20

// openProfiles reads a file of profiles and says what it is, for the record.
func openProfiles(name string) (*channel.Set, *analyze.FileRef, error) {
	data, err := evidence.ReadPlain(name, maxProfiles)
	if err != nil {
		return nil, nil, err
	}
	set, err := channel.Load(timestamps.EscapePath(filepath.Base(name)), data)
	if err != nil {
		return nil, nil, fmt.Errorf("reading profiles: %w", err)
	}
	sum := sha256.Sum256(data)
	return set, &analyze.FileRef{Name: timestamps.Escape(filepath.Base(name)), SHA256: hex.EncodeToString(sum[:])}, nil
}

// channelNames lists the names of a set once each, in its order.
func channelNames(set *channel.Set) []string {
	var names []string
	for _, p := range set.Profiles {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}
