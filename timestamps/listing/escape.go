package listing

import "bytes"

// cEscape reads the escape at the head of b and says how long it is, 0 where it is none that a
// tool prints: a letter, or the octal digits of a byte that is no printable ASCII.
func cEscape(b []byte) (c byte, n int) {
	if len(b) < 2 || b[0] != '\\' {
		return 0, 0
	}
	const from, to = `abefnrtv\`, "\a\b\x1b\f\n\r\t\v\\" // \e is toybox's
	if i := bytes.IndexByte([]byte(from), b[1]); i >= 0 {
		return to[i], 2
	}
	if c, ok := octal(b[1:]); ok && (c < ' ' || c >= 0x7f) {
		return c, 4
	}
	return 0, 0
}

// unescape undoes the escapes \n, \\, \351 and their like, in memory that lasts until the
// line is done. An escape that it does not know stays as it is.
func (r *Row) unescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	const from, to = `abfnrtv\" `, "\a\b\f\n\r\t\v\\\" "
	out := r.Buffer(len(b))
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
