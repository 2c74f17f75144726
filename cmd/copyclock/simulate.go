package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"copyclock/analyze/simulate"

	"github.com/spf13/cobra"
)

// simulation holds the flags of the command.
type simulation struct {
	preset     string
	files      int
	rate       float64
	overhead   time.Duration
	resolution time.Duration
	mode       string
	seed       uint64
	to         string
	output     string
	truth      string
	force      bool
}

func newSimulate(s streams) *cobra.Command {
	var a simulation
	presets, format := presetNames(), simulatedFormats()
	c := &cobra.Command{
		Use:   "simulate [flags]",
		Short: "List a copy that never was, with its truth beside it",
		Long: `simulate plays a copy whose rate is known and writes the listing that it would leave, and
with --truth the record that validate compares an answer with. The simulation is independent
of what the estimator assumes. The same flags give the same bytes on every machine.

Presets: ` + strings.Join(presets, ", ") + `.
Flags change single values of a preset.`,
		Example: `  copyclock simulate --preset drift-2s --seed 7 -o drift.txt --truth drift.jsonl
  copyclock validate drift.jsonl
  copyclock simulate --rate 2.4 --overhead 80ms --resolution 1s --to ls-full-time`,
		Args: arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return a.run(c.Flags().Changed, s) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&a.preset, "preset", "plain-2s", "what kind of copy; see above")
	f.IntVar(&a.files, "files", 0, "files that are copied")
	f.Float64Var(&a.rate, "rate", 0, "rate B in MB/s (10^6 bytes a second)")
	f.DurationVar(&a.overhead, "overhead", 0, "mean cost of a file, such as 15ms")
	f.DurationVar(&a.resolution, "resolution", 0, "step of the stamps, such as 100ns, 10ms, 2s, 1m")
	f.StringVar(&a.mode, "mode", "", "where in a file's copy its stamp is set: end, start")
	f.Uint64Var(&a.seed, "seed", 1, "seed of the draws")
	f.StringVar(&a.to, "to", format[0], "format of the listing: "+strings.Join(format, ", "))
	f.StringVarP(&a.output, "output", "o", "", "write the listing to this file")
	f.StringVar(&a.truth, "truth", "", "write the truth record, one line of JSON, to this file; needs -o")
	f.BoolVar(&a.force, "force", false, "overwrite the output files")
	complete(c, "preset", presets)
	complete(c, "mode", []string{string(simulate.End), string(simulate.Start)})
	complete(c, "to", format)
	return c
}

func presetNames() []string {
	var names []string
	for _, p := range simulate.Presets {
		names = append(names, p.Name)
	}
	return names
}

// simulatedFormats lists the formats in which a simulated copy can be listed.
func simulatedFormats() []string {
	var names []string
	for _, f := range simulate.Formats {
		names = append(names, f.Name)
	}
	return names
}

func (a *simulation) run(changed func(flag string) bool, s streams) error {
	misuse := func(err error, hint string) error { return &statusError{err: err, hint: hint, status: statusMisuse} }
	setting, ok := simulate.Preset(a.preset)
	if !ok {
		return unknownValue("preset", a.preset, presetNames())
	}
	format := simulate.FormatByName(a.to)
	if format == nil {
		return unknownValue("listing format", a.to, simulatedFormats())
	}
	if changed("files") {
		setting.Files = a.files
	}
	if changed("rate") {
		setting.MBs = a.rate
	}
	if changed("overhead") {
		setting.Overhead = a.overhead
	}
	if changed("resolution") {
		setting.Step = a.resolution
	}
	if changed("mode") {
		setting.Mode = simulate.Mode(a.mode)
	}
	file, err := a.listed()
	if err != nil {
		return misuse(err, "name both files, with the listing beside the record or below it")
	}
	if err := mayWrite(a.force, nil, a.truth, a.output); err != nil {
		return err
	}
	r, err := simulate.Play(setting, a.seed)
	if err != nil {
		return misuse(err, "")
	}
	if a.truth != "" {
		line, err := r.Truth(format, file).Line()
		if err != nil {
			return misuse(err, "")
		}
		if err := write(a.truth, a.force, nil, line, s); err != nil {
			return err
		}
	}
	return write(a.output, a.force, nil, format.Text(r), s)
}

// listed returns the name of the listing as the record gives it, relative to the record.
func (a *simulation) listed() (string, error) {
	if a.truth == "" {
		return "", nil
	}
	if a.output == "" || a.output == "-" || a.truth == "-" {
		return "", errors.New("--truth names the listing, so both must be files")
	}
	from, err := filepath.Abs(filepath.Dir(a.truth))
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", a.truth, err)
	}
	to, err := filepath.Abs(a.output)
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", a.output, err)
	}
	name, err := filepath.Rel(from, to)
	if err != nil || !filepath.IsLocal(name) {
		return "", fmt.Errorf("%s does not lie below the directory of %s", a.output, a.truth)
	}
	if to == filepath.Join(from, filepath.Base(a.truth)) {
		return "", errors.New("the listing and the record are one file")
	}
	return filepath.ToSlash(name), nil
}
