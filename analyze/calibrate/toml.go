package calibrate

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"copyclock/analyze/channel"
	"copyclock/timestamps"

	"github.com/BurntSushi/toml" // quotes strings as the readers of profiles expect
)

// profileFile is the layout of a file of profiles.
type profileFile struct {
	Profile []block `toml:"profile"`
}

// block is a profile with the keys that runs can fill.
type block struct {
	Name       string        `toml:"name"`
	Family     string        `toml:"family"`
	Class      string        `toml:"class"`
	Eras       []int         `toml:"eras"`
	Measures   string        `toml:"measures"`
	Removable  bool          `toml:"removable"`
	Population string        `toml:"population"`
	Rate       []rateBlock   `toml:"rate"`
	Overhead   []overBlock   `toml:"overhead,omitempty"`
	Sources    []sourceBlock `toml:"sources"`
}

type rateBlock struct {
	Weight    float64 `toml:"weight"`
	MedianMBs float64 `toml:"median_mb_s"`
	Sigma     float64 `toml:"sigma"`
	Note      string  `toml:"note"`
}

type overBlock struct {
	Weight   float64 `toml:"weight"`
	MedianMS float64 `toml:"median_ms"`
	Sigma    float64 `toml:"sigma"`
	Note     string  `toml:"note"`
}

// sourceBlock is a [channel.Source] without its address: own runs have none.
type sourceBlock struct {
	Title      string `toml:"title"`
	Confidence string `toml:"confidence"`
	What       string `toml:"what"`
}

// TOML returns the block of the profile, which [channel.Load] takes.
func (p *Profile) TOML() ([]byte, error) {
	name := strings.ToLower(p.Channel)
	b := block{
		Name: name, Family: name, Class: string(p.Class), Eras: p.Eras, Measures: p.Measures, Removable: p.Removable,
		Population: p.population(),
		Rate:       []rateBlock{{1, digits(p.Rate.Median), digits(p.Rate.Sigma), p.Rate.note()}},
	}
	if o := p.Overhead; o != nil {
		b.Overhead = []overBlock{{1, digits(o.Median), digits(o.Sigma), o.note()}}
	}
	for _, f := range p.Files {
		b.Sources = append(b.Sources, sourceBlock{
			Title: "Own runs, " + f.Corpus.Name + ", sha256 " + f.Corpus.SHA256, Confidence: "measured",
			What: "median, sigma and overhead: " + p.Rate.note(),
		})
	}
	var out bytes.Buffer
	for _, l := range p.Left {
		fmt.Fprintf(&out, "# left out: run %s: %s\n", timestamps.Escape(l.ID), l.Why)
	}
	e := toml.NewEncoder(&out)
	e.Indent = ""
	if err := e.Encode(profileFile{[]block{b}}); err != nil {
		return nil, fmt.Errorf("writing the profile: %w", err)
	}
	// What does not read back, such as a name that is not in kebab case, is refused here.
	if _, err := channel.Load(name+".toml", out.Bytes()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// population says what the profile is a profile of.
func (p *Profile) population() string {
	of := map[string]string{
		"marginal":  "rate without the cost of files",
		"sustained": "rate with stalls, without the cost of files",
		"average":   "bytes over time, cost of files included",
	}[p.Measures]
	if len(p.Sources) == 1 {
		return fmt.Sprintf("Further copies with this one source (%s); %s. It says nothing of other devices or lines of the kind.",
			timestamps.Escape(p.Sources[0]), of)
	}
	return fmt.Sprintf("Copies with a further source such as these %d (%s); %s.",
		len(p.Sources), timestamps.Escape(strings.Join(p.Sources, "; ")), of)
}

func (s Spread) note() string {
	return fmt.Sprintf("%d runs; independent sources: %d; spread of a further copy", s.Runs, s.Sources)
}

// digits keeps three significant digits: runs give no more, and machines agree on them.
func digits(x float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	if err != nil { // beyond the range: the check of the block refuses it
		return x
	}
	return out
}
