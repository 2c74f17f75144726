package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"copyclock/timestamps"
	"copyclock/timestamps/live"
)

// ListText writes kind, size, time of modification and path of each entry, and under each
// evidence what was read.
func ListText(w io.Writer, listed []Listed) error {
	b := bufio.NewWriter(w)
	for n, l := range listed {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s (%s, zone %s)\n", timestamps.Escape(l.Name), timestamps.Escape(l.Listing.Format), timestamps.Escape(l.Listing.Zone.Name))
		if l.Listing.Format == live.Format {
			fmt.Fprintf(b, "warning: %s\n", live.Warning)
		}
		widest := len("modified")
		for i := range l.Listing.Len() {
			widest = max(widest, len(l.Listing.Stamp(i, timestamps.Modified).Text()))
		}
		fmt.Fprintf(b, "%-9s  %15s  %-*s  %s\n", "kind", "size", widest, "modified", "path")
		for _, e := range l.Listing.All() {
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
func totals(l *timestamps.Table) string {
	var files, directories, others, sizeless, bytes int64
	about, atLeast := "", ""
	for _, e := range l.All() {
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
	s := Number(int64(l.Len()), "entry") + ": " + Number(files, "file") + ", " + atLeast + about + Bytes(bytes) + "; " +
		Number(directories, "directory") + "; " + Number(others, "other")
	if sizeless > 0 {
		s += "; " + Number(sizeless, "file") + " without a size"
	}
	if l.Skipped > 0 {
		s += "; " + Number(l.Skipped, "line") + " skipped"
	}
	return s + "\n"
}
