package listing

import "copyclock/timestamps"

// timesketchCSV is the table of events that Timesketch imports, and our own of list --to
// timesketch.
var timesketchCSV = Format{
	Name:       "timesketch-csv",
	Title:      "Timesketch CSV; copyclock list --to timesketch",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "1 µs",
	Zone:       "UTC, or an offset beside each time",
	Match: func(head [][]byte) float64 {
		header := firstCells(head, ',')
		if hasColumns(header, "message", "datetime", "timestamp_desc") && !isDynamicHeader(header) {
			return 1
		}
		return 0
	},
	Read: readTimesketchCSV,
}

// readTimesketchCSV reads a table such as
//
//	"message","timestamp","datetime","timestamp_desc","data_type"
//	"/a.txt","1331698658276340","2012-03-14T04:17:38.276340+00:00","Creation Time","fs:stat"
func readTimesketchCSV(in *Lines, l *timestamps.Listing, _ Options) error {
	t := newTimeline(in, l)
	var fields []int
	width := 0
	return readTable(in, l, ',', func(header [][]byte) bool {
		width = len(header)
		for _, cell := range header {
			fields = append(fields, sketchField(cell))
		}
		return hasColumns(header, "datetime", "timestamp_desc")
	}, func(cells [][]byte, at int64) {
		if len(cells) != width {
			l.Skip(at, "a row has not the cells of the header")
			return
		}
		var v sketchEvent
		for i, cell := range cells {
			if fields[i] >= 0 && (len(cell) > 0 || fields[i] == skStamp) {
				v[fields[i]] = cell
			}
		}
		t.sketch(&v, at)
	})
}
