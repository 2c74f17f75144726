// Package listing reads the text that file-listing tools print.
//
// All formats sit on one reader. It cuts the input into blocks of whole lines, ends lines at
// LF or CRLF, numbers them, skips lines longer than [MaxLine] and counts them, and allocates
// nothing per line. Bytes are taken as they are; decoding is done before, by the package
// evidence.
//
// # Adding a format
//
// One file named after the format, with one [Format] value and, above its parser, a real
// line of the format as a quotation; one row in [Formats] (formats.go); one sample in
// reader_test.go and one maker of lines in bench_test.go; one row in manifest_test.go where
// shared samples exist. The tests then hold the new format to what all formats must do: its
// samples are claimed by it alone, a second reading gives the same, and several blocks give
// what one block gives.
//
// A Format reads in one of three ways; the first that can do it is the right one.
//
// Line, where every line stands for itself. The function fills a [Row] and says whether the
// line was [Good], [Pass], [Bad] or a [Total]:
//
//	var sizes = Format{
//		Name: "sizes", Title: "...", Stamps: "modified", Resolution: "1 s", Zone: "UTC",
//		Line: sizesLine,
//	}
//
//	// sizesLine reads a line such as
//	//
//	//	1467743958 17 etc/passwd
//	func sizesLine(line []byte, r *Row) Verdict {
//		when, rest := cutField(line)
//		size, rest := cutField(rest)
//		sec, ok := number(when)
//		if r.Size, _ = number(size); !ok || len(rest) < 2 {
//			return Bad
//		}
//		r.Kind, r.Times.Modified = timestamps.File, timestamps.At(sec, 0)
//		r.Name = rest[1:]
//		return Good
//	}
//
// Blank lines never reach the function. It runs in several goroutines at once, so it keeps
// nothing between two calls. Name is bytes of the line, or bytes appended to [Row.Buffer]
// where a name must be put together or unescaped; it becomes Entry.Path without an
// allocation. Set Why only to say more than that the columns are wrong, and call [Row.Note]
// for a doubt about a line that is good. Nothing else reports: a Bad line is counted and
// shown, a Pass line is not, and a Total line is compared with the entries above it.
//
// Open, where the first lines say how the others are read: the columns of a header, the
// order of dates, a layout that must be guessed. Open looks at the head, may set the zone or
// warn on the listing, and returns the LineFunc, usually a method of what it found. The
// header line comes to the LineFunc too, which passes over it.
//
// Read, where a line depends on the lines before it: headings, blocks of "Key = value",
// totals to be compared, records over several lines. Read walks over the [Lines] itself and
// appends to the listing; a path is stored with [Lines.Keep] and never with string(b), and a
// line that belongs to the listing and cannot be read is counted with
// [timestamps.Listing.Skip]. It need not look at errors of the reader.
//
// Match says which share of the first lines the format explains, as [Share] counts it. Line
// and Open formats do not need one: the default asks the line function. It must be strict:
// no line of another tool may pass, since two formats that claim one input are an error. A
// format that by its nature explains the output of others, such as a table with any header,
// says so with Generic and is asked only where no other claims the input.
//
// Dates without a year are stored with [yearless] and resolved for all formats alike from
// [Options.ReferenceDate] or the dates that have a year. Day and month that cannot be told
// apart are settled by the data or [Options.DateOrder], or refused. Fields, numbers, dates,
// modes, sizes and escapes have their readers in field.go, number.go, date.go, mode.go,
// size.go and escape.go, tables with quotes in table.go, JSON in jsonreader.go and json.go, XML
// in xmlreader.go, printed totals in totals.go, names that a tool has quoted in quoting.go: use
// those, or extend them. What a tool writes in place of characters that it cannot show has its
// row in lossy.go. What many formats call looks at eight bytes at once, as swar.go has it.
package listing

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"

	"copyclock/timestamps"
)

// Errors of [Detect].
var (
	// ErrUnknownFormat says that the first lines fit no format.
	ErrUnknownFormat = errors.New("unknown listing format")
	// ErrAmbiguous says that the first lines fit more than one format.
	ErrAmbiguous = errors.New("the first lines fit more than one format")
)

// DateOrder is the order of the numbers of a date that has no name of a month.
type DateOrder string

// The orders. The empty order means that the data must decide.
const (
	MonthFirst DateOrder = "mdy"
	DayFirst   DateOrder = "dmy"
	YearFirst  DateOrder = "ymd"
)

// Options shape how a listing is read.
type Options struct {
	// Columns maps fields of a generic table, "path=1,size=3,modified=Date"; empty means
	// that the header says it.
	Columns string
	// DateOrder settles the order of day, month and year where the listing does not; it
	// never overrules a listing that does.
	DateOrder DateOrder
	// ReferenceDate is a floating stamp of when the listing was made, not before: dates
	// that are printed without a year are the last ones not later than its day. Absent
	// means that the newest date with a year takes its place.
	ReferenceDate timestamps.Stamp
	// MaxEntries bounds the entries of the listing; zero means no bound.
	MaxEntries int64
	// Cores is how many goroutines read lines; zero means as many as may run at once. The
	// listing does not depend on it.
	Cores int
	// BlockSize is how many bytes one goroutine takes at a time; zero means 1 MiB. The
	// listing does not depend on it.
	BlockSize int

	// Progress counts the entries while they are read; nil means not at all.
	Progress *timestamps.Progress

	size int64 // of the input in bytes, or zero if unknown
}

// Format is one kind of listing. Exactly one of Line, Open and Read is set.
type Format struct {
	Name       string // kebab case, as in --format
	Title      string // what prints it
	Stamps     string // the columns it can show
	Resolution string // of the stamps as printed
	Zone       string // what the stamps say about their zone
	// Generic marks a format that explains what more specific ones explain too. It claims
	// an input only where no other format does.
	Generic bool
	// Match returns the share of the given first lines that the format explains, 0 to 1;
	// lines that are blank or belong to no format in particular count for neither side.
	// Nil is allowed with Line and Open.
	Match func(head [][]byte) float64
	// Line reads one line for itself.
	Line LineFunc
	// Open looks at the first lines that are not blank and returns the function that reads
	// each line, these among them. It may set the zone of l and warn.
	Open func(head [][]byte, l *timestamps.Listing, opt Options) (LineFunc, error)
	// Read appends the entries of in to l. It sets the zone only where the format itself
	// says it.
	Read func(in *Lines, l *timestamps.Listing, opt Options) error
	// Finish, if set, is called when all lines are read.
	Finish func(l *timestamps.Listing, opt Options)
}

// matchShare is the share of the head that a format must explain to claim an input.
const matchShare = 0.9

// Detect returns the one format that claims a listing whose first lines are head. Where
// none or more than one does, the error names the candidates.
func Detect(head [][]byte) (*Format, error) {
	type near struct {
		name  string
		share float64
	}
	var nearest []near
	var claims, generic []*Format
	for i := range Formats {
		f := &Formats[i]
		share := f.Share(head)
		switch {
		case share >= matchShare && f.Generic:
			generic = append(generic, f)
		case share >= matchShare:
			claims = append(claims, f)
		case share > 0:
			nearest = append(nearest, near{f.Name, share})
		}
	}
	if len(claims) == 0 {
		claims = generic
	}
	switch len(claims) {
	case 1:
		return claims[0], nil
	case 0:
		if namesAlone(head) {
			return nil, fmt.Errorf("%w: the lines hold names alone, as of dir /b, dir /w, ls or find; sizes and times are needed", ErrUnknownFormat)
		}
		if len(nearest) == 0 {
			return nil, ErrUnknownFormat
		}
		sort.SliceStable(nearest, func(i, j int) bool { return nearest[i].share > nearest[j].share })
		var b strings.Builder
		for i, n := range nearest[:min(3, len(nearest))] {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s (%.0f %% of the first lines)", n.name, 100*n.share)
		}
		return nil, fmt.Errorf("%w; nearest: %s", ErrUnknownFormat, b.String())
	}
	var tied []string
	for _, f := range claims {
		tied = append(tied, f.Name)
	}
	return nil, fmt.Errorf("%w: %s; name one of them", ErrAmbiguous, strings.Join(tied, ", "))
}

// namesAlone reports whether the lines are paths and nothing else, or the columns of dir /w.
func namesAlone(head [][]byte) bool {
	paths := 0
	for _, b := range head {
		switch {
		case bytes.HasPrefix(b, []byte("[.] ")):
			return true
		case len(b) > 3 && b[1] == ':' && b[2] == '\\', bytes.HasPrefix(b, []byte("./")), bytes.HasPrefix(b, []byte(`\\`)),
			b[0] == '/' && bytes.IndexByte(b[1:], '/') > 0:
			paths++
		}
	}
	return paths > 0 && paths == len(head)
}

// Share returns which part of the first lines the format explains, 0 to 1.
func (f *Format) Share(head [][]byte) float64 {
	if f.Match != nil {
		return f.Match(head)
	}
	line := f.Line
	if f.Open != nil {
		var err error
		if line, err = f.Open(head, &timestamps.Listing{}, Options{}); err != nil {
			return 0
		}
	}
	return Share(head, line)
}

// Share returns which part of the lines are good. Lines that are passed over, and blank
// ones, count for neither side.
func Share(head [][]byte, line LineFunc) float64 {
	good, bad := 0, 0
	var r Row
	for _, b := range head {
		if len(b) == 0 {
			continue
		}
		r.reset()
		switch line(b, &r) {
		case Good:
			good++
		case Bad:
			bad++
		case Pass, Total:
		}
	}
	return ratio(good, bad)
}

// ratio is good/(good+bad), and zero if nothing is good.
func ratio(good, bad int) float64 {
	if good == 0 {
		return 0
	}
	return float64(good) / float64(good+bad)
}

// Parse reads a listing of this format. It counts the lines that were too long, gives dates
// without a year theirs, states the zone where the format does not, and checks the stamps.
// The listing is what was read up to the error, if there is one.
func (f *Format) Parse(s *Source, opt Options) (*timestamps.Table, error) {
	l := &timestamps.Listing{Head: timestamps.Head{Format: f.Name}}
	in := newBlocks(s.all(), opt.BlockSize)
	opt.size = s.size
	t, err := f.read(in, s.head, l, opt)
	in.close()
	if err == nil {
		err = in.failure()
	}
	if opt.MaxEntries > 0 && int64(t.Len()) > opt.MaxEntries {
		err = fmt.Errorf("%w (%d)", ErrMaxEntries, opt.MaxEntries)
	}
	if err != nil {
		return t, err
	}
	resolveYears(t, opt)
	warnReplaced(t)
	if n := in.tooLong; n > 0 {
		t.Skipped += n
		t.Warnings = append(t.Warnings, timestamps.Warning{
			Code: "long-line", Line: in.firstTooLong, Count: n,
			Text: fmt.Sprintf("lines longer than %d bytes were skipped", MaxLine),
		})
	}
	if t.Zone.Name == "" {
		t.Zone = zoneOf(t)
	}
	t.CheckStamps()
	return t, nil
}

// read reads the blocks in the way of the format.
func (f *Format) read(in *blocks, head [][]byte, l *timestamps.Listing, opt Options) (*timestamps.Table, error) {
	line := f.Line
	var err error
	switch {
	case f.Read != nil:
		err = f.Read(&Lines{in: in, l: l, room: room{max: opt.MaxEntries, size: opt.size, progress: opt.Progress}}, l, opt)
		if err == nil && f.Finish != nil {
			f.Finish(l, opt)
		}
		return timestamps.NewTable(l), err
	case f.Open != nil:
		if line, err = f.Open(head, l, opt); err != nil {
			return timestamps.NewTable(l), err
		}
	}
	t := readLines(in, l, opt, line)
	if f.Finish != nil {
		rows := t.Unpack()
		f.Finish(rows, opt)
		t = timestamps.NewTable(rows)
	}
	return t, nil
}

// zoneOf says what the stamps themselves tell of their zone. One stamp without a zone makes
// the zone of the listing unknown.
func zoneOf(t *timestamps.Table) timestamps.Zone {
	floating, instant, offsets := t.Zoned()
	switch {
	case floating || !instant:
		if instant {
			t.Warn("mixed-clocks", 0, "some times name their zone and some do not; columns of different clocks are not compared")
		}
		return timestamps.Zone{Name: "unknown", Source: "nobody"}
	case offsets:
		return timestamps.Zone{Name: "printed", Source: "input"}
	}
	return timestamps.Zone{Name: "UTC", Source: "input"}
}

// ByName returns the format of that name, or nil.
func ByName(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}
