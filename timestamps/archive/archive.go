// Package archive lists the members of archives that are read directly, without unpacking
// anything: names, sizes and stamps come from the headers.
//
// # Adding a format
//
// One file named after the format, holding one [Format] value, and one row in [Formats].
// Match looks at magic bytes and never at a file name. Names are data: no reader opens,
// joins or cleans them. A header that cannot be read is an error, a stamp that is no time is
// a counted warning.
package archive

import (
	"errors"
	"io"

	"copyclock/timestamps"
)

// ErrDamaged says that the bytes begin like an archive and do not end like one.
var ErrDamaged = errors.New("truncated or damaged archive")

// MagicLength is how many first bytes of an input [Format.Match] wants to see; fewer are
// given where the input is shorter.
const MagicLength = 512

// Format is one kind of archive.
type Format struct {
	Name       string // kebab case, as in --format
	Title      string // what it is
	Stamps     string // the columns it can show
	Resolution string // of the stamps as stored
	Zone       string // what the stamps say about their zone
	// Match reports whether an input that begins with magic is of this format.
	Match func(magic []byte) bool
	// Read appends the members of the archive r of size bytes to l, in header order.
	Read func(r io.ReaderAt, size int64, l *timestamps.Listing) error
}

// Formats lists all archive formats, strictest first: the first that matches wins.
var Formats = []Format{
	zipFormat,
}

// Detect returns the format of an input that begins with magic, or nil.
func Detect(magic []byte) *Format {
	for i := range Formats {
		if Formats[i].Match(magic) {
			return &Formats[i]
		}
	}
	return nil
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
