package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"copyclock/timestamps"
)

// A member of a zip has two headers: one in the central directory at the end, which this
// package lists, and a local one before its data. Who edits an archive by hand often changes
// one of them only. The layout of the local header (APPNOTE 4.3.7):
//
//	 0  4  PK\3\4        14  4  checksum
//	 4  2  version       18  4  packed size
//	 6  2  flags         22  4  size
//	 8  2  method        26  2  length of the name
//	10  4  time, date    28  2  length of the extra field
const localHeaderBytes = 30

var localMagic = []byte("PK\x03\x04")

// localHeaders reads local headers and remembers which bytes belong to members.
type localHeaders struct {
	window window
	spans  []span
}

// span is the bytes of one member, from its local header to the end of its data.
type span struct{ from, to int64 }

func newLocalHeaders(r io.ReaderAt, size int64) *localHeaders {
	return &localHeaders{window: window{r: r, size: size}}
}

// window hands on reads in pieces large enough for neighbouring headers. It keeps where the
// last local header was asked for: archive/zip knows the place and does not tell.
type window struct {
	r     io.ReaderAt
	size  int64
	at    int64
	data  []byte
	buf   []byte
	asked int64 // where the last read of the length of a local header began, or -1
	given int64 // bytes so far
	limit int64 // of given, for the directory; zero for none
}

// How much is read ahead: little where members are large, more where one header follows another.
const (
	windowFar  = 4 << 10
	windowNear = 64 << 10
)

func (w *window) ReadAt(p []byte, at int64) (int, error) {
	if len(p) == localHeaderBytes {
		w.asked = at
	}
	b, err := w.bytes(at, len(p))
	if w.given += int64(len(b)); w.limit > 0 && w.given > w.limit {
		return 0, fmt.Errorf("%w (%d)", ErrMaxHeaderBytes, w.limit)
	}
	return copy(p, b), err
}

// bytes returns n bytes from at, which are valid until the next call.
func (w *window) bytes(at int64, n int) ([]byte, error) {
	if at < 0 || at > w.size {
		return nil, io.EOF
	}
	if at < w.at || at+int64(n) > w.at+int64(len(w.data)) {
		ahead := windowFar
		if at >= w.at && at <= w.at+int64(len(w.data))+windowNear {
			ahead = windowNear
		}
		if ahead = max(ahead, n); cap(w.buf) < ahead {
			w.buf = make([]byte, ahead)
		}
		got, err := w.r.ReadAt(w.buf[:ahead], at)
		w.at, w.data = at, w.buf[:got]
		if err != nil && !early(err) {
			return nil, err
		}
	}
	b := w.data[at-w.at:]
	if len(b) < n {
		return b, io.EOF
	}
	return b[:n], nil
}

// compare warns of what the local header of a member says otherwise than the central
// directory, and adds the stamps that only the local header holds.
func (h *localHeaders) compare(l *timestamps.Listing, f *zip.File, s *zipStamps, line int64) {
	h.window.asked = -1
	offset, err := h.dataOffset(f)
	if err != nil {
		l.Warn("no-local-header", line, "a member of the central directory has no header before its data; its bytes are lost or elsewhere")
		return
	}
	start := h.window.asked
	h.spans = append(h.spans, span{start, offset + int64(min(f.CompressedSize64, uint64(max(h.window.size-offset, 0))))})
	b, err := h.window.bytes(start, int(offset-start))
	if err != nil {
		return // the header is whole, as archive/zip found, and the file shorter than it was
	}
	flags := binary.LittleEndian.Uint16(b[6:])
	if flags&flagMasked != 0 {
		return // its values are masked on purpose, which is warned of elsewhere
	}
	length := localHeaderBytes + int(binary.LittleEndian.Uint16(b[26:]))
	if name := b[localHeaderBytes:length]; string(name) != f.Name {
		l.Warn("local-name", line, fmt.Sprintf("a member is called %q before its data and %q in the central directory, which is listed; "+
			"the archive was edited, or made to show different programs different names", timestamps.Escape(string(name)), timestamps.Escape(f.Name)))
	}
	if binary.LittleEndian.Uint16(b[8:]) != f.Method || (flags^f.Flags)&flagCrypt != 0 {
		l.Warn("local-method", line, "the two headers of a member name different methods of compression or encryption; the archive was edited or is damaged")
	}
	clock, date := binary.LittleEndian.Uint16(b[10:]), binary.LittleEndian.Uint16(b[12:])
	local := stampsOf(&zip.FileHeader{ModifiedDate: date, ModifiedTime: clock, Extra: b[length:]}) //nolint:staticcheck // the raw fields
	if s.differs(&local) {
		l.Warn("local-time", line, fmt.Sprintf("the two headers of a member hold different times (%s before the data, %s in the central directory, which is listed); "+
			"one of them was changed after packing", local.finest().Text(), s.finest().Text()))
	}
	s.complete(&local)
	if size, known := localSize(b, flags, b[length:]); known && size != f.UncompressedSize64 {
		l.Warn("local-size", line, fmt.Sprintf("a member has %d bytes by its own header and %d by the central directory, which is listed", size, f.UncompressedSize64))
	}
}

// dataOffset asks archive/zip for the place of the data, so that it reads the local header
// through the window.
func (h *localHeaders) dataOffset(f *zip.File) (int64, error) {
	offset, err := f.DataOffset()
	if err == nil && (h.window.asked < 0 || offset < h.window.asked+localHeaderBytes) {
		err = zip.ErrFormat
	}
	return offset, err
}

// localSize returns the size that a local header gives, unless it follows the data.
func localSize(b []byte, flags uint16, extra []byte) (size uint64, known bool) {
	size = uint64(binary.LittleEndian.Uint32(b[22:]))
	if flags&flagStreamed != 0 {
		return 0, false
	}
	if size < 1<<32-1 {
		return size, true
	}
	eachExtra(extra, func(tag uint16, data []byte) {
		if tag == tagZip64 && len(data) >= 8 && !known {
			size, known = binary.LittleEndian.Uint64(data), true
		}
	})
	return size, known
}

// differs reports whether a clock that both headers hold shows different times.
func (s *zipStamps) differs(local *zipStamps) bool {
	unequal := func(a, b timestamps.Stamp) bool { return a.Known() && b.Known() && a != b }
	return s.dos != local.dos || unequal(s.ut, local.ut) || unequal(s.ntfs, local.ntfs)
}

// finest returns the modified stamp of the finest clock.
func (s *zipStamps) finest() timestamps.Stamp {
	switch {
	case s.ntfs.Known():
		return s.ntfs
	case s.ut.Known():
		return s.ut
	}
	return s.dos
}

// complete adds what only the local header holds: of extra 0x5455 the central directory has
// the modified stamp alone.
func (s *zipStamps) complete(local *zipStamps) {
	for _, p := range []struct{ to, from *timestamps.Stamp }{
		{&s.ut, &local.ut}, {&s.utAccessed, &local.utAccessed}, {&s.utBirth, &local.utBirth},
		{&s.ntfs, &local.ntfs}, {&s.ntfsAccessed, &local.ntfsAccessed}, {&s.ntfsBirth, &local.ntfsBirth},
	} {
		if p.to.State == timestamps.Absent {
			*p.to = *p.from
		}
	}
	s.badExtra = s.badExtra || local.badExtra
}

// between warns of members that lie over one another, as in bombs that use the same data many
// times, and of members between the others that the central directory does not list, as a
// deletion leaves them. The data of a member may be followed by a descriptor of 12 to 24 bytes.
func (h *localHeaders) between(l *timestamps.Listing) {
	const descriptor = 24
	slices.SortFunc(h.spans, func(a, b span) int {
		if a.from != b.from {
			return int(max(-1, min(a.from-b.from, 1)))
		}
		return int(max(-1, min(a.to-b.to, 1)))
	})
	end, overlaps, unlisted := int64(0), int64(0), int64(0)
	for _, s := range append(h.spans, span{h.window.size, h.window.size}) {
		if s.from < end {
			overlaps++
		} else if s.from > end {
			gap, _ := h.window.bytes(end, int(min(s.from-end, descriptor+int64(len(localMagic)))))
			if bytes.Contains(gap, localMagic) {
				unlisted++
			}
		}
		end = max(end, s.to)
	}
	if overlaps > 0 {
		l.Warnings = append(l.Warnings, timestamps.Warning{
			Code: "overlapping-members", Count: overlaps,
			Text: "members share bytes of the archive, as in a zip bomb; their sizes were never moved by a copy",
		})
	}
	if unlisted > 0 {
		l.Warnings = append(l.Warnings, timestamps.Warning{
			Code: "unlisted-members", Count: unlisted,
			Text: "there are members between the others, or before or behind them, that the central directory does not list, " +
				"as a deletion or an update leaves them; they are not read",
		})
	}
}

// masked reports whether the first member says that the central directory is encrypted.
func masked(r io.ReaderAt) bool {
	var b [localHeaderBytes]byte
	_, err := r.ReadAt(b[:], 0)
	return err == nil && bytes.HasPrefix(b[:], localMagic) && binary.LittleEndian.Uint16(b[6:])&flagMasked != 0
}
