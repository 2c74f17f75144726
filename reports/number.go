package reports

import (
	"math"
	"strconv"
	"strings"

	"copyclock/analyze/ieee"
)

// unknown stands where a number is not known. It is never a zero.
const unknown = "-"

// The functions of this file are the only place where numbers, sizes and times become text
// (STYLE 8.3): digits are fixed by the value and its precision, never by the machine, and a
// value that is rounded to zero has no sign.

// Fixed returns x with the given number of decimals, or "-" if x is no finite number.
func Fixed(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return unknown
	}
	s := strconv.FormatFloat(x, 'f', max(0, min(decimals, 9)), 64)
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return group(s)
}

// Significant returns x rounded to n significant digits, without an exponent: 5.66, 0.0123,
// 1,230.
func Significant(x float64, n int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return unknown
	}
	n = max(1, min(n, 15))
	e := strconv.FormatFloat(x, 'e', n-1, 64)
	r, err := strconv.ParseFloat(e, 64)
	if err != nil {
		return unknown
	}
	_, exponent, _ := strings.Cut(e, "e")
	p, _ := strconv.Atoi(exponent)
	return Fixed(r, n-1-p)
}

// group puts commas between the thousands of the digits before the point.
func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, point := strings.Cut(s, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteByte('.')
		b.WriteString(rest)
	}
	return b.String()
}

// Count returns n with commas between the thousands.
func Count(n int64) string { return group(strconv.FormatInt(n, 10)) }

// Number returns n and the noun, which gets an s unless n is one: "1 file", "2,878 files".
func Number(n int64, noun string) string {
	switch {
	case n == 1 || n == -1:
	case strings.HasSuffix(noun, "y"):
		noun = strings.TrimSuffix(noun, "y") + "ies"
	default:
		noun += "s"
	}
	return Count(n) + " " + noun
}

// Bytes returns n bytes in full: "67,966,403 B".
func Bytes(n int64) string { return Count(n) + " B" }

// Size returns n bytes with three digits in units of 1,000: "68.0 MB".
func Size(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	x, i := float64(n), 0
	if n > -1000 && n < 1000 {
		return Count(n) + " B"
	}
	for math.Abs(x) >= 999.5 && i < len(units)-1 {
		x /= 1000
		i++
	}
	return Significant(x, 3) + " " + units[i]
}

// Rate returns a rate in MB/s without its unit, with three digits.
func Rate(mbs float64) string { return Significant(mbs, 3) }

// MBs returns a rate in MB/s (10^6 bytes a second): "5.66 MB/s".
func MBs(mbs float64) string { return Rate(mbs) + " MB/s" }

// Mbits returns a rate that is given in MB/s in megabits a second: "45.3 Mbit/s".
func Mbits(mbs float64) string { return Significant(8*mbs, 3) + " Mbit/s" }

// Between returns the range from low to high as "5.23 to 6.18". The digits follow from its
// width: two significant digits of high-low, at most four of high; the ends of a range
// wider than a factor of ten have two significant digits each.
func Between(low, high float64) string {
	if low > high {
		low, high = high, low
	}
	if math.IsNaN(low) || math.IsNaN(high) || math.IsInf(low, 0) || math.IsInf(high, 0) {
		return unknown
	}
	top := math.Max(math.Abs(low), math.Abs(high))
	var a, b string
	switch width := high - low; {
	case width <= 0:
		return Significant(low, 3)
	case low > 0 && high > 10*low:
		a, b = Significant(low, 2), Significant(high, 2)
	default:
		d := min(1-exponent(width), 3-exponent(top))
		a, b = round(low, d), round(high, d)
	}
	if a == b {
		return a
	}
	return a + " to " + b
}

// exponent returns the decimal exponent of x > 0: 0 for 1 to below 10. Unlike a logarithm
// it is the same on every machine.
func exponent(x float64) int {
	_, e, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	n, _ := strconv.Atoi(e)
	return n
}

// round returns x rounded to d decimals, or to tens, hundreds ... where d is negative.
func round(x float64, d int) string {
	if d >= 0 {
		return Fixed(x, d)
	}
	return Significant(x, max(1, exponent(math.Max(math.Abs(x), 1))+1+d))
}

// Seconds returns a duration with no more digits than the resolution of the stamps, both
// in seconds: "11.84 s", "14 min 15 s", "2 h 05 min". Resolution zero means not known.
func Seconds(s, resolution float64) string {
	if math.IsNaN(s) || math.IsInf(s, 0) {
		return unknown
	}
	if s < 0 {
		return "-" + Seconds(-s, resolution)
	}
	if s < 120 {
		decimals := 0
		switch {
		case resolution == 0:
			return Significant(s, 3) + " s"
		case resolution < 1:
			decimals = min(3, -exponent(resolution))
		}
		return Fixed(s, decimals) + " s"
	}
	n := int64(math.Round(math.Min(s, 1e15)))
	switch {
	case n < 3600:
		return Count(n/60) + " min " + two(n%60) + " s"
	case n < 2*86400:
		return Count(n/3600) + " h " + two(n%3600/60) + " min"
	}
	return Count(n/86400) + " d " + two(n%86400/3600) + " h"
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// Step returns the resolution of a column, given in seconds: "2 s", "100 ns", "1 min".
func Step(s float64) string {
	switch {
	case math.IsNaN(s) || math.IsInf(s, 0) || s <= 0:
		return unknown
	case s >= 86400:
		return Significant(s/86400, 3) + " d"
	case s >= 3600:
		return Significant(s/3600, 3) + " h"
	case s >= 60:
		return short(s/60) + " min"
	case s >= 1:
		return short(s) + " s"
	case s >= 0.999e-3:
		return short(s*1e3) + " ms"
	case s >= 0.999e-6:
		return short(s*1e6) + " us"
	}
	return short(s*1e9) + " ns"
}

// short returns x with three significant digits and without the zeros at the end.
func short(x float64) string {
	s := Significant(x, 3)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Log10 returns a log10 likelihood ratio with its sign: "+0.68", "-1.00", "0.00".
func Log10(x float64) string {
	s := Fixed(x, 2)
	if s != unknown && s != "0.00" && x > 0 {
		return "+" + s
	}
	return s
}

// LR returns the likelihood ratio 10^x with two digits: "4.8", "0.15"; beyond a million, or
// below a millionth, as a power of ten.
func LR(x float64) string {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return unknown
	case math.Abs(x) > 6:
		return "10^" + Fixed(x, 1)
	}
	return Significant(ieee.Pow10(x), 2)
}

// Percent returns a share, 0 to 1, in whole percent: "87 %".
func Percent(share float64) string { return Fixed(100*share, 0) + " %" }

// Probability returns a probability with two decimals, or with one significant digit below
// 0.01.
func Probability(p float64) string {
	if p > 0 && p < 0.01 {
		return Significant(p, 1)
	}
	return Fixed(p, 2)
}

// year returns a year without commas, "-" for zero.
func year(y int) string {
	if y == 0 {
		return unknown
	}
	return strconv.Itoa(y)
}
