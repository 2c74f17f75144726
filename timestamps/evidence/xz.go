package evidence

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/ulikunitz/xz" // xz in Go, checksums included
	"github.com/ulikunitz/xz/lzma"
)

// newXZ undoes xz. The library makes the dictionary that a block asks for, up to 4 GiB, before it
// reads a byte of it; so the frame is followed on the way to it.
func newXZ(r *counting) (io.Reader, error) {
	frame := &xzFrame{r: r}
	z, err := xz.ReaderConfig{DictCap: lzma.MinDictCap}.NewReader(frame)
	if err != nil {
		return nil, err
	}
	return &xzReader{z, frame}, nil
}

// xzReader tells the frame what came out.
type xzReader struct {
	z     io.Reader
	frame *xzFrame
}

func (x *xzReader) Read(p []byte) (int, error) {
	n, err := x.z.Read(p)
	x.frame.out += int64(n)
	return n, err
}

// xzWindows is how many bytes of dictionaries a file may ask for, for each byte that came out of
// it: xz -9 with small blocks asks 64 MiB for a block of 1 MiB. A file of empty blocks asks without end.
const xzWindows = 256

// xzFrame hands on an xz file and follows its frame (The .xz File Format 1.2.1): headers of streams
// and blocks, chunks of LZMA2, index and footer. Bytes are looked at in parts.
type xzFrame struct {
	r       io.Reader
	err     error // of a block that was refused
	part    xzPart
	want    int64  // bytes of the part that are still to come
	held    []byte // those that came, where they are looked at
	check   int64  // bytes of a checksum behind each block
	packed  int64  // bytes of the block, or of the index, so far
	numbers uint64 // of the index that are still to come
	shift   uint   // of the number that is read
	asked   int64  // bytes of all dictionaries
	out     int64  // bytes that were unpacked
}

type xzPart int

const (
	xzStart   xzPart = iota // nothing was read
	xzMagic                 // four bytes of a stream header, or of filler between streams
	xzFlags                 // the rest of it
	xzSize                  // of a block header; zero begins the index
	xzBlock                 // the rest of it
	xzControl               // what kind of chunk follows
	xzChunk                 // its sizes
	xzData
	xzTail  // filler and checksum of a block
	xzCount // of the records of the index
	xzNumber
	xzFooter
	xzUnknown // what the library refuses
)

func (f *xzFrame) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.r.Read(p)
	for b := p[:n]; len(b) > 0 && f.part != xzUnknown; {
		if f.part == xzStart {
			f.next(xzMagic, 4)
		}
		k := min(f.want, int64(len(b)))
		if f.part != xzData && f.part != xzTail && f.part != xzFooter {
			f.held = append(f.held, b[:k]...)
		}
		b, f.want = b[k:], f.want-k
		for f.want == 0 && f.part != xzUnknown {
			if f.err = f.end(); f.err != nil {
				return 0, f.err
			}
		}
	}
	return n, err
}

// next begins a part of some bytes.
func (f *xzFrame) next(part xzPart, bytes int64) {
	f.part, f.want, f.held = part, bytes, f.held[:0]
}

// end looks at a part that is complete and begins the next.
func (f *xzFrame) end() error {
	b := f.held
	switch f.part {
	case xzMagic:
		if string(b) == "\x00\x00\x00\x00" {
			f.next(xzMagic, 4)
			break
		}
		f.next(xzFlags, 8)
	case xzFlags:
		sizes := map[byte]int64{0: 0, 1: 4, 4: 8, 10: 32}
		check, ok := sizes[b[3]]
		if f.check = check; !ok {
			f.part = xzUnknown
			break
		}
		f.next(xzSize, 1)
	case xzSize:
		if b[0] == 0 {
			f.packed, f.shift, f.numbers = 1, 0, 0
			f.next(xzCount, 1)
			break
		}
		f.next(xzBlock, int64(b[0])*4+3)
	case xzBlock:
		if err := f.window(b); err != nil {
			return err
		}
		f.packed = 0
		f.next(xzControl, 1)
	case xzControl:
		f.packed++
		switch c := b[0]; {
		case c == 0:
			f.next(xzTail, (4-f.packed%4)%4+f.check)
		case c <= 2:
			f.next(xzChunk, 2)
		case c >= 0xc0:
			f.next(xzChunk, 5)
		case c >= 0x80:
			f.next(xzChunk, 4)
		default:
			f.part = xzUnknown
		}
	case xzChunk:
		f.packed += int64(len(b))
		size := b
		if len(b) > 2 { // unpacked and packed
			size = b[2:]
		}
		data := int64(binary.BigEndian.Uint16(size)) + 1
		f.packed += data
		f.next(xzData, data)
	case xzData:
		f.next(xzControl, 1)
	case xzTail:
		f.next(xzSize, 1)
	case xzCount, xzNumber:
		f.index(b[0])
	case xzFooter:
		f.next(xzMagic, 4)
	case xzStart, xzUnknown:
	}
	return nil
}

// index takes one byte of the numbers of the index: of their count, then two for each record.
func (f *xzFrame) index(b byte) {
	const footer = 4 + 12 // with the checksum of the index
	f.packed++
	if f.part == xzCount {
		f.numbers |= uint64(b&0x7f) << (1 + f.shift)
		f.shift += 7
	}
	switch {
	case b&0x80 != 0:
		f.next(f.part, 1)
		return
	case f.part == xzNumber:
		f.numbers--
	}
	if f.numbers > 0 {
		f.next(xzNumber, 1)
		return
	}
	f.next(xzFooter, (4-f.packed%4)%4+footer)
}

// window refuses the block whose header is b, without its first byte, if it asks for too much.
func (f *xzFrame) window(b []byte) error {
	const hasPacked, hasSize = 0x40, 0x80
	flags, rest := b[0], b[1:]
	for _, has := range []byte{hasPacked, hasSize} {
		if flags&has != 0 {
			_, n := binary.Uvarint(rest)
			if n <= 0 {
				f.part = xzUnknown
				return nil
			}
			rest = rest[n:]
		}
	}
	if flags&3 != 0 || len(rest) < 3 || rest[0] != 0x21 || rest[1] != 1 || rest[2] > 40 { // one filter, LZMA2
		f.part = xzUnknown
		return nil
	}
	window := int64(2|rest[2]&1) << (rest[2]/2 + 11)
	if window > maxWindow {
		return fmt.Errorf("%w (%d, the limit is %d)", ErrWindow, window, int64(maxWindow))
	}
	if f.asked += window; f.asked > 16*maxWindow && f.asked/xzWindows > f.out {
		return fmt.Errorf("%w: its blocks ask for %d bytes of memory and hold %d", ErrRatio, f.asked, f.out)
	}
	return nil
}
