package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/theory"
	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

// analysis holds the flags of analyze.
type analysis struct {
	reading
	stamp          string
	gap            float64
	profiles       string
	era            int
	staging        string
	recopy         string
	insiderNetwork string
	priorOdds      string
	joint          bool
	seed           uint64
	to             string
	output         string
	charts         string
	force          bool
	whole          bool
	ticks          string
	csvFor         string
	redactNames    bool
	about          analyze.Case
	failOn         []string
	timings        bool
}

func newAnalyze(s streams) *cobra.Command {
	a := &analysis{}
	c := &cobra.Command{
		Use:   "analyze [flags] EVIDENCE...",
		Short: "Time the copies in a listing and weigh what could have made them",
		Long: `Time the copies in listings or archives, and weigh what could have made them.

An evidence is a file, - for standard input, a directory (its plain files, not those further
below) or a quoted pattern such as 'case/*.txt'. With --live a directory is read itself, with all
below it, as it is on this machine. Several evidence give one report with a
summary of each, the files they have in common, their clocks, and the order of copies that
the stamps allow; -o DIR/ writes a report of each and that of all together.`,
		Example: `  copyclock analyze listing.txt
  7z l -slt leak.7z | copyclock analyze -
  copyclock analyze --to json -o result.json listing.txt
  copyclock analyze --staging 0,0.1 listing.txt
  copyclock analyze --to html -o reports/ case/`,
		RunE: func(_ *cobra.Command, args []string) error { return a.run(args, s) },
	}
	f := c.Flags()
	f.SortFlags = false
	a.addFlags(f)
	f.StringVar(&a.stamp, "stamp", "auto", "column to time: auto, modified, changed, birth or accessed")
	f.Float64Var(&a.gap, "gap", 0, "seconds between two bursts (default: derived from the gaps)")
	f.StringVar(&a.profiles, "profiles", "", "TOML file of profiles to use in place of the built-in ones")
	f.IntVar(&a.era, "era", 0, "year of the profiles (default: the median year of the stamps)")
	f.StringVar(&a.staging, "staging", "", "range of the probability that an intruder stages first (default 0.2,0.8)")
	f.StringVar(&a.recopy, "recopy", "", "range of the probability of a later re-copy (default 0,0.5)")
	f.StringVar(&a.insiderNetwork, "insider-network", "", "range of the probability that an insider uses a network (default 0.05,0.4)")
	f.BoolVar(&a.joint, "joint", false, "one channel carried all evidence: say as well what its bursts give together")
	f.StringVar(&a.priorOdds, "prior-odds", "", "your own odds insider:remote, for your own arithmetic")
	f.Uint64Var(&a.seed, "seed", 0, "seed of the permutation test (default: derived from the data)")
	f.StringVar(&a.to, "to", "text", "report format: "+strings.Join(reportNames(), ", "))
	f.StringVarP(&a.output, "output", "o", "", "write the report to this file, or one for each evidence and a summary into this directory (a name that ends in /)")
	f.StringVar(&a.charts, "charts", "", "write the pictures of the report as SVG into this directory")
	f.StringVar(&a.ticks, "ticks", "", "write the ticks that the fits start from as CSV to this file")
	addCSVFor(c, &a.csvFor)
	f.BoolVar(&a.redactNames, "redact-names", false, "show no names of files, only the lines they stand on")
	f.BoolVar(&a.force, "force", false, "overwrite the output file")
	f.BoolVarP(&a.whole, "verbose", "v", false, "the text report with all its parts")
	f.StringVar(&a.about.Name, "case", "", "case, for the head of the report")
	f.StringVar(&a.about.Exhibit, "exhibit", "", "exhibit, for the head of the report")
	f.StringVar(&a.about.Examiner, "examiner", "", "examiner, for the head of the report")
	f.StringVar(&a.about.Date, "date", "", "date of the examination, YYYY-MM-DD, for the head of the report")
	f.BoolVar(&a.timings, "timings", false, "say on standard error how long each step took")
	f.Lookup("timings").Hidden = true // for make bench-peers
	f.StringSliceVar(&a.failOn, "fail-on", nil, "exit with status 1 on one of these verdicts, such as leans-insider")
	complete(c, "to", reportNames())
	complete(c, "fail-on", verdictNames())
	complete(c, "stamp", append([]string{"auto"}, columnNames()...))
	completeLater(c, "era", eras)
	completeTOML(c, "profiles")
	a.complete(c)
	return c
}

func (a *analysis) run(args []string, s streams) error {
	opt, err := a.options()
	if s := (*statusError)(nil); errors.As(err, &s) {
		return err
	}
	if err != nil {
		return &statusError{err: err, hint: "copyclock help analyze", status: statusMisuse}
	}
	if a.whole && a.to == "text" {
		a.to = "full"
	}
	format, err := reportFormat(a.to)
	if err != nil {
		return err
	}
	if err := mayWrite(a.force, slices.DeleteFunc(slices.Clone(args), isDirectory), a.output, a.ticks); err != nil {
		return err
	}
	var took timings
	if a.timings {
		took.out = s.err
	}
	opt.Stage = took.stage
	took.stage("reading")
	inputs, err := a.open(args, s)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		// A report must not depend on where its evidence lies.
		in.Name = in.Label()
	}
	var ticks bytes.Buffer
	table := reports.NewTicks(&ticks)
	if a.ticks != "" {
		opt.Each = table.Add
	}
	result, each, err := analyze.RunEach(inputs, opt)
	if err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	took.stage("the report")
	defer took.stage("")
	if err := writeCharts(a.charts, a.force, a.opened, chartsOf(result), s); err != nil {
		return err
	}
	if a.ticks != "" {
		if err := table.Flush(); err != nil {
			return &statusError{err: err, status: statusMisuse}
		}
		if err := write(a.ticks, a.force, a.opened, ticks.Bytes(), s); err != nil {
			return err
		}
	}
	if err := a.tell(format, result, each, s); err != nil {
		return err
	}
	if err := a.skipped(inputs); err != nil {
		return err
	}
	if slices.Contains(a.failOn, string(result.Verdict)) {
		return &statusError{err: fmt.Errorf("the verdict is %s", result.Verdict), status: statusCondition}
	}
	return nil
}

// tell writes the report, or one of each evidence where the output is a directory.
func (a *analysis) tell(format *render.Format, result *analyze.Result, each []*analyze.Result, s streams) error {
	if isDirectory(a.output) {
		return a.writeEach(format, result, each, s)
	}
	report, err := rendered(format, result, a.csvFor, s.screenFor(a.output))
	if err != nil {
		return err
	}
	return write(a.output, a.force, a.opened, report, s)
}

// options checks every flag before any evidence is read.
func (a *analysis) options() (analyze.Options, error) {
	opt := analyze.Options{Select: a.choice, DisplayTZ: a.display, GapS: a.gap, Era: a.era, Seed: a.seed, Joint: a.joint, RedactNames: a.redactNames, Assumptions: theory.Defaults(), Tool: tool()}
	switch column := timestamps.Column(a.stamp); {
	case a.stamp == "auto":
	case slices.Contains(timestamps.Columns, column):
		opt.Stamp = column
	default:
		return opt, &statusError{
			err: fmt.Errorf("--stamp %q: not a column", a.stamp), hint: valueHint(a.stamp, append([]string{"auto"}, columnNames()...)), status: statusMisuse,
		}
	}
	if a.gap < 0 || math.IsNaN(a.gap) || a.gap > 1e9 {
		return opt, fmt.Errorf("--gap %v: not a number of seconds between 0 and 1e9", a.gap)
	}
	if err := checkEra(a.era); err != nil {
		return opt, err
	}
	for _, r := range []struct {
		flag, text string
		span       *theory.Span
	}{
		{"--staging", a.staging, &opt.Assumptions.Staging},
		{"--recopy", a.recopy, &opt.Assumptions.Recopy},
		{"--insider-network", a.insiderNetwork, &opt.Assumptions.InsiderNetwork},
	} {
		if r.text == "" {
			continue
		}
		span, err := parseSpan(r.text)
		if err != nil {
			return opt, fmt.Errorf("%s %q: %w", r.flag, r.text, err)
		}
		*r.span = span
	}
	if a.priorOdds != "" {
		odds, err := parseOdds(a.priorOdds)
		if err != nil {
			return opt, fmt.Errorf("--prior-odds %q: %w", a.priorOdds, err)
		}
		opt.PriorOdds = odds
	}
	if a.about.Date != "" {
		if _, err := time.Parse(time.DateOnly, a.about.Date); err != nil {
			return opt, fmt.Errorf("--date %q: not a date such as 2026-01-31", a.about.Date)
		}
	}
	if a.about != (analyze.Case{}) {
		opt.Case = &a.about
	}
	for _, v := range a.failOn {
		if !slices.Contains(verdictNames(), v) {
			return opt, &statusError{
				err: fmt.Errorf("--fail-on %q: not a verdict", v), hint: valueHint(v, verdictNames()), status: statusMisuse,
			}
		}
	}
	opt.Record = analyze.OptionsRecord{
		Format: a.format, Columns: a.columns, Encoding: a.encoding, DateOrder: a.order, ReferenceDate: a.refDate, SourceTZ: a.sourceTZ,
		Nested: a.nested, AcrossFileSystems: a.across,
	}
	if a.profiles != "" {
		var err error
		if opt.Profiles, opt.Record.Profiles, err = openProfiles(a.profiles); err != nil {
			return opt, err
		}
	}
	return opt, nil
}

// parseSpan reads "0.2,0.8" or one probability.
func parseSpan(text string) (theory.Span, error) {
	low, high, two := strings.Cut(text, ",")
	if !two {
		high = low
	}
	span := theory.Span{}
	for _, p := range []struct {
		text string
		to   *float64
	}{{low, &span.Low}, {high, &span.High}} {
		v, err := parseDecimal(p.text)
		if err != nil || v < 0 || v > 1 {
			return span, fmt.Errorf("%q is not a probability between 0 and 1", p.text)
		}
		*p.to = v
	}
	if span.Low > span.High {
		return span, errors.New("the low end exceeds the high end")
	}
	return span, nil
}

// parseOdds reads "1:10".
func parseOdds(text string) (float64, error) {
	insider, remote, two := strings.Cut(text, ":")
	i, err1 := parseDecimal(insider)
	r, err2 := parseDecimal(remote)
	odds := i / r
	if !two || err1 != nil || err2 != nil || !(i > 0) || !(r > 0) || !(odds > 0) || math.IsInf(odds, 0) {
		return 0, errors.New("not odds such as 1:10")
	}
	return odds, nil
}

// reportNames lists the values of --to.
func reportNames() []string {
	var names []string
	for _, f := range render.Formats {
		names = append(names, f.Name)
	}
	return names
}

// columnNames lists the columns of stamps.
func columnNames() []string {
	var names []string
	for _, c := range timestamps.Columns {
		names = append(names, string(c))
	}
	return names
}

// verdictNames lists the values of --fail-on.
func verdictNames() []string {
	var names []string
	for _, v := range analyze.Verdicts {
		names = append(names, string(v))
	}
	return names
}

// eras lists the years of the built-in profiles.
func eras() []string {
	set, err := channel.Default()
	if err != nil {
		return nil // analyze names the fault
	}
	var years []string
	for _, p := range set.Profiles {
		for _, era := range p.Eras {
			if year := strconv.Itoa(era); !slices.Contains(years, year) {
				years = append(years, year)
			}
		}
	}
	return years
}

// completeTOML offers files of profiles for a flag in the shell.
func completeTOML(c *cobra.Command, flag string) {
	if err := c.MarkFlagFilename(flag, "toml"); err != nil { // as in complete
		panic(err)
	}
}

// complete offers values for a flag in the shell.
func complete(c *cobra.Command, flag string, values []string) {
	completeLater(c, flag, func() []string { return values })
}

// completeLater offers values that are not to be had for nothing, and so not before the shell asks.
func completeLater(c *cobra.Command, flag string, values func() []string) {
	offer := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	}
	// The only error is that of a flag that does not exist, a bug that every test would show.
	if err := c.RegisterFlagCompletionFunc(flag, offer); err != nil {
		panic(err)
	}
}
