package listing

import "math"

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number reads b, which must hold digits only, as a number that fits 63 bits; else it is 0.
func number(b []byte) (int64, bool) {
	n := len(b)
	switch {
	case n == 0:
		return 0, false
	case n <= 8:
		w := (head(b) ^ zeroDigits) << (64 - 8*n) // zeros before the first digit
		if notDigits(w) != 0 {
			return 0, false
		}
		return int64(eightDigits(w)), true
	case n <= 16:
		high, low := (word(b, 0)^zeroDigits)<<(128-8*n), word(b, n-8)^zeroDigits
		if notDigits(high)|notDigits(low) != 0 {
			return 0, false
		}
		return int64(eightDigits(high)*1e8 + eightDigits(low)), true
	}
	return longNumber(b)
}

// longNumber is number for more digits than two words hold.
func longNumber(b []byte) (int64, bool) {
	var n int64
	for _, c := range b {
		d := int64(c - '0')
		if d > 9 || n > (math.MaxInt64-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// digitsAt reads the n digits of b from i on, or returns -1.
func digitsAt(b []byte, i, n int) int {
	if i < 0 || i+n > len(b) {
		return -1
	}
	v := 0
	for _, c := range b[i : i+n] {
		if !isDigit(c) {
			return -1
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// yearOf reads a year of four digits and nothing more, or returns -1.
func yearOf(b []byte) int {
	if len(b) != 4 {
		return -1
	}
	return digitsAt(b, 0, 4)
}

// grouped reads a number whose thousands may be grouped by commas.
func grouped(b []byte) (int64, bool) { return groupedBy(b, ",") }

// groupedBy reads a number whose thousands may be grouped by the given separator, which is
// one character: "." in German, a no-break space in French and Russian.
func groupedBy(b []byte, separator string) (int64, bool) {
	if n, ok := number(b); ok {
		return n, true
	}
	var n int64
	for first := true; ; first = false {
		i := 0
		for i < len(b) && isDigit(b[i]) {
			i++
		}
		group, ok := number(b[:i])
		if !ok || i > 3 || i < 3 && !first || n > (math.MaxInt64-group)/1000 {
			return 0, false
		}
		n = n*1000 + group
		if b = b[i:]; len(b) == 0 {
			return n, true
		}
		if len(b) < len(separator) || string(b[:len(separator)]) != separator {
			return 0, false
		}
		b = b[len(separator):]
	}
}

// smallNumber reads one or two digits.
func smallNumber(b []byte) (int, bool) {
	n, ok := number(b)
	return int(n), ok && len(b) <= 2
}
