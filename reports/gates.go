package reports

import (
	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// gates tells what failed for the columns and for the main burst, and counts the rest.
func (b *builder) gates() {
	var items []string
	passed, elsewhere := 0, 0
	tell := func(where string, all []finding.Gate, whole bool) {
		for _, g := range all {
			switch {
			case g.Passed:
				passed++
			case whole:
				items = append(items, timestamps.Printable(g.Code)+" ("+where+"): "+timestamps.Printable(g.Text))
			default:
				elsewhere++
			}
		}
	}
	for i := range b.r.Columns {
		c := &b.r.Columns[i]
		tell("evidence "+Count(int64(c.Evidence))+", "+timestamps.Printable(string(c.Stamp)), c.Gates, true)
	}
	for i := range b.r.Bursts {
		u := &b.r.Bursts[i]
		tell("burst "+Count(int64(u.ID)), own(u.Gates), b.main != nil && u.ID == b.main.ID)
	}
	if passed == 0 && len(items) == 0 && elsewhere == 0 {
		return
	}
	b.add(Heading{Text: "Gates that failed"})
	if len(items) == 0 {
		b.add(Paragraph{"None."})
	} else {
		b.add(List{items})
	}
	text := Number(int64(passed), "test") + " passed. A failed gate withholds or weakens a number."
	if elsewhere > 0 {
		text = Number(int64(elsewhere), "test") + " of bursts with fewer bytes failed as well; the JSON report has them. " + text
	}
	b.add(Note{text})
}

// own leaves out the gates that a burst takes over from its column.
func own(all []finding.Gate) []finding.Gate {
	var out []finding.Gate
	for _, g := range all {
		if g.Code != "G1" && g.Code != "G4" {
			out = append(out, g)
		}
	}
	return out
}
