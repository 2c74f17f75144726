package reports

import (
	"math"
	"strings"

	"copyclock/analyze/channel"
	"copyclock/analyze/ieee"
	"copyclock/timestamps"
)

// ObservedProfiles compares speed profiles with an observed interval of rates in MB/s: for each how
// much of its distribution lies below, inside and above, and where it stands on one axis.
func ObservedProfiles(all []channel.Profile, low, high float64) *Document {
	a := newRuler(all, low, high)
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "class"}, {Name: "below", Align: Right}, {Name: "inside", Align: Right}, {Name: "above", Align: Right},
		{Name: a.title(), Drawn: true},
	}}
	assumed := false
	for _, p := range all {
		name := timestamps.Escape(p.Name)
		if p.Assumed() {
			name += " +"
			assumed = true
		}
		below, above := p.Below(low), 1-p.Below(high)
		t.Rows = append(t.Rows, []string{
			name, timestamps.Escape(p.Class), Percent(below), Percent(math.Max(0, 1-below-above)), Percent(above), a.draw(p),
		})
	}
	d := &Document{}
	d.add(Paragraph{"Observed: " + Between(low, high) + " MB/s. Of each channel's copies, the share that is slower, inside the interval, and faster:"}, t,
		Note{"- central 95 % of the speeds, o median, [ ] the observed interval. A share of copies is not a probability that a channel was used."})
	if assumed {
		d.add(Note{"+ rests on an assumed number, which widens the profile."})
	}
	return d
}

// ruler is a logarithmic axis of characters.
type ruler struct{ from, to, low, high float64 }

// places is the number of characters of a ruler.
const places = 27

func newRuler(all []channel.Profile, low, high float64) ruler {
	r := ruler{low, high, low, high}
	for _, p := range all {
		r.from, r.to = math.Min(r.from, p.Quantile(.025)), math.Max(r.to, p.Quantile(.975))
	}
	return r
}

func (r ruler) at(mbs float64) int {
	if !(r.to > r.from) {
		return 0
	}
	return int(math.Round(ieee.Log(mbs/r.from) / ieee.Log(r.to/r.from) * (places - 1)))
}

func (r ruler) title() string {
	left, right := Rate(r.from), Rate(r.to)+" MB/s"
	return left + strings.Repeat(" ", max(1, places-len(left)-len(right))) + right
}

func (r ruler) draw(p channel.Profile) string {
	line := []byte(strings.Repeat(".", places))
	for i := r.at(p.Quantile(.025)); i <= r.at(p.Quantile(.975)); i++ {
		line[i] = '-'
	}
	line[r.at(r.low)], line[r.at(r.high)] = '[', ']'
	if i := r.at(p.MedianMBs()); i >= 0 && i < places {
		line[i] = 'o'
	}
	return string(line)
}
