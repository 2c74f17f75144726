package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"copyclock/timestamps"
)

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
		for _, e := range l.Listing.All() {
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
