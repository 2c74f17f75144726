package reports

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"copyclock/timestamps"
)

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
		for i, e := range l.Listing.All() {
			if err := events(l, i, e, func(v *event) error { return j.Encode(v) }); err != nil {
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
		for i, e := range l.Listing.All() {
			err := events(l, i, e, func(v *event) error {
				return c.Write([]string{
					v.Message, strconv.FormatInt(v.Timestamp, 10), v.Datetime, v.TimestampDesc, v.Evidence,
					strconv.FormatInt(v.Line, 10), v.Kind, v.Path, size(e), v.Stamp, v.Zone,
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

// events hands the known stamps of entry i to write, one event each.
func events(l Listed, i int, e *timestamps.Entry, write func(*event) error) error {
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
