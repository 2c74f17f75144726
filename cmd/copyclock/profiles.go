package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/reports"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"

	"github.com/spf13/cobra"
)

func newProfiles(s streams) *cobra.Command {
	var (
		file  string
		era   int
		check string
	)
	c := &cobra.Command{
		Use:   "profiles [flags] [CHANNEL]",
		Short: "List the speed profiles, or show one with the sources of its numbers",
		Example: `  copyclock profiles
  copyclock profiles --era 2014
  copyclock profiles usb2-flash-write
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
			if len(args) == 0 {
				profiles, _ := set.ForEra(era)
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
	completeEras(c)
	completeFile(c, "profiles", "toml")
	completeFile(c, "check", "toml")
	return c
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
