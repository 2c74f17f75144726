package listing

import (
	"bytes"
	"math"

	"copyclock/timestamps"
)

// nextField cuts the first field off b: it skips blanks, and returns the bytes up to the
// next blank and what follows, which still begins with that blank.
func nextField(b []byte) (field, rest []byte) {
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

// nameAfter returns the name that follows the last column, from which one blank parts it.
// Further blanks belong to the name.
func nameAfter(rest []byte) ([]byte, bool) {
	if len(rest) < 2 || rest[0] != ' ' {
		return nil, false
	}
	return rest[1:], true
}

// digits reads b, which must hold digits only, as a number that fits 63 bits.
func digits(b []byte) (int64, bool) {
	if len(b) == 0 {
		return 0, false
	}
	var n int64
	for _, c := range b {
		if c < '0' || c > '9' || n > (math.MaxInt64-9)/10 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// smallDigits reads one or two digits.
func smallDigits(b []byte) (int, bool) {
	n, ok := digits(b)
	return int(n), ok && len(b) <= 2
}

// groupedDigits reads digits with commas between the thousands, as rsync prints them.
func groupedDigits(b []byte) (int64, bool) {
	if bytes.IndexByte(b, ',') < 0 {
		return digits(b)
	}
	var n int64
	left := len(b)
	for i, c := range b {
		left = len(b) - i
		if c == ',' {
			if left%4 != 0 || i == 0 {
				return 0, false
			}
			continue
		}
		if c < '0' || c > '9' || left%4 == 0 || n > (math.MaxInt64-9)/10 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, left == 1 && b[len(b)-1] != ','
}

// unixMode reads a mode as ls prints it, "-rw-r--r--" with an optional mark of an access
// list behind it, and returns the kind of the entry.
func unixMode(b []byte) (timestamps.Kind, bool) {
	if len(b) < 10 || len(b) > 11 || len(b) == 11 && bytes.IndexByte([]byte(".+@"), b[10]) < 0 {
		return 0, false
	}
	const shown = "rwxrwxrwx"
	for i, c := range b[1:10] {
		if c == '-' || c == shown[i] {
			continue
		}
		if i%3 != 2 || bytes.IndexByte([]byte("sStTlL"), c) < 0 {
			return 0, false
		}
	}
	return kindOf(b[0])
}

// kindOf reads the letter with which a mode begins.
func kindOf(c byte) (timestamps.Kind, bool) {
	switch c {
	case '-', 'r', 'C', 'h', 'm':
		return timestamps.File, true
	case 'd', 'D':
		return timestamps.Directory, true
	case 'l':
		return timestamps.Link, true
	case 'b', 'c', 'p', 's', 'P', 'n', 'w', '?', 'V', 'M', 'N', 'L', 'K', 'x', 'g':
		return timestamps.Other, true
	}
	return 0, false
}

// isoDate reads "2016-07-05" (separated by sep) into d.
func isoDate(b []byte, sep byte, d *timestamps.Date) bool {
	if len(b) != 10 || b[4] != sep || b[7] != sep {
		return false
	}
	y, ok1 := digits(b[:4])
	m, ok2 := digits(b[5:7])
	day, ok3 := digits(b[8:])
	d.Year, d.Month, d.Day = int(y), int(m), int(day)
	return ok1 && ok2 && ok3
}

// clock reads "18:39", "18:39:18" or "18:39:18.5" with any number of decimals into d. Of
// the decimals the first nine count.
func clock(b []byte, d *timestamps.Date) bool {
	if len(b) < 5 || b[2] != ':' {
		return false
	}
	h, ok1 := digits(b[:2])
	m, ok2 := digits(b[3:5])
	d.Hour, d.Minute, d.Second, d.Nanosecond = int(h), int(m), 0, 0
	if !ok1 || !ok2 || len(b) == 5 {
		return ok1 && ok2
	}
	if len(b) < 8 || b[5] != ':' {
		return false
	}
	s, ok := digits(b[6:8])
	d.Second = int(s)
	if !ok || len(b) == 8 {
		return ok
	}
	ns, ok := decimals(b[8:])
	d.Nanosecond = int(ns)
	return ok
}

// decimals reads a point and the digits behind it as nanoseconds.
func decimals(b []byte) (int64, bool) {
	if len(b) < 2 || b[0] != '.' {
		return 0, false
	}
	var ns int64
	scale := int64(100_000_000)
	for _, c := range b[1:] {
		if c < '0' || c > '9' {
			return 0, false
		}
		ns += int64(c-'0') * scale
		scale /= 10
	}
	return ns, true
}

// offset reads "-0400" in minutes east of UTC.
func offset(b []byte) (int, bool) {
	if len(b) != 5 || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	h, ok1 := digits(b[1:3])
	m, ok2 := digits(b[3:])
	if !ok1 || !ok2 || h > 23 || m > 59 {
		return 0, false
	}
	n := int(h*60 + m)
	if b[0] == '-' {
		n = -n
	}
	return n, true
}

var months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// monthOf reads an English month of three letters, 1 to 12.
func monthOf(b []byte) (int, bool) {
	if len(b) != 3 {
		return 0, false
	}
	for i, m := range months {
		if string(b) == m {
			return i + 1, true
		}
	}
	return 0, false
}

// shortDate reads the date of ls, "Jul  5  2016", "Nov 23 04:48" or that of BSD ls -T,
// "Jul  5 18:39:18 2016", with day and month in either order. Year is 0 where none is
// printed.
func shortDate(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	first, b := nextField(b)
	second, b := nextField(b)
	if d.Month, ok = monthOf(first); ok {
		d.Day, ok = smallDigits(second)
	} else if d.Month, ok = monthOf(second); ok {
		d.Day, ok = smallDigits(first)
	}
	if !ok {
		return d, nil, false
	}
	third, rest := nextField(b)
	if year, ok := digits(third); ok && len(third) == 4 {
		d.Year = int(year)
		return d, rest, true
	}
	if !clock(third, &d) {
		return d, nil, false
	}
	if len(third) == 8 {
		fourth, after := nextField(rest)
		if year, ok := digits(fourth); ok && len(fourth) == 4 {
			d.Year = int(year)
			return d, after, true
		}
	}
	return d, rest, true
}

// epoch reads "1795427377.1677799520" as seconds and nanoseconds since 1970. The
// nanoseconds of a negative number are returned as they stand behind the point.
func epoch(b []byte) (sec, nsec int64, ok bool) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	if i := bytes.IndexByte(b, '.'); i >= 0 {
		if nsec, ok = decimals(b[i:]); !ok {
			return 0, 0, false
		}
		b = b[:i]
	}
	sec, ok = digits(b)
	if negative {
		sec = -sec
	}
	return sec, nsec, ok
}

// unescape undoes the escapes \n, \\, \351 and their like. An escape that it does not know
// stays as it is.
func unescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	const from, to = `abfnrtv\" `, "\a\b\f\n\r\t\v\\\" "
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		if c, ok := octal(b[i+1:]); ok {
			out = append(out, c)
			i += 3
		} else if j := bytes.IndexByte([]byte(from), b[i+1]); j >= 0 {
			out = append(out, to[j])
			i++
		} else {
			out = append(out, '\\')
		}
	}
	return out
}

// octal reads the three octal digits of one byte.
func octal(b []byte) (byte, bool) {
	if len(b) < 3 || b[0] < '0' || b[0] > '3' || b[1] < '0' || b[1] > '7' || b[2] < '0' || b[2] > '7' {
		return 0, false
	}
	return (b[0]-'0')<<6 | (b[1]-'0')<<3 | (b[2] - '0'), true
}

// cutTarget parts the name of a symbolic link from what it points at.
func cutTarget(name []byte, kind timestamps.Kind) []byte {
	if kind != timestamps.Link {
		return name
	}
	if i := bytes.Index(name, []byte(" -> ")); i > 0 {
		return name[:i]
	}
	return name
}

// dotFlag marks the names "." and ".." in whatever directory.
func dotFlag(name []byte) timestamps.Flags {
	if i := bytes.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	if string(name) == "." || string(name) == ".." {
		return timestamps.Dot
	}
	return 0
}

// humanSize reads a rounded size such as "2.9M". Letters stand for powers of base, of 1000
// where the letter is a small k. It returns the size as printed and the size of its last
// digit.
func humanSize(b []byte, base float64) (size, step float64, ok bool) {
	if len(b) < 2 {
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
	n, ok := digits(whole)
	if !ok {
		return 0, 0, false
	}
	value, scale := float64(n), 1.0
	for _, c := range frac {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		scale /= 10
		value += float64(c-'0') * scale
	}
	if value*unit > 1<<61 {
		return 0, 0, false
	}
	return value * unit, scale * unit, true
}

// share returns which part of the lines of head read accepts. Lines that neutral accepts,
// and blank ones, count for neither side.
func share(head [][]byte, read, neutral func(line []byte) bool) float64 {
	good, bad := 0, 0
	for _, line := range head {
		switch {
		case len(line) == 0:
		case read(line):
			good++
		case neutral != nil && neutral(line):
		default:
			bad++
		}
	}
	if good == 0 {
		return 0
	}
	return float64(good) / float64(good+bad)
}
