package validate

import (
	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/theory"
	"copyclock/analyze/validate/validated"
)

// Scorer names what made likelihood ratios.
type Scorer = validated.Scorer

// The scorers that are judged side by side.
const (
	// BuiltIn is what users get: profiles from published speeds, of which no run is a part.
	BuiltIn = validated.BuiltIn
	// Laboratory has the same method and profiles of the runs themselves, without the source of the
	// run that it scores: it judges the method apart from what has been published.
	Laboratory = validated.Laboratory
	// Faster and Slower are the laboratory's with all medians wrong by a factor of 1.6.
	Faster Scorer = "laboratory x1.6"
	Slower Scorer = "laboratory /1.6"
	// Hand is the hand method, which knows no doubt: each call counts as the strongest ratio that
	// this program would ever print.
	Hand = validated.Hand
)

// medianError is the factor by which the medians of [Faster] and [Slower] are wrong.
const medianError = 1.6

// scorer gives log10 ratios of runs, by the name of the propositions; false where it is silent.
type scorer struct {
	name  Scorer
	ratio func(o *Outcome, proposition string) (float64, bool)
	// densities are those of the classes of channel; nil where the scorer has none.
	densities func(o *Outcome) *channel.Densities
}

func scorers(outcomes []Outcome) []scorer {
	learned := func(name Scorer, factor float64) scorer {
		l := newLaboratory(outcomes, factor)
		return scorer{name, l.ratio, l.densities}
	}
	return []scorer{
		{BuiltIn, builtInRatio, builtInDensities()},
		learned(Laboratory, 1),
		learned(Faster, medianError),
		learned(Slower, 1/medianError),
		{Hand, func(o *Outcome, proposition string) (float64, bool) {
			if o.HandMBs == nil {
				return 0, false
			}
			strongest := channel.LayerCap
			if proposition == "insider:remote" {
				strongest = theory.TheoryCap
			}
			if handSaysLocal(*o.HandMBs) {
				return strongest, true
			}
			return -strongest, true
		}, func(*Outcome) *channel.Densities { return nil }},
	}
}

// builtInRatio returns what the analysis said.
func builtInRatio(o *Outcome, proposition string) (float64, bool) {
	if o.Result == nil || o.Result.Theory == nil {
		return 0, false
	}
	return ratioOf(proposition, o.Result.Channel.Contrasts, o.Result.Theory)
}

// builtInDensities returns the densities behind [builtInRatio].
func builtInDensities() func(o *Outcome) *channel.Densities {
	set, err := channel.Default()
	return func(o *Outcome) *channel.Densities {
		if err != nil || o.Result == nil || o.main == nil { // the analysis has named the error
			return nil
		}
		profiles, _ := set.ForEra(o.Result.Options.Era)
		return densitiesOf(o, profiles)
	}
}

// densitiesOf compares what was observed of a run with profiles; nil where nothing can be.
func densitiesOf(o *Outcome, profiles []channel.Profile) *channel.Densities {
	obs, _, ok := analyze.Observe(o.main)
	if c := channel.Compare(obs, profiles); ok && len(c.Lattice) > 0 {
		return &c.Lattice[0].Densities
	}
	return nil
}

// ratioOf returns the middle of a log10 ratio of the model, held to the fixed caps alone: the caps
// that a validation sets are no part of what it judges.
func ratioOf(proposition string, contrasts []channel.Contrast, t *theory.Theory) (float64, bool) {
	if proposition == t.Proposition {
		r, _ := t.Model().Capped(theory.TheoryCap)
		return r.Mid, true
	}
	for _, c := range contrasts {
		if c.Proposition == proposition {
			r, _ := c.Model().Capped(channel.LayerCap)
			return r.Mid, true
		}
	}
	return 0, false
}

// laboratory scores each run with profiles of the other sources.
type laboratory struct {
	profiles map[string][]channel.Profile // by the source that is left out
}

func newLaboratory(outcomes []Outcome, factor float64) laboratory {
	l := laboratory{map[string][]channel.Profile{}}
	for i := range outcomes {
		source := outcomes[i].Source
		if _, known := l.profiles[source]; !known {
			l.profiles[source] = laboratoryProfiles(outcomes, source, factor)
		}
	}
	return l
}

func (l laboratory) ratio(o *Outcome, proposition string) (float64, bool) {
	if o.Result == nil || o.Result.Theory == nil || o.main == nil {
		return 0, false
	}
	obs, _, ok := analyze.Observe(o.main)
	if !ok {
		return 0, false
	}
	c := channel.Compare(obs, l.profiles[o.Source])
	score := theory.Score(c, theory.Defaults(), 0)
	return ratioOf(proposition, c.Contrasts, &score)
}

func (l laboratory) densities(o *Outcome) *channel.Densities {
	if o.main == nil {
		return nil
	}
	return densitiesOf(o, l.profiles[o.Source])
}
