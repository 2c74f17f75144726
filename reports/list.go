package reports

import (
	"bufio"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"copyclock/timestamps"
)

// Listed is a listing and the name of the evidence it was read from.
type Listed struct {
	Name    string // not escaped
	Listing *timestamps.Listing
}

// ListFormat is one way to write what was read.
type ListFormat struct {
	Name  string // as in list --to
	Title string // for whom
	Write func(w io.Writer, listed []Listed) error
}

// ListFormats lists the formats of list; the first is the default. All write the entries
// in the order in which they were read, as a stream, with names escaped (see [timestamps.Escape]).
var ListFormats = []ListFormat{
	{"text", "for a terminal", ListText},
	{"csv", "one row for each entry, with all that is known of it", ListCSV},
	{"jsonl", "Timesketch: one object for each known stamp", ListJSONL},
	{"timesketch", "the same as CSV", ListTimesketch},
	{"bodyfile", "body file 3 for mactime; whole seconds", ListBodyfile},
}

// ListFormatByName returns the format of that name, or nil.
func ListFormatByName(name string) *ListFormat {
	for i := range ListFormats {
		if ListFormats[i].Name == name {
			return &ListFormats[i]
		}
	}
	return nil
}

// listHeader are the columns of list --to csv before those that only one format knows.
var listHeader = []string{
	"evidence", "line", "kind", "path", "size", "modified", "accessed", "changed", "birth", "deleted", "stream",
	"name_attribute", "dot", "hardlink", "size_exact", "name_raw", "zone",
}

// ListCSV writes one row for each entry, and one further column for each [timestamps.Extra]
// of any listing, in the order of their first appearance. A value that is not known is
// empty; name_raw is the path in hex, only where the path is not UTF-8.
func ListCSV(w io.Writer, listed []Listed) error {
	var extras []string
	for _, l := range listed {
		for _, x := range l.Listing.Extras {
			if !slices.Contains(extras, x.Name) {
				extras = append(extras, x.Name)
			}
		}
	}
	c := csv.NewWriter(w)
	row := append(slices.Clone(listHeader), make([]string, len(extras))...)
	for i, name := range extras {
		row[len(listHeader)+i] = timestamps.Escape(name)
	}
	if err := c.Write(row); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	for _, l := range listed {
		name, zone := timestamps.Escape(l.Name), timestamps.Escape(l.Listing.Zone.Name)
		columns := make([][]timestamps.Stamp, len(extras))
		for i, x := range extras {
			columns[i] = stampsOf(l.Listing, x)
		}
		for i := range l.Listing.Entries {
			e := &l.Listing.Entries[i]
			row = append(row[:0], name, strconv.FormatInt(e.Line, 10), e.Kind.String(), timestamps.Escape(e.Path), size(e),
				e.Times.Modified.Text(), e.Times.Accessed.Text(), e.Times.Changed.Text(), e.Times.Birth.Text())
			for _, f := range []timestamps.Flags{timestamps.Deleted, timestamps.Stream, timestamps.NameAttribute, timestamps.Dot, timestamps.HardLink} {
				row = append(row, strconv.FormatBool(e.Flags&f != 0))
			}
			row = append(row, strconv.FormatBool(exact(e)), raw(e.Path), zone)
			for _, stamps := range columns {
				row = append(row, stampAt(stamps, i).Text())
			}
			if err := c.Write(row); err != nil {
				return fmt.Errorf("writing csv: %w", err)
			}
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

// stampsOf returns the stamps of the extra column of that name, nil if l has none.
func stampsOf(l *timestamps.Listing, name string) []timestamps.Stamp {
	for _, x := range l.Extras {
		if x.Name == name {
			return x.Stamps
		}
	}
	return nil
}

func stampAt(stamps []timestamps.Stamp, i int) timestamps.Stamp {
	if i < len(stamps) {
		return stamps[i]
	}
	return timestamps.Stamp{}
}

func size(e *timestamps.Entry) string {
	if e.Size < 0 {
		return ""
	}
	return strconv.FormatInt(e.Size, 10)
}

// exact reports whether the size of e is known to the byte.
func exact(e *timestamps.Entry) bool {
	return e.Size >= 0 && e.Slack == 0 && e.Flags&timestamps.Rounded == 0
}

// raw returns the bytes of a path in hex where they are not UTF-8, else nothing.
func raw(path string) string {
	if utf8.ValidString(path) {
		return ""
	}
	return hex.EncodeToString([]byte(path))
}

// ListText writes kind, size, time of modification and path of each entry, and under each
// evidence what was read.
func ListText(w io.Writer, listed []Listed) error {
	b := bufio.NewWriter(w)
	for n, l := range listed {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s (%s, zone %s)\n", timestamps.Escape(l.Name), timestamps.Escape(l.Listing.Format), timestamps.Escape(l.Listing.Zone.Name))
		widest := len("modified")
		for i := range l.Listing.Entries {
			widest = max(widest, len(l.Listing.Entries[i].Times.Modified.Text()))
		}
		fmt.Fprintf(b, "%-9s  %15s  %-*s  %s\n", "kind", "size", widest, "modified", "path")
		for i := range l.Listing.Entries {
			e := &l.Listing.Entries[i]
			text := unknown
			if e.Size >= 0 {
				text = Count(e.Size)
				if !exact(e) {
					text = "~" + text
				}
			}
			stamp := e.Times.Modified.Text()
			if stamp == "" {
				stamp = unknown
			}
			fmt.Fprintf(b, "%-9s  %15s  %-*s  %s%s\n", e.Kind, text, widest, stamp, timestamps.Escape(e.Path), marks(e))
		}
		b.WriteString(totals(l.Listing))
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing text: %w", err)
	}
	return nil
}

// marks names the marks of an entry behind its path.
func marks(e *timestamps.Entry) string {
	var all []string
	for _, m := range []struct {
		flag timestamps.Flags
		name string
	}{
		{timestamps.Deleted, "deleted"},
		{timestamps.Stream, "stream"},
		{timestamps.NameAttribute, "name attribute"},
		{timestamps.HardLink, "hard link"},
		{timestamps.Encrypted, "encrypted"},
	} {
		if e.Flags&m.flag != 0 {
			all = append(all, m.name)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "  [" + strings.Join(all, ", ") + "]"
}

// totals counts the entries of l as they were listed, deleted ones and streams included.
func totals(l *timestamps.Listing) string {
	var files, directories, others, sizeless, bytes int64
	about, atLeast := "", ""
	for i := range l.Entries {
		e := &l.Entries[i]
		switch e.Kind {
		case timestamps.File, timestamps.Unknown:
			files++
			if e.Size < 0 {
				sizeless++
				continue
			}
			sum, whole := timestamps.AddSize(bytes, e.Size)
			if bytes = sum; !whole {
				atLeast = "at least "
			}
			if !exact(e) {
				about = "about "
			}
		case timestamps.Directory:
			directories++
		case timestamps.Link, timestamps.Other:
			others++
		}
	}
	s := Number(int64(len(l.Entries)), "entry") + ": " + Number(files, "file") + ", " + atLeast + about + Bytes(bytes) + "; " +
		Number(directories, "directory") + "; " + Number(others, "other")
	if sizeless > 0 {
		s += "; " + Number(sizeless, "file") + " without a size"
	}
	if l.Skipped > 0 {
		s += "; " + Number(l.Skipped, "line") + " skipped"
	}
	return s + "\n"
}

// event is one line of Timesketch's JSON lines: message, datetime and timestamp_desc are
// required there.
type event struct {
	Message       string `json:"message"`
	Datetime      string `json:"datetime"`  // RFC 3339, microseconds, UTC
	Timestamp     int64  `json:"timestamp"` // microseconds since 1970
	TimestampDesc string `json:"timestamp_desc"`
	Evidence      string `json:"evidence"`
	Line          int64  `json:"line"`
	Kind          string `json:"kind"`
	Path          string `json:"path"`
	Size          *int64 `json:"size,omitempty"`
	SizeExact     bool   `json:"size_exact"`
	Deleted       bool   `json:"deleted"`
	Stream        bool   `json:"stream"`
	NameAttribute bool   `json:"name_attribute"`
	Dot           bool   `json:"dot"`
	HardLink      bool   `json:"hardlink"`
	NameRaw       string `json:"name_raw,omitempty"`
	Stamp         string `json:"stamp"` // as listed, without an offset where the zone is unknown
	Zone          string `json:"zone"`
}

// descriptions name the columns as Timesketch and plaso do.
var descriptions = []struct {
	column timestamps.Column
	text   string
}{
	{timestamps.Modified, "Content Modification Time"},
	{timestamps.Changed, "Metadata Modification Time"},
	{timestamps.Birth, "Creation Time"},
	{timestamps.Accessed, "Last Access Time"},
}

// ListJSONL writes one object for each known stamp. Timesketch knows no floating times:
// datetime and timestamp show the wall clock of such a stamp as if it were UTC, and stamp
// has no offset. An entry without any known stamp has no line.
func ListJSONL(w io.Writer, listed []Listed) error {
	b := bufio.NewWriter(w)
	j := json.NewEncoder(b)
	j.SetEscapeHTML(false)
	for _, l := range listed {
		for i := range l.Listing.Entries {
			if err := events(l, i, func(v *event) error { return j.Encode(v) }); err != nil {
				return fmt.Errorf("writing jsonl: %w", err)
			}
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing jsonl: %w", err)
	}
	return nil
}

// timesketchHeader are the columns of [ListTimesketch]; the first four are those that
// Timesketch asks for.
var timesketchHeader = []string{
	"message", "timestamp", "datetime", "timestamp_desc", "evidence", "line", "kind", "path", "size", "stamp", "zone",
}

// ListTimesketch writes the same events as [ListJSONL] as the CSV that Timesketch imports.
func ListTimesketch(w io.Writer, listed []Listed) error {
	c := csv.NewWriter(w)
	if err := c.Write(timesketchHeader); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	for _, l := range listed {
		for i := range l.Listing.Entries {
			err := events(l, i, func(v *event) error {
				return c.Write([]string{
					v.Message, strconv.FormatInt(v.Timestamp, 10), v.Datetime, v.TimestampDesc, v.Evidence,
					strconv.FormatInt(v.Line, 10), v.Kind, v.Path, size(&l.Listing.Entries[i]), v.Stamp, v.Zone,
				})
			})
			if err != nil {
				return fmt.Errorf("writing csv: %w", err)
			}
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

// events hands the known stamps of the entry with index i to write, one event each.
func events(l Listed, i int, write func(*event) error) error {
	e := &l.Listing.Entries[i]
	v := event{
		Evidence: timestamps.Escape(l.Name), Line: e.Line, Kind: e.Kind.String(), Path: timestamps.Escape(e.Path), SizeExact: exact(e),
		Deleted: e.Flags&timestamps.Deleted != 0, Stream: e.Flags&timestamps.Stream != 0,
		NameAttribute: e.Flags&timestamps.NameAttribute != 0, Dot: e.Flags&timestamps.Dot != 0,
		HardLink: e.Flags&timestamps.HardLink != 0, NameRaw: raw(e.Path), Zone: timestamps.Escape(l.Listing.Zone.Name),
	}
	if e.Size >= 0 {
		v.Size = &e.Size
	}
	put := func(s timestamps.Stamp, description string) error {
		if !s.Known() {
			return nil
		}
		v.Message = v.Kind + " " + v.Path
		v.Datetime = s.Time().Format("2006-01-02T15:04:05.000000") + "+00:00"
		v.Timestamp = floor(s.Nanos, 1000)
		v.TimestampDesc = description
		v.Stamp = s.Text()
		return write(&v)
	}
	for _, d := range descriptions {
		if err := put(e.Times.Of(d.column), d.text); err != nil {
			return err
		}
	}
	for _, x := range l.Listing.Extras {
		if err := put(stampAt(x.Stamps, i), timestamps.Escape(x.Name)); err != nil {
			return err
		}
	}
	return nil
}

// floor returns the largest integer that is not above n/d.
func floor(n, d int64) int64 {
	q := n / d
	if n%d < 0 {
		q--
	}
	return q
}

// ListBodyfile writes a body file of version 3:
//
//	0|/docs/a.txt|0|r/r---------|0|0|1024|1467743958|1467743958|0|1467743957
//
// It holds whole seconds only, 0 for a time or a size that is not known, and the wall clock
// of a floating stamp as if it were UTC. A bar in a name is written \x7c, because no reader
// of body files can tell it from the end of the field.
func ListBodyfile(w io.Writer, listed []Listed) error {
	b := bufio.NewWriter(w)
	for _, l := range listed {
		for i := range l.Listing.Entries {
			e := &l.Listing.Entries[i]
			name := strings.ReplaceAll(timestamps.Escape(e.Path), "|", `\x7c`)
			switch {
			case e.Flags&timestamps.NameAttribute != 0 && !strings.HasSuffix(name, " ($FILE_NAME)"):
				name += " ($FILE_NAME)"
			case e.Flags&timestamps.Deleted != 0 && !strings.Contains(name, " (deleted"):
				name += " (deleted)"
			}
			fmt.Fprintf(b, "0|%s|0|%s|0|0|%d|%d|%d|%d|%d\n", name, mode(e), max(e.Size, 0), seconds(e.Times.Accessed),
				seconds(e.Times.Modified), seconds(e.Times.Changed), seconds(e.Times.Birth))
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing a body file: %w", err)
	}
	return nil
}

// seconds returns the Unix time of a stamp, 0 where it is not known.
func seconds(s timestamps.Stamp) int64 {
	if !s.Known() {
		return 0
	}
	return floor(s.Nanos, 1e9)
}

// mode returns the type of an entry as body files show it; rights are not known.
func mode(e *timestamps.Entry) string {
	letter := "-"
	switch e.Kind {
	case timestamps.File:
		letter = "r"
	case timestamps.Directory:
		letter = "d"
	case timestamps.Link:
		letter = "l"
	case timestamps.Unknown, timestamps.Other:
	}
	name := letter
	if e.Flags&timestamps.Deleted != 0 {
		name = "-"
	}
	return name + "/" + letter + "---------"
}
