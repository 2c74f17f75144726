// Package validated holds what the method of this version scored on the laboratory copies that
// ship with the source, so that every report can say how good it is. make validation writes
// validated.json; a test fails where program and file drift apart.
//
// The package knows nothing but its own file: analyze quotes it, and analyze/validate, which
// measures, writes it.
package validated

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

// Schema names the layout of a [Record] in JSON.
const Schema = "copyclock/validated/1"

//go:embed validated.json
var text []byte

// Spread is a number with its bootstrap 95 % interval over sources; an end that is not known is
// absent.
type Spread struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// Scorer names what made likelihood ratios.
type Scorer string

// The scorers that reports quote; package validate says what they are, and has more.
const (
	BuiltIn    Scorer = "built-in"
	Laboratory Scorer = "laboratory"
	Hand       Scorer = "hand method"
)

// System is how good the likelihood ratios of one scorer are for one pair of propositions.
type System struct {
	Proposition string `json:"proposition"` // local:wan, local:network, insider:remote
	Scorer      Scorer `json:"scorer"`
	Note        string `json:"note"` // how the cases were formed
	// Staging is the share of remote copies that were staged first, in truth; nil where no theory is judged.
	Staging *float64 `json:"staging,omitempty"`
	N1      int      `json:"n1"` // cases of which the first proposition is true
	N2      int      `json:"n2"`
	Silent  int      `json:"silent"`  // further copies with enough stamps that gave no ratio
	Sources int      `json:"sources"` // of the cases: tool x channel x file system
	// Sources1 and Sources2 are those of either side.
	Sources1 int    `json:"sources_first"`
	Sources2 int    `json:"sources_second"`
	Cllr     Spread `json:"cllr"` // 0 is perfect, 1 is what saying nothing costs
	CllrMin  Spread `json:"cllr_min"`
	CllrCal  Spread `json:"cllr_cal"`
	// CalIfRight is what CllrCal would be on average if every ratio were exactly right, so few are the
	// cases; nil where that cannot be said.
	CalIfRight *float64 `json:"cllr_cal_if_right,omitempty"`
	Misled10   Spread   `json:"lr_above_10_given_second"`
	Misled100  Spread   `json:"lr_above_100_given_second"`
	Missed10   Spread   `json:"lr_below_tenth_given_first"`
	DevPAV     float64  `json:"dev_pav"`
	ELUBLow    float64  `json:"elub_log10_low"`
	ELUBHigh   float64  `json:"elub_log10_high"`
	// The bounds of invariance verification; all bounds count cases without weights.
	InvarianceLow  float64 `json:"invariance_log10_low"`
	InvarianceHigh float64 `json:"invariance_log10_high"`
}

// Summary is what reports quote.
type Summary struct {
	Corpus    string   `json:"corpus"` // file name
	SHA256    string   `json:"sha256"` // of that file: truth and listings
	Options   string   `json:"options"`
	Copies    int      `json:"copies"`  // runs that are a copy
	Runs      int      `json:"runs"`    // with those without a copy, and misleading ones
	Sources   int      `json:"sources"` // of the runs
	Seed      uint64   `json:"seed"`    // of the bootstrap
	Resamples int      `json:"resamples"`
	Systems   []System `json:"systems"`
}

// Case is what was said of one run, with six decimals: ratios before caps that a validation sets.
type Case struct {
	ID            string   `json:"id"`
	Verdict       string   `json:"verdict"`
	LocalWAN      *float64 `json:"local_wan,omitempty"` // log10 ratios
	LocalNetwork  *float64 `json:"local_network,omitempty"`
	InsiderRemote *float64 `json:"insider_remote,omitempty"`
}

// Record is the whole file: the summary and the cases behind it.
type Record struct {
	Schema string `json:"schema"`
	Summary
	Cases []Case `json:"cases"`
}

// Shipped returns the record of this version; it must not be changed.
var Shipped = sync.OnceValues(func() (*Record, error) { return Read(text) })

// Read reads a record; unknown members are errors.
func Read(data []byte) (*Record, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var r Record
	if err := d.Decode(&r); err != nil {
		return nil, err
	}
	return &r, nil
}

// unknownStaging is the staging whose cases have the mix of a staging that is itself unknown,
// uniform from .2 to .8.
const unknownStaging = 0.5

// System returns how good a scorer is for a proposition, of the theories where staging is unknown,
// or nil.
func (s *Summary) System(proposition string, by Scorer) *System {
	for i := range s.Systems {
		x := &s.Systems[i]
		if x.Proposition == proposition && x.Scorer == by && (x.Staging == nil || math.Abs(*x.Staging-unknownStaging) < 1e-9) {
			return x
		}
	}
	return nil
}

// Quoted returns the summary with the systems that reports quote, local:wan and insider:remote by
// the three scorers.
func (s *Summary) Quoted() *Summary {
	q := *s
	q.Systems = []System{}
	for _, proposition := range []string{"local:wan", "insider:remote"} {
		for _, by := range []Scorer{BuiltIn, Laboratory, Hand} {
			if x := s.System(proposition, by); x != nil {
				q.Systems = append(q.Systems, *x)
			}
		}
	}
	return &q
}
