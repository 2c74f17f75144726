package reports

import (
	"strings"

	"copyclock/analyze/match"
	"copyclock/timestamps"
)

// Alignments returns what two listings of the same files say of their clocks.
func Alignments(first, second string, found *match.Matches, all []match.Alignment) *Document {
	d := &Document{}
	t := Table{Columns: []Column{
		{Name: "stamp"}, {Name: "files in\nboth", Align: Right}, {Name: "offset", Align: Right},
		{Name: "files", Align: Right}, {Name: "what it looks like", Wrap: true},
	}}
	const shown = 5
	for i := range all {
		a := &all[i]
		for k, o := range a.Offsets {
			if k == shown {
				t.Rows = append(t.Rows, []string{"", "", "", "", Count(int64(len(a.Offsets)-shown)) + " further offsets"})
				break
			}
			row := []string{"", "", signedSeconds(o.Nanos), Count(int64(o.Files)), looksLike(o.Nanos, o.Files, a.Pairs)}
			if k == 0 {
				row[0], row[1] = string(a.Column), Count(int64(a.Pairs))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	d.add(Paragraph{"Clock of " + timestamps.Escape(second) + " minus clock of " + timestamps.Escape(first) + "."})
	if len(t.Rows) == 0 {
		d.add(Paragraph{"No file of one listing could be found in the other with a stamp in both."})
		return d
	}
	d.add(t, Note{Number(int64(len(found.Pairs)), "file") + " in both: " + stages(found) + ". " + chance(found.Sizes, found.Expected)})
	return d
}

// stages says what files were matched by.
func stages(m *match.Matches) string {
	return byStages(m.Count(match.Path), m.Count(match.Name), m.Count(match.Run), m.Count(match.Size))
}

func byStages(path, name, run, size int) string {
	var parts []string
	for _, s := range []struct {
		n    int
		text string
	}{
		{path, "by path and size"}, {name, "by name and size"}, {run, "by runs of sizes"}, {size, "by a size that one file of each has"},
	} {
		if s.n > 0 {
			parts = append(parts, Count(int64(s.n))+" "+s.text)
		}
	}
	return strings.Join(parts, ", ")
}

// chance compares the sizes that two listings share with those that chance would give.
func chance(sizes int, expected float64) string {
	return Number(int64(sizes), "different size") + " in both; unrelated listings with as crowded sizes would share " + Significant(expected, 2) + "."
}

// signedSeconds writes an offset with its sign and every digit.
func signedSeconds(n int64) string {
	sign := "+"
	if n < 0 {
		sign, n = "-", -n
	}
	if n%1e9 == 0 {
		return sign + Count(n/1e9) + " s"
	}
	return sign + nanoseconds(n) + " s"
}

// looksLike names the plain reasons of an offset first. Files have it, of so many pairs.
func looksLike(nanos int64, files, pairs int) string {
	const hour, quarter = int64(3600e9), int64(900e9)
	n := max(nanos, -nanos)
	switch {
	case n == 0:
		return "the same stamps"
	case files < 2 && pairs > 1:
		return "one file alone"
	case n%hour == 0 && n <= 26*hour:
		return "whole hours: another zone, or summer time applied by one of the tools; no sign of a journey"
	case n%quarter == 0 && n <= 26*hour:
		return "quarters of an hour: another zone"
	case n <= 2e9:
		return "within the step of two seconds of FAT and zip"
	}
	return "clocks that differ, or stamps that were set at different times"
}
