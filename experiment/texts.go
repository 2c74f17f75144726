package experiment

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"

	"copyclock/timestamps"
)

// listing writes what a listing tool would show of the copy: path, size and the stamps as
// read back, in the order of writing.
func (w *writer) listing() []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	columns := w.columns()
	head := []string{"path", "size"}
	for _, c := range columns {
		head = append(head, string(c))
	}
	rows := [][]string{head}
	for i, f := range w.files {
		row := []string{timestamps.Escape(w.plan.Files[i].Path), strconv.FormatInt(w.plan.Files[i].Size, 10)}
		for _, c := range columns {
			row = append(row, f.stamps.Of(c).Text())
		}
		rows = append(rows, row)
	}
	out.WriteAll(rows) //nolint:errcheck // a buffer takes all
	return b.Bytes()
}

// timeline writes start, end and stamps of every file in seconds since the start of the run.
func (w *writer) timeline() []byte {
	var b bytes.Buffer
	epoch := w.begin.UnixNano()
	fmt.Fprintf(&b, "#path\tsize\tcopy_start_s\tcopy_end_s\tmtime_s\tctime_s\tbtime_s\t(seconds after epoch %.6f)\n", float64(epoch)/1e9)
	for i, f := range w.files {
		fmt.Fprintf(&b, "%s\t%d\t%.6f\t%.6f", timestamps.Escape(w.plan.Files[i].Path), w.plan.Files[i].Size, f.start.Seconds(), f.end.Seconds())
		for _, s := range []timestamps.Stamp{f.stamps.Modified, f.stamps.Changed, f.stamps.Birth} {
			if b.WriteByte('\t'); s.Known() {
				fmt.Fprintf(&b, "%.6f", float64(s.Nanos-epoch)/1e9)
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}
