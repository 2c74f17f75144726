package listing

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// eachMember calls f for each member of the object that b begins with, and returns what
// follows it. The value is raw: a string with its quotes, an object whole. It reports whether
// the object is well-formed as far as its members can be told apart.
func eachMember(b []byte, f func(key, value []byte)) (rest []byte, ok bool) {
	if b = jsonSpace(b); len(b) == 0 || b[0] != '{' {
		return b, false
	}
	if b = jsonSpace(b[1:]); len(b) > 0 && b[0] == '}' {
		return b[1:], true
	}
	for {
		key, after, ok := jsonValue(jsonSpace(b))
		if after = jsonSpace(after); !ok || key[0] != '"' || len(after) == 0 || after[0] != ':' {
			return b, false
		}
		value, after, ok := jsonValue(jsonSpace(after[1:]))
		if after = jsonSpace(after); !ok || len(after) == 0 {
			return b, false
		}
		f(key[1:len(key)-1], value)
		switch after[0] {
		case '}':
			return after[1:], true
		case ',':
			b = jsonSpace(after[1:])
		default:
			return b, false
		}
	}
}

func jsonSpace(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\n' || b[0] == '\r' || b[0] == '\t') {
		b = b[1:]
	}
	return b
}

// jsonValue cuts the value off with which b begins. Values inside of values are not checked.
func jsonValue(b []byte) (value, rest []byte, ok bool) {
	depth, i := 0, 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '"':
			n := jsonString(b[i:])
			if n < 0 {
				return nil, b, false
			}
			if i += n - 1; depth == 0 {
				return b[:i+1], b[i+1:], true
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return b[:i], b[i:], i > 0
			}
			if depth--; depth == 0 {
				return b[:i+1], b[i+1:], true
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return b[:i], b[i:], i > 0
			}
		}
	}
	return b, nil, depth == 0 && len(b) > 0
}

// jsonString returns the length of the string with which b begins, with its quotes, or -1.
func jsonString(b []byte) int {
	for i := 1; i < len(b); {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 {
			return -1
		}
		j += i
		escapes := 0
		for k := j - 1; k > 0 && b[k] == '\\'; k-- {
			escapes++
		}
		if i = j + 1; escapes%2 == 0 {
			return i
		}
	}
	return -1
}

// jsonText returns the text of a value: that of a string, a number as it stands, nothing for
// null. Half a surrogate, which a name of NTFS may hold, becomes the three bytes that UTF-8 would have
// for it, so that no two names become one.
func jsonText(value []byte) []byte {
	if string(value) == "null" {
		return nil
	}
	if len(value) < 2 || value[0] != '"' {
		return value
	}
	b := value[1 : len(value)-1]
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	return jsonUnescape(make([]byte, 0, len(b)), b)
}

// jsonUnescape appends the text of a string without its escapes to out.
func jsonUnescape(out, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch j := bytes.IndexByte([]byte("bfnrt"), b[i]); {
		case j >= 0:
			out = append(out, "\b\f\n\r\t"[j])
		case b[i] == 'u':
			r, n := jsonRune(b[i+1:])
			if utf16.IsSurrogate(r) {
				out = append(out, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
			} else {
				out = utf8.AppendRune(out, r)
			}
			i += n
		default:
			out = append(out, b[i])
		}
	}
	return out
}

// jsonRune reads the digits behind \u, and those of the second half of a surrogate.
func jsonRune(b []byte) (r rune, n int) {
	first, ok := hexRune(b)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(first) && len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if second, ok := hexRune(b[6:]); ok {
			if both := utf16.DecodeRune(first, second); both != utf8.RuneError {
				return both, 10
			}
		}
	}
	return first, 4
}

func hexRune(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(n), err == nil
}
