package timestamps

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns a name with everything that a terminal, a table or a reader could mistake
// for something else written as an escape: control characters, bidirectional and zero-width
// marks, and bytes that are not UTF-8. A backslash is doubled, so that two different names
// never look the same.
func Escape(name string) string {
	return escape(name, true)
}

// EscapeText is Escape for a message of ours that quotes evidence: newlines and backslashes
// stay as they are.
func EscapeText(text string) string {
	return escape(text, false)
}

func escape(s string, name bool) string {
	if plain(s, name) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\\' && name:
			b.WriteString(`\\`)
		case r == '\n' && name:
			b.WriteString(`\n`)
		case r == '\n':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case printable(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		i += n
	}
	return b.String()
}

func plain(s string, name bool) bool {
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || (name && c == '\\') {
			return false
		}
	}
	return true
}

// printable leaves out format characters (bidirectional and zero-width marks), separators of
// lines and paragraphs, private and unassigned code points, and every space but the plain one.
func printable(r rune) bool { return r == ' ' || unicode.IsPrint(r) }
