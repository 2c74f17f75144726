package listing

import "bytes"

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
