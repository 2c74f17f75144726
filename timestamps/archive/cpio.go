package archive

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"

	"copyclock/timestamps"
)

// cpioFormat reads the three kinds of cpio:
//
//	kind   magic           numbers             filled to
//	newc   070701, 070702  8 hex digits        4 bytes
//	odc    070707          6 or 11 octal       1 byte
//	bin    0x71c7          16 bits, high first 2 bytes, either byte order
//
// Names of one file follow each other; in newc only the last carries the data.
var cpioFormat = Format{
	Name:       "cpio",
	Title:      "cpio archive, read directly, plain or compressed",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "UTC",
	Match:      func(magic []byte) bool { return cpioKindOf(magic) != nil },
	Stream:     readCpio,
}

// cpioHeader is what is kept of the header of a member.
type cpioHeader struct {
	device, inode, mode, links, modified, name, size uint64
}

// cpioKind is one layout of headers.
type cpioKind struct {
	magic  []byte
	length int   // of the header
	fill   int64 // names and data end on a multiple of this
	parse  func(b []byte) (cpioHeader, bool)
}

var cpioKinds = []cpioKind{
	{[]byte("070701"), 110, 4, parseNewc},
	{[]byte("070702"), 110, 4, parseNewc},
	{[]byte("070707"), 76, 1, parseOdc},
	{[]byte{0xc7, 0x71}, 26, 2, func(b []byte) (cpioHeader, bool) { return parseBin(b, binary.LittleEndian) }},
	{[]byte{0x71, 0xc7}, 26, 2, func(b []byte) (cpioHeader, bool) { return parseBin(b, binary.BigEndian) }},
}

// cpioKindOf returns the kind of an archive whose first member fits, or nil.
func cpioKindOf(magic []byte) *cpioKind {
	for i := range cpioKinds {
		k := &cpioKinds[i]
		if !bytes.HasPrefix(magic, k.magic) || len(magic) < k.length {
			continue
		}
		if h, ok := k.parse(magic[:k.length]); ok && h.begins(magic[k.length:]) {
			return k
		}
	}
	return nil
}

// begins reports whether a header may be the first of an archive: its mode names a type, unless it is
// the trailer, and what is there of the name ends with its only zero. Two bytes of magic are
// found everywhere.
func (h *cpioHeader) begins(name []byte) bool {
	n := int(h.name)
	if n <= len(name) && string(name[:n]) == cpioTrailer+"\x00" {
		return true
	}
	zero := bytes.IndexByte(name, 0)
	switch h.mode & cpioTypes {
	case 0o010000, 0o020000, 0o040000, 0o060000, 0o100000, 0o110000, 0o120000, 0o140000:
		return zero == n-1 || zero < 0 && len(name) < n
	}
	return false
}

func parseNewc(b []byte) (cpioHeader, bool) {
	var v [13]uint64
	for i := range v {
		n, err := strconv.ParseUint(string(b[6+8*i:14+8*i]), 16, 32)
		if err != nil {
			return cpioHeader{}, false
		}
		v[i] = n
	}
	h := cpioHeader{inode: v[0], mode: v[1], links: v[4], modified: v[5], size: v[6], device: v[7]<<32 | v[8], name: v[11]}
	return h, h.plausible()
}

func parseOdc(b []byte) (cpioHeader, bool) {
	var v [10]uint64
	at := 6
	for i, width := range [...]int{6, 6, 6, 6, 6, 6, 6, 11, 6, 11} {
		n, err := strconv.ParseUint(string(b[at:at+width]), 8, 64)
		if err != nil {
			return cpioHeader{}, false
		}
		v[i], at = n, at+width
	}
	h := cpioHeader{device: v[0], inode: v[1], mode: v[2], links: v[5], modified: v[7], name: v[8], size: v[9]}
	return h, h.plausible()
}

func parseBin(b []byte, order binary.ByteOrder) (cpioHeader, bool) {
	word := func(i int) uint64 { return uint64(order.Uint16(b[2*i:])) }
	h := cpioHeader{
		device: word(1), inode: word(2), mode: word(3), links: word(6),
		modified: word(8)<<16 | word(9), name: word(10), size: word(11)<<16 | word(12),
	}
	return h, h.plausible()
}

func (h *cpioHeader) plausible() bool { return h.name > 0 && h.name <= longNameMax }

const (
	cpioTypes   = 0o170000 // of the mode
	cpioTrailer = "TRAILER!!!"
	cpioMagic   = 512 // bytes that tell the kinds apart
)

func readCpio(r io.Reader, l *timestamps.Listing, lim Limits) error {
	l.HeaderOrder = true
	inUTC(l)
	m := members{l: l, lim: lim}
	seen := map[[2]uint64]int{} // device and inode of files of several names
	br := bufio.NewReader(r)
	magic, err := br.Peek(cpioMagic)
	if err != nil && !early(err) {
		return fmt.Errorf("reading cpio: %w", err)
	}
	kind := cpioKindOf(magic)
	if kind == nil {
		return damaged("cpio", 0, "the first header is invalid")
	}
	for b := make([]byte, kind.length); ; {
		if _, err := io.ReadFull(br, b); err != nil {
			return cpioError(len(l.Entries), err)
		}
		h, ok := kind.parse(b)
		if !ok || !bytes.HasPrefix(b, kind.magic) {
			return damaged("cpio", len(l.Entries), "a header is invalid")
		}
		name := make([]byte, h.name)
		if _, err := io.ReadFull(br, name); err != nil {
			return cpioError(len(l.Entries), err)
		}
		name = bytes.TrimRight(name, "\x00")
		if string(name) == cpioTrailer {
			return nil
		}
		if err := cpioAdd(&m, &h, string(name), seen); err != nil {
			return fmt.Errorf("reading cpio: %w", err)
		}
		skip := fill(int64(kind.length)+int64(h.name), kind.fill) + int64(h.size) + fill(int64(h.size), kind.fill)
		if _, err := io.CopyN(io.Discard, br, skip); err != nil {
			return cpioError(len(l.Entries), err)
		}
	}
}

// fill returns how many bytes n lacks to a multiple of step.
func fill(n, step int64) int64 { return (step - n%step) % step }

func cpioAdd(m *members, h *cpioHeader, name string, seen map[[2]uint64]int) error {
	e := timestamps.Entry{Path: name, Size: int64(h.size), Kind: cpioType(h.mode)}
	e.Times.Modified = timestamps.At(int64(h.modified), 0)
	if e.Kind == timestamps.File && h.links > 1 {
		id := [2]uint64{h.device, h.inode}
		if i, again := seen[id]; again && (m.l.Entries[i].Size > 0 || e.Size == 0) {
			e.Flags |= timestamps.HardLink
		} else {
			if again {
				m.l.Entries[i].Flags |= timestamps.HardLink
			}
			seen[id] = len(m.l.Entries)
		}
	}
	return m.add(e)
}

func cpioType(mode uint64) timestamps.Kind {
	switch mode & cpioTypes {
	case 0o100000:
		return timestamps.File
	case 0o040000:
		return timestamps.Directory
	case 0o120000:
		return timestamps.Link
	}
	return timestamps.Other
}

func cpioError(members int, err error) error {
	if early(err) {
		return damaged("cpio", members, "the bytes end")
	}
	return fmt.Errorf("reading cpio: %w", err)
}
