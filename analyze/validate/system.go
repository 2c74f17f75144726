package validate

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/analyze/llr"
	"copyclock/analyze/theory"
	"copyclock/analyze/validate/validated"
)

// System is how good the likelihood ratios of one pair of propositions are on the runs.
type System struct {
	validated.System
	Ratios []Ratio `json:"ratios"` // for Tippett and ECE charts, or any other measure

	people *population // whose theories are judged; nil for channels
	copies []weighed   // of a system with people
}

// weighed is a copy with the densities of its classes, nil where the scorer has none.
type weighed struct {
	outcome   *Outcome
	log10LR   float64
	densities *channel.Densities
}

// Spread is a number with its bootstrap interval.
type Spread = validated.Spread

// Ratio is the log10 LR of one run under a proposition that is true.
type Ratio struct {
	ID      string  `json:"id"`
	Source  string  `json:"source"`
	Class   Class   `json:"class"`
	First   bool    `json:"first"` // the first proposition is true
	Log10LR float64 `json:"log10_lr"`
	Weight  float64 `json:"weight"`
}

// stagings are the probabilities of staging at which the theories are judged; the scorer does
// not know which of them is true (METHOD 12.18).
var stagings = []float64{0.2, 0.5, 0.8}

// systems judges the ratios of the channels and of the theories by every scorer.
func systems(outcomes []Outcome, opt Options) []System {
	all := []System{}
	for _, by := range scorers(outcomes) {
		all = append(all, channelSystem(outcomes, by, "local:wan", WAN))
		if by.name != BuiltIn && by.name != Laboratory { // for contrast only
			all = append(all, theorySystem(outcomes, by, assumed(0.5)))
			continue
		}
		all = append(all, channelSystem(outcomes, by, "local:network", LAN, WAN))
		for _, staging := range stagings {
			all = append(all, theorySystem(outcomes, by, assumed(staging)))
		}
		all = append(all, theorySystem(outcomes, by, otherwise(0.5)))
	}
	kept := all[:0]
	for i := range all {
		if all[i].judge(opt) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

// channelSystem judges local copies against those of other classes.
func channelSystem(outcomes []Outcome, by scorer, name string, others ...Class) System {
	s := System{
		System: validated.System{Proposition: name, Scorer: by.name, Note: "copies by their class"}, Ratios: []Ratio{},
	}
	for i := range outcomes {
		o := &outcomes[i]
		second := slices.Contains(others, o.Class)
		if o.Simulated || o.Class != Local && !second {
			continue
		}
		if lr, ok := by.ratio(o, name); ok {
			s.Ratios = append(s.Ratios, Ratio{o.ID, o.Source, o.Class, !second, lr, 1})
		} else if o.Enough {
			s.Silent++
		}
	}
	return s
}

// population is how often each class of channel carries the copy under both theories, in truth.
type population struct {
	staging         float64
	insider, remote theory.ClassMix
	note            string
}

// assumed is the population that the scorer takes for granted, at one probability of staging: the
// others at the middle of their default ranges, as in the middle of the ratio (METHOD 12.18).
func assumed(staging float64) population {
	d := theory.Defaults()
	p := population{staging: staging}
	p.insider, p.remote = theory.Mixes(staging, d.Recopy.Mean(), d.InsiderNetwork.Mean())
	p.note = fmt.Sprintf("each copy is a case of both, with the weight of its class; staging in truth %g, for the scorer %g to %g; an insider copies inside (local or LAN, half each) unless he sends the files out (%g), "+
		"a remote intruder sends them out unless he stages them inside; %g of all copies were made again inside",
		staging, d.Staging.Low, d.Staging.High, d.InsiderNetwork.Mean(), d.Recopy.Mean())
	return p
}

// otherwise is a population that the scorer does not assume: nothing is copied again, and whom it takes
// to send the files out uses a LAN.
func otherwise(staging float64) population {
	const network = 0.225
	return population{
		staging: staging, insider: theory.ClassMix{Local: 1 - network, LAN: network}, remote: theory.ClassMix{Local: staging, WAN: 1 - staging},
		note: fmt.Sprintf("other people than the scorer assumes: nothing was copied again, staging is a local copy (%g), an insider copies locally (%g) or over a LAN", staging, 1-network),
	}
}

// theorySystem judges insider against remote. No run has a theory: each copy is a case of both, with
// the weight that its class has under each in the population.
func theorySystem(outcomes []Outcome, by scorer, p population) System {
	const name = "insider:remote"
	s := System{Ratios: []Ratio{}, System: validated.System{Proposition: name, Scorer: by.name, Staging: &p.staging, Note: p.note}, people: &p}
	for i := range outcomes {
		o := &outcomes[i]
		if o.Simulated || !o.scorable() {
			continue
		}
		lr, ok := by.ratio(o, name)
		if !ok {
			if o.Enough {
				s.Silent++
			}
			continue
		}
		s.Ratios = append(s.Ratios, p.ratios(o, o.Class, lr)...)
		s.copies = append(s.copies, weighed{o, lr, by.densities(o)})
	}
	s.Ratios = balanced(s.Ratios)
	return s
}

// ratios are the cases that a copy of a class is, with the weights of that class.
func (p *population) ratios(o *Outcome, class Class, lr float64) []Ratio {
	var out []Ratio
	for _, side := range []struct {
		first bool
		mix   theory.ClassMix
	}{{true, p.insider}, {false, p.remote}} {
		w := map[Class]float64{Local: side.mix.Local, LAN: side.mix.LAN, WAN: side.mix.WAN}[class]
		if w > 0 {
			out = append(out, Ratio{o.ID, o.Source, class, side.first, lr, w})
		}
	}
	return out
}

func (o *Outcome) scorable() bool { return o.Result != nil && o.Run.Copy() }

// balanced divides the weight of each class by its number of cases, so that the mix of classes is
// that of the population, whatever the corpus, or a draw from it, holds.
func balanced(ratios []Ratio) []Ratio {
	type side struct {
		class Class
		first bool
	}
	n := map[side]float64{}
	for _, r := range ratios {
		n[side{r.Class, r.First}]++
	}
	out := slices.Clone(ratios)
	for i := range out {
		out[i].Weight /= n[side{out[i].Class, out[i].First}]
	}
	return out
}

// Cases returns the cases of both sides with their weights.
func (s *System) Cases() (h1, h2 []llr.Case) { return split(s.Ratios) }

// split returns the cases of both sides.
func split(ratios []Ratio) (h1, h2 []llr.Case) {
	for _, r := range ratios {
		if c := (llr.Case{Log10LR: r.Log10LR, Weight: r.Weight}); r.First {
			h1 = append(h1, c)
		} else {
			h2 = append(h2, c)
		}
	}
	return h1, h2
}

// judge fills in the figures, and reports whether both sides have cases.
func (s *System) judge(opt Options) bool {
	h1, h2 := s.Cases()
	if len(h1) == 0 || len(h2) == 0 {
		return false
	}
	s.N1, s.N2 = len(h1), len(h2)
	draw := newSourceDraw(s.Ratios)
	s.Sources = draw.sources()
	s.CalIfRight = calIfRight(s.Ratios, opt.Seed)
	if s.people != nil {
		s.CalIfRight = s.people.calIfRight(s.copies, opt.Seed)
	}
	if dev := llr.DevPAV(h1, h2); !math.IsNaN(dev) {
		s.DevPAV = dev
	}
	s.ELUBLow, s.ELUBHigh = llr.ELUB(effective(h1), effective(h2))
	s.InvarianceLow, s.InvarianceHigh = llr.Invariance(effective(h1), effective(h2))
	s.Sources1, s.Sources2 = s.sources(true), s.sources(false)
	measures := []struct {
		to    *Spread
		share bool // of cases; see [bootstrap] for one that no case adds to
		of    func(h1, h2 []llr.Case) float64
	}{
		{&s.Cllr, false, llr.Cllr},
		{&s.CllrMin, false, llr.CllrMin},
		{&s.CllrCal, false, func(a, b []llr.Case) float64 { return llr.Cllr(a, b) - llr.CllrMin(a, b) }},
		{&s.Misled10, true, func(_, b []llr.Case) float64 { return llr.Above(b, 1) }},
		{&s.Misled100, true, func(_, b []llr.Case) float64 { return llr.Above(b, 2) }},
		{&s.Missed10, true, func(a, _ []llr.Case) float64 { return llr.Below(a, -1) }},
	}
	for _, m := range measures {
		m.to.Value = m.of(h1, h2)
	}
	h := fnv.New64a()
	h.Write([]byte("system/" + s.Proposition + "/" + string(s.Scorer) + "/" + s.Note)) // a hash never fails
	rng := rand.New(rand.NewPCG(opt.Seed, h.Sum64()))
	draws := make([][]float64, len(measures))
	for range opt.Resamples {
		a, b := split(draw.again(rng))
		for i, m := range measures {
			draws[i] = append(draws[i], m.of(a, b))
		}
	}
	for i, m := range measures {
		sort.Float64s(draws[i])
		low, high := quantile(draws[i], 0.025), quantile(draws[i], 0.975)
		if m.share && m.to.Value <= 0 { // no draw can have a case that the runs have not
			units := s.Sources2
			if m.to == &s.Missed10 {
				units = s.Sources1
			}
			high = 1 - ieee.Exp(ieee.Log(.025)/float64(units))
		}
		m.to.Low, m.to.High = &low, &high
	}
	return true
}

// calIfRight deals the truth anew, 200 times: a ratio LR has the first proposition with probability
// O LR/(1 + O LR), O being the odds of the cases. It returns the mean of Cllr_cal, and nil where the
// draws leave a side empty.
func calIfRight(ratios []Ratio, seed uint64) *float64 {
	first := 0
	for _, r := range ratios {
		if r.First {
			first++
		}
	}
	odds := float64(first) / float64(len(ratios)-first)
	dealt := slices.Clone(ratios)
	return meanCal(seed, func(rng *rand.Rand) []Ratio {
		for i := range dealt {
			x := float64(odds * ieee.Pow10(dealt[i].Log10LR))
			dealt[i].First = rng.Float64() < x/(1+x)
		}
		return dealt
	})
}

// calIfRight deals the class of every copy anew: class c has the probability n_c f_c(D), over the sum for
// all classes, with n_c the number of copies of the class. The theories then weigh it as its new class.
func (p *population) calIfRight(copies []weighed, seed uint64) *float64 {
	n := map[Class]float64{}
	for _, c := range copies {
		if c.densities == nil {
			return nil
		}
		n[c.outcome.Class]++
	}
	return meanCal(seed, func(rng *rand.Rand) []Ratio {
		var dealt []Ratio
		for _, c := range copies {
			f := [...]float64{c.densities.Local, c.densities.LAN, c.densities.WAN}
			top := slices.Max(f[:])
			sum := 0.0
			for i, class := range [...]Class{Local, LAN, WAN} {
				f[i] = float64(n[class] * ieee.Exp(f[i]-top))
				sum += f[i]
			}
			class, x := WAN, float64(rng.Float64()*sum)
			if x < f[0] {
				class = Local
			} else if x < f[0]+f[1] {
				class = LAN
			}
			dealt = append(dealt, p.ratios(c.outcome, class, c.log10LR)...)
		}
		return balanced(dealt)
	})
}

// meanCal is the mean of Cllr cal over 200 ways to deal the truth; nil where most leave a side empty.
func meanCal(seed uint64, deal func(*rand.Rand) []Ratio) *float64 {
	const draws = 200
	rng := rand.New(rand.NewPCG(seed, 0x63616c))
	var sum float64
	n := 0
	for range draws {
		a, b := split(deal(rng))
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		sum += llr.Cllr(a, b) - llr.CllrMin(a, b)
		n++
	}
	if n < draws/2 {
		return nil
	}
	mean := sum / float64(n)
	return &mean
}

// sourceDraw draws whole sources anew, as many of each class as there are: how many copies of a class
// there are, and its weight on either side, is the design of the validation and not chance.
type sourceDraw struct {
	classes []Class
	of      map[Class][]string         // sources
	ratios  map[string][]Ratio         // by class and source
	total   map[Class]map[bool]float64 // weight on the first side and on the other
}

func newSourceDraw(ratios []Ratio) *sourceDraw {
	d := &sourceDraw{of: map[Class][]string{}, ratios: map[string][]Ratio{}, total: map[Class]map[bool]float64{}}
	for _, r := range ratios {
		if d.total[r.Class] == nil {
			d.classes = append(d.classes, r.Class)
			d.total[r.Class] = map[bool]float64{}
		}
		d.total[r.Class][r.First] += r.Weight
		key := string(r.Class) + " " + r.Source
		if len(d.ratios[key]) == 0 {
			d.of[r.Class] = append(d.of[r.Class], key)
		}
		d.ratios[key] = append(d.ratios[key], r)
	}
	return d
}

func (d *sourceDraw) sources() int { return len(d.ratios) }

func (d *sourceDraw) again(rng *rand.Rand) []Ratio {
	var out []Ratio
	for _, class := range d.classes {
		from := len(out)
		for range d.of[class] {
			out = append(out, d.ratios[d.of[class][rng.IntN(len(d.of[class]))]]...)
		}
		sums := map[bool]float64{}
		for _, r := range out[from:] {
			sums[r.First] += r.Weight
		}
		for i := range out[from:] {
			r := &out[from+i]
			r.Weight *= d.total[class][r.First] / sums[r.First]
		}
	}
	return out
}

// sources counts the sources of the cases of one side.
func (s *System) sources(first bool) int {
	seen := map[string]bool{}
	for _, r := range s.Ratios {
		if r.First == first {
			seen[r.Source] = true
		}
	}
	return len(seen)
}

// effective scales the weights to as many cases as have the same variance with equal weights,
// (sum w)^2 / sum w^2: the bounds ask how many cases there are.
func effective(cases []llr.Case) []llr.Case {
	var sum, squares float64
	for _, c := range cases {
		sum += c.Weight
		squares += float64(c.Weight * c.Weight)
	}
	out := slices.Clone(cases)
	for i := range out {
		out[i].Weight *= sum / squares
	}
	return out
}
