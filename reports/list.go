package reports

import (
	"io"
	"strconv"

	"copyclock/timestamps"
)

// Listed is a listing and the name of the evidence it was read from.
type Listed struct {
	Name    string // not escaped
	Listing *timestamps.Table
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
