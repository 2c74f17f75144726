package archive

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"copyclock/timestamps"
)

// cabFormat reads the table of files of a cabinet. Folders are runs of compressed bytes, not
// directories; names hold backslashes, in the packer's code page or, if marked, in UTF-8.
var cabFormat = Format{
	Name:       "cab",
	Title:      "Windows cabinet, read directly",
	Stamps:     "modified",
	Resolution: "2 s (DOS)",
	Zone:       "none (packer's local)",
	Match:      func(magic []byte) bool { return bytes.HasPrefix(magic, []byte("MSCF\x00\x00\x00\x00")) },
	Read:       readCab,
}

const (
	cabHeader  = 36 // bytes before the optional parts
	cabFile    = 16 // bytes before the name of a file
	cabNameMax = 1 << 10
	// Folder numbers from here on say that the file began in the cabinet before or goes on
	// in the next.
	cabContinued = 0xfffd
)

func readCab(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) error {
	var h [cabHeader]byte
	if _, err := r.ReadAt(h[:], 0); err != nil {
		return damaged("cab", 0, "the bytes end")
	}
	at, count := int64(binary.LittleEndian.Uint32(h[16:])), int(binary.LittleEndian.Uint16(h[28:]))
	if at < cabHeader || at+int64(count)*(cabFile+1) > size {
		return damaged("cab", 0, fmt.Sprintf("%d files do not fit into %d bytes", count, size))
	}
	l.HeaderOrder = true
	l.Zone = timestamps.Zone{Name: "unknown", Source: "nobody"}
	m := members{l: l, lim: lim}
	table := bufio.NewReader(io.NewSectionReader(r, at, size-at))
	for range count {
		var f [cabFile]byte
		if _, err := io.ReadFull(table, f[:]); err != nil {
			return damaged("cab", len(l.Entries), "the bytes end")
		}
		name, err := cabName(table)
		if err != nil {
			return damaged("cab", len(l.Entries), err.Error())
		}
		e := timestamps.Entry{Path: name, Size: int64(binary.LittleEndian.Uint32(f[:])), Kind: timestamps.File}
		e.Times.Modified = dosStamp(binary.LittleEndian.Uint16(f[10:]), binary.LittleEndian.Uint16(f[12:]))
		if binary.LittleEndian.Uint16(f[8:]) >= cabContinued {
			l.Warn("continued", int64(len(l.Entries))+1, "a file lies in more than one cabinet of a set; each of them lists it")
		}
		if err := m.add(e); err != nil {
			return fmt.Errorf("reading cab: %w", err)
		}
	}
	return nil
}

func cabName(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for b.Len() <= cabNameMax {
		c, err := r.ReadByte()
		if err != nil {
			return "", errors.New("the bytes end")
		}
		if c == 0 {
			return b.String(), nil
		}
		b.WriteByte(c)
	}
	return "", errors.New("a name does not end")
}
