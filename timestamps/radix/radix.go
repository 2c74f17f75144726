// Package radix sorts by 64-bit integers in time that grows linearly with their number.
//
// Stamps of a column lie close together and have a common step, so few of their 64 bits
// differ: the sort finds these bits first and makes one pass for every eleven of them. What is
// in order already costs one pass.
package radix

import (
	"cmp"
	"slices"
)

const (
	digitBits = 11
	digits    = 1 << digitBits
	fewest    = 1024 // items from which passes over all digits pay
	second    = 1e9  // the usual step of stamps in nanoseconds, which leaves 30 bits fewer
)

// Sort sorts items by key, ascending; items of one key keep their order. Scratch is memory for as
// many items, of which nothing is kept; where it is too short, it is taken anew.
func Sort[T any](items, scratch []T, key func(*T) int64) {
	if len(items) < fewest {
		slices.SortStableFunc(items, func(a, b T) int { return cmp.Compare(key(&a), key(&b)) })
		return
	}
	r := rangeOf(items, key)
	if r.sorted {
		return
	}
	if cap(scratch) < len(items) {
		scratch = make([]T, len(items))
	}
	from, to := items, scratch[:len(items)]
	for shift := 0; shift < 64 && r.most>>shift > 0; shift += digitBits {
		if r.pass(from, to, key, shift) {
			from, to = to, from
		}
	}
	if &from[0] != &items[0] {
		copy(items, from)
	}
}

// span is what the keys of some items have in common.
type span[T any] struct {
	least  int64
	step   uint64 // divides the distance of every key from the least: 1 or a second
	most   uint64 // distance of the largest key from the least, in steps
	sorted bool
}

func rangeOf[T any](items []T, key func(*T) int64) span[T] {
	least := key(&items[0])
	largest, before, sorted := least, least, true
	for i := range items {
		k := key(&items[i])
		least, largest = min(least, k), max(largest, k)
		sorted = sorted && before <= k
		before = k
	}
	r := span[T]{least: least, step: second, sorted: sorted}
	for i := range items {
		if (uint64(key(&items[i]))-uint64(least))%second != 0 {
			r.step = 1
			break
		}
	}
	r.most = (uint64(largest) - uint64(least)) / r.step
	return r
}

// digit returns eleven bits of a key. The distances are those of unsigned numbers, which hold
// all differences of two signed ones.
func (r *span[T]) digit(k int64, shift int) uint64 {
	d := uint64(k) - uint64(r.least)
	if r.step == second {
		d /= second
	}
	return d >> shift & (digits - 1)
}

// pass moves the items to their places by one digit, or reports that all have the same.
func (r *span[T]) pass(from, to []T, key func(*T) int64, shift int) bool {
	var place [digits]int
	for i := range from {
		place[r.digit(key(&from[i]), shift)]++
	}
	if place[r.digit(key(&from[0]), shift)] == len(from) {
		return false
	}
	sum := 0
	for d, n := range place {
		place[d] = sum
		sum += n
	}
	for i := range from {
		d := r.digit(key(&from[i]), shift)
		to[place[d]] = from[i]
		place[d]++
	}
	return true
}
