// Package timestamps is the vocabulary of copyclock: what one listing of files says, kept
// as it was read. It knows nothing of rates, channels or reports.
//
// # Clocks
//
// A [Stamp] is an instant, a floating wall-clock time (the listing names no zone), absent,
// or invalid. It counts nanoseconds from 1970-01-01T00:00:00 of its own clock, so the
// differences within one column are right even where the zone is unknown. Columns of
// different clocks must not be mixed.
package timestamps

import (
	"math"
	"time"
)

// State says what is known of a [Stamp].
type State uint8

// The states of a stamp. The zero state is Absent: not known, which is never 1970.
const (
	Absent   State = iota // the listing gives no value
	Floating              // wall-clock time of an unknown zone
	Instant               // time on the UTC scale
	Invalid               // a value that is no time: month 13, a year outside 1678-2262, a negative fraction
)

// Stamp is one time of one entry. The zero Stamp is absent.
type Stamp struct {
	// Nanos counts nanoseconds since 1970-01-01T00:00:00, of UTC for an Instant and of
	// the listing's own wall clock for a Floating stamp. Zero for other states.
	Nanos int64
	// Offset is the offset from UTC in minutes that the listing printed beside an
	// Instant; zero where it printed none.
	Offset int16
	// State says how to read Nanos.
	State State
}

// Known reports whether the stamp carries a time.
func (s Stamp) Known() bool { return s.State == Floating || s.State == Instant }

// At returns the instant sec seconds and nsec nanoseconds after 1970 UTC, or an invalid
// stamp outside the years 1678 to 2262, the range of 64-bit nanoseconds.
func At(sec, nsec int64) Stamp {
	if nsec < 0 || nsec >= 1e9 {
		return Stamp{State: Invalid}
	}
	n, ok := nanos(sec, nsec)
	if !ok {
		return Stamp{State: Invalid}
	}
	return Stamp{Nanos: n, State: Instant}
}

// Wall returns the floating stamp of a wall clock that shows the given date and time, or an
// invalid stamp if there is no such time (second 60, 31 April, a year outside 1678-2262).
func Wall(d Date) Stamp {
	n, ok := d.nanos()
	if !ok {
		return Stamp{State: Invalid}
	}
	return Stamp{Nanos: n, State: Floating}
}

// WallAt returns the instant at which a wall clock offset minutes east of UTC shows the
// given date and time, or an invalid stamp.
func WallAt(d Date, offset int) Stamp {
	n, ok := d.nanos()
	if !ok || offset < -24*60 || offset > 24*60 {
		return Stamp{State: Invalid}
	}
	shift := int64(offset) * 60e9
	if (shift > 0 && n < math.MinInt64+shift) || (shift < 0 && n > math.MaxInt64+shift) {
		return Stamp{State: Invalid}
	}
	return Stamp{Nanos: n - shift, Offset: int16(offset), State: Instant}
}

// Date is a civil date and time of day as a listing prints it.
type Date struct {
	Year, Month, Day, Hour, Minute, Second, Nanosecond int
}

func (d Date) nanos() (int64, bool) {
	if uint(d.Month-1) > 11 || d.Day < 1 || d.Day > daysIn(d.Year, d.Month) || uint(d.Year) > 9999 ||
		uint(d.Hour) > 23 || uint(d.Minute) > 59 || uint(d.Second) > 59 || uint(d.Nanosecond) >= 1e9 {
		return 0, false
	}
	sec := int64(days(d.Year, d.Month, d.Day))*86400 + int64(d.Hour*3600+d.Minute*60+d.Second)
	return nanos(sec, int64(d.Nanosecond))
}

// daysIn returns the length of a month.
func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return int("\x1f\x1c\x1f\x1e\x1f\x1e\x1f\x1f\x1e\x1f\x1e\x1f"[month-1])
}

// daysBefore is how many days of a year lie before each month, leap days aside.
var daysBefore = [16]uint16{1: 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// days counts the days from 1970-01-01 in the Gregorian calendar, for years from 0 on. It
// takes numbers, since a copy of the Date costs more than the reckoning.
func days(year, month, day int) int {
	leaps := uint32(year + 400) // a round of leap days later, so that it is never negative
	if month < 3 {
		leaps-- // the leap day of the year is still to come
	}
	centuries := leaps / 100
	return 365*year + int(leaps/4-centuries+centuries/4) + int(daysBefore[month&15]) + day - 719625
}

func nanos(sec, nsec int64) (int64, bool) {
	const first, last = -9_214_560_000, math.MaxInt64 / 1_000_000_000 // 1678-01-01, 2262-04-11
	if sec < first || sec >= last {
		return 0, false
	}
	return sec*1e9 + nsec, true
}

// Time returns the stamp as a time in UTC. A floating stamp shows its wall clock.
func (s Stamp) Time() time.Time { return time.Unix(0, s.Nanos).UTC() }

// Text returns the stamp in RFC 3339: with an offset for an instant, without one for a
// floating stamp, and nothing for a stamp that is absent or invalid.
func (s Stamp) Text() string {
	switch s.State {
	case Instant:
		if s.Offset == 0 {
			return s.Time().Format("2006-01-02T15:04:05.999999999Z")
		}
		return s.Time().In(time.FixedZone("", int(s.Offset)*60)).Format("2006-01-02T15:04:05.999999999Z07:00")
	case Floating:
		return s.Time().Format("2006-01-02T15:04:05.999999999")
	case Absent, Invalid:
	}
	return ""
}

// Times are the four times of an entry. Each is absent unless the listing shows it.
type Times struct {
	Modified, Accessed, Changed, Birth Stamp
}

// Column names a kind of time.
type Column string

// The columns of a listing, in the order in which they are reported.
const (
	Modified Column = "modified"
	Changed  Column = "changed"
	Birth    Column = "birth"
	Accessed Column = "accessed"
)

// Columns lists all columns in report order.
var Columns = []Column{Modified, Changed, Birth, Accessed}

// Of returns the stamp of column c.
func (t *Times) Of(c Column) Stamp {
	switch c {
	case Modified:
		return t.Modified
	case Changed:
		return t.Changed
	case Birth:
		return t.Birth
	case Accessed:
		return t.Accessed
	}
	return Stamp{}
}

// Kind is the type of an entry.
type Kind uint8

// The kinds of entry. Unknown means that the listing does not say.
const (
	Unknown Kind = iota
	File
	Directory
	Link
	Other // device, pipe, socket, name attribute
)

func (k Kind) String() string {
	return [...]string{"unknown", "file", "directory", "link", "other"}[k]
}

// Flags are marks of an entry.
type Flags uint8

// The marks. All are off unless the listing says so.
const (
	Deleted       Flags = 1 << iota // named as deleted
	Stream                          // an alternate data stream
	NameAttribute                   // an NTFS $FILE_NAME row: never a second file
	Dot                             // "." or ".."
	HardLink                        // a further name of a file that is listed already
	Rounded                         // Size is rounded ("1.2K"): a centre, see Entry.Slack
	Encrypted                       // the member is encrypted
	Label                           // the label of a volume, printed as a file
)

// NoSize marks an entry whose size the listing does not give.
const NoSize int64 = -1

// Entry is one file or directory of a listing.
type Entry struct {
	// Path is the name as listed, byte for byte; it need not be UTF-8 and is never opened.
	Path string
	// Size in bytes, or NoSize.
	Size int64
	// Slack is how far the true size may lie from Size, in bytes: zero for exact sizes.
	Slack int64
	// Line is the line of the listing, counted from 1, or the ordinal of the header in an archive.
	Line  int64
	Times Times
	Kind  Kind
	Flags Flags
}

// Counts reports whether the entry is a file whose bytes a copy had to move: a live file
// that is listed for the first time.
func (e *Entry) Counts() bool { return counts(e.Kind, e.Flags) }

func counts(kind Kind, flags Flags) bool {
	return (kind == File || kind == Unknown) && flags&(Deleted|Stream|NameAttribute|Dot|HardLink|Label) == 0
}

// Extra is a further stamp of every entry that only one format knows, such as the DOS time
// of a zip member beside its UTC time.
type Extra struct {
	Name   string  // as in the header of list --to csv: modified_dos, modified_ut, modified_ntfs ...
	Stamps []Stamp // one for each entry, in the order of Entries
}

// Zone says how floating stamps relate to UTC and who said so.
type Zone struct {
	// Name is "UTC", an offset such as "+02:00", "printed" where each stamp carries its own
	// offset, or "unknown".
	Name string `json:"name"`
	// Source is input, archive, user or nobody.
	Source string `json:"source"`
}

// Warning is a doubt about the input that does not stop the reading.
type Warning struct {
	Code  string `json:"code"`            // kebab case: bad-line, invalid-stamp, stamp-outside-1980-2100, rounded-size ...
	Line  int64  `json:"line,omitempty"`  // the first line concerned; zero where no line is to blame
	Count int64  `json:"count,omitempty"` // how often
	Text  string `json:"text"`            // a sentence
}

// Note is something that an input tells of its own making, and no doubt about it: the program
// that packed an archive, the zone of its clock.
type Note struct {
	Code string `json:"code"` // kebab case: packer, packer-zone ...
	Text string `json:"text"` // a sentence
}

// Head is what is known of a listing beside its entries.
type Head struct {
	Format   string // name of the format, such as "bodyfile"
	Zone     Zone
	Skipped  int64 // lines that belong to the listing and could not be read
	Warnings []Warning
	Notes    []Note
	// HeaderOrder is true where the order of the entries is that of an archive's headers.
	HeaderOrder bool
}

// Listing is what a reader makes of one input. Readers fill it row by row; all else looks at a
// [Table] of it.
type Listing struct {
	Head
	Entries []Entry
	Extras  []Extra
}

// Warn counts a warning of the given code; the first text and line of a code are kept.
func (h *Head) Warn(code string, line int64, text string) {
	for i := range h.Warnings {
		if h.Warnings[i].Code == code {
			h.Warnings[i].Count++
			return
		}
	}
	h.Warnings = append(h.Warnings, Warning{Code: code, Line: line, Count: 1, Text: text})
}

// Skip counts a line that belongs to the listing and could not be read.
func (h *Head) Skip(line int64, why string) {
	h.Skipped++
	h.Warn("bad-line", line, why)
}

// ShowIn sets the offset in which the instants of a listing are printed, in minutes east of
// UTC. Their values stay.
func (t *Table) ShowIn(offset int16) {
	t.EditStamps(func(_ int64, s *Stamp) {
		if s.State == Instant {
			s.Offset = offset
		}
	})
}
