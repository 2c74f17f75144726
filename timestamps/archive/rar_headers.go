package archive

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"

	"copyclock/timestamps"
)

// rarHeaders hands a RAR archive to its library as if all members were stored. To list a member, the
// library makes the dictionary that its header asks for, up to 4 GiB, and unpacks all members of a solid
// archive, and loops on some; of a stored one it skips the data. So the method is taken out of each
// header of a file, whose checksum is made right again where it was right. What cannot be followed ends in an
// error. The stamps are read on the way.
type rarHeaders struct {
	r     io.ReaderAt
	size  int64
	at    int64  // of the next byte to hand on
	block int64  // where the next block begins
	head  []byte // the header of the block before it, changed
	begin int64  // where that lies
	parse func(*rarHeaders) error
	files []rarTimes // of the members so far
}

// The blocks that are told apart.
const (
	rar5File        = 2
	rar5Encryption  = 4
	rar4Archive     = 0x73
	rar4File        = 0x74
	rar4Service     = 0x7a
	rar4Encrypted   = 0x80   // flag of the archive block
	rar4Comment     = 0x02   // flag of the archive block: another block inside
	rar4GoesOn      = 0x0001 // from the volume before
	rar4FileComment = 0x0008 // a comment behind the name, which the checksum leaves out
	rar4Large       = 0x0100
	rar4HasData     = 0x8000
	rar5HasExtra    = 1
	rar5HasData     = 2
	rar5GoesOn      = 8
	rarHeaderMax    = 2 << 20
)

func newRarHeaders(r io.ReaderAt, size int64, version5 bool) *rarHeaders {
	h := &rarHeaders{r: r, size: size, block: 7, parse: (*rarHeaders).block4}
	if version5 {
		h.block, h.parse = 8, (*rarHeaders).block5
	}
	return h
}

// errRarLost ends the reading.
var errRarLost = errors.New("a header is invalid")

// Read hands on a header, or bytes up to the next one.
func (h *rarHeaders) Read(p []byte) (int, error) {
	if h.at >= h.size {
		return 0, io.EOF
	}
	if h.at == h.block {
		if err := h.parse(h); err != nil {
			return 0, err
		}
	}
	if in := h.at - h.begin; in >= 0 && in < int64(len(h.head)) {
		n := copy(p, h.head[in:])
		h.at += int64(n)
		return n, nil
	}
	if h.at > h.block { // the library skipped more than the block says
		return 0, errRarLost
	}
	n, err := h.r.ReadAt(p[:min(int64(len(p)), h.block-h.at)], h.at)
	h.at += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}

// Seek sets the next byte to hand on.
func (h *rarHeaders) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += h.at
	case io.SeekEnd:
		offset += h.size
	}
	if offset < 0 {
		return 0, errors.New("before the first byte")
	}
	h.at = offset
	return offset, nil
}

// bytes reads n bytes at the block.
func (h *rarHeaders) bytes(n int64) ([]byte, error) {
	if n > rarHeaderMax || n > h.size-h.block {
		return nil, errRarLost
	}
	b := make([]byte, n)
	_, err := h.r.ReadAt(b, h.block)
	return b, err
}

// skip goes to the block behind a header and its data.
func (h *rarHeaders) skip(head []byte, data uint64) {
	h.head, h.begin = head, h.block
	if h.block += int64(len(head)); data > uint64(max(h.size-h.block, 0)) {
		h.block = math.MaxInt64 - 1
		return
	}
	h.block += int64(data)
}

// block5 reads a header of RAR 5: checksum, size, type, flags, sizes of extra and data; of a file its
// flags, size, attributes, time, checksum and, in bits 7 to 9, its method.
func (h *rarHeaders) block5() error {
	b, err := h.bytes(min(7, h.size-h.block))
	if err != nil || len(b) < 7 {
		return errRarLost
	}
	size, n := binary.Uvarint(b[4:])
	if n <= 0 || size > rarHeaderMax {
		return errRarLost
	}
	if b, err = h.bytes(4 + int64(n) + int64(size)); err != nil {
		return err
	}
	if crc32.ChecksumIEEE(b[4:]) != binary.LittleEndian.Uint32(b) {
		return errRarLost
	}
	at := 4 + n
	number := func() uint64 {
		v, n := binary.Uvarint(b[min(at, len(b)):])
		if n <= 0 {
			err = errRarLost
		}
		at += max(n, 0)
		return v
	}
	kind, flags := number(), number()
	goesOn, extra := flags&rar5GoesOn != 0, uint64(0)
	if flags&rar5HasExtra != 0 {
		extra = number()
	}
	data := uint64(0)
	if flags&rar5HasData != 0 {
		data = number()
	}
	if err != nil {
		return err
	}
	if kind == rar5Encryption { // which the library refuses by itself
		data = math.MaxUint64
	}
	if kind == rar5File {
		const hasTime, hasSum = 2, 4
		flags = number()
		number()
		number()
		var t rarTimes
		if flags&hasTime != 0 {
			if len(b) < at+4 {
				return errRarLost
			}
			t.modified = timestamps.At(int64(binary.LittleEndian.Uint32(b[at:])), 0)
			at += 4
		}
		if flags&hasSum != 0 {
			at += 4
		}
		method := at
		if number(); err != nil {
			return err
		}
		if extra <= uint64(len(b)-at) {
			rar5Times(b[len(b)-int(extra):], &t)
		}
		if !goesOn {
			h.files = append(h.files, t)
		}
		if at > method+1 { // in more than seven bits
			b[method+1] &^= 7
			binary.LittleEndian.PutUint32(b, crc32.ChecksumIEEE(b[4:]))
		}
	}
	h.skip(b, data)
	return nil
}

// block4 reads a header of RAR 1.5 to 4: checksum, type, flags, size, size of the data; of a file its size, system,
// checksum, time, version, method, length of the name, attributes, and the upper halves of large sizes.
func (h *rarHeaders) block4() error {
	const (
		fixed     = 7
		method    = 25
		large     = 32
		noComment = 13 // bytes of an archive block before its comment
		stored    = 0x30
	)
	b, err := h.bytes(fixed)
	if err != nil {
		return err
	}
	kind, flags, size := b[2], binary.LittleEndian.Uint16(b[3:]), int64(binary.LittleEndian.Uint16(b[5:]))
	if kind == rar4Archive && flags&rar4Comment != 0 {
		size = noComment
	}
	if size < fixed || kind == rar4File && flags&rar4HasData == 0 { // without it the library finds the fields elsewhere
		return errRarLost
	}
	if b, err = h.bytes(size); err != nil {
		return err
	}
	data := uint64(0)
	if flags&rar4HasData != 0 && size >= fixed+4 {
		data = uint64(binary.LittleEndian.Uint32(b[fixed:]))
	}
	isFile := kind == rar4File || kind == rar4Service
	if isFile && flags&rar4Large != 0 && size >= large+4 {
		data |= uint64(binary.LittleEndian.Uint32(b[large:])) << 32
	}
	if kind == rar4File {
		t, summed := rar4Times(b, flags)
		if flags&rar4FileComment == 0 {
			summed = b
		}
		if len(summed) <= method || uint16(crc32.ChecksumIEEE(summed[2:])) != binary.LittleEndian.Uint16(b) {
			return errRarLost
		}
		if flags&rar4GoesOn == 0 {
			h.files = append(h.files, t)
		}
		b[method] = stored
		binary.LittleEndian.PutUint16(b, uint16(crc32.ChecksumIEEE(summed[2:])))
	}
	if kind == rar4Archive && flags&rar4Encrypted != 0 { // which the library refuses by itself
		data = math.MaxUint64
	}
	h.skip(b, data)
	return nil
}
