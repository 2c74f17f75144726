// Package theory scores the insider theory against the remote theory, as a function of
// assumptions that no stamp can settle.
package theory

import "copyclock/analyze/channel"

// Span is a closed range of probability.
type Span struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Assumptions are probabilities about people, given as ranges.
type Assumptions struct {
	Staging        Span   `json:"staging"`         // sigma: a remote intruder gathers the data on a machine inside first
	Recopy         Span   `json:"recopy"`          // rho: the stamps were set by a later copy of the publisher or archiver
	InsiderNetwork Span   `json:"insider_network"` // omega: an insider copies over a network
	Mixes          string `json:"mixes"`           // a sentence on the within-class weights
}

// Defaults are the ranges of METHOD 5.3.
func Defaults() Assumptions {
	return Assumptions{
		Staging:        Span{0.2, 0.8},
		Recopy:         Span{0, 0.5},
		InsiderNetwork: Span{0.05, 0.4},
		Mixes:          "equal weight per class, then per family, then per profile, for both theories",
	}
}

// Point is the likelihood ratio at one staging probability; the band covers the other assumptions.
type Point struct {
	Staging float64 `json:"staging"`
	Low     float64 `json:"low"`
	Mid     float64 `json:"mid"`
	High    float64 `json:"high"`
}

// Bar is one assumption varied alone from the low to the high end of its range.
type Bar struct {
	Assumption string  `json:"assumption"`
	Low        float64 `json:"low"`
	High       float64 `json:"high"`
}

// Cell is one corner of the lattice of assumptions.
type Cell struct {
	Staging        float64 `json:"staging"`
	Recopy         float64 `json:"recopy"`
	InsiderNetwork float64 `json:"insider_network"`
	Profiles       string  `json:"profiles"`
	Log10LR        float64 `json:"log10_lr"`
}

// BreakEven is the staging probability at which the ratio takes a value; nil where it never does.
type BreakEven struct {
	LR1  *float64 `json:"lr1,omitempty"`
	LR10 *float64 `json:"lr10,omitempty"`
}

// Posterior is the user's own arithmetic.
type Posterior struct {
	PriorOdds float64       `json:"prior_odds"` // insider to remote
	Odds      channel.Range `json:"odds"`
	Note      string        `json:"note"`
}

// Bound is the smallest and largest log10 LR that the mixing weights allow for any data (METHOD 5.3).
type Bound struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Theory is the score of insider against remote.
type Theory struct {
	Proposition string         `json:"proposition"` // insider:remote
	Log10LR     channel.Range  `json:"log10_lr"`
	Phrase      string         `json:"phrase"`
	Bound       Bound          `json:"bound"`
	Curve       []Point        `json:"curve"`
	BreakEven   BreakEven      `json:"break_even_staging"`
	Assumptions Assumptions    `json:"assumptions"`
	Lattice     []Cell         `json:"lattice"`
	Tornado     []Bar          `json:"tornado"`
	AtDefaults  *channel.Range `json:"at_defaults,omitempty"` // whenever an assumption is not the default
	Cap         float64        `json:"cap"`
	CapReason   string         `json:"cap_reason"`
	Capped      bool           `json:"capped"`
	Uncapped    *channel.Range `json:"uncapped_log10_lr,omitempty"` // what the model gives; absent where it is the same
	Quality     string         `json:"quality"`
	Posterior   *Posterior     `json:"posterior,omitempty"`
}
