// Package channel compares an estimated rate with the published speeds of channels.
package channel

// Observation is what the rate room says about one copy, on the natural-log scale of MB/s.
type Observation struct {
	LogRate      float64 // ln of the rate in MB/s; with OneSided the lower limit
	Sigma        float64 // standard deviation of LogRate: half-width / 1.96
	OneSided     bool    // only "at least" is known
	CacheSuspect bool    // G7 failed: removable media are not scored

	// PerFile is what a file costs inside its own copy, in milliseconds, where both stamps of each file
	// are fine; nil where it is not known, or where a selection or coarse stamps would spoil it.
	PerFile *PerFile
}

// PerFile is a cost with its error, a normal law.
type PerFile struct {
	MS    float64 // about 0 where files follow without a wait; above or below by the error
	Sigma float64 // standard deviation, above 0
}

// Support is how well one channel explains the observation.
type Support struct {
	Name         string   `json:"name"`
	Family       string   `json:"family"`
	Class        string   `json:"class"` // local, lan or wan
	Era          int      `json:"era"`
	Weight       float64  `json:"weight"` // within its class
	MedianMBs    float64  `json:"median_mb_s"`
	LowMBs       float64  `json:"low_mb_s"` // the central 95 % of its speeds, see [Profile.Quantile]
	HighMBs      float64  `json:"high_mb_s"`
	Log10Support *float64 `json:"log10_support,omitempty"` // best = 0; absent where untested
	Compatible   string   `json:"compatible"`              // yes, no or untested
	Measures     string   `json:"measures"`                // average, marginal or sustained
	Assumed      bool     `json:"assumed"`                 // rests on an assumed number
}

// Range is a log10 likelihood ratio with its range over the assumptions.
type Range struct {
	Low  float64 `json:"low"`
	Mid  float64 `json:"mid"`
	High float64 `json:"high"`
}

// Contrast is a likelihood ratio between two classes of channel.
type Contrast struct {
	Proposition string  `json:"proposition"` // local:wan or local:network
	Log10LR     Range   `json:"log10_lr"`
	Phrase      string  `json:"phrase"`
	Cap         float64 `json:"cap"`
	CapReason   string  `json:"cap_reason"`
	Capped      bool    `json:"capped"`
	Uncapped    *Range  `json:"uncapped_log10_lr,omitempty"` // what the model gives; absent where it is the same
}

// Densities are the class densities of the observation, natural log, up to one common constant.
type Densities struct {
	Local, LAN, WAN float64
	Own             *Own // of the local media where the theories use them differently
}

// Comparison is the outcome of Compare.
type Comparison struct {
	Channels  []Support // sorted by support, then name
	Contrasts []Contrast
	// Lattice holds the densities under each profile assumption: the first is the default.
	Lattice []Variant
	// Mixes are the local profiles where the theories use them differently, an assumption about people
	// that the profiles make; else nil.
	Mixes []OwnMix
}

// Variant is one assumption about the profiles and the class densities under it.
type Variant struct {
	Name      string
	Densities Densities
}
