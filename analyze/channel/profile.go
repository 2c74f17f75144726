package channel

import (
	"embed"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"copyclock/analyze/ieee"

	"github.com/BurntSushi/toml" // profiles are edited by hand: comments, line numbers in errors
)

//go:embed profiles/*.toml
var builtIn embed.FS

// builtInFiles are read in this order.
var builtInFiles = []string{"profiles/local.toml", "profiles/lan.toml", "profiles/wan.toml"}

// ErrProfile is wrapped by every error about the content of a profile file.
var ErrProfile = errors.New("channel: bad profile")

// Source is one published or measured row that a number of a profile rests on.
type Source struct {
	Title      string `toml:"title"`
	URL        string `toml:"url"`        // empty: own laboratory, or assumed
	Confidence string `toml:"confidence"` // measured, published, derived or assumed
	What       string `toml:"what"`       // which number it supports and the row it is
}

// Component is one log-normal part of the mixture for the rate.
type Component struct {
	Weight    float64 `toml:"weight"`      // share in the mixture, above 0, all add up to 1
	MedianMBs float64 `toml:"median_mb_s"` // MB/s, above 0
	Sigma     float64 `toml:"sigma"`       // standard deviation of ln rate as stated, above 0
	Assumed   bool    `toml:"assumed"`     // rests on general knowledge: see Width
	Plateau   bool    `toml:"plateau"`     // set by a line rate: only its weight is uncertain (METHOD 12.24)
	Note      string  `toml:"note"`        // how the number was got
}

// Overhead is one log-normal part of the mixture for the time per file. It is compared only with costs
// inside a file's own copy, because leaked listings are subsets (METHOD 12.14); see [PerFile].
type Overhead struct {
	Weight   float64 `toml:"weight"`
	MedianMS float64 `toml:"median_ms"` // milliseconds per file, above 0
	Sigma    float64 `toml:"sigma"`
	Assumed  bool    `toml:"assumed"`
	Note     string  `toml:"note"`
}

// Profile is the distribution of the achieved rate of one channel in one or more eras.
type Profile struct {
	Name           string      `toml:"name"` // kebab case
	Family         string      `toml:"family"`
	Class          string      `toml:"class"`    // local, lan or wan
	Eras           []int       `toml:"eras"`     // years it stands for
	Weight         float64     `toml:"weight"`   // within the family, relative; absent or 0 means 1
	Measures       string      `toml:"measures"` // average, marginal or sustained
	Removable      bool        `toml:"removable"`
	Insider        float64     `toml:"insider"`        // local: how many times as likely as by its weight an insider is to use it; 0: once
	Intruder       float64     `toml:"intruder"`       // the same for an intruder who stages
	Population     string      `toml:"population"`     // one sentence: copies of what
	LineRateMBs    float64     `toml:"line_rate_mb_s"` // hard limit; 0: none known
	LineRateSource string      `toml:"line_rate_source"`
	FastestMBs     float64     `toml:"fastest_mb_s"` // the fastest that was found measured; 0: not recorded
	FastestSource  string      `toml:"fastest_source"`
	Rate           []Component `toml:"rate"`
	Overhead       []Overhead  `toml:"overhead"`
	Sources        []Source    `toml:"sources"`

	Line int `toml:"-"` // of its block in the file
	Era  int `toml:"-"` // the era that ForEra chose it for; 0 before
}

// assumedFactor widens the standard deviation of an assumed component. No data say how far
// assumed medians are off; 1.25 is the factor by which the assumed median 8 MB/s of USB 2.0 sticks
// and the found one of 4.64 make a log-normal of sigma .8 spread, sqrt(.8^2 + (ln(8/4.64))^2) / .8,
// rounded up from 1.21.
const assumedFactor = 1.25

// Width is the standard deviation of ln rate in use: Sigma, and [assumedFactor] times it for an
// assumed number. The place of a plateau is known, so it is not widened.
func (c Component) Width() float64 {
	if c.Assumed && !c.Plateau {
		return c.Sigma * assumedFactor
	}
	return c.Sigma
}

// medianSD is the standard deviation of the era median on the ln scale, for the lattice of METHOD
// 5.6. Assumed: the found medians of one channel differ by 10 to 20 %, assumed ones by up to 1.7, and a
// plateau does not move with the era.
func (c Component) medianSD() float64 {
	switch {
	case c.Plateau:
		return 0
	case c.Assumed:
		return 0.3
	}
	return 0.15
}

// MedianMBs returns the median of the heaviest component in MB/s, the first of equals.
func (p Profile) MedianMBs() float64 { return p.main().MedianMBs }

// Independent returns how many independent sources the profile rests on: works by different titles, without
// those that only say what is assumed.
func (p Profile) Independent() int {
	titles := map[string]bool{}
	for _, s := range p.Sources {
		if s.Confidence != "assumed" {
			titles[s.Title] = true
		}
	}
	return len(titles)
}

// Assumed reports whether the heaviest component rests on an assumed number.
func (p Profile) Assumed() bool { return p.main().Assumed }

func (p Profile) main() Component {
	var best Component
	for _, c := range p.Rate {
		if c.Weight > best.Weight {
			best = c
		}
	}
	return best
}

// Set is all profiles of one or more files, in the order of the files.
type Set struct {
	Profiles []Profile
}

// Default returns the built-in profiles.
func Default() (*Set, error) {
	all := &Set{}
	for _, name := range builtInFiles {
		data, err := builtIn.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading built-in profiles: %w", err)
		}
		s, err := Load(name, data)
		if err != nil {
			return nil, err
		}
		all.Profiles = append(all.Profiles, s.Profiles...)
	}
	return all, nil
}

// BuiltIn returns the text of the built-in profiles as one file, for a user to add to.
func BuiltIn() ([]byte, error) {
	var all []byte
	for _, name := range builtInFiles {
		data, err := builtIn.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading built-in profiles: %w", err)
		}
		all = append(append(all, data...), '\n')
	}
	return all, nil
}

// extendsBuiltIn is the value of the key extends of a file that adds to the built-in profiles.
const extendsBuiltIn = "built-in"

// Load reads the profiles of one TOML file. With
//
//	extends = "built-in"
//
// above the first block they are added to the built-in profiles, and take the place of those of the same
// name. Errors read name:line: cause; unknown keys, numbers that are not finite, negative numbers
// and blocks without a source are errors.
func Load(name string, data []byte) (*Set, error) {
	var file struct {
		Extends string    `toml:"extends"`
		Profile []Profile `toml:"profile"`
	}
	if line := deepLine(data); line > 0 {
		return nil, fmt.Errorf("%s:%d: %w: keys and values are nested more than %d deep", name, line, ErrProfile, maxDepth)
	}
	md, err := toml.Decode(string(data), &file)
	if err != nil {
		var pe toml.ParseError
		if errors.As(err, &pe) {
			return nil, fmt.Errorf("%s:%d: %w: %s", name, pe.Position.Line, ErrProfile, pe.Message)
		}
		// A value of the wrong type: the decoder names the key and no line.
		return nil, fmt.Errorf("%s:%d: %w: %s", name, typeErrorLine(data, err), ErrProfile,
			strings.TrimPrefix(err.Error(), "toml: "))
	}
	if unknown := md.Undecoded(); len(unknown) > 0 {
		key := unknown[0]
		return nil, fmt.Errorf("%s:%d: %w: unknown key %q; see the built-in profiles for the known ones",
			name, keyLine(data, 0, key[len(key)-1]), ErrProfile, key.String())
	}
	if line := foreignNumber(data); line > 0 {
		return nil, fmt.Errorf("%s:%d: %w: a number that is not decimal", name, line, ErrProfile)
	}
	for _, key := range md.Keys() {
		if last := key[len(key)-1]; last != strings.ToLower(last) { // the decoder takes it for the other
			return nil, fmt.Errorf("%s:%d: %w: unknown key %q; keys are in lower case", name, keyLine(data, 0, last), ErrProfile, key.String())
		}
	}
	if file.Extends != "" && file.Extends != extendsBuiltIn {
		return nil, fmt.Errorf("%s:%d: %w: extends is %q; the only value is %q", name, keyLine(data, 0, "extends"), ErrProfile, file.Extends, extendsBuiltIn)
	}
	if len(file.Profile) == 0 {
		return nil, fmt.Errorf("%s:1: %w: no [[profile]] block", name, ErrProfile)
	}
	starts := blockLines(data)
	seen := map[string]int{}
	for i := range file.Profile {
		p := &file.Profile[i]
		p.Line = 1
		if i < len(starts) {
			p.Line = starts[i]
		}
		if p.Weight == 0 && !setsWeight(data, p.Line) {
			p.Weight = 1
		}
		if at, err := p.check(); err != nil {
			line := keyLine(data, p.Line, at.key)
			if at.element > 0 {
				line = elementLine(data, line, at.element-1)
			}
			return nil, fmt.Errorf("%s:%d: %w: %s: %w", name, line, ErrProfile, p.Name, err)
		}
		for _, era := range p.Eras {
			id := fmt.Sprintf("%s in %d", p.Name, era)
			if at, twice := seen[id]; twice {
				return nil, fmt.Errorf("%s:%d: %w: %s is already given in line %d", name, p.Line, ErrProfile, id, at)
			}
			seen[id] = p.Line
		}
	}
	own := &Set{file.Profile}
	if file.Extends == "" {
		return own, nil
	}
	base, err := Default()
	if err != nil {
		return nil, err
	}
	return base.with(own), nil
}

// with returns the profiles of s, without those that other has by name, and those of other.
func (s *Set) with(other *Set) *Set {
	replaced := map[string]bool{}
	for _, p := range other.Profiles {
		replaced[p.Name] = true
	}
	all := slices.DeleteFunc(slices.Clone(s.Profiles), func(p Profile) bool { return replaced[p.Name] })
	return &Set{append(all, other.Profiles...)}
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// place is where a fault of a profile lies: a key, and of an array the element from 1, 0 for none.
type place struct {
	key     string
	element int
}

// check returns what is wrong, and where.
func (p *Profile) check() (place, error) {
	switch {
	case !kebab.MatchString(p.Name):
		return place{key: "name"}, fmt.Errorf("name %q is not in kebab case, such as usb2-disk-read", p.Name)
	case !kebab.MatchString(p.Family):
		return place{key: "family"}, fmt.Errorf("family %q is not in kebab case", p.Family)
	case !slices.Contains([]string{"local", "lan", "wan"}, p.Class):
		return place{key: "class"}, fmt.Errorf("class %q is not local, lan or wan", p.Class)
	case !slices.Contains([]string{"average", "marginal", "sustained"}, p.Measures):
		return place{key: "measures"}, fmt.Errorf("measures %q is not average, marginal or sustained", p.Measures)
	case len(p.Eras) == 0:
		return place{key: "eras"}, errors.New("no eras; give a list of years")
	case len(p.Sources) == 0:
		return place{key: "sources"}, errors.New("no sources; every number needs one")
	case p.LineRateMBs != 0 && p.LineRateSource == "":
		return place{key: "line_rate_mb_s"}, errors.New("line rate without line_rate_source")
	}
	for _, era := range p.Eras {
		if era < 1970 || era > 2200 {
			return place{key: "eras"}, fmt.Errorf("era %d is not a year from 1970 to 2200", era)
		}
	}
	if p.LineRateMBs != 0 && !positive(p.LineRateMBs) {
		return place{key: "line_rate_mb_s"}, fmt.Errorf("line rate %v is not a positive finite number", p.LineRateMBs)
	}
	if !positive(p.Weight) {
		return place{key: "weight"}, fmt.Errorf("weight %v is not a positive finite number", p.Weight)
	}
	for _, f := range []struct {
		key    string
		factor float64
	}{{"insider", p.Insider}, {"intruder", p.Intruder}} {
		switch {
		case f.factor != 0 && !(f.factor >= 1e-6 && f.factor <= 1e6):
			return place{key: f.key}, fmt.Errorf("factor %v is not from 1e-6 to 1e6", f.factor)
		case f.factor != 0 && p.Class != "local":
			return place{key: f.key}, errors.New("only local media have a factor of a theory")
		}
	}
	if p.FastestMBs != 0 && !positive(p.FastestMBs) {
		return place{key: "fastest_mb_s"}, fmt.Errorf("fastest rate %v is not a positive finite number", p.FastestMBs)
	}
	for i, s := range p.Sources {
		if s.Title == "" || s.What == "" {
			return place{"sources", i + 1}, errors.New("source without title or without what it supports")
		}
		if !slices.Contains([]string{"measured", "published", "derived", "assumed"}, s.Confidence) {
			return place{"sources", i + 1}, fmt.Errorf("confidence %q is not measured, published, derived or assumed", s.Confidence)
		}
	}
	rate := make([][3]float64, len(p.Rate))
	for i, c := range p.Rate {
		rate[i] = [3]float64{c.Weight, c.MedianMBs, c.Sigma}
	}
	if i, err := checkMixture(rate); err != nil {
		return place{"rate", i}, fmt.Errorf("rate: %w", err)
	}
	if len(p.Overhead) == 0 {
		return place{}, nil
	}
	over := make([][3]float64, len(p.Overhead))
	for i, c := range p.Overhead {
		over[i] = [3]float64{c.Weight, c.MedianMS, c.Sigma}
	}
	if i, err := checkMixture(over); err != nil {
		return place{"overhead", i}, fmt.Errorf("overhead: %w", err)
	}
	return place{}, nil
}

// checkMixture checks triples of weight, median and sigma, and returns which is at fault, from 1; 0
// where they are together.
func checkMixture(parts [][3]float64) (int, error) {
	if len(parts) == 0 {
		return 0, errors.New("no components")
	}
	sum := 0.0
	for i, c := range parts {
		for j, what := range []string{"weight", "median", "sigma"} {
			if !positive(c[j]) {
				return i + 1, fmt.Errorf("%s %v of component %d is not a positive finite number", what, c[j], i+1)
			}
		}
		if c[1] < 1e-9 || c[1] > 1e9 || c[2] > 10 || c[2] < 1e-3 {
			return i + 1, fmt.Errorf("component %d lies outside 1e-9 to 1e9 (median) or .001 to 10 (sigma)", i+1)
		}
		sum += c[0]
	}
	if math.Abs(sum-1) > 1e-6 {
		return 0, fmt.Errorf("weights add up to %v, not to 1", sum)
	}
	return 0, nil
}

func positive(x float64) bool { return x > 0 && !math.IsInf(x, 1) }

// ForEra returns one profile per channel for the era nearest year, in the order of the set, and
// that era. Years outside the eras are clamped; of two equally near the earlier is taken. A channel
// without a profile for that era gives its nearest one.
func (s *Set) ForEra(year int) ([]Profile, int) {
	used, found := 0, false
	for _, p := range s.Profiles {
		for _, era := range p.Eras {
			if !found || nearer(era, used, year) {
				used, found = era, true
			}
		}
	}
	var out []Profile
	at := map[string]int{}
	for _, p := range s.Profiles {
		for _, era := range p.Eras {
			i, known := at[p.Name]
			switch {
			case !known:
				at[p.Name] = len(out)
				p.Era = era
				out = append(out, p)
			case nearer(era, out[i].Era, used):
				p.Era = era
				out[i] = p
			}
		}
	}
	return out, used
}

// nearer reports whether a is nearer year than b, or as near and earlier.
func nearer(a, b, year int) bool {
	da, db := a-year, b-year
	if da < 0 {
		da = -da
	}
	if db < 0 {
		db = -db
	}
	return da < db || da == db && a < b
}

// Nearest returns the name of the profile whose median is nearest to a rate in MB/s on the ln
// scale, the first by name of equals, and "" where the rate is not positive. It is what the hand method does and no
// evidence: it ignores every spread.
func (s *Set) Nearest(mbs float64, profiles []Profile) string {
	name, best := "", math.Inf(1)
	if !positive(mbs) {
		return name
	}
	for _, p := range profiles {
		d := math.Abs(ieee.Log(mbs / p.MedianMBs()))
		if d < best || d <= best && p.Name < name {
			name, best = p.Name, d
		}
	}
	return name
}
