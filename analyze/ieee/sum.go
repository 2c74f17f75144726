package ieee

import "math"

// Sum returns the sum of finite terms, correctly rounded: that of the exact numbers, whatever
// their order, and however a term is parted into others that add up to it exactly. The running sum is
// kept as parts that do not overlap (J. R. Shewchuk, Discrete & Computational Geometry 18, 1997);
// it may not overflow.
func Sum(terms []float64) float64 {
	var parts []float64 // rising, no two with a common bit
	for _, x := range terms {
		n := 0
		for _, y := range parts {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			high := x + y
			if low := y - (high - x); low != 0 {
				parts[n] = low
				n++
			}
			x = high
		}
		parts = append(parts[:n], x)
	}
	n := len(parts) - 1
	if n < 0 {
		return 0
	}
	high, low := parts[n], 0.0
	for n--; n >= 0; n-- {
		x := high
		high = x + parts[n]
		if low = parts[n] - (high - x); low != 0 {
			break
		}
	}
	// Half of a last place: the parts below decide which way it goes.
	if n > 0 && low != 0 && (low > 0) == (parts[n-1] > 0) {
		if twice := 2 * low; high+twice-high == twice {
			high += twice
		}
	}
	return high
}
