package reports

import (
	"copyclock/timestamps"
)

// Alignments returns what two listings of the same files say of their clocks.
func Alignments(first, second string, all []timestamps.Alignment) *Document {
	d := &Document{}
	t := Table{Columns: []Column{
		{Name: "stamp"}, {Name: "files in\nboth", Align: Right}, {Name: "matched\nby size", Align: Right}, {Name: "offset", Align: Right},
		{Name: "files", Align: Right}, {Name: "what it looks like", Wrap: true},
	}}
	const shown = 5
	for i := range all {
		a := &all[i]
		for k, o := range a.Offsets {
			if k == shown {
				t.Rows = append(t.Rows, []string{"", "", "", "", "", Count(int64(len(a.Offsets)-shown)) + " further offsets"})
				break
			}
			row := []string{"", "", "", signedSeconds(o.Nanos), Count(int64(o.Files)), looksLike(o, a.Pairs)}
			if k == 0 {
				row[0], row[1], row[2] = string(a.Column), Count(int64(a.Pairs)), Count(int64(a.BySize))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	d.add(Paragraph{"Clock of " + timestamps.Escape(second) + " minus clock of " + timestamps.Escape(first) + "."})
	if len(t.Rows) == 0 {
		d.add(Paragraph{"No file of one listing could be found in the other with a stamp in both."})
		return d
	}
	d.add(t, Note{"Files are matched by name and size, else by a size that only one file of each listing has."})
	return d
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

// looksLike names the plain reasons of an offset first.
func looksLike(o timestamps.Offset, pairs int) string {
	const hour, quarter = int64(3600e9), int64(900e9)
	n := max(o.Nanos, -o.Nanos)
	switch {
	case n == 0:
		return "the same stamps"
	case o.Files < 2 && pairs > 1:
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
