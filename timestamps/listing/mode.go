package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// unixMode reads a mode as ls prints it, "-rw-r--r--" with an optional mark of an access
// list behind it, and returns the kind of the entry.
func unixMode(b []byte) (timestamps.Kind, bool) {
	if len(b) < 10 || len(b) > 11 || len(b) == 11 && bytes.IndexByte([]byte(".+@"), b[10]) < 0 {
		return 0, false
	}
	const shown = "rwxrwxrwx"
	const most, dashes = 0x7772787772787772, ones * '-' // rwxrwxrw, --------
	if w := word(b, 1); zeros(w^most)|zeros(w^dashes) == highs && (b[9] == 'x' || b[9] == '-') {
		return kindOf(b[0])
	}
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

// octalMode reads st_mode in octal digits; without the bits of the type the kind is unknown.
func octalMode(b []byte) (timestamps.Kind, bool) {
	n := 0
	for _, c := range b {
		if c < '0' || c > '7' || len(b) > 7 {
			return 0, false
		}
		n = n<<3 | int(c-'0')
	}
	switch n >> 12 {
	case 0:
		return timestamps.Unknown, true
	case 4:
		return timestamps.Directory, true
	case 8:
		return timestamps.File, true
	case 10:
		return timestamps.Link, true
	}
	return timestamps.Other, true
}
