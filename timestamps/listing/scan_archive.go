package listing

import (
	"bytes"
	"fmt"
	"math"

	"copyclock/timestamps"
)

// arcTally adds up what was read, to be compared with the totals that the tool printed.
type arcTally struct {
	files, dirs int64
	bytes       int64
}

func (t *arcTally) add(e *timestamps.Entry) {
	if e.Kind == timestamps.Directory {
		t.dirs++
	} else {
		t.files++
	}
	if e.Size > 0 && t.bytes <= math.MaxInt64-e.Size {
		t.bytes += e.Size
	}
}

// compare warns where the printed totals are not those of the lines above them.
func (t *arcTally) compare(l *timestamps.Listing, line int64, printed arcTally) {
	if *t == printed {
		return
	}
	l.Warn("totals-differ", line, fmt.Sprintf(
		"line %d prints %d files, %d folders and %d bytes, but the lines above it hold %d, %d and %d; lines may be missing",
		line, printed.files, printed.dirs, printed.bytes, t.files, t.dirs, t.bytes))
}

// arcNoTotals warns that a listing ends without the totals that its tool prints last.
func arcNoTotals(l *timestamps.Listing) {
	l.Warn("totals-missing", 0, "the listing ends without its totals, so it may be cut off")
}

// arcShare is the share good/(good+bad), and zero if there is nothing to judge.
func arcShare(good, bad int) float64 {
	if good == 0 {
		return 0
	}
	return float64(good) / float64(good+bad)
}

// arcOffsetName writes minutes east of UTC as "+02:00".
func arcOffsetName(minutes int) string {
	if minutes == 0 {
		return "UTC"
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

func arcIsDigit(c byte) bool { return '0' <= c && c <= '9' }

// arcNum reads all of b as a decimal number without sign.
func arcNum(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range b {
		if !arcIsDigit(c) {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// arcGrouped reads a number whose thousands may be grouped by commas.
func arcGrouped(b []byte) (int64, bool) {
	if bytes.IndexByte(b, ',') < 0 {
		return arcNum(b)
	}
	var n int64
	digits, group := 0, -1
	for _, c := range b {
		switch {
		case c == ',' && digits > 0 && (group == -1 && digits <= 3 || group == 3):
			group = 0
		case arcIsDigit(c) && digits < 18:
			n = n*10 + int64(c-'0')
			digits++
			if group >= 0 {
				group++
			}
		default:
			return 0, false
		}
	}
	return n, group == 3
}

// arcDigits reads the n digits of b from i on, or returns -1.
func arcDigits(b []byte, i, n int) int {
	if i < 0 || i+n > len(b) {
		return -1
	}
	v := 0
	for _, c := range b[i : i+n] {
		if !arcIsDigit(c) {
			return -1
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// arcYMD reads "2016-07-05" at the head of b.
func arcYMD(b []byte) (d timestamps.Date, ok bool) {
	if len(b) < 10 || b[4] != '-' || b[7] != '-' {
		return d, false
	}
	d.Year, d.Month, d.Day = arcDigits(b, 0, 4), arcDigits(b, 5, 2), arcDigits(b, 8, 2)
	return d, d.Year >= 0 && d.Month >= 0 && d.Day >= 0
}

// arcClock reads "18:39", "18:39:18" or "18:39:18.1234567" and returns what follows it.
// More than nine digits of a fraction are cut.
func arcClock(b []byte, d *timestamps.Date) (rest []byte, ok bool) {
	if len(b) < 5 || b[2] != ':' {
		return b, false
	}
	d.Hour, d.Minute = arcDigits(b, 0, 2), arcDigits(b, 3, 2)
	if d.Hour < 0 || d.Minute < 0 {
		return b, false
	}
	b = b[5:]
	if len(b) == 0 || b[0] != ':' {
		return b, true
	}
	if d.Second = arcDigits(b, 1, 2); d.Second < 0 {
		return b, false
	}
	b = b[3:]
	if len(b) < 2 || b[0] != '.' || !arcIsDigit(b[1]) {
		return b, true
	}
	i, unit := 1, 100_000_000
	for ; i < len(b) && arcIsDigit(b[i]); i++ {
		d.Nanosecond += int(b[i]-'0') * unit
		unit /= 10
	}
	return b[i:], true
}

// arcDateTime reads "2016-07-05 18:39:18.1234567" (a blank or T between) and returns what
// follows it.
func arcDateTime(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	d, ok = arcYMD(b)
	if !ok || len(b) < 16 || b[10] != ' ' && b[10] != 'T' {
		return d, b, false
	}
	rest, ok = arcClock(b[11:], &d)
	return d, rest, ok
}

// arcCentury completes a year of two digits as POSIX strptime %y does: 69 to 99 are of the
// twentieth century, 0 to 68 of the twenty-first.
func arcCentury(year int) int {
	if year < 69 {
		return year + 2000
	}
	return year + 1900
}

// arcField returns the next run of b that holds no blank, and what follows it.
func arcField(b []byte) (field, rest []byte) {
	i := 0
	for i < len(b) && b[i] == ' ' {
		i++
	}
	j := i
	for j < len(b) && b[j] != ' ' {
		j++
	}
	return b[i:j], b[j:]
}

// arcUnit returns how many bytes the unit of a rounded size holds, from low to high where
// writers disagree: "KB" is 1000 bytes to some and 1024 to others.
func arcUnit(u []byte) (low, high float64, ok bool) {
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

// arcSize reads a size that may carry a suffix: 4096, 12,368, 1.2K, "4.7 KiB". A rounded
// size is a centre; slack covers one unit of its last digit either way, because tools round
// up as well as to nearest, and both readings of an ambiguous unit.
func arcSize(b []byte) (size, slack int64, ok bool) {
	if size, ok = arcGrouped(b); ok {
		return size, 0, true
	}
	i, decimals, digits := 0, 0, 0
	mantissa, point := 0.0, false
	for ; i < len(b); i++ {
		if b[i] == '.' && !point {
			point = true
			continue
		}
		if !arcIsDigit(b[i]) {
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
	low, high, ok := arcUnit(bytes.TrimSpace(b[i:]))
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
