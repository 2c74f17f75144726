// Package listing reads the text that file-listing tools print.
//
// # Adding a format
//
// One file named after the format, holding one [Format] value with a real line of the
// format quoted above its parser; one row in [Formats]; one fixture in testdata. Match
// looks at the first lines only and never at a file name. A line that does not parse after
// the match is a counted warning, never silence.
package listing

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"copyclock/timestamps"
)

// ErrUnknownFormat says that the first lines fit no format.
var ErrUnknownFormat = errors.New("unknown listing format")

// Options shape how a listing is read.
type Options struct {
	// Columns maps fields of a generic table, "path=1,size=3,modified=Date"; empty means
	// that the header says it.
	Columns string
}

// Format is one kind of listing.
type Format struct {
	Name       string // kebab case, as in --format
	Title      string // what prints it
	Stamps     string // the columns it can show
	Resolution string // of the stamps as printed
	Zone       string // what the stamps say about their zone
	// Match returns the share of the given first lines that the format explains, 0 to 1;
	// lines that are blank or belong to no format in particular count for neither side.
	Match func(head [][]byte) float64
	// Read appends the entries of in to l. Lines that belong to the listing and cannot be
	// read are counted with [timestamps.Listing.Skip]. It sets the zone only where the
	// format itself says it; callers use [Format.Parse].
	Read func(in *Lines, l *timestamps.Listing, opt Options) error
}

// matchShare is the share of the head that a format must explain to claim an input.
const matchShare = 0.9

// Detect returns the format of a listing whose first lines are head. Formats are tried
// strictest first.
func Detect(head [][]byte) (*Format, error) {
	type near struct {
		name  string
		share float64
	}
	var nearest []near
	for i := range Formats {
		f := &Formats[i]
		share := f.Match(head)
		if share >= matchShare {
			return f, nil
		}
		if share > 0 {
			nearest = append(nearest, near{f.Name, share})
		}
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

// Parse reads a listing of this format from in into l, counts the lines that were too long,
// states the zone where the format does not, and checks the stamps.
func (f *Format) Parse(in *Lines, l *timestamps.Listing, opt Options) error {
	l.Format = f.Name
	if err := f.Read(in, l, opt); err != nil {
		return err
	}
	if n := in.TooLong(); n > 0 {
		l.Skipped += n
		l.Warnings = append(l.Warnings, timestamps.Warning{
			Code: "long-line", Line: in.FirstTooLong(), Count: n,
			Text: fmt.Sprintf("lines longer than %d bytes were skipped", MaxLine),
		})
	}
	if l.Zone.Name == "" {
		l.Zone = zoneOf(l)
	}
	l.CheckStamps()
	return in.Err()
}

// zoneOf says what the stamps themselves tell of their zone. One stamp without a zone makes
// the zone of the listing unknown.
func zoneOf(l *timestamps.Listing) timestamps.Zone {
	var floating, instant, offsets bool
	for i := range l.Entries {
		for _, c := range timestamps.Columns {
			s := l.Entries[i].Times.Of(c)
			floating = floating || s.State == timestamps.Floating
			instant = instant || s.State == timestamps.Instant
			offsets = offsets || s.Offset != 0
		}
	}
	switch {
	case floating || !instant:
		if instant {
			l.Warn("mixed-clocks", 0, "some times name their zone and some do not; columns of different clocks are not compared")
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
