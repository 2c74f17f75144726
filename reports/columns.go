package reports

import (
	"copyclock/timestamps"
)

func (b *builder) columns() {
	if len(b.r.Columns) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "of"}, {Name: "stamp"}, {Name: "present", Align: Right}, {Name: "distinct", Align: Right},
		{Name: "step", Align: Right}, {Name: "role"}, {Name: "used"}, {Name: "reason", Wrap: true},
	}}
	for i := range b.r.Columns {
		c := &b.r.Columns[i]
		used := "no"
		if c.Chosen {
			used = "yes"
		}
		reason := timestamps.Printable(c.Reason)
		if c.Invalid > 0 {
			reason += " (" + Number(int64(c.Invalid), "stamp") + " invalid)"
		}
		t.Rows = append(t.Rows, []string{
			Count(int64(c.Evidence)), timestamps.Printable(string(c.Stamp)), Count(int64(c.Present)),
			Count(int64(c.Distinct)), Step(c.ResolutionS), timestamps.Printable(string(c.Role)), used, reason,
		})
	}
	b.add(Heading{Text: "Columns of stamps"}, t)
}
