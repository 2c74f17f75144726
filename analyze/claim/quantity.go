package claim

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Quantity is a published number with its range: "182GB..200GB". Low equals High where one
// number was given.
type Quantity struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	// BinaryHigh is the high end if K, M and G stand for powers of 1024, as many programs print
	// them; zero where the unit leaves no doubt.
	BinaryHigh float64 `json:"binary_high,omitempty"`
}

// units of bytes, and whether a power of 1024 may be meant.
var byteUnits = map[string]struct {
	bytes, binary float64
}{
	"": {1, 0}, "b": {1, 0}, "bytes": {1, 0},
	"kb": {1e3, 1 << 10}, "mb": {1e6, 1 << 20}, "gb": {1e9, 1 << 30}, "tb": {1e12, 1 << 40},
	"kib": {1 << 10, 0}, "mib": {1 << 20, 0}, "gib": {1 << 30, 0}, "tib": {1 << 40, 0},
}

// number parts "182 GB" into its number and its unit.
func number(text string) (value float64, unit string, err error) {
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(text)
	}
	value, err = strconv.ParseFloat(text[:end], 64)
	if err != nil || !(value >= 0) {
		return 0, "", fmt.Errorf("%q does not begin with a number", text)
	}
	if end > 1 && text[0] == '0' && text[1] != '.' { // octal to some
		return 0, "", fmt.Errorf("%q begins with a zero; write decimal numbers", text)
	}
	return value, strings.ToLower(strings.TrimSpace(text[end:])), nil
}

// leastOfAny and mostOfAny bound bytes, seconds and MB/s; beyond them products and quotients
// would not be numbers.
const (
	leastOfAny = 1e-12
	mostOfAny  = 1e21
)

// ends reads one number or two with ".." between.
func ends(text string, read func(string) (value, binary float64, err error)) (*Quantity, error) {
	first, second, two := strings.Cut(text, "..")
	low, binary, err := read(first)
	if err != nil {
		return nil, err
	}
	q := &Quantity{Low: low, High: low, BinaryHigh: binary}
	if two {
		if q.High, q.BinaryHigh, err = read(second); err != nil {
			return nil, err
		}
	}
	switch {
	case q.Low > q.High || q.Low <= 0:
		return nil, fmt.Errorf("%q: not a range of numbers above zero", text)
	case q.Low < leastOfAny || max(q.High, q.BinaryHigh) > mostOfAny:
		return nil, fmt.Errorf("%q: not from %g to %g", text, leastOfAny, mostOfAny)
	}
	return q, nil
}

// ParseBytes reads a size such as 1976MB, 1.98 GiB or 182GB..200GB.
func ParseBytes(text string) (*Quantity, error) {
	return ends(text, func(part string) (float64, float64, error) {
		v, unit, err := number(part)
		u, ok := byteUnits[unit]
		if err == nil && !ok {
			err = fmt.Errorf("%q: unknown unit %q; B, KB, MB, GB, TB, KiB, MiB, GiB or TiB", part, unit)
		}
		return float64(v * u.bytes), float64(v * u.binary), err
	})
}

// leadingZero matches numbers that are octal to some.
var leadingZero = regexp.MustCompile(`(^|[^0-9.])0[0-9]`)

// ParseSeconds reads a time such as 87, 87s, 14min, 5h or 5h..6h, or as Go has it, 14m15s.
func ParseSeconds(text string) (*Quantity, error) {
	return ends(text, func(part string) (float64, float64, error) {
		if d, err := time.ParseDuration(strings.TrimSpace(part)); err == nil && !leadingZero.MatchString(part) {
			return d.Seconds(), 0, nil
		}
		v, unit, err := number(part)
		factor, ok := map[string]float64{"": 1, "s": 1, "sec": 1, "min": 60, "h": 3600, "d": 86400}[unit]
		if err == nil && !ok {
			err = fmt.Errorf("%q: unknown unit %q; s, min, h or d", part, unit)
		}
		return float64(v * factor), 0, err
	})
}

// ParseRate reads a rate such as 22.7MB/s, 480Mbit/s or 38..49.1MB/s as MB/s.
func ParseRate(text string) (*Quantity, error) {
	// A small b is a bit and a large one a byte, but only before "ps".
	text = strings.NewReplacer("bps", "bit/s", "Bps", "B/s").Replace(strings.TrimSpace(text))
	if first, second, two := strings.Cut(text, ".."); two && !strings.Contains(first, "/s") {
		if _, unit, err := number(second); err == nil {
			text = first + unit + ".." + second
		}
	}
	return ends(text, func(part string) (float64, float64, error) {
		v, unit, err := number(part)
		if err != nil {
			return 0, 0, err
		}
		base, ok := strings.CutSuffix(unit, "/s")
		if bits, isBits := map[string]float64{"bit": 1, "kbit": 1e3, "mbit": 1e6, "gbit": 1e9}[base]; ok && isBits {
			return float64(v*bits) / 8e6, 0, nil
		}
		u, known := byteUnits[base]
		if !ok || !known || base == "" {
			return 0, 0, fmt.Errorf("%q: not a rate; write 22.7MB/s or 480Mbit/s", part)
		}
		return float64(v*u.bytes) / 1e6, float64(v*u.binary) / 1e6, nil
	})
}
