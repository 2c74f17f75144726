package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"copyclock/timestamps"

	// The blocks of RAR 1.5 to 7 with their names in several encodings.
	"github.com/nwaples/rardecode/v2"
)

var rarFormat = Format{
	Name:       "rar",
	Title:      "RAR 1.5 to 4 and RAR 5, read directly",
	Stamps:     "modified, birth, accessed",
	Resolution: "1 ns (RAR 5), 2 s or 100 ns (older)",
	Zone:       "UTC (RAR 5), packer's local (older)",
	Fragile:    true,
	Match:      func(magic []byte) bool { return bytes.HasPrefix(magic, []byte("Rar!\x1a\x07")) },
	Read:       readRar,
	Contents:   rarContents,
}

// hardLink is the type of link under which RAR 5 stores further names of a file.
const (
	rarHardLink = 4
	rarFileCopy = 5
)

// rarDictionary bounds, in bytes, what a member may ask its reader to remember.
const rarDictionary = 256 << 20

func readRar(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) (err error) {
	defer survive("rar", l, &err)
	var magic [8]byte
	if _, err := r.ReadAt(magic[:], 0); err != nil {
		return damaged("rar", 0, "the bytes end")
	}
	if magic[6] == 1 {
		inUTC(l)
	} else {
		l.Zone = timestamps.Zone{Name: "unknown", Source: "nobody"}
	}
	l.HeaderOrder = true
	headers := newRarHeaders(r, size, magic[6] == 1)
	z, err := rardecode.NewReader(headers, rardecode.SkipCheck, rardecode.MaxDictionarySize(rarDictionary))
	if err != nil {
		return rarError(err)
	}
	m := members{l: l, lim: lim}
	for {
		h, err := z.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, rardecode.ErrMultiVolume) || err != nil && continues(err) && len(l.Entries) > 0:
			l.Warn("continued", 0, "the archive goes on in another volume; each volume lists what begins in it")
			return nil
		case err != nil:
			return rarError(err)
		}
		e := timestamps.Entry{Path: h.Name, Size: h.UnPackedSize, Kind: rarKind(h)}
		if h.UnKnownSize || e.Kind == timestamps.Directory {
			e.Size = timestamps.NoSize
		}
		if h.Encrypted || h.HeaderEncrypted {
			e.Flags |= timestamps.Encrypted
		}
		if h.LinkType == rarHardLink || h.LinkType == rarFileCopy {
			e.Flags, e.Kind = e.Flags|timestamps.HardLink, timestamps.Other // a name, no file of its own
		}
		if h.UnPackedSize < 0 && !h.UnKnownSize {
			e.Size = timestamps.NoSize
			badSize(l)
		}
		if len(l.Entries) >= len(headers.files) {
			return damaged("rar", len(l.Entries), "a header makes no sense")
		}
		t := &headers.files[len(l.Entries)]
		e.Times.Modified, e.Times.Birth, e.Times.Accessed = t.modified, t.birth, t.accessed
		if err := m.add(e); err != nil {
			return fmt.Errorf("reading rar: %w", err)
		}
	}
}

// continues reports whether the library looked for the next volume.
func continues(err error) bool {
	return errors.Is(err, rardecode.ErrVerMismatch) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, rardecode.ErrNoSig)
}

func rarKind(h *rardecode.FileHeader) timestamps.Kind {
	switch mode := h.Mode(); {
	case h.IsDir:
		return timestamps.Directory
	case mode&fs.ModeSymlink != 0 || h.LinkType > 0 && h.LinkType < rarHardLink:
		return timestamps.Link
	case mode&fs.ModeType != 0:
		return timestamps.Other
	}
	return timestamps.File
}

func rarError(err error) error {
	switch {
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted), errors.Is(err, rardecode.ErrBadPassword):
		return fmt.Errorf("reading rar: %w", ErrEncrypted)
	}
	if errors.Is(err, rardecode.ErrDictionaryTooLarge) {
		return fmt.Errorf("reading rar: %w (%d)", ErrDictionary, rarDictionary)
	}
	if errors.Is(err, rardecode.ErrBadVolumeNumber) {
		return fmt.Errorf("reading rar: %w: it is not the first volume of its set; give that one", ErrDamaged)
	}
	return fmt.Errorf("reading rar: %w: %w", ErrDamaged, err)
}
