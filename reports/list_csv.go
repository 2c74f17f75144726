package reports

import (
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"copyclock/timestamps"
)

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
		for i, e := range l.Listing.All() {
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
func stampsOf(l *timestamps.Table, name string) []timestamps.Stamp {
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

// raw returns the bytes of a path in hex where they are not UTF-8, else nothing.
func raw(path string) string {
	if utf8.ValidString(path) {
		return ""
	}
	return hex.EncodeToString([]byte(path))
}
