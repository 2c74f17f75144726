package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// nameQuotes says how a listing quotes its names.
type nameQuotes uint8

const (
	noQuotes      nameQuotes = iota
	shellQuotes              // %N of stat: 'a b', "it's", 'new'$'\n''line'
	cQuotes                  // "a\"b\n"
	localeQuotes             // ‘a\nb’
	literalQuotes            // "%n" of the user, without escapes
)

// quotesOf finds out how names are quoted. All of them are, or none is.
func quotesOf(names [][]byte) nameQuotes {
	single, double, curved, escapes, others := 0, 0, 0, 0, 0
	for _, b := range names {
		switch {
		case len(b) < 3:
		case b[0] == '\'':
			single++
		case bytes.HasPrefix(b, []byte("‘")):
			curved++
		case b[0] == '"':
			double++
			escaped, broken := cEscapes(b)
			if escaped {
				escapes++
			}
			if broken {
				others++
			}
		}
	}
	need := len(names) - len(names)/10
	switch {
	case need == 0:
		return noQuotes
	case single+double >= need && single > 0:
		return shellQuotes
	case curved >= need:
		return localeQuotes
	case double >= need && others == 0 && escapes > 0:
		return cQuotes
	case double >= need:
		return literalQuotes
	}
	return noQuotes
}

// cEscapes reports whether b holds escapes as in C, and whether it holds a backslash or a
// quote that is none.
func cEscapes(b []byte) (escaped, broken bool) {
	end := bytes.LastIndexByte(b, '"')
	for i := 1; i < end; i++ {
		switch b[i] {
		case '"':
			broken = broken || !bytes.HasPrefix(b[i:], []byte("\" -> \""))
			if !broken {
				return escaped, broken
			}
		case '\\':
			i++
			_, digits := octal(b[i:])
			if bytes.IndexByte([]byte(`abfnrtv\"'`), b[i]) < 0 && !digits {
				broken = true
			}
			escaped = true
		}
	}
	return escaped, broken
}

// undo takes the quotes off. What follows the arrow behind the quotes is the target of a
// link. It reports whether the name is quoted as it must be.
func (q nameQuotes) undo(b []byte, r *Row) ([]byte, bool) {
	switch q {
	case shellQuotes:
		return undoShell(b, r)
	case cQuotes:
		return undoC(b, []byte{'"'}, []byte{'"'}, r)
	case localeQuotes:
		return undoC(b, []byte("‘"), []byte("’"), r)
	case literalQuotes:
		n := len(b) - 1
		if n < 2 || b[0] != '"' || b[n] != '"' {
			return nil, false
		}
		return b[1:n], true
	case noQuotes:
		return undoTarget(b, r), true
	}
	return b, true
}

// undoTarget takes the target off a link as busybox and toybox print it, which quote
// 'link' -> 'target' or the target alone.
func undoTarget(b []byte, r *Row) []byte {
	i := bytes.Index(b, []byte(" -> '"))
	if i <= 0 || b[len(b)-1] != '\'' || r.Kind != timestamps.Unknown && r.Kind != timestamps.Link {
		return b
	}
	r.Kind = timestamps.Link
	if b = b[:i]; i > 2 && b[0] == '\'' && b[i-1] == '\'' {
		b = b[1 : i-1]
	}
	return b
}

// quoteArrow stands between a link and its target.
var quoteArrow = []byte(" -> ")

// undoC undoes quotes within which escapes stand as in C.
func undoC(b, open, end []byte, r *Row) ([]byte, bool) {
	b, ok := bytes.CutPrefix(b, open)
	for i := 0; ok && i < len(b); i++ {
		if b[i] == '\\' {
			i++
			continue
		}
		if rest, closed := bytes.CutPrefix(b[i:], end); closed {
			if bytes.HasPrefix(rest, quoteArrow) {
				r.Kind = timestamps.Link
			} else if len(rest) > 0 {
				return nil, false
			}
			return r.unescape(b[:i]), true
		}
	}
	return nil, false
}

// undoShell undoes the quotes of a shell: 'a b', "it's", 'new'$'\n”line', \'.
func undoShell(b []byte, r *Row) ([]byte, bool) {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		switch {
		case bytes.HasPrefix(b, quoteArrow):
			r.Kind = timestamps.Link
			return out, true
		case bytes.HasPrefix(b, []byte("$'")):
			i := 2
			for i < len(b) && b[i] != '\'' {
				if b[i] == '\\' {
					i++
				}
				i++
			}
			if i >= len(b) {
				return nil, false
			}
			var part Row
			out, b = append(out, part.unescape(bytes.ReplaceAll(b[2:i], []byte(`\'`), []byte{'\''}))...), b[i+1:]
		case b[0] == '\'' || b[0] == '"':
			i := bytes.IndexByte(b[1:], b[0])
			if i < 0 {
				return nil, false
			}
			out, b = append(out, b[1:1+i]...), b[i+2:]
		case b[0] == '\\' && len(b) > 1:
			out, b = append(out, b[1]), b[2:]
		default:
			return nil, false
		}
	}
	return out, true
}
