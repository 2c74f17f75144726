package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"copyclock/timestamps"

	// The headers of 7z are compressed and nested; this library knows all their coders.
	"github.com/bodgit/sevenzip"
)

var sevenZipFormat = Format{
	Name:       "7z",
	Title:      "7z, read directly",
	Stamps:     "modified, birth, accessed",
	Resolution: "100 ns",
	Zone:       "UTC",
	Fragile:    true,
	Match:      func(magic []byte) bool { return bytes.HasPrefix(magic, []byte("7z\xbc\xaf\x27\x1c")) },
	Read:       readSevenZip,
	Contents:   sevenZipContents,
}

// The signature header of 7z: magic, version, checksum, and where the next header lies.
const sevenZipSignature = 32

func readSevenZip(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) (err error) {
	defer survive("7z", l, &err)
	var h [sevenZipSignature]byte
	if _, err := r.ReadAt(h[:], 0); err != nil {
		return damaged("7z", 0, "the bytes end")
	}
	at, length := binary.LittleEndian.Uint64(h[12:]), binary.LittleEndian.Uint64(h[20:])
	if room := uint64(size - sevenZipSignature); at > room || length > room-at {
		return damaged("7z", 0, fmt.Sprintf("its header lies beyond the %d bytes of the file", size))
	}
	if lim.HeaderBytes > 0 && length > uint64(lim.HeaderBytes) {
		return fmt.Errorf("reading 7z: %w (%d, it has %d)", ErrMaxHeaderBytes, lim.HeaderBytes, length)
	}
	inUTC(l)
	l.HeaderOrder = true
	if length == 0 {
		return nil
	}
	z, err := sevenzip.NewReader(r, size)
	if err != nil {
		var e *sevenzip.ReadError
		if errors.As(err, &e) && e.Encrypted {
			return fmt.Errorf("reading 7z: %w", ErrEncrypted)
		}
		return fmt.Errorf("reading 7z: %w: %w", ErrDamaged, err)
	}
	m := members{l: l, lim: lim}
	for _, f := range z.File {
		e := timestamps.Entry{Path: f.Name, Size: int64(f.UncompressedSize), Kind: sevenZipKind(f.Attributes)}
		if f.UncompressedSize > math.MaxInt64 {
			e.Size = timestamps.NoSize
			badSize(l)
		}
		if e.Kind == timestamps.Directory {
			e.Size = timestamps.NoSize
		}
		if e.Kind == timestamps.File && f.Attributes == 0 && f.FileInfo().IsDir() {
			e.Kind, e.Size = timestamps.Directory, timestamps.NoSize
		}
		e.Times.Modified, e.Times.Birth, e.Times.Accessed = sevenZipStamp(f.Modified), sevenZipStamp(f.Created), sevenZipStamp(f.Accessed)
		if err := m.add(e); err != nil {
			return fmt.Errorf("reading 7z: %w", err)
		}
	}
	return nil
}

// sevenZipKind reads Windows attributes, with the mode of Unix in their upper half where the
// packer ran there.
func sevenZipKind(attributes uint32) timestamps.Kind {
	const directory, reparse, unix = 0x10, 0x400, 0x8000
	if attributes&unix != 0 {
		switch attributes >> 16 & 0xf000 {
		case 0x4000:
			return timestamps.Directory
		case 0xa000:
			return timestamps.Link
		case 0x8000, 0:
		default:
			return timestamps.Other
		}
	}
	switch {
	case attributes&directory != 0:
		return timestamps.Directory
	case attributes&reparse != 0:
		return timestamps.Link
	}
	return timestamps.File
}

// sevenZipStamp returns a time that the library made of a FILETIME. It computes nanoseconds in 64 bits: what
// is out of their range comes back wrapped, by a number that is no multiple of 100, and 0 as in 2185.
func sevenZipStamp(t time.Time) timestamps.Stamp {
	switch {
	case t.IsZero(), t.Equal(time.Unix(6802270473, 709551616)):
		return timestamps.Stamp{}
	case t.Nanosecond()%100 != 0:
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.At(t.Unix(), int64(t.Nanosecond()))
}
