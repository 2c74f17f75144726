package match

import (
	"math"
)

// A run is taken only where fewer than mostRuns are expected between unrelated listings; it has
// leastRun to longestRun different sizes.
const (
	mostRuns   = 0.01
	leastRun   = 3
	longestRun = 64
)

// runLength returns how many different sizes a run must have, or 0 where none is long enough.
//
// Two unrelated lists of m and n files have
//
//	m n q^k
//
// common runs of k in the mean, where q is the probability that two files have the same size. It
// is estimated from the files within each list, one pair more than was seen.
func runLength(a, b []file) int {
	same, pairs := 1.0, 1.0
	for _, files := range [][]file{a, b} {
		count := make(map[int64]float64, len(files))
		for _, f := range files {
			same += count[f.size]
			count[f.size]++
		}
		n := float64(len(files))
		pairs += float64(n * (n - 1) / 2)
	}
	q := same / pairs
	expected := float64(len(a)) * float64(len(b)) * math.Pow(q, leastRun)
	for k := leastRun; k <= longestRun; k++ {
		if expected <= mostRuns {
			return k
		}
		expected *= q
	}
	return 0
}

// byRun matches runs of sizes: files that were renamed and kept their order.
func (m *matcher) byRun() {
	k := runLength(m.left, m.right)
	if k == 0 || len(m.left) < k || len(m.right) < k {
		return
	}
	starts := map[uint64]int{} // where a run of k different sizes begins in left; -1: in several places
	for i := range m.left[:len(m.left)-k+1] {
		if h, ok := runHash(m.left[i : i+k]); ok {
			if _, known := starts[h]; known {
				i = -1
			}
			starts[h] = i
		}
	}
	taken := make([]bool, len(m.left))
	var found [][2]int
	for j := 0; j+k <= len(m.right); {
		h, ok := runHash(m.right[j : j+k])
		i, known := starts[h]
		if !ok || !known || i < 0 {
			j++
			continue
		}
		n := 0
		for i+n < len(m.left) && j+n < len(m.right) && !taken[i+n] && m.left[i+n].size == m.right[j+n].size {
			n++
		}
		if n < k { // equal hashes of other sizes, or a run that another one overlaps
			j++
			continue
		}
		for x := range n {
			found = append(found, [2]int{i + x, j + x})
			taken[i+x] = true
		}
		j += n
	}
	m.take(found, Run)
}

// runHash hashes the sizes of a run, and reports whether they are all different.
func runHash(files []file) (uint64, bool) {
	h := uint64(14695981039346656037)
	for i, f := range files {
		for _, g := range files[:i] {
			if g.size == f.size {
				return 0, false
			}
		}
		for shift := 0; shift < 64; shift += 8 {
			h ^= uint64(f.size>>shift) & 0xff
			h *= 1099511628211
		}
	}
	return h, true
}
