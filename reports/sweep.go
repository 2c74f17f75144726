package reports

import (
	"math"
)

func (b *builder) sweep() {
	u := b.main
	if u == nil || len(u.Sweep) == 0 {
		return
	}
	t := Table{Columns: []Column{{Name: "gaps removed"}, {Name: "time left", Align: Right}, {Name: "MB/s", Align: Right}}}
	low, high := math.Inf(1), math.Inf(-1)
	for _, n := range u.Sweep {
		low, high = math.Min(low, n.MBs), math.Max(high, n.MBs)
		removed := "none"
		if n.GapS > 0 {
			removed = "longer than " + Step(n.GapS)
		}
		t.Rows = append(t.Rows, []string{removed, Seconds(n.NetS, b.resolution(u)), Rate(n.MBs)})
	}
	b.add(Heading{Text: "What removing gaps does to the answer"}, Chart{"sweep"}, t,
		Note{"The hand method drops gaps first. With these gaps it would say " + Between(low, high) +
			" MB/s. All rows are of the whole session of burst " + Count(int64(u.ID)) + ", bytes over the time left."})
}
