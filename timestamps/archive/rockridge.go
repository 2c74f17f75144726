package archive

import (
	"encoding/binary"
	"errors"
	"io"

	"copyclock/timestamps"
)

// Constants of the system use areas of Rock Ridge (IEEE P1282).
const (
	rockAreas   = 64      // continuation areas of one record
	rockNameMax = 1 << 16 // bytes of one name; file systems end at 4 KiB
	rockLong    = 0x80    // of TF: stamps of 17 digits
)

// rockRidge adds to a node what a system use area says of it.
func (v *isoImage) rockRidge(area []byte, out *isoNode, path string) {
	name, named := "", false
	for areas := 0; areas < rockAreas; areas++ {
		next := rockContinuation{}
		for len(area) >= 4 {
			n := int(area[2])
			if n < 4 || n > len(area) {
				break
			}
			data := area[4:n]
			switch sign := string(area[:2]); {
			case sign == "NM" && len(data) > 0 && data[0]&6 == 0: // 2 and 4 are the directory and its parent
				named = true
				if name += string(data[1:]); len(name) > rockNameMax {
					name = name[:rockNameMax]
				}
			case sign == "PX" && len(data) >= 4:
				out.Kind = cpioType(uint64(binary.LittleEndian.Uint32(data)))
				if out.Kind != timestamps.File {
					out.Size = 0
				}
				if len(data) >= 12 {
					out.links = int64(binary.LittleEndian.Uint32(data[8:]))
				}
			case sign == "TF":
				rockTimes(data, &out.Times)
			case sign == "CL" && len(data) >= 4:
				out.at = int64(binary.LittleEndian.Uint32(data))
				out.Kind, out.Size = timestamps.Directory, 0
			case sign == "RE":
				out.moved = true
			case sign == "ZF" && len(data) >= 12: // compressed in the image; this is the size of the file
				out.Size = int64(binary.LittleEndian.Uint32(data[4:]))
			case sign == "CE" && len(data) >= 24:
				next = rockContinuation{
					int64(binary.LittleEndian.Uint32(data)), int64(binary.LittleEndian.Uint32(data[8:])), int64(binary.LittleEndian.Uint32(data[16:])),
				}
			}
			area = area[n:]
		}
		if area = v.continued(next); area == nil {
			break
		}
	}
	if named {
		out.Path = path + name
	}
}

// rockContinuation says where the rest of an area lies.
type rockContinuation struct{ block, offset, length int64 }

func (v *isoImage) continued(c rockContinuation) []byte {
	if c.length <= 0 || c.length > isoSector || c.offset > isoSector {
		return nil
	}
	b := make([]byte, c.length)
	n, err := v.r.ReadAt(b, c.block*v.block+c.offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return b[:n]
}

// rockTimes reads TF: a byte of flags, then the stamps that it names in this order: creation, modify,
// access, attributes, backup, expiration, effective.
func rockTimes(data []byte, t *timestamps.Times) {
	if len(data) == 0 {
		return
	}
	flags, width := data[0], 7
	if flags&rockLong != 0 {
		width = 17
	}
	data = data[1:]
	for bit, to := range []*timestamps.Stamp{&t.Birth, &t.Modified, &t.Accessed, &t.Changed} {
		if flags>>bit&1 == 0 {
			continue
		}
		if len(data) < width {
			return
		}
		if width == 7 {
			*to = isoStamp(data)
		} else {
			*to = isoDigits(data)
		}
		data = data[width:]
	}
}

// isoDigits reads YYYYMMDDhhmmsscc and the quarters of an hour east of UTC.
func isoDigits(b []byte) timestamps.Stamp {
	number := func(b []byte) int {
		n := 0
		for _, c := range b {
			if c < '0' || c > '9' {
				return -1
			}
			n = 10*n + int(c-'0')
		}
		return n
	}
	if number(b[:16]) == 0 {
		return timestamps.Stamp{}
	}
	hundredths := number(b[14:16])
	if hundredths < 0 {
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.WallAt(timestamps.Date{
		Year: number(b[:4]), Month: number(b[4:6]), Day: number(b[6:8]),
		Hour: number(b[8:10]), Minute: number(b[10:12]), Second: number(b[12:14]), Nanosecond: hundredths * 10_000_000,
	}, 15*int(int8(b[16])))
}
