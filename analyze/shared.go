package analyze

import (
	"copyclock/analyze/match"
	"copyclock/analyze/role"
	"copyclock/timestamps"
)

// Shared is what two evidence have in common.
type Shared struct {
	First  int `json:"first"` // number of an evidence
	Second int `json:"second"`
	// Files were found in both: by path and size, by the end of the path and size, by runs of
	// sizes, by a size that only one file of each has.
	Files  int   `json:"files"`
	ByPath int   `json:"by_path"`
	ByName int   `json:"by_name"`
	ByRun  int   `json:"by_run"`
	BySize int   `json:"by_size"`
	Bytes  int64 `json:"bytes"`
	// Sizes counts the different sizes that both have, whatever the names; SizesExpected is how
	// many unrelated listings with as crowded sizes would share.
	Sizes         int     `json:"sizes"`
	SizesExpected float64 `json:"sizes_expected"`
	// Clocks holds the most frequent differences of the stamps of the files in both.
	Clocks []Clock `json:"clocks"`
	// Order says which of the two can be of a copy of the other.
	Order Order `json:"order"`
}

// Clock is a difference that the stamps of several files in both listings have.
type Clock struct {
	Stamp   timestamps.Column `json:"stamp"`
	OffsetS float64           `json:"offset_s"` // the second evidence minus the first
	Files   int               `json:"files"`    // with this difference
	Of      int               `json:"of"`       // files with the stamp in both
}

// Order is the order of two copies that the stamps allow, see [match.Sequence].
type Order struct {
	Order      match.Order       `json:"order"`
	Text       string            `json:"text"` // a sentence
	First      timestamps.Column `json:"first_stamp,omitempty"`
	Second     timestamps.Column `json:"second_stamp,omitempty"`
	Files      int               `json:"files"`
	Later      int               `json:"later"`   // files whose stamp is later in the second
	Earlier    int               `json:"earlier"` // files whose stamp is earlier in the second
	LeastS     float64           `json:"least_s"` // from the stamp in the first to that in the second
	MostS      float64           `json:"most_s"`
	NeedsZones bool              `json:"needs_zones"` // holds only if both clocks show the same zone
}

// maxClocks is how many differences of a column are kept.
const maxClocks = 3

// shared compares every two evidence and keeps the pairs that have a file in common.
func shared(parts []part) []Shared {
	var out []Shared
	for i := range parts {
		for k := i + 1; k < len(parts); k++ {
			a, b := parts[i].listing, parts[k].listing
			m := match.Files(a, b)
			if len(m.Pairs) == 0 {
				continue
			}
			s := Shared{
				First: i + 1, Second: k + 1, Files: len(m.Pairs), Bytes: m.Bytes,
				ByPath: m.Count(match.Path), ByName: m.Count(match.Name), ByRun: m.Count(match.Run), BySize: m.Count(match.Size),
				Sizes: m.Sizes, SizesExpected: m.Expected, Clocks: clocks(&m, a, b),
			}
			if parts[i].evidence.SHA256 == parts[k].evidence.SHA256 {
				s.Order = Order{Order: match.NoOrder, Text: "no order: they are the same file, given twice"}
				out = append(out, s)
				continue
			}
			s.Order = order(&m, side{a, parts[i].columns}, side{b, parts[k].columns})
			out = append(out, s)
		}
	}
	return out
}

func clocks(m *match.Matches, a, b *timestamps.Table) []Clock {
	out := []Clock{}
	for _, column := range timestamps.Columns {
		align := m.Align(a, b, column)
		for _, o := range align.Offsets[:min(len(align.Offsets), maxClocks)] {
			out = append(out, Clock{Stamp: column, OffsetS: float64(o.Nanos) / 1e9, Files: o.Files, Of: align.Pairs})
		}
	}
	return out
}

// side is one of two listings that are compared.
type side struct {
	listing *timestamps.Table
	columns []role.Column
}

// order compares the columns that record the copies.
func order(m *match.Matches, a, b side) Order {
	first, second := chosen(a.columns), chosen(b.columns)
	if first == nil || second == nil {
		return Order{Order: match.NoOrder, Text: "no order: a copy is recorded by no column of stamps of one of the two"}
	}
	s := m.Sequence(a.listing, b.listing, first.Stamp, second.Stamp, max(first.Resolution, second.Resolution))
	o := Order{
		Order: s.Order, First: first.Stamp, Second: second.Stamp, Files: s.Files, Later: s.Later, Earlier: s.Earlier,
		LeastS: float64(s.Least) / 1e9, MostS: float64(s.Most) / 1e9, NeedsZones: s.NeedsZones,
	}
	o.Text = orderTexts[s.Order]
	if s.NeedsZones && s.Order != match.SameStamps && s.Order != match.Shifted {
		o.Text += ", if both clocks show the same zone"
	}
	return o
}

// orderTexts says in words what an order allows.
var orderTexts = map[match.Order]string{
	match.FirstEarlier:  "the second can be a copy of the first, and not the first of the second",
	match.SecondEarlier: "the first can be a copy of the second, and not the second of the first",
	match.SameStamps:    "no order: the stamps are the same, so one kept those of the other, or both those of a third",
	match.Shifted:       "no order: the stamps are the same but for one shift, as another zone makes it",
	match.Crossed:       "neither can be a whole copy of the other: some files are later in one, some in the other",
	match.NoOrder:       "no order: no file has both stamps",
}
