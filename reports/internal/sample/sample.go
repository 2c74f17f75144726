// Package sample holds made results and listings for the tests of the reports. All numbers
// are invented.
package sample

import (
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/burst"
	"copyclock/analyze/channel"
	"copyclock/analyze/finding"
	"copyclock/analyze/match"
	"copyclock/analyze/rate"
	"copyclock/analyze/role"
	"copyclock/analyze/theory"
	"copyclock/analyze/validate/validated"
	"copyclock/timestamps"
)

// Full returns a result in which every field is set.
func Full() *analyze.Result {
	known := finding.Known
	defaults := theory.Defaults()
	return &analyze.Result{
		Schema: analyze.Schema,
		Tool: analyze.Tool{
			Name: "copyclock", Version: "v0.0.0-test", Revision: "0123abcd", Go: "go1.26.0",
			Modules: []string{"example.org/one@v1.0.0", "example.org/two@v1.2.3"},
		},
		Options: analyze.OptionsRecord{
			Format: "bodyfile", Columns: "path=1,size=2", Encoding: "cp850", DateOrder: "dmy", ReferenceDate: "2016-09-01",
			Include: []string{"*.doc"}, Exclude: []string{"backup"}, From: "2016-07-05", Until: "2016-07-06T12:00", DisplayTZ: "+02:00",
			SourceTZ: "+02:00", Nested: true, AcrossFileSystems: true, Stamp: "auto", GapS: 30, Era: 2016,
			EraSource: "median year of the stamps", Profiles: &analyze.FileRef{Name: "mine.toml", SHA256: strings.Repeat("0a", 32)},
			Staging: theory.Span{Low: 0.01, High: 0.05}, Recopy: defaults.Recopy, InsiderNetwork: defaults.InsiderNetwork,
			PriorOdds: 0.1, Joint: true, Seed: 7, RedactNames: true, NotDefault: []string{"prior-odds", "staging"},
		},
		Case: &analyze.Case{Name: "24-001", Exhibit: "E7", Examiner: "A. Analyst", Date: "2026-01-31"},
		Evidence: []analyze.Evidence{{
			ID: 1, Name: "leak.body", Bytes: 240_128, SHA256: strings.Repeat("ab", 32), SHA1: strings.Repeat("cd", 20),
			MD5: strings.Repeat("ef", 16), WithinSHA256: strings.Repeat("12", 32), Live: true, Format: "bodyfile", DetectedBy: "100 % of the first lines", Encoding: "utf-8",
			Zone: timestamps.Zone{Name: "UTC", Source: "input"}, Entries: 2345, Files: 2300, Directories: 40,
			TotalBytes: 1_976_000_000, SizeExact: true, SkippedLines: 1,
			Excluded: []analyze.Exclusion{{Reason: "deleted", Entries: 5, Bytes: 1234}},
			Warnings: []timestamps.Warning{{Code: "bad-line", Line: 17, Count: 1, Text: "line 17 has 9 fields instead of 11"}},
			Notes:    []timestamps.Note{{Code: "packer", Text: "members as a packer | of ours writes them"}},
		}},
		Columns: []role.Column{
			{
				Evidence: 1, Stamp: timestamps.Modified, Present: 2300, Invalid: 2, Distinct: 610, ResolutionS: 2, Resolution: 2e9,
				Role: role.CopyEnd, Reason: "the stamps run with the order of the paths, in dense bursts", Chosen: true,
				Signs: role.Signs{
					BurstShare: known(0.98), PathOrder: known(0.91), BeforeBirth: known(0.02), SpanSeconds: known(855),
					ConstantShare: known(0.01), ZeroFractions: known(0.5), Duplicates: known(0.01),
					DirectoryOrder: known(0.97), HeaderOrder: known(0.93), ModifiedAhead: known(0.01),
					DirectoriesAgree: known(0.9), DirectoriesLater: known(0.05),
				},
				WritingOrder: true, Order: []uint32{0},
				Gates: []finding.Gate{{Code: "G1", Passed: true, Text: "A column records a copy."}},
			},
			{
				Evidence: 1, Stamp: timestamps.Birth, Present: 2300, Distinct: 1, ResolutionS: 1, Resolution: 1e9,
				Role: role.Constant, Reason: "all stamps are equal",
				Gates: []finding.Gate{{Code: "G4", Passed: false, Text: "All stamps are equal: they were set by one act, such as packing."}},
			},
		},
		Bursts: []analyze.Burst{
			{
				ID: 1, Evidence: 1, Stamp: timestamps.Modified, Session: 1, Start: "2016-07-05T22:39:18Z", End: "2016-07-05T22:40:45Z",
				Files: 2200, Bytes: 1_900_000_000, Ticks: 43, SpanS: 87, PauseS: 12, Verdict: analyze.LeansInsider,
				AverageMBs: finding.Between(21.3, 21.8, 22.4), SustainedMBs: known(23.1),
				Gates: []finding.Gate{
					{Code: "G2", Passed: true, Text: "2,200 files on 43 ticks are enough."},
					{Code: "G7", Passed: false, Text: "The first 5 s ran at 120 MB/s: a write cache may have taken them."},
				},
				Fit: &rate.Fit{
					Mode: rate.End, Basis: rate.Gaps, RateMBs: finding.Between(23.4, 26.9, 31.2), OverheadMS: finding.Between(5.1, 6.4, 7.9),
					Explained: known(0.83), OneSided: true, Provisional: true, LogLikelihoodDiff: known(14.2),
				},
				Certified: []rate.Certified{{WindowS: 10, MBs: 20.2, Streams: 1}, {WindowS: 30, MBs: 18.4, Streams: 1}},
				Sweep:     []burst.Net{{GapS: 2, NetS: 61, MBs: 31.1}, {GapS: 10, NetS: 87, MBs: 22.7, SlopeMBs: known(28.4)}, {GapS: 600, NetS: 855, MBs: 2.31}},
				First:     "NGP/a.txt", Last: "NGP/z.txt",
				Series: []analyze.SeriesPoint{{TS: 0, Bytes: 100, GapS: 0, Size: 100}, {TS: 2, Bytes: 40_000_100, GapS: 2, Size: 40_000_000}},
			},
			{
				ID: 2, Evidence: 1, Stamp: timestamps.Modified, Session: 1, Start: "2016-07-05T22:52:00Z", End: "2016-07-05T22:53:30Z",
				Files: 100, Bytes: 76_000_000, Ticks: 8, SpanS: 90, PauseS: 675, Verdict: analyze.LowerBoundOnly,
				Certified: []rate.Certified{{WindowS: 10, MBs: 0.8, Streams: 2}},
				Gates:     []finding.Gate{{Code: "G5", Passed: false, Text: "Bytes explain 12 % of the span."}},
				First:     `NGP/back\\slash.txt`, Last: `NGP/tail\x1b.txt`,
			},
		},
		Channels: []channel.Support{
			{Name: "usb2-disk-write", Family: "usb2", Class: "local", Era: 2016, Weight: 0.1, MedianMBs: 27, LowMBs: 6.75, HighMBs: 81, Log10Support: known(0), Compatible: "yes", Measures: "sustained", Assumed: true},
			{Name: "lan-1g-smb", Family: "lan", Class: "lan", Era: 2016, Weight: 0.2, MedianMBs: 41.7, LowMBs: 10.425, HighMBs: 125.1, Log10Support: known(-0.21), Compatible: "yes", Measures: "average"},
			{Name: "tor", Family: "wan", Class: "wan", Era: 2016, Weight: 0.05, MedianMBs: 0.42, LowMBs: 0.105, HighMBs: 1.26, Log10Support: known(-3.4), Compatible: "no", Measures: "average"},
			{Name: "usb2-flash-write", Family: "usb2", Class: "local", Era: 2016, Weight: 0.1, MedianMBs: 8.1, LowMBs: 2.025, HighMBs: 24.3, Compatible: "untested", Measures: "marginal"},
		},
		Channel: &analyze.ChannelLevel{Joint: &analyze.Joint{
			Bursts: []int{1, 2}, Repeated: []int{3}, Log10LR: channel.Range{Low: -0.1, Mid: 0.2, High: 0.6}, Apart: 1.7,
			Contrasts: []channel.Contrast{{
				Proposition: "local:wan", Log10LR: channel.Range{Low: 0.4, Mid: 0.9, High: 1.4}, Phrase: "weak support for local over wan", Cap: 2,
				CapReason: "fewer than 100 independent runs per side",
			}},
		}, Contrasts: []channel.Contrast{
			{
				Proposition: "local:wan", Log10LR: channel.Range{Low: 0.4, Mid: 0.9, High: 1.3}, Phrase: "weak support for local over wan",
				Cap: 2, CapReason: "fewer than 100 independent runs per side", Capped: true, Uncapped: &channel.Range{Low: 0.4, Mid: 0.9, High: 2.6},
			},
			{
				Proposition: "local:network", Log10LR: channel.Range{Low: -0.2, Mid: 0.1, High: 0.3},
				Phrase: "the findings do not support one proposition over the other", Cap: 2, CapReason: "fewer than 100 independent runs per side",
			},
		}},
		Theory: &theory.Theory{
			Proposition: "insider:remote", Log10LR: channel.Range{Low: 0.45, Mid: 0.72, High: 1}, Phrase: "weak support for insider over remote",
			Bound: theory.Bound{Low: -1.29, High: 1.98},
			Curve: []theory.Point{
				{Staging: 0, Low: 0.5, Mid: 0.9, High: 1}, {Staging: 0.05, Low: 0.3, Mid: 0.6, High: 0.9},
				{Staging: 0.2, Low: 0.05, Mid: 0.3, High: 0.5}, {Staging: 0.5, Low: -0.1, Mid: 0.05, High: 0.2}, {Staging: 0.9, Low: -0.2, Mid: -0.1, High: 0},
			},
			BreakEven:   theory.BreakEven{LR1: known(0.62), LR10: known(0.004)},
			Assumptions: theory.Assumptions{Staging: theory.Span{Low: 0.01, High: 0.05}, Recopy: defaults.Recopy, InsiderNetwork: defaults.InsiderNetwork, Mixes: defaults.Mixes},
			Lattice:     []theory.Cell{{Staging: 0.01, Recopy: 0.2, InsiderNetwork: 0.05, Profiles: "default", Log10LR: 0.8}},
			Tornado:     []theory.Bar{{Assumption: "staging", Low: 0.3, High: 0.9}, {Assumption: "recopy", Low: 0.6, High: 0.8}},
			AtDefaults:  &channel.Range{Low: -0.12, Mid: 0.2, High: 0.68},
			Cap:         1, CapReason: "fewer than 100 independent runs per side", Capped: true, Uncapped: &channel.Range{Low: 0.5, Mid: 0.7, High: 1.4}, Quality: "C2, one unprotected source",
			Posterior: &theory.Posterior{PriorOdds: 0.1, Odds: channel.Range{Low: 0.28, Mid: 0.52, High: 1}, Note: "The prior is yours."},
		},
		Naive: &analyze.Naive{
			RateMBs: 22.7, NearestProfile: "usb2-disk-write",
			Text: "It drops gaps by choice, ignores the cost per file and weighs no rival explanation.",
		},
		Verdict: analyze.LeansInsider,
		Reason:  "the range of the score lies above 1 under the narrowed staging probability",
		Validation: &validated.Summary{
			Corpus: "groundtruth.tar.xz", SHA256: strings.Repeat("0f", 32), Options: "all at their defaults",
			Copies: 87, Runs: 125, Sources: 84, Seed: 7, Resamples: 1000,
			Systems: []validated.System{
				system("local:wan", validated.BuiltIn, 0.76), system("insider:remote", validated.BuiltIn, 0.96), system("local:wan", validated.Hand, 5.5),
			},
		},
		Limits: []analyze.Limit{
			{Code: "no-person", Text: "Stamps say nothing about who made the copy.", Source: "METHOD 9"},
			{Code: "staging", Text: "The same speed is expected if a remote intruder gathered the data on a machine inside first.", Source: "METHOD 5.3"},
		},
		Summary: []analyze.Summary{
			{Evidence: 1, Burst: 1, Verdict: analyze.LeansInsider, Reason: "the range of the score lies above 1", Log10LR: &channel.Range{Low: 0.45, Mid: 0.72, High: 1}},
			{Evidence: 2, Verdict: analyze.NoTransferEvidence, Reason: "there is no column of stamps"},
		},
		Shared: []analyze.Shared{{
			First: 1, Second: 2, Files: 1207, ByPath: 100, ByName: 1000, ByRun: 100, BySize: 7, Bytes: 1_100_000_000, Sizes: 1150, SizesExpected: 3.25,
			Clocks: []analyze.Clock{{Stamp: timestamps.Modified, OffsetS: 3600, Files: 1200, Of: 1207}, {Stamp: timestamps.Modified, OffsetS: -1.5, Files: 7, Of: 1207}},
			Order: analyze.Order{
				Order: match.FirstEarlier, Text: "the second can be a copy of the first, and not the first of the second", First: timestamps.Modified,
				Second: timestamps.Birth, Files: 1207, Later: 1200, Earlier: 7, LeastS: -1.5, MostS: 3600, NeedsZones: true,
			},
		}},
	}
}

// Minimal returns the smallest result: no evidence, nothing known, all slices nil.
func Minimal() *analyze.Result {
	return &analyze.Result{
		Schema:  analyze.Schema,
		Tool:    analyze.Tool{Name: "copyclock", Version: "devel", Go: "go1.26.0"},
		Options: analyze.OptionsRecord{Stamp: "auto"},
		Verdict: analyze.NoTransferEvidence,
		Reason:  "there is no column of stamps",
	}
}

// system is a judgement with a Cllr of c.
func system(proposition string, by validated.Scorer, c float64) validated.System {
	known := finding.Known
	around := func(x float64) validated.Spread {
		return validated.Spread{Value: x, Low: known(x / 2), High: known(x * 1.5)}
	}
	return validated.System{
		Proposition: proposition, Scorer: by, Staging: known(0.5), CalIfRight: known(0.1), Note: "copies by their class", N1: 33, N2: 20, Silent: 4, Sources: 37,
		Cllr: around(c), CllrMin: around(c / 2), CllrCal: around(c / 2), Misled10: around(0.02), Misled100: around(0.01),
		Missed10: around(0.04), DevPAV: 0.3, ELUBLow: -0.7, ELUBHigh: 0.5,
		Sources1: 19, Sources2: 18, InvarianceLow: -0.6, InvarianceHigh: 0.4,
	}
}
