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
)

// word returns the eight bytes of b from i on, which must be there.
func word(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8]) }

// zeros marks the high bit of the first byte of w that is zero. Marks behind the first may
// be wrong.
func zeros(w uint64) uint64 { return (w - ones) & ^w & highs }

// below marks the high bit of the first byte of w that is less than c, which is at most 128.
// Marks behind the first may be wrong.
func below(w uint64, c byte) uint64 { return (w - ones*uint64(c)) & ^w & highs }

// firstMark returns which byte the lowest mark is in.
func firstMark(marks uint64) int { return bits.TrailingZeros64(marks) >> 3 }
