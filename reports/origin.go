package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// origin says what made the report, for whoever repeats it.
func (b *builder) origin() {
	t, o := b.r.Tool, b.r.Options
	s := timestamps.Printable(strings.TrimSpace(t.Name + " " + t.Version))
	if t.Revision != "" {
		s += " (" + timestamps.Printable(t.Revision) + ")"
	}
	f := Fields{[]Field{{"program", s + ", " + timestamps.Printable(t.Go)}}}
	if o.Era != 0 {
		era := year(o.Era)
		if o.EraSource != "" {
			era += ", " + timestamps.Printable(o.EraSource)
		}
		f.Rows = append(f.Rows, Field{"era", era})
	}
	profiles := "built in"
	if p := o.Profiles; p != nil {
		profiles = shown(p.Name) + ", sha256 " + timestamps.Printable(p.SHA256)
	}
	f.Rows = append(f.Rows, Field{"profiles", profiles})
	if text := selected(&o); text != "" {
		f.Rows = append(f.Rows, Field{"selected", text})
	}
	if o.DisplayTZ != "" {
		f.Rows = append(f.Rows, Field{"times shown in", timestamps.Printable(o.DisplayTZ) + "; those without a zone as they are listed"})
	}
	given := "none"
	if len(o.NotDefault) > 0 {
		given = timestamps.Printable(strings.Join(o.NotDefault, ", "))
	}
	f.Rows = append(f.Rows, Field{"not default", given})
	b.add(Heading{Text: "How this was made"}, f)
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

// verify says how to repeat the work.
func (b *builder) verify() {
	items := []string{
		"copyclock analyze --to json -o result.json EVIDENCE writes the whole result.",
		"copyclock verify result.json EVIDENCE runs it again with the recorded options and compares every byte.",
	}
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		items = append(items, shown(e.Name)+": sha256 "+timestamps.Printable(e.SHA256)+", sha1 "+timestamps.Printable(e.SHA1)+", md5 "+timestamps.Printable(e.MD5)+".")
	}
	b.add(Heading{Text: "How to verify"}, List{items})
}
