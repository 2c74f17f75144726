package timestamps

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks may follow one character; further ones are escaped,
// or they would grow over the lines above and below.
const maxMarks = 4

// Escape returns a name as text that can be shown anywhere. It is injective: different
// names stay different.
//
//	\\          a backslash
//	\x1b \xff   a control character below 0x80, or a byte that is no UTF-8
//	\u202e      any other character that does not show itself: C1 controls, marks of
//	            direction, zero-width and default-ignorable characters, blanks other than
//	            the space, private and unassigned characters, stray combining marks
//	\U000e0001  the same beyond U+FFFF
func Escape(name string) string { return escape(name, true) }

// EscapePath returns the path of a file for a message: as it is where it can be shown and
// holds nothing that looks as if it had been escaped, else as [Escape] does. So C:\Users stays
// readable, and different paths stay different.
func EscapePath(path string) string {
	if spelledOut.MatchString(path) || escape(path, false) != path {
		return Escape(path)
	}
	return path
}

// spelledOut matches what Escape could have written.
var spelledOut = regexp.MustCompile(`\\(\\|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})`)

// Printable makes text safe to show that is a sentence, or a name that was escaped before:
// as [Escape], but backslashes stay single, so that Printable(Escape(name)) == Escape(name).
func Printable(text string) string { return escape(text, false) }

func escape(s string, double bool) string {
	if plain(s) && (!double || strings.IndexByte(s, '\\') < 0) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	marks := maxMarks // none may stand at the start
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1, r < ' ', r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, s[i])
			marks = maxMarks
		case r == '\\' && double:
			b.WriteString(`\\`)
			marks = 0
		case unicode.Is(unicode.M, r) && marks < maxMarks && !hidden(r):
			b.WriteRune(r)
			marks++
		case unicode.Is(unicode.M, r) || hidden(r):
			if r > 0xffff {
				fmt.Fprintf(&b, `\U%08x`, r)
			} else {
				fmt.Fprintf(&b, `\u%04x`, r)
			}
			marks = maxMarks
		default:
			b.WriteRune(r)
			marks = 0
		}
		i += n
	}
	return b.String()
}

// plain reports whether s is printable ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// hidden reports whether r leaves no mark of its own on the screen, or moves others.
func hidden(r rune) bool {
	return !strconv.IsPrint(r) || r == 0x2800 ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Bidi_Control)
}
