package main

import (
	"errors"
	"fmt"

	"copyclock/analyze/calibrate"
	"copyclock/analyze/channel"
	"copyclock/analyze/validate"
	"copyclock/reports"
	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

// calibration holds the flags of calibrate.
type calibration struct {
	opt    calibrate.Options
	alone  bool
	output string
	force  bool
}

func newCalibrate(s streams) *cobra.Command {
	k := &calibration{}
	c := &cobra.Command{
		Use:   "calibrate [flags] RUNS.jsonl...",
		Short: "Make a speed profile from recorded runs",
		Long: `calibrate turns runs of one channel, made by record or in the same layout, into a profile
that analyze --profiles takes. The spread is that of a further copy: few runs and few
independent sources (tool x channel x file system x unit) give a wide profile. Runs that do
not measure the channel, such as copies into the page cache, are left out with a reason.

The built-in profiles come first in the output, so that analyze weighs the own channel among
all others; with --alone the block stands by itself, and no other channel is considered.`,
		Example: `  copyclock calibrate -o mine.toml runs.jsonl
  copyclock analyze --profiles mine.toml listing.txt
  copyclock calibrate --alone --measures sustained --channel my-stick runs.jsonl`,
		RunE: func(_ *cobra.Command, args []string) error { return k.run(args, s) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&k.opt.Channel, "channel", "", "channel of the runs (default: the only one)")
	f.StringVar(&k.opt.Measures, "measures", "marginal", "marginal (without the cost of files), sustained (with stalls) or average")
	f.IntVar(&k.opt.Era, "era", 0, "year that the profile stands for (default: the years of the runs)")
	f.BoolVar(&k.alone, "alone", false, "write the block of the channel without the built-in profiles")
	f.StringVarP(&k.output, "output", "o", "", "write the profiles to this file")
	f.BoolVar(&k.force, "force", false, "overwrite the output file")
	complete(c, "measures", []string{"marginal", "sustained", "average"})
	return c
}

func (k *calibration) run(args []string, s streams) error {
	misuse := func(err error, hint string) error { return &statusError{err: err, hint: hint, status: statusMisuse} }
	if err := checkEra(k.opt.Era); err != nil {
		return misuse(err, "copyclock help calibrate")
	}
	if len(args) == 0 {
		return misuse(errors.New("no runs given"), "copyclock record makes them: copyclock help record")
	}
	var runs []validate.Run
	for _, name := range args {
		more, err := validate.Load(name)
		if err != nil {
			return misuse(err, "")
		}
		runs = append(runs, more...)
	}
	profile, err := calibrate.Measure(runs, k.opt)
	if errors.Is(err, calibrate.ErrTooFew) {
		return misuse(err, "copyclock record adds runs; --flush file keeps the page cache out of them")
	}
	if err != nil {
		return misuse(err, "")
	}
	text, err := profile.TOML()
	if err != nil {
		return misuse(err, "")
	}
	if !k.alone {
		built, err := channel.BuiltIn()
		if err != nil {
			return misuse(err, "")
		}
		text = append(built, text...)
		if _, err := channel.Load("the built-in profiles and "+profile.Channel, text); err != nil {
			return misuse(err, "a built-in profile may have this name; record under another --channel, or use --alone")
		}
	}
	if err := write(k.output, k.force, append(args[:len(args):len(args)], validate.Listings(runs)...), text, s); err != nil || k.output == "" || k.output == "-" {
		return err
	}
	fmt.Fprintf(s.err, "copyclock: note: %s: %s from %s of %s, %s left out\n", timestamps.EscapePath(k.output), timestamps.Printable(profile.Channel),
		reports.Number(int64(profile.Rate.Runs), "run"), reports.Number(int64(profile.Rate.Sources), "independent source"), reports.Count(int64(len(profile.Left))))
	return nil
}
