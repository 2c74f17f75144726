package analyze

import (
	"fmt"
	"slices"

	"copyclock/analyze/theory"
	"copyclock/timestamps"
	"copyclock/timestamps/selection"
)

// record writes down every option as used, defaults included.
func record(opt Options) OptionsRecord {
	rec := opt.Record
	rec.Stamp = "auto"
	if opt.Stamp != "" {
		rec.Stamp = string(opt.Stamp)
	}
	rec.GapS, rec.PriorOdds, rec.Seed, rec.RedactNames = opt.GapS, opt.PriorOdds, opt.Seed, opt.RedactNames
	rec.Joint = opt.Joint
	rec.Include, rec.Exclude, rec.From, rec.Until = opt.Select.Names.Include, opt.Select.Names.Exclude, opt.Select.From, opt.Select.Until
	rec.DisplayTZ = opt.DisplayTZ
	rec.Staging, rec.Recopy, rec.InsiderNetwork = opt.Assumptions.Staging, opt.Assumptions.Recopy, opt.Assumptions.InsiderNetwork
	rec.NotDefault = notDefault(opt, &rec)
	return rec
}

// notDefault names the flags of the options that differ from the defaults, sorted.
func notDefault(opt Options, rec *OptionsRecord) []string {
	names := []string{}
	usual := theory.Defaults()
	for _, o := range []struct {
		flag    string
		changed bool
	}{
		{"across-file-systems", rec.AcrossFileSystems},
		{"columns", rec.Columns != ""},
		{"date-order", rec.DateOrder != ""},
		{"display-tz", rec.DisplayTZ != ""},
		{"encoding", rec.Encoding != ""},
		{"era", opt.Era != 0},
		{"exclude", len(rec.Exclude) > 0},
		{"format", rec.Format != ""},
		{"from", rec.From != ""},
		{"gap", rec.GapS > 0},
		{"include", len(rec.Include) > 0},
		{"insider-network", rec.InsiderNetwork != usual.InsiderNetwork},
		{"joint", rec.Joint},
		{"nested", rec.Nested},
		{"prior-odds", rec.PriorOdds > 0},
		{"profiles", rec.Profiles != nil},
		{"recopy", rec.Recopy != usual.Recopy},
		{"redact-names", rec.RedactNames},
		{"reference-date", rec.ReferenceDate != ""},
		{"seed", rec.Seed != 0},
		{"source-tz", rec.SourceTZ != ""},
		{"staging", rec.Staging != usual.Staging},
		{"stamp", rec.Stamp != "auto"},
		{"until", rec.Until != ""},
	} {
		if o.changed {
			names = append(names, o.flag)
		}
	}
	return names
}

// Options returns the options that [Run] would need to do the same again, without profiles
// and tool, which the caller adds.
func (rec OptionsRecord) Options() (Options, error) {
	opt := Options{GapS: rec.GapS, PriorOdds: rec.PriorOdds, Seed: rec.Seed, RedactNames: rec.RedactNames, Record: rec, Assumptions: theory.Defaults()}
	opt.Assumptions.Staging, opt.Assumptions.Recopy, opt.Assumptions.InsiderNetwork = rec.Staging, rec.Recopy, rec.InsiderNetwork
	opt.Select = Selection{Names: selection.Names{Include: rec.Include, Exclude: rec.Exclude}, From: rec.From, Until: rec.Until}
	opt.DisplayTZ, opt.Joint = rec.DisplayTZ, rec.Joint
	if err := opt.Select.Check(); err != nil {
		return opt, fmt.Errorf("%w: %w", ErrResult, err)
	}
	opt.Record.Era, opt.Record.EraSource = 0, ""
	if rec.EraSource == eraOfUser {
		opt.Era = rec.Era
	}
	if column := timestamps.Column(rec.Stamp); slices.Contains(timestamps.Columns, column) {
		opt.Stamp = column
	} else if rec.Stamp != "auto" {
		return opt, fmt.Errorf("%w: stamp %q is not a column", ErrResult, rec.Stamp)
	}
	for _, s := range []theory.Span{rec.Staging, rec.Recopy, rec.InsiderNetwork} {
		if !(s.Low >= 0 && s.Low <= s.High && s.High <= 1) {
			return opt, fmt.Errorf("%w: an assumption ranges from %g to %g, which is no range of probabilities", ErrResult, s.Low, s.High)
		}
	}
	if rec.GapS < 0 || rec.PriorOdds < 0 {
		return opt, fmt.Errorf("%w: gap_s %g or prior_odds %g is negative", ErrResult, rec.GapS, rec.PriorOdds)
	}
	return opt, nil
}

// eraOfUser is the source of an era that the user chose.
const eraOfUser = "user"
