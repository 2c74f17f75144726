// Package claim checks a published claim about the speed of a copy from its aggregates: bytes,
// times, numbers of files. There is no listing, so nothing is fitted: it does the arithmetic,
// compares with line rates and measured speeds, and scores what an average can say, which is a
// lower bound.
package claim

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/analyze/theory"
)

// Schema names the layout of a [Report] in JSON.
const Schema = "copyclock/claim/1"

// Inputs are the names under which a number can be marked unverified.
var Inputs = []string{"bytes", "seconds", "gross-seconds", "files", "small-files", "small-size", "small-seconds", "claimed-rate"}

// Claim is what was published. Nil and zero mean: not given.
type Claim struct {
	Bytes          *Quantity `json:"bytes,omitempty"`
	Seconds        *Quantity `json:"seconds,omitempty"`       // of copying, gaps taken out
	GrossSeconds   *Quantity `json:"gross_seconds,omitempty"` // from the first stamp to the last
	Files          int64     `json:"files,omitempty"`
	SmallFiles     int64     `json:"small_files,omitempty"`
	SmallSize      *Quantity `json:"small_size,omitempty"` // of each
	SmallSeconds   *Quantity `json:"small_seconds,omitempty"`
	ClaimedRate    *Quantity `json:"claimed_rate_mb_s,omitempty"`
	ClaimedChannel string    `json:"claimed_channel,omitempty"` // a profile or a family
	Era            int       `json:"era,omitempty"`
	Unverified     []string  `json:"unverified,omitempty"`
}

// Rate is one reading of the numbers as a rate.
type Rate struct {
	Name       string   `json:"name"` // net, gross, rest, claimed
	Low        float64  `json:"low_mb_s"`
	High       float64  `json:"high_mb_s"`
	BinaryHigh float64  `json:"binary_high_mb_s,omitempty"` // if the unit means powers of 1024
	How        string   `json:"how"`
	Unverified []string `json:"unverified,omitempty"` // inputs it rests on
}

// Place is where a rate stands beside a profile.
type Place struct {
	Rate       string  `json:"rate"`
	Profile    string  `json:"profile"`
	MBs        float64 `json:"mb_s"`
	Share      float64 `json:"share_below"` // of the profile below the rate
	LineRate   float64 `json:"line_rate_mb_s,omitempty"`
	AboveLine  bool    `json:"above_line_rate"`
	Fastest    float64 `json:"fastest_mb_s,omitempty"` // the fastest found measured
	AboveFound bool    `json:"above_fastest"`
}

// Model is the reading with two parameters: a cost for each file and a rate for bytes.
type Model struct {
	OverheadMS float64 `json:"overhead_ms"` // for each small file, an upper limit: it includes their bytes
	SmallShare float64 `json:"small_share"` // of all bytes
	RestMBs    float64 `json:"rest_mb_s"`   // of the other files
}

// Report is what the numbers say.
type Report struct {
	Schema   string                `json:"schema"`
	Tool     analyze.Tool          `json:"tool"`
	Claim    Claim                 `json:"claim"`
	Rates    []Rate                `json:"rates"`
	Model    *Model                `json:"model,omitempty"`
	Places   []Place               `json:"places"`
	Findings []string              `json:"findings"` // sentences, most important first
	Basis    string                `json:"basis,omitempty"`
	Channels []channel.Support     `json:"channels"`
	Channel  *analyze.ChannelLevel `json:"channel,omitempty"`
	Theory   *theory.Theory        `json:"theory,omitempty"`
	Era      int                   `json:"era"`
}

// Check does the arithmetic.
func Check(c Claim, set *channel.Set, a theory.Assumptions) (*Report, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Era == 0 {
		c.Era = 2016
	}
	profiles, era := set.ForEra(c.Era)
	r := &Report{Schema: Schema, Claim: c, Era: era, Rates: []Rate{}, Places: []Place{}, Findings: []string{}, Channels: []channel.Support{}}
	if err := r.rates(); err != nil {
		return nil, err
	}
	if err := r.places(profiles); err != nil {
		return nil, err
	}
	r.findings()
	r.score(profiles, a)
	return r, nil
}

func (c *Claim) check() error {
	switch {
	case c.Bytes == nil && c.ClaimedRate == nil:
		return errors.New("a claim needs bytes and a time, or a rate")
	case c.Bytes != nil && c.Seconds == nil && c.GrossSeconds == nil && c.ClaimedRate == nil:
		return errors.New("bytes need a time: seconds, gross seconds, or from and to")
	case c.Files < 0 || c.SmallFiles < 0:
		return errors.New("a number of files is negative")
	case c.SmallSeconds != nil && (c.SmallFiles <= 0 || c.Seconds == nil || c.Bytes == nil):
		return errors.New("the time of small files needs their number, the bytes and the seconds")
	case c.Seconds != nil && c.GrossSeconds != nil && c.Seconds.Low > c.GrossSeconds.High:
		return errors.New("the seconds without gaps exceed the gross seconds")
	}
	for _, u := range c.Unverified {
		if !slices.Contains(Inputs, u) {
			return fmt.Errorf("unverified %q is no input; one of %s", u, strings.Join(Inputs, ", "))
		}
	}
	return nil
}

// doubtful returns those of the inputs that are marked unverified.
func (c *Claim) doubtful(inputs ...string) []string {
	var out []string
	for _, in := range inputs {
		if slices.Contains(c.Unverified, in) {
			out = append(out, in)
		}
	}
	return out
}

func (r *Report) rates() error {
	c := &r.Claim
	over := func(name, how string, t *Quantity, inputs ...string) {
		if c.Bytes == nil || t == nil {
			return
		}
		r.Rates = append(r.Rates, Rate{
			Name: name, How: how, Unverified: c.doubtful(inputs...),
			Low: c.Bytes.Low / 1e6 / t.High, High: c.Bytes.High / 1e6 / t.Low, BinaryHigh: c.Bytes.BinaryHigh / 1e6 / t.Low,
		})
	}
	over("gross", "bytes over all the time from the first stamp to the last", c.GrossSeconds, "bytes", "gross-seconds")
	over("net", "bytes over the time that is left when gaps are taken out", c.Seconds, "bytes", "seconds")
	if c.SmallSeconds != nil {
		small := 0.0
		if c.SmallSize != nil {
			small = float64(float64(c.SmallFiles) * c.SmallSize.High)
		}
		left, seconds := c.Bytes.Low-small, c.Seconds.High-c.SmallSeconds.Low
		if left <= 0 || seconds <= 0 {
			return errors.New("the small files leave no bytes or no time for the others")
		}
		r.Model = &Model{
			OverheadMS: 1e3 * c.SmallSeconds.High / float64(c.SmallFiles),
			SmallShare: small / c.Bytes.High, RestMBs: left / 1e6 / seconds,
		}
		r.Rates = append(r.Rates, Rate{
			Name: "rest", How: "the bytes and the time of the files that are not small", Low: r.Model.RestMBs, High: r.Model.RestMBs,
			Unverified: c.doubtful("bytes", "seconds", "small-files", "small-size", "small-seconds"),
		})
	}
	if q := c.ClaimedRate; q != nil {
		r.Rates = append(r.Rates, Rate{Name: "claimed", How: "as published", Low: q.Low, High: q.High, BinaryHigh: q.BinaryHigh, Unverified: c.doubtful("claimed-rate")})
	}
	return nil
}

// rate returns the rate of that name, or nil.
func (r *Report) rate(name string) *Rate {
	for i := range r.Rates {
		if r.Rates[i].Name == name {
			return &r.Rates[i]
		}
	}
	return nil
}

// places holds every rate against the profiles of the channel that was claimed.
func (r *Report) places(profiles []channel.Profile) error {
	name := r.Claim.ClaimedChannel
	if name == "" {
		return nil
	}
	found := false
	for i := range profiles {
		p := &profiles[i]
		if p.Name != name && p.Family != name {
			continue
		}
		found = true
		for _, rate := range r.Rates {
			r.Places = append(r.Places, Place{
				Rate: rate.Name, Profile: p.Name, MBs: rate.High, Share: p.Below(rate.High),
				LineRate: p.LineRateMBs, AboveLine: p.LineRateMBs > 0 && rate.High > p.LineRateMBs,
				Fastest: p.FastestMBs, AboveFound: p.FastestMBs > 0 && rate.High > p.FastestMBs,
			})
		}
	}
	if !found {
		return fmt.Errorf("no profile and no family is called %q; copyclock profiles lists them", name)
	}
	return nil
}

// selfContradiction is the factor between the published and the computed rate from which the
// claim contradicts itself: more than rounding and the reading of units can explain.
const selfContradiction = 1.1

func (r *Report) findings() {
	say := func(format string, args ...any) { r.Findings = append(r.Findings, fmt.Sprintf(format, args...)) }
	claimed := r.rate("claimed")
	for _, name := range []string{"gross", "net"} {
		x := r.rate(name)
		if x == nil || claimed == nil {
			continue
		}
		high := math.Max(x.High, x.BinaryHigh)
		switch {
		case claimed.Low > selfContradiction*high:
			say("The published rate is %s times the %s rate of its own numbers: the claim contradicts itself, unless that rate is a peak or most of the time was idle.", factors(claimed.Low/x.High, claimed.High/x.Low), name)
		case claimed.High < x.Low/selfContradiction:
			say("The %s rate of its own numbers is %s times the published rate: the claim contradicts itself.", name, factors(x.Low/claimed.High, x.High/claimed.Low))
		default:
			say("The published rate agrees with the %s rate of its own numbers.", name)
		}
	}
	if gross, net := r.rate("gross"), r.rate("net"); gross != nil && net != nil {
		say("Taking gaps out multiplies the rate by %.2g: that is a choice of the analyst, not a measurement.", net.High/gross.High)
	}
	if m := r.Model; m != nil {
		say("Read with two parameters, a small file costs %.2g ms and the other files ran at %.3g MB/s; the small ones hold %.2g %% of the bytes.", m.OverheadMS, m.RestMBs, 100*m.SmallShare)
	}
	for _, p := range r.Places {
		switch {
		case p.AboveLine:
			say("The %s rate, %.3g MB/s, exceeds the line rate of %s, %.3g MB/s: that channel cannot have carried it.", p.Rate, p.MBs, p.Profile, p.LineRate)
		case p.AboveFound:
			say("The %s rate, %.3g MB/s, is above everything found measured for %s (%.3g MB/s) and below its line rate (%.3g MB/s): it does not speak for that channel.", p.Rate, p.MBs, p.Profile, p.Fastest, p.LineRate)
		}
	}
	if len(r.Claim.Unverified) > 0 {
		say("Unverified as the user marked them: %s. What rests on them is unverified too.", strings.Join(r.Claim.Unverified, ", "))
	}
	say("An average over whole files and gaps is a lower bound of the rate of the copy that set these stamps, and says nothing of who made it.")
}

// factors writes a range of factors with two digits, or one factor where both are the same.
func factors(low, high float64) string {
	first, last := fmt.Sprintf("%.2g", low), fmt.Sprintf("%.2g", high)
	if first == last {
		return first
	}
	return first + " to " + last
}

// score weighs the lower bound that needs least: the net rate, else the gross one, else the
// published one.
func (r *Report) score(profiles []channel.Profile, a theory.Assumptions) {
	var basis *Rate
	for _, name := range []string{"net", "gross", "claimed"} {
		if x := r.rate(name); x != nil && basis == nil && x.Low > 0 {
			basis = x
		}
	}
	if basis == nil {
		return
	}
	r.Basis = fmt.Sprintf("at least the %s rate of %.3g MB/s", basis.Name, basis.Low)
	caps := analyze.Caps()
	comparison := channel.Compare(channel.Observation{LogRate: ieee.Log(basis.Low), OneSided: true}, profiles).Limited(caps)
	r.Channels = comparison.Channels
	r.Channel = &analyze.ChannelLevel{Contrasts: comparison.Contrasts}
	score := theory.ScoreWithin(caps.LocalWAN, comparison, a, 0)
	r.Theory = &score
}
