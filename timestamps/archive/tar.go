package archive

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"copyclock/timestamps"
)

// tarFormat reads v7, ustar, GNU and pax tars, sparse members included. What a writer may
// store differs:
//
//	v7, ustar   modified            1 s
//	GNU         modified            1 s; base-256 before 1970 and after 2242
//	pax         modified, accessed, changed as decimal numbers, mostly to 1 ns
//
// The size is that of the file, not of the bytes that a sparse member stores. A hard link
// names a member before it and counts once.
var tarFormat = Format{
	Name:       "tar",
	Title:      "tar archive, read directly, plain or compressed",
	Stamps:     "modified, accessed, changed",
	Resolution: "1 s, in pax to 1 ns",
	Zone:       "UTC",
	Match:      matchTar,
	Stream:     readTar,

	StreamContents: tarContents,
}

const (
	tarBlock    = 512
	tarChecksum = 148 // where eight octal digits hold the sum of the other bytes
)

// matchTar checks the sum of the first header, which v7 has too. An empty tar of zeros is
// not recognised: so begins many a disk image.
func matchTar(magic []byte) bool {
	if len(magic) < tarBlock || magic[0] == 0 {
		return false
	}
	field := bytes.Trim(magic[tarChecksum:tarChecksum+8], " \x00")
	want, err := strconv.ParseInt(string(field), 8, 64)
	if err != nil {
		return false
	}
	var unsigned, signed int64
	for i, b := range magic[:tarBlock] {
		if i >= tarChecksum && i < tarChecksum+8 {
			b = ' '
		}
		unsigned += int64(b)
		signed += int64(int8(b)) // as some old writers sum
	}
	return want == unsigned || want == signed
}

func readTar(r io.Reader, l *timestamps.Listing, lim Limits) error {
	l.HeaderOrder = true
	inUTC(l)
	m := members{l: l, lim: lim}
	for t := tar.NewReader(r); ; {
		h, err := nextTar(t)
		switch {
		case err == io.EOF: //nolint:errorlint // the end itself; a wrapped one is an early end
			return nil
		case errors.Is(err, tar.ErrHeader), early(err):
			return damaged("tar", len(l.Entries), bareTar(err))
		case err != nil && strings.HasPrefix(err.Error(), "archive/tar: "): // an error of its own that has no name
			return damaged("tar", len(l.Entries), strings.TrimPrefix(err.Error(), "archive/tar: "))
		case err != nil:
			return fmt.Errorf("reading tar: %w", err)
		}
		if h.Typeflag == tar.TypeXGlobalHeader { // says something of the members after it
			continue
		}
		e := tarMember(h)
		if e.Size < 0 { // the real size of a sparse file is taken as it is written
			e.Size = timestamps.NoSize
			l.Warn("bad-size", int64(len(l.Entries))+1, "a member has a negative size; taken as unknown")
		}
		if err := m.add(e); err != nil {
			return fmt.Errorf("reading tar: %w", err)
		}
	}
}

// nextTar returns the header of the next member. A name such as ../x is one like others here.
func nextTar(t *tar.Reader) (*tar.Header, error) {
	h, err := t.Next()
	if errors.Is(err, tar.ErrInsecurePath) && h != nil {
		err = nil
	}
	return h, err
}

// tarContents gives the regular files of a tar to a taker.
func tarContents(r io.Reader, take Taker) error {
	for t := tar.NewReader(r); ; {
		h, err := nextTar(t)
		switch {
		case err == io.EOF: //nolint:errorlint // as in readTar
			return nil
		case err != nil:
			return fmt.Errorf("reading tar: %w: %w", ErrDamaged, err)
		case h.Typeflag != tar.TypeReg:
			continue
		}
		if err := take(h.Name, t); err != nil {
			return err
		}
	}
}

func bareTar(err error) string {
	if errors.Is(err, tar.ErrHeader) {
		return "a header is invalid"
	}
	return "the bytes end"
}

func tarMember(h *tar.Header) timestamps.Entry {
	e := timestamps.Entry{
		Path: h.Name,
		Size: h.Size,
		Kind: timestamps.Other,
		Times: timestamps.Times{
			Modified: tarStamp(h.ModTime), Accessed: tarStamp(h.AccessTime), Changed: tarStamp(h.ChangeTime),
		},
	}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		e.Kind = timestamps.File
	case tar.TypeLink:
		e.Kind = timestamps.File
		e.Flags |= timestamps.HardLink
	case tar.TypeDir, 'D': // D lists the directory in an incremental dump
		e.Kind = timestamps.Directory
	case tar.TypeSymlink:
		e.Kind = timestamps.Link
	}
	return e
}

// tarStamp takes the zero time for absent, as archive/tar gives it for what is not stored.
func tarStamp(t time.Time) timestamps.Stamp {
	if t.IsZero() {
		return timestamps.Stamp{}
	}
	return timestamps.At(t.Unix(), int64(t.Nanosecond()))
}
