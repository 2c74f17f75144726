package reports

import "copyclock/timestamps/listing"

// Formats returns the page that says what can be read.
func Formats(all []listing.Format) *Document {
	t := Table{Columns: []Column{
		{Name: "format"}, {Name: "printed by", Wrap: true}, {Name: "stamps", Wrap: true},
		{Name: "resolution", Wrap: true}, {Name: "zone", Wrap: true},
	}}
	for _, f := range all {
		t.Rows = append(t.Rows, []string{f.Name, f.Title, f.Stamps, f.Resolution, f.Zone})
	}
	d := &Document{}
	d.add(t)
	return d
}

// ProfileRow is one profile in the page of [Profiles]. Rates are in MB/s; Low and High are
// the ends of its central 95 %, zero where not known.
type ProfileRow struct {
	Name, Family, Class string
	Era                 int
	Median, Low, High   float64
	Measures            string // average, marginal or sustained
	Assumed             bool   // rests on an assumed number
}

// Profiles returns the page that lists speed profiles, in the order given.
func Profiles(all []ProfileRow) *Document {
	t := Table{Columns: []Column{
		{Name: "channel", Wrap: true}, {Name: "family"}, {Name: "class"}, {Name: "era", Align: Right},
		{Name: "median\nMB/s", Align: Right}, {Name: "95 %\nMB/s", Align: Right}, {Name: "measures"},
	}}
	assumed := false
	for _, p := range all {
		name, span := Escape(p.Name), unknown
		if p.Assumed {
			name += " +"
			assumed = true
		}
		if p.High > 0 {
			span = Between(p.Low, p.High)
		}
		t.Rows = append(t.Rows, []string{
			name, Escape(p.Family), Escape(p.Class), year(p.Era), Rate(p.Median), span, Escape(p.Measures),
		})
	}
	d := &Document{}
	d.add(t)
	if assumed {
		d.add(Note{"+ rests on an assumed number."})
	}
	return d
}
