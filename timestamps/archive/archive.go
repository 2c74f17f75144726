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
	"bytes"
	"errors"
	"fmt"
	"io"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// ErrEncrypted says that the names themselves are encrypted.
var ErrEncrypted = errors.New("the header is encrypted, so the archive shows no names; list it with its own program and the password")

// ErrDamaged says that the bytes begin like an archive and do not end like one.
var ErrDamaged = errors.New("truncated or damaged archive")

// ErrDictionary says that a member asks whoever unpacks it to remember too much.
var ErrDictionary = errors.New("a member asks for a dictionary of more bytes than the limit allows")

// MagicLength is how many first bytes of an input [Format.Match] wants to see; fewer are
// given where the input is shorter.
const MagicLength = isoMagicAt + 5

// Format is one kind of archive.
type Format struct {
	Name       string // kebab case, as in --format
	Title      string // what it is
	Stamps     string // the columns it can show
	Resolution string // of the stamps as stored
	Zone       string // what the stamps say about their zone
	// Fragile marks a format whose reader a hostile header can kill: it is run in a child
	// process where there is one (package isolate).
	Fragile bool
	// Match reports whether an input that begins with magic is of this format.
	Match func(magic []byte) bool
	// Stream appends the members of the archive r to l, in header order, in one pass; nil
	// where the format has a directory that must be sought.
	Stream func(r io.Reader, l *timestamps.Listing, lim Limits) error
	// Read does so with an archive of size bytes; nil where Stream is not.
	Read func(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) error
	// Contents gives the files of an archive of size bytes to a taker, and StreamContents those of one
	// that comes in one pass. Both are nil where archives inside this format are not looked for.
	Contents       func(r io.ReaderAt, size int64, take Taker) error
	StreamContents func(r io.Reader, take Taker) error
}

// Limits bound what one archive may add to a listing. Zero bounds nothing.
type Limits struct {
	Entries     int64 // members
	NameBytes   int64 // of all names together
	HeaderBytes int64 // of the directory or header that a reader keeps as a whole, before it is unpacked
}

// Errors of [Limits].
var (
	ErrMaxEntries     = listing.ErrMaxEntries
	ErrMaxNameBytes   = errors.New("more bytes of names than the limit allows")
	ErrMaxHeaderBytes = errors.New("more bytes of headers than the limit allows")
)

// members adds entries to a listing, in order and within limits.
type members struct {
	l     *timestamps.Listing
	lim   Limits
	names int64 // bytes so far
}

// add appends e, whose ordinal it sets.
func (m *members) add(e timestamps.Entry) error {
	m.names += int64(len(e.Path))
	switch {
	case m.lim.Entries > 0 && int64(len(m.l.Entries)) >= m.lim.Entries:
		return fmt.Errorf("%w (%d)", ErrMaxEntries, m.lim.Entries)
	case m.lim.NameBytes > 0 && m.names > m.lim.NameBytes:
		return fmt.Errorf("%w (%d)", ErrMaxNameBytes, m.lim.NameBytes)
	}
	e.Line = int64(len(m.l.Entries)) + 1
	m.l.Entries = append(m.l.Entries, e)
	return nil
}

// inUTC says that the stamps of a listing are instants by the definition of the format.
func inUTC(l *timestamps.Listing) { l.Zone = timestamps.Zone{Name: "UTC", Source: "archive"} }

// damaged says which format ends early or is broken, and where.
func damaged(format string, member int, what string) error {
	return fmt.Errorf("reading %s: %w: %s after %d members; get the complete file", format, ErrDamaged, what, member)
}

// survive makes an error of a panic of a library that a header led astray. What no panic stops,
// memory and time, is the child process's to stop.
func survive(format string, l *timestamps.Listing, err *error) {
	if r := recover(); r != nil {
		*err = damaged(format, len(l.Entries), fmt.Sprintf("a header makes no sense (%v)", r))
	}
}

// badSize warns of the member that is added next.
func badSize(l *timestamps.Listing) {
	l.Warn("bad-size", int64(len(l.Entries))+1, "a member has a size beyond the largest int64; taken as unknown")
}

// early reports whether an error of a reader is that its bytes end too soon.
func early(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// Formats lists all archive formats, strictest first: the first that matches wins.
var Formats = []Format{
	zipFormat,
	isoFormat,
	sevenZipFormat,
	rarFormat,
	cabFormat,
	arFormat,
	cpioFormat,
	tarFormat,
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

// The first bytes of compressed files, which package evidence unpacks.
const (
	Gzip     = "\x1f\x8b\x08"
	Compress = "\x1f\x9d"
	Bzip2    = "BZh"
	XZ       = "\xfd7zXZ\x00"
	Zstd     = "\x28\xb5\x2f\xfd"
	LZ4      = "\x04\x22\x4d\x18"
	LZMA     = "\x5d\x00\x00"
)

var compressed = []string{Gzip, Compress, Bzip2, XZ, Zstd, LZ4, LZMA}

// MayHold reports whether a member that begins so may be an archive, plain or compressed.
func MayHold(magic []byte) bool {
	for _, c := range compressed {
		if bytes.HasPrefix(magic, []byte(c)) {
			return true
		}
	}
	return Detect(magic) != nil
}
