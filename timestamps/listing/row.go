package listing

import "copyclock/timestamps"

// Verdict is what a [LineFunc] makes of a line.
type Verdict uint8

// The verdicts.
const (
	// Bad is a line that belongs to the listing and cannot be read: it is counted, and its
	// number and [Row.Why] become a warning.
	Bad Verdict = iota
	// Good is a line that holds one entry.
	Good
	// Pass is a line that holds none: a header, a total, a message of the tool.
	Pass
	// Total is a line that sums up the entries since the last such line, or since the
	// beginning, in [Row.Printed].
	Total
)

// LineFunc reads one line, which is never blank, into r. It must depend on nothing but the
// line: lines are read by several goroutines at once and in any order.
type LineFunc func(line []byte, r *Row) Verdict

// Row is what one line says. At each call of a [LineFunc] the size is NoSize and all else
// is zero, and Line is filled in afterwards.
type Row struct {
	timestamps.Entry
	// Name is the path, as part of the line or of memory that Buffer gave: it becomes
	// Entry.Path without an allocation.
	Name []byte
	// Why says why a line is bad; the default is that it has not the columns of its format.
	Why string
	// Printed is what a Total line says.
	Printed printedTotal

	buffer []byte
	notes  []timestamps.Warning
}

// Note adds a warning that concerns this line. The code is one of a few constants; of
// several warnings of one code the first text is shown and all are counted.
func (r *Row) Note(code, text string) { r.NoteMany(code, 1, text) }

// NoteMany is Note for a warning that concerns several values of this line.
func (r *Row) NoteMany(code string, count int, text string) {
	r.notes = append(r.notes, timestamps.Warning{Code: code, Count: int64(count), Text: text})
}

// Buffer returns empty memory for n bytes, to be used until the line is done. It is the same
// memory at each call for one line.
func (r *Row) Buffer(n int) []byte {
	if cap(r.buffer) < n {
		r.buffer = make([]byte, 0, 2*n)
	}
	return r.buffer[:0]
}

// reset makes r ready for the next line.
func (r *Row) reset() {
	r.Entry = timestamps.Entry{Size: timestamps.NoSize}
	r.Name, r.Why, r.notes = nil, "", r.notes[:0]
	r.Printed = printedTotal{notPrinted, notPrinted, notPrinted}
}
