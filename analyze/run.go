package analyze

import (
	"fmt"
	"runtime"
	"slices"
	"sort"

	"copyclock/analyze/burst"
	"copyclock/analyze/channel"
	"copyclock/analyze/rate"
	"copyclock/analyze/role"
	"copyclock/analyze/theory"
	"copyclock/analyze/validate/validated"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// Options shape an analysis.
type Options struct {
	Stamp       timestamps.Column  // the column to time; empty means: the one whose signs say copy
	Select      Selection          // the files to look at
	GapS        float64            // burst threshold in seconds; 0 means: derived from the gaps
	Era         int                // year of the profiles; 0 means: the median year of the stamps
	Profiles    *channel.Set       // nil means the built-in profiles
	Assumptions theory.Assumptions // the zero value means theory.Defaults
	PriorOdds   float64            // the user's own odds insider:remote; 0 means none
	Joint       bool               // one channel carried all evidence, see [Joint]; else each stands alone
	Seed        uint64             // of the permutation test; 0 means: derived from the data
	Record      OptionsRecord      // what the caller knows of the options; Run fills in the rest
	DisplayTZ   string             // zone in which stamps are shown, as [evidence.ParseOffset] reads it; empty: as they came
	RedactNames bool               // show no names of files; the bursts begin and end with a line instead
	Case        *Case              // copied into the result
	Tool        Tool               // what made the result
	// Each is called with every burst that is reported, in order; nil means: not at all.
	Each func(*Burst, *burst.Burst)
	// Stage is called with the name of every step of the work when it begins; nil means: not at all.
	Stage func(name string)

	displayOffset int16              // of DisplayTZ, in minutes east of UTC
	validation    *validated.Summary // what is shipped
	caps          channel.Caps       // that it supports
}

// Run analyses each evidence by itself. The verdict, the channels and the theory are those
// of the burst with most bytes of all evidence; where there are several, the summary has
// those of each.
func Run(inputs []*evidence.Evidence, opt Options) (*Result, error) {
	all, _, err := RunEach(inputs, opt)
	return all, err
}

// RunEach is [Run] that returns beside the result of all evidence the result that each has
// alone, at the cost of one run.
func RunEach(inputs []*evidence.Evidence, opt Options) (all *Result, each []*Result, err error) {
	if opt, err = opt.withDefaults(); err != nil {
		return nil, nil, err
	}
	found, err := parts(inputs, opt)
	if err != nil {
		return nil, nil, err
	}
	all = assemble(found, opt)
	if len(inputs) == 1 {
		return all, []*Result{all}, nil
	}
	opt.Each = nil
	for i := range found {
		each = append(each, assemble(found[i:i+1], opt))
	}
	all.Summary = summary(found, each)
	all.Shared = shared(found)
	return all, each, nil
}

func parts(inputs []*evidence.Evidence, opt Options) ([]part, error) {
	out := make([]part, len(inputs))
	files := 0
	for i, in := range inputs {
		var err error
		if out[i], err = partOf(in, opt); err != nil {
			return nil, err
		}
		files += out[i].evidence.Files
	}
	if files == 0 && opt.Select.Active() {
		return nil, ErrNothingSelected
	}
	return out, nil
}

func (opt Options) withDefaults() (Options, error) {
	if opt.Assumptions == (theory.Assumptions{}) {
		opt.Assumptions = theory.Defaults()
	}
	if opt.Profiles == nil {
		set, err := channel.Default()
		if err != nil {
			return opt, fmt.Errorf("reading the built-in profiles: %w", err)
		}
		opt.Profiles = set
	}
	// Note: an older layout of the file must not keep make validation from writing the new one. A
	// test of package validated fails where it cannot be read.
	if shipped, err := validated.Shipped(); err == nil {
		opt.validation = shipped.Quoted()
	}
	opt.caps = Caps()
	var err error
	if opt.displayOffset, err = evidence.ParseOffset(opt.DisplayTZ); err != nil {
		return opt, err
	}
	return opt, opt.Select.Check()
}

// stage tells that a step begins.
func (opt *Options) stage(name string) {
	if opt.Stage != nil {
		opt.Stage(name)
	}
}

// Caps are the caps that the shipped validation supports.
func Caps() channel.Caps {
	shipped, err := validated.Shipped()
	if err != nil {
		return channel.FixedCaps()
	}
	return channel.CapsOf(&shipped.Summary)
}

// mostFitted is how many bursts are fitted. A disk that was used for years has thousands, and a fit costs
// a second or two whatever the size of its burst.
const mostFitted = 12

// bytesToFit returns how many bytes the smallest burst holds that is still fitted; bursts as large as
// it are fitted too.
func bytesToFit(bursts []burst.Burst) int64 {
	if len(bursts) <= mostFitted {
		return 0
	}
	bytes := make([]int64, len(bursts))
	for i := range bursts {
		bytes[i] = bursts[i].Bytes
	}
	slices.Sort(bytes)
	return bytes[len(bytes)-mostFitted]
}

// leastCollected is how many entries a listing has whose garbage is worth collecting at once.
const leastCollected = 1 << 20

// timedBurst keeps a burst beside the report of it.
type timedBurst struct {
	burst  *burst.Burst
	rates  rate.Rates
	report Burst
}

// redact names the ends of the burst by their lines.
func (t *timedBurst) redact(l *timestamps.Table) {
	events := t.burst.Events
	t.report.First = fmt.Sprintf("(line %d)", l.Line(events[0].Entry))
	t.report.Last = fmt.Sprintf("(line %d)", l.Line(events[len(events)-1].Entry))
}

func chosen(columns []role.Column) *role.Column {
	for i := range columns {
		if columns[i].Chosen {
			return &columns[i]
		}
	}
	return nil
}

// time segments the chosen column and times its bursts; the mode is that of the burst with
// most bytes.
func (p *part) time(l *timestamps.Table, opt Options) rate.Mode {
	column := chosen(p.columns)
	if column == nil {
		return rate.Undecided
	}
	opt.stage("segmentation")
	if l.Len() > leastCollected {
		runtime.GC() // the roles took as much memory as the events will: this is not the time for both
	}
	events := burst.Ordered(l, column.Stamp, column.Order)
	column.Order = nil
	bursts := burst.Segment(events, burst.Options{
		Stamp: column.Stamp, Resolution: clockTick(events, column.Resolution), GapNanos: int64(opt.GapS * 1e9),
	})
	opt.stage("fitting")
	pairing := newPairing(l, p.columns, bursts)
	least := bytesToFit(bursts)
	for i := range bursts {
		b := &bursts[i]
		if len(b.Events) < 2 {
			continue
		}
		t := timedBurst{burst: b, rates: rate.Estimate(b, rate.Options{
			Seed: opt.Seed, Ordered: column.WritingOrder, Unfitted: b.Bytes < least,
		})}
		pairing.pairUp(i, &t.rates)
		t.report = reportBurst(l, b, &t.rates, len(bursts))
		t.report.Start, t.report.End = opt.ends(l, b)
		t.report.Gates = append(t.report.Gates, column.Gates...)
		sort.SliceStable(t.report.Gates, func(i, j int) bool {
			return t.report.Gates[i].Code < t.report.Gates[j].Code
		})
		t.report.Verdict = verdictOf(&t.report, t.rates.LinkUntested || walked(column))
		p.timed = append(p.timed, t)
	}
	if main := largest(p.timed); main != nil && main.rates.Fit != nil {
		return main.rates.Fit.Mode
	}
	return rate.Undecided
}

// redact takes out of warnings what they quote.
func redact(e *Evidence) {
	for i := range e.Warnings {
		e.Warnings[i].Text = timestamps.RedactText(e.Warnings[i].Text)
	}
	for i := range e.Notes {
		e.Notes[i].Text = timestamps.RedactText(e.Notes[i].Text)
	}
}

// leastWalk is the share of a perfect walk through the directories, chance being 0, from which
// the stamps were set by a program that went through the tree.
const leastWalk = 0.5

func walked(c *role.Column) bool {
	return c.Signs.DirectoryOrder != nil && *c.Signs.DirectoryOrder >= leastWalk
}

// coarseStep is the resolution, in nanoseconds, from which [timestamps.Tick] does not look at the
// stamps.
const coarseStep = 10_000_000

// clockTick returns the effective step in nanoseconds of the stamps of sorted events: the
// resolution, or the period of the clock that set them where that is coarser (METHOD 3.2).
func clockTick(events []burst.Event, resolution int64) int64 {
	if resolution >= coarseStep {
		return resolution
	}
	times := make([]int64, len(events))
	for i, e := range events {
		times[i] = e.T
	}
	return timestamps.Tick(times, resolution)
}

func decided(r role.Role, mode rate.Mode) role.Role {
	switch {
	case r == role.Copy && mode == rate.End:
		return role.CopyEnd
	case r == role.Copy && mode == rate.Start:
		return role.CopyStart
	}
	return r
}

// largest returns the burst with most bytes, the first of equals, or nil.
func largest(timed []timedBurst) *timedBurst {
	var main *timedBurst
	for i := range timed {
		if main == nil || timed[i].burst.Bytes > main.burst.Bytes {
			main = &timed[i]
		}
	}
	return main
}

// verdictOf says what the gates of a burst allow (METHOD 12.9). A burst that passes all of
// them is inconclusive until the theory room has weighed it. Copied says that a failed link of
// sizes and gaps (G3) does not speak against a copy: the link could not have been seen, or a
// program walked through the directories, as a copy of tiny files does.
func verdictOf(b *Burst, copied bool) Verdict {
	failed := map[string]bool{}
	for _, g := range b.Gates {
		if !g.Passed {
			failed[g.Code] = true
		}
	}
	bounded := len(b.Certified) > 0
	switch {
	case failed["G1"], failed["G4"]:
		return NoTransferEvidence
	case failed["G2"] && b.Fit == nil && b.Ticks < 3 && bounded:
		return LowerBoundOnly
	case failed["G2"]:
		return Inconclusive
	case failed["G3"] && copied:
		return Inconclusive
	case failed["G3"]:
		return NoTransferEvidence
	case failed["G5"], failed["G8"]:
		return LowerBoundOnly
	}
	return Inconclusive
}

// weigh compares the burst with the profiles, scores the theories and sets the verdict.
func (t *timedBurst) weigh(r *Result, opt Options) {
	era, source := opt.Era, eraOfUser
	if era == 0 {
		era, source = medianYear(t.burst), "median year of the stamps"
	}
	profiles, used := opt.Profiles.ForEra(era)
	if opt.Era == 0 && used != era {
		source += fmt.Sprintf(" (%d), moved to the nearest era of the profiles", era)
	}
	r.Options.Era, r.Options.EraSource = used, source
	r.Verdict = t.report.Verdict
	r.Naive = naive(t.burst, opt.Profiles, profiles)

	obs, basis, ok := Observe(&t.report)
	if r.Verdict == NoTransferEvidence || !ok {
		r.Reason = reason(r.Verdict, &t.report, "")
		return
	}
	comparison := channel.Compare(obs, profiles).Limited(opt.caps)
	r.Channels = comparison.Channels
	r.Channel = &ChannelLevel{Contrasts: comparison.Contrasts, Joint: joint(r.Bursts, &t.report, profiles, opt)}
	score := theory.ScoreWithin(opt.caps.LocalWAN, comparison, opt.Assumptions, opt.PriorOdds)
	score.Quality = quality(r.Columns, &t.report)
	r.Theory = &score
	if r.Verdict == Inconclusive && allPassed(&t.report) {
		switch score.Leans() {
		case "insider":
			r.Verdict = LeansInsider
		case "remote":
			r.Verdict = LeansRemote
		}
	}
	r.Reason = reason(r.Verdict, &t.report, basis)
	for i := range r.Bursts {
		if r.Bursts[i].ID == t.report.ID {
			r.Bursts[i].Verdict = r.Verdict
		}
	}
}

// leastAgreeing is the share of directories that must have been filled when their files were copied.
const leastAgreeing = 0.9

// quality is the level of the evidence (METHOD 1.3): the stamps of the directories are a second clock, and
// the order of an archive's headers a second record of the order of writing.
func quality(columns []role.Column, b *Burst) string {
	for i := range columns {
		c := &columns[i]
		if c.Evidence != b.Evidence || !c.Chosen {
			continue
		}
		if agree := c.Signs.DirectoriesAgree; c.WritingOrder || agree != nil && *agree >= leastAgreeing {
			return theory.QualityAgreeing
		}
	}
	return theory.Quality
}

func allPassed(b *Burst) bool {
	for _, g := range b.Gates {
		if !g.Passed {
			return false
		}
	}
	return true
}

// naive is what the hand analyses of 2014 and 2017 would have said: bytes over the time of
// the burst, and the profile with the nearest median.
func naive(b *burst.Burst, set *channel.Set, profiles []channel.Profile) *Naive {
	span := b.Ticks[len(b.Ticks)-1].T - b.Ticks[0].T
	if span <= 0 || b.Bytes <= 0 {
		return nil
	}
	mbs := float64(b.Bytes) / 1e6 / (float64(span) / 1e9)
	return &Naive{
		RateMBs:        mbs,
		NearestProfile: set.Nearest(mbs, profiles),
		Text: "It mixes the cost of files with the rate, has no interval, forgets every other " +
			"channel of that speed, and takes for granted that the copy that set these stamps was the theft.",
	}
}

func medianYear(b *burst.Burst) int {
	return timestamps.Stamp{Nanos: b.Events[len(b.Events)/2].T, State: timestamps.Floating}.Time().Year()
}
