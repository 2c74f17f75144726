package listing

import (
	"bytes"
	"math"
)

// humanSize reads a rounded size such as "2.9M". Letters stand for powers of base, of 1000
// where the letter is a small k. It returns the size as printed and the size of its last
// digit.
func humanSize(b []byte, base float64) (size, step float64, ok bool) {
	if len(b) < 2 || !isDigit(b[0]) {
		return 0, 0, false
	}
	power := bytes.IndexByte([]byte("KMGTPE"), b[len(b)-1]&^0x20)
	if power < 0 {
		return 0, 0, false
	}
	if b[len(b)-1] == 'k' {
		base = 1000
	}
	unit := math.Pow(base, float64(power+1))
	b = b[:len(b)-1]
	whole, frac := b, []byte(nil)
	if i := bytes.IndexAny(b, ".,"); i >= 0 {
		whole, frac = b[:i], b[i+1:]
		if len(frac) == 0 || len(frac) > 3 {
			return 0, 0, false
		}
	}
	if len(whole) > 4 {
		return 0, 0, false
	}
	n, ok := number(whole)
	if !ok {
		return 0, 0, false
	}
	value, scale := float64(n), 1.0
	for _, c := range frac {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		scale /= 10
		value += float64(float64(c-'0') * scale)
	}
	if value*unit > 1<<61 {
		return 0, 0, false
	}
	return value * unit, scale * unit, true
}

// sizeUnit returns how many bytes the unit of a rounded size holds, from low to high where
// writers disagree: "KB" is 1000 bytes to some and 1024 to others.
func sizeUnit(u []byte) (low, high float64, ok bool) {
	if len(u) == 0 {
		return 1, 1, true
	}
	power := bytes.IndexByte([]byte("KMGTPE"), u[0]&^0x20)
	rest := u[1:]
	switch {
	case power < 0:
		word := string(u)
		return 1, 1, word == "B" || word == "b" || word == "bytes" || word == "Bytes"
	case len(rest) == 0 || string(rest) == "i" || string(rest) == "iB":
		n := math.Pow(1024, float64(power+1))
		return n, n, true
	case string(rest) == "B" || string(rest) == "b":
		return math.Pow(1000, float64(power+1)), math.Pow(1024, float64(power+1)), true
	}
	return 0, 0, false
}

// suffixedSize reads a size that may carry a suffix: 4096, 12,368, 1.2K, "4.7 KiB". A rounded
// size is a centre; slack covers one unit of its last digit either way, because tools round
// up as well as to nearest, and both readings of an ambiguous unit.
func suffixedSize(b []byte) (size, slack int64, ok bool) {
	if size, ok = grouped(b); ok {
		return size, 0, true
	}
	i, decimals, digits := 0, 0, 0
	mantissa, point := 0.0, false
	for ; i < len(b); i++ {
		if b[i] == '.' && !point {
			point = true
			continue
		}
		if !isDigit(b[i]) {
			break
		}
		mantissa = float64(mantissa*10) + float64(b[i]-'0')
		digits++
		if point {
			decimals++
		}
	}
	if digits == 0 || digits > 15 {
		return 0, 0, false
	}
	low, high, ok := sizeUnit(bytes.TrimSpace(b[i:]))
	if !ok || high == 1 && point {
		return 0, 0, false
	}
	if high == 1 {
		return int64(mantissa), 0, true
	}
	scale := math.Pow(10, float64(decimals))
	least, most := (mantissa-1)*low/scale, (mantissa+1)*high/scale
	if mantissa == 0 {
		least = 0
	}
	if most >= math.MaxInt64/2 {
		return 0, 0, false
	}
	return int64(math.Round((least + most) / 2)), int64(math.Ceil((most - least) / 2)), true
}
