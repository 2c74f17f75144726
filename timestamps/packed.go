package timestamps

import (
	"math"
	"slices"
)

// packed holds integers in as few bytes as their range asks for: the least and the largest of them,
// and for each how many steps it lies above the least. Numbers that are all equal take no bytes at all.
type packed struct {
	least int64
	most  int64
	step  uint64 // divides every distance from least: 1 or a second
	one   []uint8
	two   []uint16
	four  []uint32
	eight []uint64
}

const packedSecond = 1e9 // the usual step of stamps, which leaves 30 bits fewer

// pack returns the numbers packed. It keeps nothing of values.
func pack(values []int64) packed {
	p := packed{step: 1}
	if len(values) == 0 {
		return p
	}
	p.least, p.most = values[0], values[0]
	for _, v := range values {
		p.least, p.most = min(p.least, v), max(p.most, v)
	}
	span := uint64(p.most) - uint64(p.least) // holds the distance of any two int64
	if span >= packedSecond && p.wholeSeconds(values) {
		p.step = packedSecond
		span /= packedSecond
	}
	switch {
	case span == 0:
	case span <= math.MaxUint8:
		p.one = narrow[uint8](&p, values)
	case span <= math.MaxUint16:
		p.two = narrow[uint16](&p, values)
	case span <= math.MaxUint32:
		p.four = narrow[uint32](&p, values)
	default:
		p.eight = narrow[uint64](&p, values)
	}
	return p
}

func (p *packed) wholeSeconds(values []int64) bool {
	for _, v := range values {
		if (uint64(v)-uint64(p.least))%packedSecond != 0 {
			return false
		}
	}
	return true
}

func narrow[T uint8 | uint16 | uint32 | uint64](p *packed, values []int64) []T {
	out := make([]T, len(values))
	if p.step == packedSecond {
		for i, v := range values {
			out[i] = T((uint64(v) - uint64(p.least)) / packedSecond)
		}
		return out
	}
	for i, v := range values {
		out[i] = T(uint64(v) - uint64(p.least))
	}
	return out
}

// at returns number i.
func (p *packed) at(i int) int64 {
	switch {
	case p.four != nil:
		return int64(uint64(p.least) + uint64(p.four[i])*p.step)
	case p.one != nil:
		return int64(uint64(p.least) + uint64(p.one[i])*p.step)
	case p.two != nil:
		return int64(uint64(p.least) + uint64(p.two[i])*p.step)
	case p.eight != nil:
		return int64(uint64(p.least) + p.eight[i]*p.step)
	}
	return p.least
}

// constant reports whether all numbers are equal.
func (p *packed) constant() bool { return p.least == p.most }

// equal reports whether both hold the same numbers: equal numbers are packed the same way.
func (p *packed) equal(q *packed) bool {
	return p.least == q.least && p.most == q.most && p.step == q.step && slices.Equal(p.one, q.one) &&
		slices.Equal(p.two, q.two) && slices.Equal(p.four, q.four) && slices.Equal(p.eight, q.eight)
}
