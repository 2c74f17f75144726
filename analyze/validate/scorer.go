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
}

func scorers(outcomes []Outcome) []scorer {
	return []scorer{
		{BuiltIn, builtInRatio},
		{Laboratory, newLaboratory(outcomes, 1).ratio},
		{Faster, newLaboratory(outcomes, medianError).ratio},
		{Slower, newLaboratory(outcomes, 1/medianError).ratio},
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
		}},
	}
}

// builtInRatio returns what the analysis said.
func builtInRatio(o *Outcome, proposition string) (float64, bool) {
	if o.Result == nil || o.Result.Theory == nil {
		return 0, false
	}
	return ratioOf(proposition, o.Result.Channel.Contrasts, o.Result.Theory)
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
