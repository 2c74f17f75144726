package match

import (
	"slices"
)

// Coincidences says how many sizes two listings share, and how many they would share by chance.
type Coincidences struct {
	// Sizes counts the different sizes that occur in both listings.
	Sizes int
	// Expected is how many would if the listings were unrelated: the mean number over slides, in
	// which the sizes of the second listing are moved by up to [slides] steps up and down. A size
	// moved keeps its neighbourhood, so that crowded sizes stay crowded, and loses what it shares
	// with the same file elsewhere. A step is 4096 or 512 bytes for sizes that are multiples of
	// these, as those of disk images and databases are, and one byte otherwise.
	Expected float64
}

// slides is the number of steps in each direction.
const slides = 32

// steps are tried in this order; every size is a multiple of the last.
var steps = []int64{4096, 512, 1}

// coincide counts the coincidences of two sorted lists of different sizes.
func coincide(a, b []int64) Coincidences {
	c := Coincidences{Sizes: common(a, b, 0)}
	total := 0
	rest := b
	for _, step := range steps {
		var moved, others []int64
		for _, size := range rest {
			if size%step == 0 {
				moved = append(moved, size)
			} else {
				others = append(others, size)
			}
		}
		for k := int64(1); k <= slides; k++ {
			total += common(a, moved, k*step) + common(a, moved, -k*step)
		}
		rest = others
	}
	c.Expected = float64(total) / (2 * slides)
	return c
}

// common counts the numbers of a that equal a number of b moved by shift; both are sorted.
func common(a, b []int64, shift int64) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch x, y := a[i]-shift, b[j]; { // sizes are above zero: a difference does not overflow
		case x < y:
			i++
		case x > y:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// sizes returns the different sizes of files, sorted.
func sizes(files []file) []int64 {
	out := make([]int64, len(files))
	for i, f := range files {
		out[i] = f.size
	}
	slices.Sort(out)
	return slices.Compact(out)
}
