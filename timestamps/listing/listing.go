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
	// OffsetMinutes is added to give floating stamps a zone; it is used only if HasOffset.
	OffsetMinutes int
	HasOffset     bool
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
	// read are counted with [timestamps.Listing.Skip].
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

// ByName returns the format of that name, or nil.
func ByName(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}
