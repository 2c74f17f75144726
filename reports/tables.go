package reports

import (
	"strings"

	"copyclock/analyze/channel"
	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"
)

// Formats returns the page that says what can be read.
func Formats(texts []listing.Format, archives []archive.Format) *Document {
	t := Table{Columns: []Column{
		{Name: "format"}, {Name: "printed by", Wrap: true}, {Name: "stamps", Wrap: true},
		{Name: "resolution", Wrap: true}, {Name: "zone", Wrap: true},
	}}
	for _, f := range texts {
		t.Rows = append(t.Rows, []string{f.Name, f.Title, f.Stamps, f.Resolution, f.Zone})
	}
	for _, f := range archives {
		t.Rows = append(t.Rows, []string{f.Name, f.Title, f.Stamps, f.Resolution, f.Zone})
	}
	d := &Document{}
	d.add(t)
	return d
}

// Profiles returns the page that lists speed profiles, in the order given.
func Profiles(all []channel.Profile) *Document {
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "family"}, {Name: "class"}, {Name: "era", Align: Right},
		{Name: "median\nMB/s", Align: Right}, {Name: "95 %\nMB/s", Align: Right}, {Name: "measures"},
	}}
	assumed := false
	for _, p := range all {
		name := timestamps.Escape(p.Name)
		if p.Assumed() {
			name += " +"
			assumed = true
		}
		t.Rows = append(t.Rows, []string{
			name, timestamps.Escape(p.Family), timestamps.Escape(p.Class), year(p.Era), Rate(p.MedianMBs()),
			Between(p.Quantile(.025), p.Quantile(.975)), timestamps.Escape(p.Measures),
		})
	}
	d := &Document{}
	d.add(t)
	if assumed {
		d.add(Note{"+ rests on an assumed number, which widens the profile."})
	}
	return d
}

// Profile returns the page of one channel: for every era its numbers and their sources.
func Profile(blocks []channel.Profile) *Document {
	d := &Document{}
	for _, p := range blocks {
		d.add(Heading{Text: timestamps.Escape(p.Name) + ", " + eras(p.Eras)})
		if p.Population != "" {
			d.add(Paragraph{timestamps.Printable(p.Population)})
		}
		f := Fields{[]Field{
			{"class", timestamps.Escape(p.Class) + ", family " + timestamps.Escape(p.Family)},
			{"measures", timestamps.Escape(p.Measures) + " rate; 95 % between " + Between(p.Quantile(.025), p.Quantile(.975)) + " MB/s"},
			{"sources", Count(int64(p.Independent())) + " independent, without what is assumed"},
		}}
		if p.Insider != 0 || p.Intruder != 0 {
			f.Rows = append(f.Rows, Field{"people", "an insider uses it " + factorText(p.Insider) + " as often as by its weight, an intruder who stages " + factorText(p.Intruder)})
		}
		if p.LineRateMBs > 0 {
			f.Rows = append(f.Rows, Field{"line rate", Rate(p.LineRateMBs) + " MB/s (" + timestamps.Printable(p.LineRateSource) + ")"})
		}
		d.add(f)
		t := Table{Columns: []Column{
			{Name: "part"}, {Name: "weight", Align: Right}, {Name: "median", Align: Right}, {Name: "sigma", Align: Right},
			{Name: "rests on", Wrap: true},
		}}
		for _, c := range p.Rate {
			t.Rows = append(t.Rows, []string{
				"rate", Significant(c.Weight, 2), Rate(c.MedianMBs) + " MB/s", Significant(c.Width(), 2), rests(c.Assumed, c.Note),
			})
		}
		for _, o := range p.Overhead {
			t.Rows = append(t.Rows, []string{
				"overhead", Significant(o.Weight, 2), Significant(o.MedianMS, 2) + " ms", Significant(o.Sigma, 2), rests(o.Assumed, o.Note),
			})
		}
		d.add(t)
		var sources []string
		for _, s := range p.Sources {
			text := timestamps.Printable(s.Title) + " (" + timestamps.Printable(s.Confidence) + "): " + timestamps.Printable(s.What)
			if s.URL != "" {
				text += " " + timestamps.Printable(s.URL)
			}
			sources = append(sources, text)
		}
		d.add(List{sources})
	}
	return d
}

// factorText writes a factor of which absence means 1.
func factorText(factor float64) string {
	if factor == 0 {
		return "1 times"
	}
	return Significant(factor, 3) + " times"
}

func eras(years []int) string {
	var text []string
	for _, y := range years {
		text = append(text, year(y))
	}
	return strings.Join(text, ", ")
}

func rests(assumed bool, note string) string {
	note = timestamps.Printable(note)
	switch {
	case !assumed:
		return note
	case note == "":
		return "assumed"
	}
	return "assumed: " + note
}
