package reports

import (
	"slices"
	"strconv"
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// options lists every option that shaped the answer, and which of them the user changed.
func (b *builder) options() {
	o := &b.r.Options
	t := Table{Columns: []Column{{Name: "option"}, {Name: "value", Wrap: true}, {Name: "default"}}}
	for _, x := range optionTexts(o) {
		usual := "yes"
		if slices.Contains(o.NotDefault, x.Name) {
			usual = "NO"
		}
		t.Rows = append(t.Rows, []string{x.Name, x.Text, usual})
	}
	text := "Every option is at its default."
	if n := len(o.NotDefault); n > 0 {
		text = Number(int64(n), "option") + " not at the default."
		if t := b.r.Theory; t != nil && t.AtDefaults != nil {
			text += " At the default assumptions the score is log10 LR " + logRange(*t.AtDefaults) + " (LR " + lrRange(*t.AtDefaults) + ")."
		}
	}
	b.add(Heading{Text: "Options"}, t, Note{text})
}

// optionTexts returns the options by the names of their flags, with their values in words.
func optionTexts(o *analyze.OptionsRecord) []Field {
	text := func(value, absent string) string {
		if value == "" {
			return absent
		}
		return timestamps.Printable(value)
	}
	number := func(known bool, value, absent string) string {
		if !known {
			return absent
		}
		return value
	}
	era := text(o.EraSource, "")
	if o.Era != 0 {
		era = year(o.Era) + ", " + text(o.EraSource, "not said why")
	}
	profiles := "built in"
	if o.Profiles != nil {
		profiles = shown(o.Profiles.Name) + ", sha256 " + timestamps.Printable(o.Profiles.SHA256)
	}
	yes := func(set bool) string {
		if set {
			return "yes"
		}
		return "no"
	}
	all := []Field{
		{"format", text(o.Format, "found by the first lines or bytes")},
		{"columns", text(o.Columns, "as the format has them")},
		{"encoding", text(o.Encoding, "found")},
		{"date-order", text(o.DateOrder, "found")},
		{"reference-date", text(o.ReferenceDate, "none")},
		{"source-tz", text(o.SourceTZ, "as the input says")},
		{"nested", yes(o.Nested)},
		{"include", text(strings.Join(o.Include, ", "), "all files")},
		{"exclude", text(strings.Join(o.Exclude, ", "), "none")},
		{"from", text(o.From, "the first stamp")},
		{"until", text(o.Until, "the last stamp")},
		{"display-tz", text(o.DisplayTZ, "as listed")},
		{"stamp", text(o.Stamp, "auto")},
		{"gap", number(o.GapS > 0, Significant(o.GapS, 3)+" s", "found from the gaps")},
		{"era", orUnknown(era)},
		{"profiles", profiles},
		{"staging", span(o.Staging)},
		{"recopy", span(o.Recopy)},
		{"insider-network", span(o.InsiderNetwork)},
		{"prior-odds", number(o.PriorOdds > 0, odds(o.PriorOdds), "none")},
		{"joint", yes(o.Joint)},
		{"seed", number(o.Seed != 0, strconv.FormatUint(o.Seed, 10), "from the data")},
		{"redact-names", yes(o.RedactNames)},
	}
	if o.AcrossFileSystems { // without a live tree it means nothing
		all = append(all, Field{"across-file-systems", "yes"})
	}
	return all
}

// selected says which part of the listings was looked at, nothing where it was all.
func selected(o *analyze.OptionsRecord) string {
	var parts []string
	for _, list := range []struct {
		word     string
		patterns []string
	}{{"files like", o.Include}, {"not like", o.Exclude}} {
		if len(list.patterns) > 0 {
			parts = append(parts, list.word+" "+timestamps.Printable(strings.Join(list.patterns, ", ")))
		}
	}
	if o.From != "" {
		parts = append(parts, "from "+timestamps.Printable(o.From))
	}
	if o.Until != "" {
		parts = append(parts, "until "+timestamps.Printable(o.Until))
	}
	return strings.Join(parts, "; ")
}
