package reports

import (
	"strings"

	"copyclock/analyze"
	"copyclock/timestamps"
)

// How many pairs of evidence a report shows; the JSON has all.
const (
	briefShared = 8
	maxShared   = 40
)

// several shows the answer that each of several evidence gives alone.
func (b *builder) several() {
	if len(b.r.Summary) == 0 {
		return
	}
	t := Table{Columns: []Column{
		{Name: "of", Align: Right}, {Name: "evidence", Wrap: true}, {Name: "files", Align: Right}, {Name: "average\nMB/s", Align: Right},
		{Name: "rate\nMB/s", Align: Right}, {Name: "log10 LR", Align: Right}, {Name: "verdict", Wrap: true},
	}}
	for _, s := range b.r.Summary {
		row := []string{Count(int64(s.Evidence)), unknown, unknown, unknown, unknown, unknown, timestamps.Printable(string(s.Verdict))}
		for i := range b.r.Evidence {
			if e := &b.r.Evidence[i]; e.ID == s.Evidence {
				row[1], row[2] = shown(e.Name), Count(int64(e.Files))
			}
		}
		if u := b.burst(s.Burst); u != nil {
			row[3] = orUnknown(interval(u.AverageMBs, Rate))
			if u.Fit != nil {
				row[4] = orUnknown(fitText(u.Fit))
			}
		}
		if s.Log10LR != nil {
			row[5] = Log10(s.Log10LR.Low) + "\nto " + Log10(s.Log10LR.High)
		}
		t.Rows = append(t.Rows, row)
	}
	b.add(Heading{Text: "Each evidence by itself"}, t,
		Note{"Rates are those of the burst with most bytes of each. The answer above is that of burst " + b.mainID() + ": several listings are not several findings where they list the same copy."})
}

// evidenceTable is the short form of the evidence, one row each.
func (b *builder) evidenceTable() {
	t := Table{Columns: []Column{
		{Name: "of", Align: Right}, {Name: "format", Wrap: true}, {Name: "zone", Wrap: true}, {Name: "entries", Align: Right},
		{Name: "bytes", Align: Right}, {Name: "skipped", Align: Right}, {Name: "warnings", Wrap: true}, {Name: "sha256"},
	}}
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		var codes []string
		for _, w := range e.Warnings {
			codes = append(codes, timestamps.Printable(w.Code))
		}
		t.Rows = append(t.Rows, []string{
			Count(int64(e.ID)), timestamps.Printable(e.Format), timestamps.Printable(e.Zone.Name), Count(int64(e.Entries)), Size(e.TotalBytes),
			Count(e.SkippedLines), strings.Join(codes, ", "), timestamps.Printable(e.SHA256[:min(8, len(e.SHA256))]),
		})
	}
	b.add(t, Note{"The hashes in full and the warnings in words stand in the report with -v."})
}

func (b *builder) burst(id int) *analyze.Burst {
	for i := range b.r.Bursts {
		if b.r.Bursts[i].ID == id {
			return &b.r.Bursts[i]
		}
	}
	return nil
}

func (b *builder) mainID() string {
	if b.main == nil {
		return unknown
	}
	return Count(int64(b.main.ID)) + " of evidence " + Count(int64(b.main.Evidence))
}

// shared shows which files two evidence have in common, how their clocks differ and which
// order of copies the stamps allow.
func (b *builder) shared() {
	if len(b.r.Summary) == 0 {
		return
	}
	b.add(Heading{Text: "The same files in several listings"})
	if len(b.r.Shared) == 0 {
		b.add(Paragraph{"No two of them have a file in common."})
		return
	}
	files := Table{Columns: []Column{
		{Name: "of"}, {Name: "files", Align: Right}, {Name: "bytes", Align: Right}, {Name: "matched", Wrap: true},
		{Name: "sizes in both,\nby chance", Align: Right},
	}}
	clocks := Table{Columns: []Column{
		{Name: "of"}, {Name: "stamp"}, {Name: "files", Align: Right}, {Name: "offset", Align: Right}, {Name: "what it looks like", Wrap: true},
	}}
	var orders []string
	most := min(len(b.r.Shared), b.rows(briefShared, maxShared))
	for i := range b.r.Shared[:most] {
		s := &b.r.Shared[i]
		of := Count(int64(s.First)) + ", " + Count(int64(s.Second))
		files.Rows = append(files.Rows, []string{
			of, Count(int64(s.Files)), Size(s.Bytes), byStages(s.ByPath, s.ByName, s.ByRun, s.BySize),
			Count(int64(s.Sizes)) + ", " + Significant(s.SizesExpected, 2),
		})
		for k, c := range s.Clocks {
			if b.brief && k > 0 && s.Clocks[k-1].Stamp == c.Stamp {
				continue
			}
			nanos := int64(float64(c.OffsetS * 1e9))
			clocks.Rows = append(clocks.Rows, []string{
				of, timestamps.Printable(string(c.Stamp)), Count(int64(c.Files)) + " of " + Count(int64(c.Of)), signedSeconds(nanos), looksLike(nanos, c.Files, c.Of),
			})
		}
		orders = append(orders, of+": "+timestamps.Printable(s.Order.Text)+b.orderBasis(s)+".")
	}
	b.add(files, Note{"The first number of the last column counts different sizes that occur in both, whatever the names; the second is how many unrelated listings with as crowded sizes would share. A match says that two entries look like one file, not that their contents are equal: files that every system holds match as well."})
	if len(clocks.Rows) > 0 {
		b.add(Paragraph{"Clock of the second minus clock of the first, for the files in both:"}, clocks)
	}
	b.add(Paragraph{"The order of copies that the stamps allow:"}, List{orders})
	if n := len(b.r.Shared) - most; n > 0 {
		b.add(Note{Number(int64(n), "pair") + " of listings not shown; the JSON report has all."})
	}
}

// orderBasis says what an order rests on.
func (b *builder) orderBasis(s *analyze.Shared) string {
	o := &s.Order
	if o.Files == 0 {
		return ""
	}
	return " (" + timestamps.Printable(string(o.First)) + " against " + timestamps.Printable(string(o.Second)) + ", " + Number(int64(o.Files), "file") +
		": " + Count(int64(o.Later)) + " later in the second, " + Count(int64(o.Earlier)) + " earlier)"
}
