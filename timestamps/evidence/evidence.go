// Package evidence opens one input and yields its listing. The bytes that are hashed are
// the bytes that are read: an input is opened once and read once, except that an archive with
// a directory at its end is listed through the handle that was hashed.
//
// Open undoes gzip, bzip2, xz, lzma, zstd, lz4 and compress, recognises archives by their first bytes, decodes UTF-16 and code pages, recognises
// text listings by their first lines, and gives floating stamps the zone that the user
// names. It never asks for a file name's extension, never unpacks to disk, and never opens
// a name that an input contains. Every limit has a default and an error of its own.
//
//	e, err := evidence.OpenFile("leak.txt", evidence.Options{})
//
// Text is streamed: memory holds the entries and a few MiB, not the input.
package evidence

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"
)

// Errors that a caller may want to tell apart with [errors.Is].
var (
	ErrEmpty         = errors.New("empty input")
	ErrBinary        = errors.New("neither a text listing nor an archive that can be read")
	ErrNoEntries     = errors.New("no entries")
	ErrDirectory     = errors.New("is a directory; give a listing of it or an archive")
	ErrSpecial       = errors.New("is a device, pipe or socket; only files and standard input are read")
	ErrUnknownName   = errors.New("unknown format name")
	ErrNotFormat     = errors.New("the input does not fit the format asked for")
	ErrZoned         = errors.New("the stamps already carry a zone; leave --source-tz out")
	ErrDateOrder     = errors.New("unknown order of dates")
	ErrReferenceDate = errors.New("unknown reference date")
	ErrZone          = errors.New("unknown zone; give UTC or an offset such as +02:00")
	ErrChanged       = errors.New("the file changed while it was read")
	ErrMaxBytes      = errors.New("more bytes than the limit allows")
	ErrMaxEntries    = listing.ErrMaxEntries
	ErrMaxNameBytes  = archive.ErrMaxNameBytes
	ErrMaxMemory     = errors.New("an archive that is no plain file exceeds the memory limit")
	ErrRatio         = errors.New("ratio of unpacked to packed bytes exceeds the limit")
	ErrDamaged       = archive.ErrDamaged
	ErrEncrypted     = archive.ErrEncrypted
	ErrUnknownFormat = listing.ErrUnknownFormat
	ErrAmbiguous     = listing.ErrAmbiguous
)

// Standard is the name of standard input, the only input that may be a pipe.
const Standard = "-"

// Options shape how an input is read. A limit of zero means its default.
type Options struct {
	// Format is the name of a listing or archive format; empty means that it is detected.
	Format string
	// Columns maps fields of a table, see [listing.Options]; it implies the format csv.
	Columns string
	// Encoding is one of [Encodings] or an alias; empty means that marks and zero bytes tell
	// UTF-16 and all else is taken for UTF-8, or for bytes. What is named here rules.
	Encoding string
	// DateOrder is mdy, dmy or ymd, for dates that do not tell day from month.
	DateOrder listing.DateOrder
	// ReferenceDate, as 2016-07-05, is when the listings were made, not before: it gives the
	// year to dates that are printed without one.
	ReferenceDate string
	// SourceTZ gives floating stamps a zone: UTC, an offset such as +02:00 or a name such
	// as Europe/Berlin. Empty leaves them floating.
	SourceTZ string
	// MaxBytes bounds the bytes read and the bytes unpacked, each; default 64 GiB.
	MaxBytes int64
	// MaxEntries bounds the entries of the listing; default 100 million, at most 4,294,967,295.
	MaxEntries int64
	// MaxNameBytes bounds the names of the members of an archive together; default 4 GiB.
	MaxNameBytes int64
	// MaxHeaderBytes bounds the directory of a zip and the header of a 7z; default 1 GiB.
	MaxHeaderBytes int64
	// MaxMemory bounds what is kept of an archive that comes through a pipe or compressed, in
	// bytes; default 512 MiB.
	MaxMemory int64
	// MaxRatio bounds unpacked to packed bytes of one layer of compression and of all together,
	// from 16 MiB on; default 250 (gzip reaches 1,032 at most, the others far more).
	MaxRatio int64
	// Progress counts what is read; nil means not at all.
	Progress *timestamps.Progress
	// Isolate lists an archive whose reader may die; file is nil where the archive is in
	// memory. Nil reads it in this process.
	Isolate func(f *archive.Format, r io.ReaderAt, file *os.File, size int64, l *timestamps.Listing, lim archive.Limits) error
	// IsolateContents does the same for the contents of its members.
	IsolateContents func(f *archive.Format, r io.ReaderAt, file *os.File, size int64, take archive.Taker) error
	// Nested collects the archives inside an archive; nil leaves them closed.
	Nested *Nested
}

// mostEntries is how many entries are told apart: their numbers have 32 bits.
const mostEntries = math.MaxUint32

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		limit *int64
		value int64
	}{
		{&o.MaxBytes, 64 << 30},
		{&o.MaxEntries, 100_000_000},
		{&o.MaxNameBytes, 4 << 30},
		{&o.MaxHeaderBytes, 1 << 30},
		{&o.MaxMemory, 512 << 20},
		{&o.MaxRatio, 250},
	} {
		if *d.limit <= 0 {
			*d.limit = d.value
		}
	}
	o.MaxEntries = min(o.MaxEntries, mostEntries)
	return o
}

// Evidence is one input and what was read from it.
type Evidence struct {
	Name string // as given
	// Bytes, SHA256, SHA1 and MD5 (lower-case hex) are of the input as it is, before
	// compression is undone.
	Bytes             int64
	SHA256, SHA1, MD5 string
	// Format is the name of the format, such as "bodyfile" or "zip".
	Format string
	// DetectedBy says how the format was found: "magic", "first lines" or "user", with
	// the name of every layer of compression that was undone before it ("gzip, magic").
	DetectedBy string
	// Encoding is utf-8, utf-8-bom, utf-16le, utf-16be, a code page that was asked for,
	// "bytes" for text that is not valid UTF-8, or empty for an archive.
	Encoding string
	Listing  *timestamps.Table
	Within   *Evidence // the archive that this one is a member of, or nil
	// Live marks a directory tree, which has no bytes of its own: those that are counted and hashed are
	// of its listing as list --to csv writes it.
	Live bool
}

// OpenFile reads the file of the given name, or standard input if the name is "-". What is
// not a plain file is refused before it is opened, since opening a pipe may wait for ever.
func OpenFile(name string, opt Options) (*Evidence, error) {
	if name == Standard {
		return Open(name, os.Stdin, opt)
	}
	f, err := OpenPlain(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Open(name, f, opt)
}

// Open reads r from its present position to its end. The name is only a label, but "-"
// allows an [os.File] that is a pipe or a terminal. A regular [os.File] is read twice if it
// is an archive; of any other reader the archive is kept in memory.
func Open(name string, r io.Reader, opt Options) (*Evidence, error) {
	o := opener{opt: opt.withDefaults(), e: &Evidence{Name: name}}
	if err := o.open(r); err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(name), err)
	}
	return o.e, nil
}

// opener is the state of one Open.
type opener struct {
	opt    Options
	e      *Evidence
	file   *os.File    // nil unless the input is a regular file
	info   os.FileInfo // of file, before it is read
	start  int64       // where in file the input begins
	raw    *hashing
	layers []layer // outermost first
	offset zone

	reference timestamps.Stamp    // of Options.ReferenceDate, absent if empty
	rows      *timestamps.Listing // of an archive while it is read
}

func (o *opener) open(r io.Reader) error {
	var err error
	if o.offset, err = parseZone(o.opt.SourceTZ); err != nil {
		return err
	}
	if err := o.checkName(); err != nil {
		return err
	}
	if o.opt.Encoding, err = checkEncoding(o.opt.Encoding); err != nil {
		return err
	}
	if err := o.checkDates(); err != nil {
		return err
	}
	if err := o.inspect(r); err != nil {
		return err
	}
	o.raw = newHashing(r, o.opt.MaxBytes)
	if o.raw.progress = o.opt.Progress; o.opt.Progress != nil && o.file != nil {
		o.opt.Progress.Total.Store(o.info.Size() - o.start)
	}
	body, err := o.unpack(o.raw)
	if err != nil {
		return err
	}
	if err := o.read(body); err != nil {
		return err
	}
	if err := o.unchanged(); err != nil {
		return err
	}
	o.e.Bytes, o.e.SHA256, o.e.SHA1, o.e.MD5 = o.raw.sums()
	for i := len(o.layers) - 1; i >= 0; i-- {
		o.e.DetectedBy = o.layers[i].name + ", " + o.e.DetectedBy
	}
	return o.finish()
}

// checkName refuses a format that does not exist before anything is read.
func (o *opener) checkName() error {
	if f := o.opt.Format; f != "" && listing.ByName(f) == nil && archive.ByName(f) == nil {
		var names []string
		for i := range listing.Formats {
			names = append(names, listing.Formats[i].Name)
		}
		for i := range archive.Formats {
			names = append(names, archive.Formats[i].Name)
		}
		return fmt.Errorf("%w %q; known are %s", ErrUnknownName, f, strings.Join(names, ", "))
	}
	return nil
}

// checkDates refuses an order or a day that does not exist.
func (o *opener) checkDates() error {
	switch o.opt.DateOrder {
	case "", listing.MonthFirst, listing.DayFirst, listing.YearFirst:
	default:
		return fmt.Errorf("%w %q; give mdy, dmy or ymd", ErrDateOrder, string(o.opt.DateOrder))
	}
	if o.opt.ReferenceDate == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, o.opt.ReferenceDate)
	if err != nil || day.Year() < 1970 || day.Year() > 2200 {
		return fmt.Errorf("%w %q; give a day such as 2016-07-05", ErrReferenceDate, o.opt.ReferenceDate)
	}
	o.reference = timestamps.Stamp{Nanos: day.UnixNano(), State: timestamps.Floating}
	return nil
}

func (o *opener) inspect(r io.Reader) error {
	f, ok := r.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return bare(err)
	}
	if err := checkMode(o.e.Name, info); err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return nil
	}
	start, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return bare(err)
	}
	o.file, o.info, o.start = f, info, start
	return nil
}

// unchanged refuses a file whose size or stamp moved, since its hash would not be of the
// bytes that were listed.
func (o *opener) unchanged() error {
	if o.file == nil {
		return nil
	}
	info, err := o.file.Stat()
	if err != nil {
		return bare(err)
	}
	if info.Size() != o.info.Size() || !info.ModTime().Equal(o.info.ModTime()) {
		return ErrChanged
	}
	return nil
}

// bufferBytes is how much is read at a time.
const bufferBytes = 1 << 20

// maxLayers is how many layers of compression are undone.
const maxLayers = 3

// unpack undoes compression and returns the bytes inside.
func (o *opener) unpack(r io.Reader) (*bufio.Reader, error) {
	br := bufio.NewReaderSize(r, bufferBytes)
	for {
		magic, err := br.Peek(lzmaHeader)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		c := compressionOf(magic)
		if c == nil {
			return br, nil
		}
		if len(o.layers) == maxLayers {
			return nil, fmt.Errorf("%w (%d)", ErrLayers, maxLayers)
		}
		z, trailing, err := c.open(br, o.opt)
		if err != nil {
			return nil, err
		}
		o.layers = append(o.layers, layer{name: c.name, in: br, trailing: trailing})
		br = bufio.NewReaderSize(o.together(z), bufferBytes)
	}
}

func (o *opener) read(body *bufio.Reader) error {
	magic, err := body.Peek(archive.MagicLength)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(magic) == 0 {
		return ErrEmpty
	}
	asked := archive.ByName(o.opt.Format)
	f := archive.Detect(magic)
	switch {
	case f == nil && asked != nil:
		return fmt.Errorf("%w %q: its first bytes are not those of such an archive", ErrNotFormat, asked.Name)
	case f == nil:
		return o.readText(body)
	case o.opt.Format != "" && o.opt.Format != f.Name:
		return fmt.Errorf("%w %q: detected %s", ErrNotFormat, o.opt.Format, f.Name)
	}
	return o.readArchive(f, body)
}

func (o *opener) readArchive(f *archive.Format, body *bufio.Reader) error {
	o.e.Format, o.e.DetectedBy = f.Name, "magic"
	o.rows = &timestamps.Listing{Head: timestamps.Head{Format: f.Name}}
	defer func() { o.e.Listing, o.rows = timestamps.NewTable(o.rows), nil }()
	lim := archive.Limits{Entries: o.opt.MaxEntries, NameBytes: o.opt.MaxNameBytes, HeaderBytes: o.opt.MaxHeaderBytes}
	if f.Stream != nil {
		return o.readStream(f, body, lim)
	}
	if o.file != nil && len(o.layers) == 0 {
		if _, err := io.Copy(io.Discard, body); err != nil {
			return err
		}
		size := o.raw.n
		file := o.file
		if o.start > 0 {
			file = nil // the child would begin at the first byte
		}
		whole := io.NewSectionReader(o.file, o.start, size)
		if err := o.list(f, whole, file, size, lim); err != nil || o.opt.Nested == nil {
			return err
		}
		o.nest(f, file, whole, size)
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(body, o.opt.MaxMemory+1))
	if err != nil {
		return err
	}
	if int64(len(b)) > o.opt.MaxMemory {
		return fmt.Errorf("%w of %d bytes; give it as a file", ErrMaxMemory, o.opt.MaxMemory)
	}
	if err := o.drain(body); err != nil {
		return err
	}
	whole := bytes.NewReader(b)
	if err := o.list(f, whole, nil, whole.Size(), lim); err != nil || o.opt.Nested == nil {
		return err
	}
	o.nest(f, nil, whole, whole.Size())
	return nil
}

// readStream lists an archive in one pass. Where archives inside it are wanted, its bytes are kept.
func (o *opener) readStream(f *archive.Format, body *bufio.Reader, lim archive.Limits) error {
	if o.opt.Nested == nil || f.StreamContents == nil {
		if err := f.Stream(body, o.rows, lim); err != nil {
			return err
		}
		return o.drain(body)
	}
	s := &spool{}
	defer s.close()
	if err := f.Stream(io.TeeReader(body, s), o.rows, lim); err != nil {
		return err
	}
	if err := o.drain(body); err != nil {
		return err
	}
	whole, size, err := s.at()
	if err != nil {
		return err
	}
	o.nest(f, nil, whole, size)
	return nil
}

// list reads the headers of an archive, in a child process where that is safer.
func (o *opener) list(f *archive.Format, r io.ReaderAt, file *os.File, size int64, lim archive.Limits) error {
	if f.Fragile && o.opt.Isolate != nil {
		return o.opt.Isolate(f, r, file, size, o.rows, lim)
	}
	return f.Read(r, size, o.rows, lim)
}

// drain reads what is left, so that the hash is of the whole input.
func (o *opener) drain(body io.Reader) error {
	if _, err := io.Copy(io.Discard, body); err != nil {
		return err
	}
	for i := len(o.layers) - 1; i >= 0; i-- {
		if _, err := io.Copy(io.Discard, o.layers[i].in); err != nil {
			return err
		}
	}
	return nil
}

// finish checks the listing and gives its stamps the zone of the user.
func (o *opener) finish() error {
	l := o.e.Listing
	if int64(l.Len()) > o.opt.MaxEntries {
		return fmt.Errorf("%w (%d)", ErrMaxEntries, o.opt.MaxEntries)
	}
	for _, y := range o.layers {
		if y.trailing != nil && y.trailing() {
			l.Warn("trailing-bytes", 0, "bytes that are no "+y.name+" follow the "+y.name+" stream; they were hashed and not read")
		}
	}
	if l.Len() == 0 {
		return fmt.Errorf("%w in this %s (%d lines could not be read)", ErrNoEntries, o.e.Format, l.Skipped)
	}
	l.CheckStamps()
	return o.offset.apply(l)
}
