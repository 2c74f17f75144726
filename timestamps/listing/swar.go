package listing

import (
	"encoding/binary"
	"math/bits"
)

// The functions of this file look at eight bytes at once, as the bytes of one word of which
// the first is the lowest.
const (
	ones  = 0x0101010101010101 // 1 in every byte
	highs = 0x8080808080808080 // the high bit of every byte
	lows  = 0x7f7f7f7f7f7f7f7f // the other bits

	zeroDigits = ones * '0'
)

// word returns the eight bytes of b from i on, which must be there.
func word(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8]) }

// head returns the first eight bytes of b, with zeros for those that b has not. It reads what
// stands behind b, in the same line as a rule, rather than go byte by byte.
func head(b []byte) uint64 {
	switch {
	case len(b) >= 8:
		return binary.LittleEndian.Uint64(b)
	case cap(b) >= 8:
		return binary.LittleEndian.Uint64(b[:8]) & (1<<(8*len(b)) - 1)
	}
	w := uint64(0)
	for i, c := range b {
		w |= uint64(c) << (8 * i)
	}
	return w
}

// zeros marks the high bit of each byte of w that is zero.
func zeros(w uint64) uint64 { return ^((w&lows + lows) | w | lows) }

// below marks the high bit of the first byte of w that is less than c, which is at most 128.
// Marks behind the first may be wrong.
func below(w uint64, c byte) uint64 { return (w - ones*uint64(c)) & ^w & highs }

// firstMark returns which byte the lowest mark is in, or 8 where there is none.
func firstMark(marks uint64) int { return bits.TrailingZeros64(marks) >> 3 }

// notDigits marks the high bit of the first byte of w that is no digit, where w is the text
// less [zeroDigits], bit by bit. Marks behind the first may be wrong.
func notDigits(w uint64) uint64 { return (w + ones*(0x80-10) | w) & highs }

// eightDigits returns the number that the bytes of w write, the values of eight digits of
// which the first is the lowest byte.
//
// It adds neighbours: digits to numbers below 100, those to numbers below 10^4, those to one.
func eightDigits(w uint64) uint64 {
	w = w*10 + w>>8
	const every = 0x000000ff000000ff
	const hundreds, tens = 100 + 1_000_000<<32, 1 + 10_000<<32
	return (w&every*hundreds + w>>16&every*tens) >> 32
}

// eightAs reports whether the eight bytes of b from i on have the given form, in which 0 stands
// for any digit, and returns their values: those of digits, and zero for all else.
func eightAs(b []byte, i int, form uint64) (w uint64, ok bool) {
	w = word(b, i) ^ form
	digits := zeros(form ^ zeroDigits)
	return w, (w+ones*0x7f-digits>>7*9|w)&highs == 0
}

// two returns the number of two digits whose values stand at byte i of w.
func two(w uint64, i int) int { return int(w>>(8*i)&0xff)*10 + int(w>>(8*i+8)&0xff) }

// lastOf finds the last bytes c of b, as many as at takes, and reports whether there are that
// many. Their places stand in at from left to right.
func lastOf(b []byte, c byte, at []int) bool {
	k, i := len(at), len(b)
	for ; i >= 8 && k > 0; i -= 8 {
		for marks := zeros(word(b, i-8) ^ ones*uint64(c)); marks != 0 && k > 0; k-- {
			bit := 63 - bits.LeadingZeros64(marks)
			at[k-1] = i - 8 + bit>>3
			marks &^= 1 << bit
		}
	}
	for ; i > 0 && k > 0; i-- {
		if b[i-1] == c {
			k--
			at[k] = i - 1
		}
	}
	return k == 0
}
