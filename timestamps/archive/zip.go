package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"copyclock/timestamps"
)

// zipFormat reads the central directory of zip files. A member may carry three clocks,
// which are never merged (a mixed column has neither one zone nor one step):
//
//	clock                   zone             step    column
//	DOS date and time       packer's local   2 s     modified_dos
//	extra 0x5455 or 0x5855  UTC              1 s     modified_ut
//	extra 0x000a            UTC              100 ns  modified_ntfs
//
// The modified column is the finest clock that every member carries. The birth and accessed
// columns come from the extras of the same clock. Each member has a second header before its
// data; what it says otherwise is counted and warned of, and stamps that only it holds are taken.
var zipFormat = Format{
	Name:       "zip",
	Title:      "zip archive, read directly",
	Stamps:     "modified, accessed, birth",
	Resolution: "2 s (DOS), 1 s (0x5455), 100 ns (0x000a)",
	Zone:       "DOS: none; extras: UTC",
	Match:      matchZip,
	Read:       readZip,
	Contents:   zipContents,
}

func matchZip(magic []byte) bool {
	return bytes.HasPrefix(magic, []byte("PK\x03\x04")) || // first member
		bytes.HasPrefix(magic, []byte("PK\x05\x06")) || // no member
		bytes.HasPrefix(magic, []byte("PK\x07\x08PK\x03\x04")) || // written for several volumes
		bytes.HasPrefix(magic, []byte("PK00PK\x03\x04")) // the same, on one volume after all
}

// Tags of extra fields and marks of headers (APPNOTE 4.4.4, 4.5).
const (
	tagZip64     = 0x0001
	tagNTFS      = 0x000a
	tagUnix      = 0x000d
	tagUT        = 0x5455
	tagOldUnix   = 0x5855
	flagCrypt    = 1 << 0
	flagStreamed = 1 << 3 // checksum and sizes follow the data
	flagMasked   = 1 << 13
	directoryBit = 0x10
	creatorFAT   = 0
	creatorUnix  = 3
	creatorNTFS  = 11
	creatorVFAT  = 14
	creatorMac   = 19
)

// zipStamps are the stamps of one member, each of its own clock.
type zipStamps struct {
	dos, ut, ntfs           timestamps.Stamp // modified
	utAccessed, utBirth     timestamps.Stamp
	ntfsAccessed, ntfsBirth timestamps.Stamp
	badExtra                bool
}

func readZip(r io.ReaderAt, size int64, l *timestamps.Listing, lim Limits) error {
	locals := newLocalHeaders(r, size)
	locals.window.limit = lim.HeaderBytes
	z, err := zip.NewReader(&locals.window, size)
	locals.window.limit = 0
	// The process environment can ask archive/zip to object to names such as ../x; names
	// are only data here.
	if err != nil && !(errors.Is(err, zip.ErrInsecurePath) && z != nil) {
		if masked(r) {
			return fmt.Errorf("reading zip: %w", ErrEncrypted)
		}
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return fmt.Errorf("reading zip: %w: no whole central directory at the end of %d bytes; "+
				"get the complete file", ErrDamaged, size)
		}
		return fmt.Errorf("reading zip: %w", err)
	}
	if count, ok := zip64Count(r, size); ok && count != uint64(len(z.File)) {
		return fmt.Errorf("reading zip: %w: the central directory holds %d members and counts %d", ErrDamaged, len(z.File), count)
	}
	m := members{l: l, lim: lim}
	first := len(l.Entries)
	l.Entries = append(make([]timestamps.Entry, 0, first+len(z.File)), l.Entries...)
	stamps := make([]zipStamps, len(z.File))
	var made packers
	for i, f := range z.File {
		line := int64(i) + 1
		s := stampsOf(&f.FileHeader)
		locals.compare(l, f, &s, line)
		stamps[i] = s
		made.add(&f.FileHeader)
		warnMember(l, &f.FileHeader, &s, line)
		if err := m.add(memberOf(&f.FileHeader, line)); err != nil {
			return fmt.Errorf("reading zip: %w", err)
		}
	}
	l.HeaderOrder = true
	locals.between(l)
	choose(l, l.Entries[first:], stamps)
	made.note(l, z.Comment)
	notePackerZone(l, stamps)
	return nil
}

func memberOf(h *zip.FileHeader, line int64) timestamps.Entry {
	e := timestamps.Entry{
		Path: h.Name,
		Size: int64(h.UncompressedSize64),
		Line: line,
		Kind: kindOf(h),
	}
	if h.UncompressedSize64 > 1<<63-1 {
		e.Size = timestamps.NoSize
	}
	if h.Flags&flagCrypt != 0 {
		e.Flags |= timestamps.Encrypted
	}
	return e
}

// kindOf reads the type of a member from its name, its Unix mode or its DOS attributes.
func kindOf(h *zip.FileHeader) timestamps.Kind {
	if len(h.Name) > 0 && h.Name[len(h.Name)-1] == '/' {
		return timestamps.Directory
	}
	switch h.CreatorVersion >> 8 {
	case creatorUnix, creatorMac:
		switch mode := h.Mode(); {
		case mode.IsDir():
			return timestamps.Directory
		case mode&fs.ModeSymlink != 0:
			return timestamps.Link
		case !mode.IsRegular():
			return timestamps.Other
		}
	case creatorFAT, creatorNTFS, creatorVFAT:
		if h.ExternalAttrs&directoryBit != 0 && h.UncompressedSize64 == 0 {
			return timestamps.Directory
		}
	}
	return timestamps.File
}

func warnMember(l *timestamps.Listing, h *zip.FileHeader, s *zipStamps, line int64) {
	if s.dos.State == timestamps.Invalid || s.ntfs.State == timestamps.Invalid {
		l.Warn("invalid-stamp", line, "a member has a date that does not exist")
	}
	if s.badExtra {
		l.Warn("bad-extra", line, "the extra field of a member is cut off; its stamps may be missing")
	}
	if h.Flags&flagMasked != 0 {
		l.Warn("masked-headers", line, "the central directory is encrypted; names and sizes may be masked")
	}
	if h.UncompressedSize64 > 1<<63-1 {
		l.Warn("bad-size", line, "a member has a size beyond the largest int64; taken as unknown")
	}
}

func stampsOf(h *zip.FileHeader) zipStamps {
	s := zipStamps{dos: dosStamp(h.ModifiedDate, h.ModifiedTime)} //nolint:staticcheck // the raw fields: Modified merges the clocks
	if !eachExtra(h.Extra, s.extra) {
		s.badExtra = true
	}
	s.unwrap()
	return s
}

// eachExtra calls do with every extra field; it returns false where one is cut off.
func eachExtra(b []byte, do func(tag uint16, data []byte)) bool {
	for len(b) > 0 {
		if len(b) < 4 {
			return false
		}
		tag, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if n > len(b)-4 {
			return false
		}
		do(tag, b[4:4+n])
		b = b[4+n:]
	}
	return true
}

// unwrap undoes the wrap of seconds beyond their 32 bits.
func (s *zipStamps) unwrap() {
	// Packers write times beyond January 2038 into the 32 bits as they are; the DOS date, which
	// reaches 2107, tells them from times before 1970.
	const wrap, year2038 = int64(1<<32) * 1e9, int64(2145916800) * 1e9
	if s.dos.Known() && s.dos.Nanos >= year2038 && s.ut.Known() && s.ut.Nanos < 0 {
		s.ut.Nanos += wrap
	}
}

func (s *zipStamps) extra(tag uint16, b []byte) {
	switch tag {
	case tagNTFS:
		s.extraNTFS(b)
	case tagUT:
		s.extraUT(b)
	case tagOldUnix, tagUnix: // accessed, modified
		if len(b) >= 8 && !s.ut.Known() {
			s.utAccessed, s.ut = unixStamp(b), unixStamp(b[4:])
		}
	}
}

// extraUT reads flags and the times they name; the central directory usually holds the
// first alone, whatever the flags say of the local header.
func (s *zipStamps) extraUT(b []byte) {
	if len(b) < 1 {
		return
	}
	flags := b[0]
	b = b[1:]
	for bit, to := range []*timestamps.Stamp{&s.ut, &s.utAccessed, &s.utBirth} {
		if flags&(1<<bit) == 0 {
			continue
		}
		if len(b) < 4 {
			return
		}
		*to = unixStamp(b)
		b = b[4:]
	}
}

// extraNTFS reads four reserved bytes and then attributes, of which the first holds
// modified, accessed and birth.
func (s *zipStamps) extraNTFS(b []byte) {
	if len(b) < 4 {
		return
	}
	for b = b[4:]; len(b) >= 4; {
		tag, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if n > len(b)-4 {
			s.badExtra = true
			return
		}
		if v := b[4 : 4+n]; tag == 1 && n >= 24 {
			s.ntfs, s.ntfsAccessed, s.ntfsBirth = filetime(v), filetime(v[8:]), filetime(v[16:])
		}
		b = b[4+n:]
	}
}

// dosStamp reads a DOS date and time, local to the packer, in steps of 2 s. Date 0 is none.
func dosStamp(date, clock uint16) timestamps.Stamp {
	if date == 0 {
		return timestamps.Stamp{}
	}
	return timestamps.Wall(timestamps.Date{
		Year:   1980 + int(date>>9),
		Month:  int(date >> 5 & 15),
		Day:    int(date & 31),
		Hour:   int(clock >> 11),
		Minute: int(clock >> 5 & 63),
		Second: 2 * int(clock&31),
	})
}

func unixStamp(b []byte) timestamps.Stamp {
	return timestamps.At(int64(int32(binary.LittleEndian.Uint32(b))), 0)
}

// filetime reads 100 ns steps since 1601 UTC. Zero is none.
func filetime(b []byte) timestamps.Stamp {
	const to1970 = 11_644_473_600 // seconds
	n := binary.LittleEndian.Uint64(b)
	if n == 0 {
		return timestamps.Stamp{}
	}
	if n > 1<<63-1 {
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.At(int64(n/1e7)-to1970, int64(n%1e7)*100)
}

// choose fills the columns of the entries from the finest clock that all members carry, and
// keeps the clocks apart as extras.
func choose(l *timestamps.Listing, entries []timestamps.Entry, stamps []zipStamps) {
	n := len(stamps)
	dos, ut, ntfs := make([]timestamps.Stamp, n), make([]timestamps.Stamp, n), make([]timestamps.Stamp, n)
	var haveUT, haveNTFS int
	for i := range stamps {
		dos[i], ut[i], ntfs[i] = stamps[i].dos, stamps[i].ut, stamps[i].ntfs
		if ut[i].Known() {
			haveUT++
		}
		if ntfs[i].Known() {
			haveNTFS++
		}
	}
	l.Extras = append(l.Extras, timestamps.Extra{Name: "modified_dos", Stamps: dos})
	if haveUT > 0 {
		l.Extras = append(l.Extras, timestamps.Extra{Name: "modified_ut", Stamps: ut})
	}
	if haveNTFS > 0 {
		l.Extras = append(l.Extras, timestamps.Extra{Name: "modified_ntfs", Stamps: ntfs})
	}
	l.Zone = timestamps.Zone{Name: "UTC", Source: "archive"}
	for i := range entries {
		t, s := &entries[i].Times, &stamps[i]
		switch {
		case haveNTFS == n:
			t.Modified, t.Accessed, t.Birth = s.ntfs, s.ntfsAccessed, s.ntfsBirth
		case haveUT == n:
			t.Modified, t.Accessed, t.Birth = s.ut, s.utAccessed, s.utBirth
		default:
			t.Modified = s.dos
		}
	}
	warnClocks(l, n, haveUT, haveNTFS)
}

func warnClocks(l *timestamps.Listing, n, haveUT, haveNTFS int) {
	if haveNTFS < n && haveUT < n {
		l.Zone = timestamps.Zone{Name: "unknown", Source: "nobody"}
	}
	if haveNTFS > 0 && haveNTFS < n {
		l.Warn("partial-ntfs-stamps", 0, fmt.Sprintf("%d of %d members carry NTFS stamps (extra 0x000a); "+
			"clocks are not mixed, so the column leaves them out", haveNTFS, n))
	}
	if haveNTFS < n && haveUT > 0 && haveUT < n {
		l.Warn("partial-ut-stamps", 0, fmt.Sprintf("%d of %d members carry UTC stamps (extra 0x5455); "+
			"clocks are not mixed, so the column is the DOS time of all members", haveUT, n))
	}
}
