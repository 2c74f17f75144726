package reports

import (
	"strings"

	"copyclock/analyze/validate"
	"copyclock/timestamps"
)

// Validation turns what was measured on labelled runs into a document: accuracy of the rates,
// shares of the decisions, verdicts by class, and every failure. The groupings by tool, format
// and verdict are in the JSON and the CSV; here only refusals are divided so finely.
func Validation(r *validate.Report) *Document {
	d := &Document{Title: "Validation on runs with known truth"}
	rows := []Field{}
	for _, c := range r.Corpora {
		rows = append(rows, Field{"runs of", timestamps.Printable(c.Name) + ", sha256 " + timestamps.Escape(c.SHA256)})
	}
	d.add(Fields{append(rows,
		Field{"runs", Count(int64(r.Runs)) + ", of which " + Count(int64(r.Simulated)) + " simulated, from " + Number(int64(r.Sources), "source")},
		Field{"intervals", "95 %, bootstrap over sources (tool x channel x file system) with " + Count(int64(r.Resamples)) + " draws; * over runs, where there are fewer than 5 sources"},
	)})
	v := &validation{r: r}
	d.add(Heading{Text: "Estimates against the truth"},
		Paragraph{"Ratio of estimate to truth; share of two-sided 95 % intervals that cover the truth; their median half-width factor."})
	for _, q := range []string{"rate", "average", "sustained", "overhead"} {
		if t := v.accuracy(q); len(t.Rows) > 0 {
			d.add(t)
		}
	}
	d.add(Note{"The average of a subset is compared with that of the whole tree, which a listing of the subset cannot show. The range of an average is what the steps of the stamps allow; it leaves out one file, the truth does not; it is judged for whole trees with steps of 10 ms or more."},
		Heading{Text: "Decisions"}, v.shares(),
		Heading{Text: "Refusals by class, resolution, format and tool"}, v.refusals())
	v.systems(d)
	d.add(Heading{Text: "Verdicts by class"}, verdictTable(r))
	d.add(Heading{Text: "Failures, one by one"})
	if len(r.Failures) == 0 {
		d.add(Paragraph{"None."})
		return d
	}
	var all []string
	for _, f := range r.Failures {
		all = append(all, timestamps.Escape(f.ID)+" "+f.Kind+" ("+timestamps.Escape(f.Tool)+", "+timestamps.Escape(f.Format)+"): "+timestamps.Printable(f.Text))
	}
	d.add(List{all})
	return d
}

// The charts of a system of likelihood ratios are named by these and its number, from 1.
const (
	TippettChart = "tippett-"
	EntropyChart = "cross-entropy-"
)

// validation looks up figures.
type validation struct{ r *validate.Report }

func (v *validation) find(quantity, measure, by, group string) *validate.Figure {
	for i := range v.r.Figures {
		f := &v.r.Figures[i]
		if f.Quantity == quantity && f.Measure == measure && f.By == by && f.Group == group {
			return f
		}
	}
	return nil
}

// groups returns the groups of a quantity in their order.
func (v *validation) groups(quantity, by string) []string {
	var all []string
	seen := map[string]bool{}
	for i := range v.r.Figures {
		if f := &v.r.Figures[i]; f.Quantity == quantity && f.By == by && !seen[f.Group] {
			seen[f.Group] = true
			all = append(all, f.Group)
		}
	}
	return all
}

// accuracy is the table of one quantity.
func (v *validation) accuracy(quantity string) Table {
	t := Table{Columns: []Column{
		{Name: quantity, Wrap: true}, {Name: "n", Align: Right}, {Name: "median\nratio", Align: Right},
		{Name: "95 %"}, {Name: "quartiles"}, {Name: "covers", Align: Right}, {Name: "95 %"}, {Name: "half-\nwidth", Align: Right},
	}}
	for _, b := range []string{"all", "origin", "class", "resolution", "gates", "tree"} {
		for _, g := range v.groups(quantity, b) {
			row := []string{groupName(b, g), unknown, unknown, unknown, unknown, unknown, unknown, unknown}
			if f := v.find(quantity, "median-ratio", b, g); f != nil {
				row[1], row[2], row[3] = Count(int64(f.N)), Fixed(f.Value, 2), ends(f)
			}
			low, high := v.find(quantity, "lower-quartile", b, g), v.find(quantity, "upper-quartile", b, g)
			if low != nil && high != nil {
				row[4] = Fixed(low.Value, 2) + "-" + Fixed(high.Value, 2)
			}
			if f := v.find(quantity, "coverage", b, g); f != nil {
				row[5], row[6] = tally(f), ends(f)
			}
			if f := v.find(quantity, "half-width", b, g); f != nil {
				row[7] = "x" + Significant(f.Value, 3)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// scorerNotes says what each scorer is.
var scorerNotes = []struct {
	scorer validate.Scorer
	text   string
}{
	{validate.BuiltIn, "Built-in profiles, from published speeds and not from these runs:"},
	{validate.Laboratory, "Profiles of the laboratory, learned from the runs without the source of the run that is scored:"},
	{validate.Faster, "The same with all medians too high by a factor of 1.6:"},
	{validate.Slower, "The same with all medians too low by a factor of 1.6:"},
	{validate.Hand, "The hand method; each call counts as the strongest ratio that copyclock would print:"},
}

// systems shows how good the likelihood ratios are.
func (v *validation) systems(d *Document) {
	if len(v.r.Systems) == 0 {
		return
	}
	d.add(Heading{Text: "Likelihood ratios"},
		Paragraph{"Cllr is the cost of the ratios: 0 is perfect, 1 is what saying nothing costs; min is what no calibration can remove, cal the rest, and beside it what the rest would be with so few cases if every ratio were right."})
	var notes []string
	for _, n := range scorerNotes {
		t := Table{Columns: []Column{
			{Name: "propositions", Wrap: true}, {Name: "cases", Align: Right}, {Name: "Cllr"}, {Name: "Cllr\nmin"}, {Name: "Cllr\ncal"}, {Name: "if\nright", Align: Right},
			{Name: "LR>10,\nsecond\ntrue"}, {Name: "LR<0.1,\nfirst\ntrue"}, {Name: "ELUB\nlog10"},
		}}
		for i := range v.r.Systems {
			s := &v.r.Systems[i]
			if s.Scorer != n.scorer {
				continue
			}
			name := s.Proposition + " (" + Count(int64(i+1)) + ")"
			right := unknown
			if s.CalIfRight != nil {
				right = Fixed(*s.CalIfRight, 2)
			}
			t.Rows = append(t.Rows, []string{
				name, Count(int64(s.N1)) + ":" + Count(int64(s.N2)), spread(s.Cllr), spread(s.CllrMin), spread(s.CllrCal), right,
				spread(s.Misled10), spread(s.Missed10), Fixed(s.ELUBLow, 2) + "\n" + Fixed(s.ELUBHigh, 2),
			})
			if s.Scorer == validate.BuiltIn {
				notes = append(notes, name+": "+s.Note+"; "+Number(int64(s.Silent), "copy")+" with enough stamps gave no ratio.")
			}
		}
		if len(t.Rows) > 0 {
			d.add(Paragraph{n.text}, t)
		}
	}
	d.add(List{notes})
	for i := range v.r.Systems {
		if s := &v.r.Systems[i]; s.Scorer == validate.BuiltIn || s.Scorer == validate.Laboratory {
			number := Count(int64(i + 1))
			d.add(Chart{TippettChart + number}, Chart{EntropyChart + number})
		}
	}
	if t := v.costs("ratio local:wan"); len(t.Rows) > 0 {
		d.add(Heading{Text: "What a ratio of local:wan costs, by class, resolution, format and tool"},
			Paragraph{"The mean of log2(1 + 1/LR) of local copies and log2(1 + LR) of wide-area ones, by the built-in profiles: saying nothing costs 1, and Cllr is the mean of both classes. Misleading are ratios on the wrong side of 1."}, t)
	}
	if len(v.r.Costly) > 0 {
		var all []string
		for _, c := range v.r.Costly {
			all = append(all, timestamps.Escape(c.ID)+" ("+timestamps.Escape(c.Source)+"), log10 LR "+Log10(c.Log10LR)+": "+timestamps.Printable(c.Text))
		}
		d.add(Heading{Text: "The ratios of local:wan that spoke most against the truth"}, List{all})
	}
}

// spread is a number over its interval.
func spread(s validate.Spread) string {
	text := Fixed(s.Value, 2)
	if s.Low != nil && s.High != nil {
		text += "\n" + Fixed(*s.Low, 2) + "-" + Fixed(*s.High, 2)
	}
	return text
}

// groupName names a group where the kind of grouping does not go without saying.
func groupName(by, name string) string {
	switch by {
	case "gates", "tree", "resolution":
		return by + " " + timestamps.Escape(name)
	}
	return timestamps.Escape(name)
}

// shares lists every decision, and whether lower bounds hold, by class.
func (v *validation) shares() Table {
	t := Table{Columns: []Column{
		{Name: "figure", Wrap: true}, {Name: "group", Wrap: true}, {Name: "runs", Align: Right}, {Name: "value", Align: Right}, {Name: "95 %"},
	}}
	tabled := map[string]bool{"median-ratio": true, "lower-quartile": true, "upper-quartile": true, "coverage": true, "half-width": true}
	for i := range v.r.Figures {
		f := &v.r.Figures[i]
		if tabled[f.Measure] || strings.HasPrefix(f.Quantity, "ratio ") || (f.By != "all" && f.By != "origin" && f.By != "class") {
			continue
		}
		t.Rows = append(t.Rows, []string{f.Quantity + ": " + f.Measure, timestamps.Escape(f.Group), tally(f), Fixed(f.Value, 2), ends(f)})
	}
	return t
}

// refusals is the table of refusals, of all runs and of the copies with enough data.
func (v *validation) refusals() Table {
	t := Table{Columns: []Column{
		{Name: "group"}, {Name: "refused", Align: Right}, {Name: "95 %"},
		{Name: "refused of copies\nwith enough data", Align: Right}, {Name: "95 %"},
	}}
	for _, b := range []string{"all", "class", "resolution", "format", "tool"} {
		for _, g := range v.groups("refusal", b) {
			row := []string{b + " " + timestamps.Escape(g), unknown, unknown, unknown, unknown}
			if b == g {
				row[0] = b
			}
			for k, m := range []string{"refused", "refused-with-enough-data"} {
				if f := v.find("refusal", m, b, g); f != nil {
					row[2*k+1], row[2*k+2] = tally(f), ends(f)
				}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// costs is the table of what the ratios of one pair of propositions cost.
func (v *validation) costs(quantity string) Table {
	t := Table{Columns: []Column{
		{Name: "group"}, {Name: "copies", Align: Right}, {Name: "cost", Align: Right}, {Name: "95 %"}, {Name: "misleading", Align: Right}, {Name: "95 %"},
	}}
	for _, b := range []string{"all", "class", "resolution", "format", "tool"} {
		for _, g := range v.groups(quantity, b) {
			name := b + " " + timestamps.Escape(g)
			if b == g {
				name = b
			}
			cost, misleading := v.find(quantity, "cost", b, g), v.find(quantity, "misleading", b, g)
			if cost == nil || misleading == nil {
				continue
			}
			t.Rows = append(t.Rows, []string{name, Count(int64(cost.N)), Fixed(cost.Value, 2), ends(cost), tally(misleading), ends(misleading)})
		}
	}
	return t
}

// tally is a share as a count: "66 of 71".
func tally(f *validate.Figure) string {
	if f.Count == nil {
		return Count(int64(f.N))
	}
	return Count(int64(*f.Count)) + " of " + Count(int64(f.N))
}

// ends is the interval of a figure.
func ends(f *validate.Figure) string {
	if f.Low == nil || f.High == nil {
		return unknown
	}
	mark := ""
	if f.Resampled == "run" {
		mark = "*"
	}
	return Fixed(*f.Low, 2) + "-" + Fixed(*f.High, 2) + mark
}

func verdictTable(r *validate.Report) Table {
	t := Table{Columns: []Column{{Name: "class"}, {Name: "verdict"}, {Name: "runs", Align: Right}}}
	for _, c := range r.Verdicts {
		t.Rows = append(t.Rows, []string{string(c.Class), string(c.Verdict), Count(int64(c.N))})
	}
	return t
}
