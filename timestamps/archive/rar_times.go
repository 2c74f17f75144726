package archive

import (
	"encoding/binary"

	"copyclock/timestamps"
)

// rarTimes are the stamps of a member as its header holds them. The library makes other times of
// those that are none: it carries month 15 into the next year, wraps FILETIMEs before 1970, and drops
// fractions of one or two bytes.
type rarTimes struct{ modified, birth, accessed timestamps.Stamp }

// all are the stamps in the order of the headers.
func (t *rarTimes) all() [3]*timestamps.Stamp {
	return [3]*timestamps.Stamp{&t.modified, &t.birth, &t.accessed}
}

// rar5Times reads the record of times among the extra records of a header: flags, then the times as FILETIME
// or as Unix seconds with their nanoseconds behind them. What is cut off stays as it is.
func rar5Times(extra []byte, t *rarTimes) {
	const (
		record   = 3
		isUnix   = 1
		modified = 2 // and two more
		hasNanos = 16
	)
	for len(extra) > 0 {
		size, n := binary.Uvarint(extra)
		if n <= 0 || size > uint64(len(extra)-n) {
			return
		}
		b := extra[n : n+int(size)]
		extra = extra[n+int(size):]
		kind, n := binary.Uvarint(b)
		if n <= 0 || kind != record {
			continue
		}
		b = b[n:]
		flags, n := binary.Uvarint(b)
		if n <= 0 {
			return
		}
		b = b[n:]
		width := 8
		if flags&isUnix != 0 {
			width = 4
		}
		var seconds [3]int64
		for i, s := range t.all() {
			if flags>>i&modified == 0 {
				continue
			}
			if len(b) < width {
				return
			}
			if width == 8 {
				*s = filetime(b)
			} else {
				seconds[i] = int64(binary.LittleEndian.Uint32(b))
				*s = timestamps.At(seconds[i], 0)
			}
			b = b[width:]
		}
		for i, s := range t.all() {
			if flags&isUnix == 0 || flags&hasNanos == 0 || flags>>i&modified == 0 {
				continue
			}
			if len(b) < 4 {
				return
			}
			*s = timestamps.At(seconds[i], int64(binary.LittleEndian.Uint32(b)&0x3fffffff))
			b = b[4:]
		}
	}
}

// rar4Times reads the DOS time of a header of RAR 1.5 to 4 and, behind its name, the more exact times: four bits
// for each of four times, and for each but the first a DOS time, then the seconds and steps of 100 ns to add. It
// returns the header up to there, too.
func rar4Times(b []byte, flags uint16) (t rarTimes, head []byte) {
	const (
		clock, date    = 20, 22
		nameLength     = 26
		fixed          = 32
		large, hasSalt = 0x0100, 0x0400
		exact          = 0x1000
		has, odd       = 8, 4 // of the four bits
		second         = 1e9
	)
	if len(b) < fixed {
		return t, b
	}
	dos := func(b []byte) timestamps.Stamp {
		return dosStamp(binary.LittleEndian.Uint16(b[date-clock:]), binary.LittleEndian.Uint16(b))
	}
	t.modified = dos(b[clock:])
	at := fixed + int(binary.LittleEndian.Uint16(b[nameLength:]))
	if flags&large != 0 {
		at += 8
	}
	if flags&hasSalt != 0 {
		at += 8
	}
	head = b[:min(at, len(b))]
	if flags&exact == 0 || len(b) < at+2 {
		return t, head
	}
	whole := b
	kinds := binary.LittleEndian.Uint16(b[at:])
	b = b[at+2:]
	defer func() { head = whole[:len(whole)-len(b)] }()
	for i, s := range t.all() {
		kind := kinds >> (4 * (3 - i))
		if kind&has == 0 {
			continue
		}
		if i > 0 {
			if len(b) < 4 {
				return t, head
			}
			*s = dos(b)
			b = b[4:]
		}
		count := int(kind & 3)
		if len(b) < count {
			return t, head
		}
		steps := int64(0) // of 100 ns; the bytes are its upper ones
		for j, c := range b[:count] {
			steps |= int64(c) << (8 * (j + 3 - count))
		}
		b = b[count:]
		if kind&odd != 0 {
			steps += second / 100
		}
		if s.Known() {
			s.Nanos += steps * 100
		}
	}
	return t, head
}
