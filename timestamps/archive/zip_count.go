package archive

import (
	"bytes"
	"encoding/binary"
	"io"
)

// zip64Count returns how many members the 64-bit end of a directory counts (APPNOTE 4.3.14, 4.3.15), if there is
// one. archive/zip compares the lower 16 bits alone, so that a directory that is damaged at the right
// place would look complete.
func zip64Count(r io.ReaderAt, size int64) (count uint64, ok bool) {
	const (
		locator = 20 // bytes before the 32-bit end
		end32   = 22
		end64   = 56
		comment = 1<<16 - 1
	)
	tail := make([]byte, min(size, locator+end32+comment))
	if n, _ := r.ReadAt(tail, size-int64(len(tail))); n < len(tail) {
		return 0, false
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < locator || string(tail[at-locator:at-locator+4]) != "PK\x06\x07" {
		return 0, false
	}
	var b [end64]byte
	where := binary.LittleEndian.Uint64(tail[at-locator+8:])
	if where > uint64(size) {
		return 0, false
	}
	if n, _ := r.ReadAt(b[:], int64(where)); n < end64 || string(b[:4]) != "PK\x06\x06" {
		return 0, false
	}
	return binary.LittleEndian.Uint64(b[32:]), true
}
