// Package finding holds the two shapes in which every room of the analysis states what it
// found: a tested condition, and a number with its interval.
package finding

// Gate is a named test that was passed or failed. A failed gate withholds or weakens a number.
type Gate struct {
	Code   string `json:"code"` // G1 to G8, METHOD 7.2
	Passed bool   `json:"passed"`
	Text   string `json:"text"` // one plain sentence that says what was tested and with what outcome
}

// Interval is a number with its lower and upper end. A nil member is not known; all nil says
// nothing at all.
type Interval struct {
	Low      *float64 `json:"low,omitempty"`
	Estimate *float64 `json:"estimate,omitempty"`
	High     *float64 `json:"high,omitempty"`
}

// Known returns a pointer to a copy of x.
func Known(x float64) *float64 { return &x }

// Between returns the interval with all three members known.
func Between(low, estimate, high float64) *Interval {
	return &Interval{Low: &low, Estimate: &estimate, High: &high}
}
