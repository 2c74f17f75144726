// Package calibrate turns runs with known truth into a speed profile of their channel.
//
// It takes the rate of every run that measures the channel and nothing else, and leaves the
// others out with a reason. The spread is that of a further copy, not that of the mean: the
// profile is to be compared with a copy that is not among the runs. With one source (one
// device, one line) the profile stands for that unit alone and says so.
package calibrate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"copyclock/analyze/ieee"
	"copyclock/analyze/validate"

	"gonum.org/v1/gonum/stat/distuv" // quantiles of Student's t
)

// LeastRuns is how many runs a profile needs.
const LeastRuns = 5

// ErrTooFew is the error of too few runs that can be used.
var ErrTooFew = errors.New("too few runs")

// Options choose what is calibrated.
type Options struct {
	Channel  string // the channel of the runs; empty: the only one there is
	Measures string // marginal, sustained or average; empty: marginal
	Era      int    // year that the profile stands for; 0: the years in which the runs were made
}

// Profile is what the runs of one channel say.
type Profile struct {
	Channel   string
	Class     validate.Class
	Measures  string
	Eras      []int
	Removable bool
	Rate      Spread
	Overhead  *Spread // milliseconds a file; nil where fewer than LeastRuns runs know it
	Sources   []string
	Left      []Left
	Files     []validate.Run // one run of each file of runs, for its name and hash
}

// Spread is a log-normal distribution of a further copy.
type Spread struct {
	Median  float64
	Sigma   float64 // standard deviation of the natural logarithm
	Runs    int
	Sources int
}

// Left is a run that was left out.
type Left struct {
	ID  string
	Why string
}

// Measure makes the profile of one channel.
func Measure(runs []validate.Run, opt Options) (*Profile, error) {
	if opt.Measures == "" {
		opt.Measures = "marginal"
	}
	rateOf, ok := map[string]func(*validate.Run) (float64, string){
		"marginal": marginal, "sustained": sustained, "average": average,
	}[opt.Measures]
	if !ok {
		return nil, fmt.Errorf("measures %q is not marginal, sustained or average", opt.Measures)
	}
	if err := choose(runs, &opt); err != nil {
		return nil, err
	}
	p := &Profile{Channel: opt.Channel, Measures: opt.Measures}
	var rates, overheads []value
	for i := range runs {
		r := &runs[i]
		if r.Channel != opt.Channel {
			continue
		}
		x, why := rateOf(r)
		if why != "" {
			p.Left = append(p.Left, Left{r.ID, why})
			continue
		}
		if p.Class != "" && p.Class != r.Class {
			return nil, fmt.Errorf("channel %s: the classes %s and %s are mixed; a channel has one", opt.Channel, p.Class, r.Class)
		}
		p.note(r, opt.Era)
		rates = append(rates, value{r.Source(), ieee.Log(x)})
		if ms, ok := r.OverheadTruth(); ok {
			overheads = append(overheads, value{r.Source(), ieee.Log(ms)})
		}
	}
	switch {
	case len(rates) < LeastRuns:
		return nil, fmt.Errorf("channel %s: %w: %d of %d measure the %s rate, and %d are needed%s",
			opt.Channel, ErrTooFew, len(rates), len(rates)+len(p.Left), opt.Measures, LeastRuns, p.firstLeft())
	case len(p.Eras) == 0:
		return nil, fmt.Errorf("channel %s: no run says when it was made; name a year with --era", opt.Channel)
	}
	p.Rate = spread(rates)
	if len(overheads) >= LeastRuns {
		s := spread(overheads)
		p.Overhead = &s
	}
	return p, nil
}

// choose finds the channel where there is only one.
func choose(runs []validate.Run, opt *Options) error {
	var names []string
	for i := range runs {
		if c := runs[i].Channel; runs[i].Copy() && !slices.Contains(names, c) {
			names = append(names, c)
		}
	}
	switch {
	case opt.Channel != "" && !slices.Contains(names, opt.Channel):
		return fmt.Errorf("no run is of channel %q; the runs are of %q", opt.Channel, names)
	case opt.Channel != "":
		return nil
	case len(names) != 1:
		return fmt.Errorf("the runs are of %d channels, %q; name one with --channel", len(names), names)
	}
	opt.Channel = names[0]
	return nil
}

// note takes down what a used run says of the channel.
func (p *Profile) note(r *validate.Run, era int) {
	p.Class = r.Class
	p.Removable = p.Removable || r.Facts != nil && r.Facts.Removable
	if era == 0 && r.WallStart > 0 {
		era = time.Unix(int64(r.WallStart), 0).UTC().Year()
	}
	if era != 0 && !slices.Contains(p.Eras, era) {
		p.Eras = append(p.Eras, era)
		slices.Sort(p.Eras)
	}
	if !slices.Contains(p.Sources, r.Source()) {
		p.Sources = append(p.Sources, r.Source())
	}
	if !slices.ContainsFunc(p.Files, func(f validate.Run) bool { return f.Corpus == r.Corpus }) {
		p.Files = append(p.Files, *r)
	}
}

func (p *Profile) firstLeft() string {
	if len(p.Left) == 0 {
		return ""
	}
	return fmt.Sprintf("; %s: %s", p.Left[0].ID, p.Left[0].Why)
}

// value is one measured logarithm.
type value struct {
	source string
	log    float64
}

// leastSigma is the narrowest spread: a fit of a single copy is not good to less than 2 %.
const leastSigma = 0.02

// spread gives every source the same weight. Runs scatter about the mean of their source with
// variance W, and the K sources about their mean with variance B. The spread of a further copy
//
//	sigma^2 = W f(N - K)^2 (1 + [K = 1] / N)             within a source
//	        + B f(K - 1)^2 (1 + 1/K)                     between sources, where K > 1
//
// has f(d) = t(.975, d) / 1.96, which widens a variance that d degrees of freedom estimate until 95 %
// of a normal law reach as far as 95 % of Student's. Two sources thus give a very wide profile.
func spread(values []value) Spread {
	groups := map[string][]float64{}
	var order []string
	for _, v := range values {
		if _, known := groups[v.source]; !known {
			order = append(order, v.source)
		}
		groups[v.source] = append(groups[v.source], v.log)
	}
	n, k := len(values), len(order)
	var means []float64
	within := 0.0
	for _, s := range order {
		m := mean(groups[s])
		means = append(means, m)
		within += squares(groups[s], m)
	}
	middle := mean(means)
	variance := 0.0
	if n > k {
		f := widening(n - k)
		variance = within / float64(n-k) * f * f
	}
	if k == 1 {
		variance *= 1 + 1/float64(n)
	} else {
		f := widening(k - 1)
		variance += float64(squares(means, middle) / float64(k-1) * f * f * (1 + 1/float64(k)))
	}
	return Spread{Median: ieee.Exp(middle), Sigma: max(math.Sqrt(variance), leastSigma), Runs: n, Sources: k}
}

func widening(freedom int) float64 {
	return ieee.Round(distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}.Quantile(.975)) / 1.959964
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func squares(x []float64, middle float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64((v - middle) * (v - middle))
	}
	return sum
}
