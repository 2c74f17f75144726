package listing

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"copyclock/timestamps"
)

// quoting is the way in which a tool spells the names of one listing.
type quoting uint8

// The ways. All but the first can be undone without doubt once they are known.
const (
	asPrinted   quoting = iota // names stand for themselves
	cEscaped                   // a\tb: tar
	blanksToo                  // a\tb\ c: ls -b, find -ls
	inQuotes                   // "a\tb c": ls -Q, tar --quoting-style=c; ‘a\tb c’ of --quoting-style=locale
	shellQuoted                // 'a'$'\t''b c' and plain: ls at a terminal
)

// undo returns the name at the head of b in the bytes it stands for, appended to out, and
// what follows it. A name without quotes ends where a link begins to say its target.
func (q quoting) undo(b, out []byte) (name, rest []byte, ok bool) {
	switch q {
	case inQuotes:
		return cutQuotes(b, out)
	case shellQuoted:
		return cutShellWord(b, out)
	case cEscaped, blanksToo:
		end := len(b)
		if i := bytes.Index(b, []byte(" -> ")); i > 0 {
			end = i
		}
		name, ok = q.unescape(b[:end], out)
		return name, b[end:], ok
	case asPrinted:
	}
	return append(out, b...), nil, true
}

// unescape undoes the escapes of b, of which every one must be as the tools print it.
func (q quoting) unescape(b, out []byte) ([]byte, bool) {
	for len(b) > 0 {
		if b[0] == '\\' {
			c, n := cEscape(b)
			if n == 0 && q == blanksToo && len(b) > 1 && strings.IndexByte(` :"`, b[1]) >= 0 {
				c, n = b[1], 2
			}
			if n == 0 {
				return out, false
			}
			out, b = append(out, c), b[n:]
			continue
		}
		if b[0] < ' ' || b[0] == 0x7f || b[0] == ' ' && q == blanksToo {
			return out, false
		}
		out, b = append(out, b[0]), b[1:]
	}
	return out, true
}

// quotes are the pairs of quotes in which names may stand: that of C, and those of locales.
var quotes = [...][2]string{{`"`, `"`}, {"‘", "’"}, {"“", "”"}, {"„", "“"}, {"«", "»"}}

// cutQuotes reads a name in quotes with escapes as in C.
func cutQuotes(b, out []byte) (name, rest []byte, ok bool) {
	for _, q := range quotes {
		if b, ok = bytes.CutPrefix(b, []byte(q[0])); !ok {
			continue
		}
		for len(b) > 0 {
			switch c, n := cEscape(b); {
			case bytes.HasPrefix(b, []byte(q[1])):
				return out, b[len(q[1]):], true
			case n > 0:
				out, b = append(out, c), b[n:]
			case b[0] == '\\' && bytes.HasPrefix(b[1:], []byte(q[1])):
				out, b = append(out, q[1]...), b[1+len(q[1]):]
			case b[0] == '\\' || b[0] < ' ' || b[0] == 0x7f:
				return out, b, false
			default:
				out, b = append(out, b[0]), b[1:]
			}
		}
		return out, b, false
	}
	return out, b, false
}

// shellSpecial are the characters that make GNU tools put a name in quotes.
const shellSpecial = " '\"$&()*;<>`|\\"

// cutShellWord reads a name as GNU tools spell it for a shell: plain, 'a b', "it's",
// 'both'\”"' or 'a'$'\n”b'.
func cutShellWord(b, out []byte) (name, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '\'' && b[0] != '"' {
		if b, rest, ok = bytes.Cut(b, []byte(" -> ")); ok {
			rest = append([]byte(" -> "), rest...)
		}
		return append(out, b...), rest, !bytes.ContainsAny(b, shellSpecial)
	}
	if b[0] == '"' {
		i := bytes.IndexByte(b[1:], '"') + 1
		if i == 0 || bytes.ContainsAny(b[1:i], "$`\\") || bytes.IndexByte(b[1:i], '\'') < 0 {
			return out, b, false
		}
		return append(out, b[1:i]...), b[i+1:], true
	}
	for len(b) > 0 {
		switch {
		case b[0] == '\'':
			i := bytes.IndexByte(b[1:], '\'') + 1
			if i == 0 {
				return out, b, false
			}
			out, b = append(out, b[1:i]...), b[i+1:]
		case bytes.HasPrefix(b, []byte(`\'`)):
			out, b = append(out, '\''), b[2:]
		case bytes.HasPrefix(b, []byte(`$'`)):
			for b = b[2:]; len(b) > 0 && b[0] != '\''; {
				c, n := cEscape(b)
				if n == 0 {
					return out, b, false
				}
				out, b = append(out, c), b[n:]
			}
			if len(b) == 0 {
				return out, b, false
			}
			b = b[1:]
		default:
			return out, b, true
		}
	}
	return out, nil, true
}

// spelling gathers from the names of a listing how they are spelled. Names are taken for
// quoted only where all of them fit and some could hardly stand so by chance, so that a file
// whose name merely looks quoted keeps it.
type spelling struct {
	names    int // all
	plain    int // those without anything that any way of quoting minds
	inQuotes int // those in quotes as in C
	inShell  int // those quoted for a shell
	needless int // of these, those that need no quotes
	padded   int // those without quotes behind one blank more, as ls aligns them with quoted ones
	special  int // those without quotes that would have some for a shell, or with other quotes
	escapes  int // those with escapes
	telling  int // of these, those with what no usual name holds: "\\ ", "\\\\", UTF-8 in octal digits
	blanks   int // those with blanks as they are
	foreign  int // those with a backslash or a control character that is no escape

	begin   struct{ plain, inShell, padded int } // as counted before this directory
	aligned int                                  // directories where all names beside quoted ones are padded
	ragged  int                                  // and those where none is
	buffer  []byte
}

// minded are the bytes that matter to some way of quoting: those a shell minds, control
// characters and the first bytes of quotes in UTF-8.
var minded = func() (t [256]bool) {
	for c := range 256 {
		t[c] = c < ' ' || c == 0x7f || c == 0xe2 || c == 0xc2 || strings.IndexByte(shellSpecial, byte(c)) >= 0
	}
	return t
}()

// see looks at a name as printed, with the target of a link or the mark of a kind behind it,
// and reports whether it stands for another name in some way of quoting.
func (s *spelling) see(b []byte) bool {
	s.names++
	if len(b) == 0 {
		return false
	}
	i := 0
	for i < len(b) && !minded[b[i]] {
		i++
	}
	if i == len(b) {
		s.plain++
		return false
	}
	var rest []byte
	var ok, quoted bool
	if s.buffer, rest, ok = cutQuotes(b, s.buffer[:0]); ok && nameEnds(rest) {
		s.inQuotes++
		quoted = true
	}
	name, _, _ := bytes.Cut(b, []byte(" -> "))
	if c := b[0]; c == '\'' || c == '"' {
		if s.buffer, rest, ok = cutShellWord(b, s.buffer[:0]); ok && nameEnds(rest) {
			s.inShell++
			quoted = true
			if needless(s.buffer) {
				s.needless++
			}
		} else {
			s.special++
		}
	} else {
		s.bare(name)
	}
	s.escaped(name)
	return quoted || b[0] == ' ' || bytes.IndexByte(b, '\\') >= 0
}

// bare counts a name without quotes.
func (s *spelling) bare(name []byte) {
	padded := len(name) > 1 && name[0] == ' '
	if padded {
		name = name[1:]
	}
	if n := len(name) - 1; n > 0 && kindMark(name[n]) {
		name = name[:n]
	}
	switch {
	case bytes.ContainsAny(name, shellSpecial):
		s.special++
	case padded:
		s.padded++
	default:
		s.plain++
	}
}

// escaped counts what blanks and backslashes say.
func (s *spelling) escaped(name []byte) {
	var ok bool
	if s.buffer, ok = blanksToo.unescape(name, s.buffer[:0]); !ok {
		s.blanks++
		if s.buffer, ok = cEscaped.unescape(name, s.buffer[:0]); !ok {
			s.foreign++
			return
		}
	}
	if len(s.buffer) == len(name) {
		return
	}
	s.escapes++
	spelled := bytes.IndexFunc(s.buffer, func(r rune) bool { return r >= 0x80 }) >= 0 && utf8.Valid(s.buffer)
	if spelled || bytes.Contains(name, []byte(`\\`)) || bytes.Contains(name, []byte(`\ `)) {
		s.telling++
	}
}

// turn ends a directory: ls aligns the names of each for itself.
func (s *spelling) turn() {
	inShell, padded, plain := s.inShell-s.begin.inShell, s.padded-s.begin.padded, s.plain-s.begin.plain
	switch {
	case padded > 0 && (inShell == 0 || plain > 0):
		s.special++
	case padded > 0:
		s.aligned++
	case inShell > 0 && plain > 0:
		s.ragged++
	}
	s.begin.inShell, s.begin.padded, s.begin.plain = s.inShell, s.padded, s.plain
}

// quoted says how the names are spelled. Doubtful are names that may be quoted or may be
// odd: the listing holds too few of them to tell.
func (s *spelling) quoted() (q quoting, doubtful bool) {
	s.turn()
	switch {
	case s.names > 0 && s.inQuotes == s.names:
		q, doubtful = inQuotes, s.names == 1
	case s.names > 0 && s.inShell == s.names:
		q, doubtful = shellQuoted, s.names == 1
	case s.inShell > 0 && s.special+s.needless == 0 && (s.aligned == 0 || s.ragged == 0):
		q, doubtful = shellQuoted, s.inShell == 1 && s.aligned == 0
	case s.escapes > 0 && s.blanks+s.foreign == 0:
		q, doubtful = blanksToo, s.telling == 0
	}
	if doubtful {
		q = asPrinted
	}
	return q, doubtful
}

// doubt warns of names that are kept as they are printed since it is not known whether the
// tool has quoted them.
func (s *spelling) doubt(l *timestamps.Listing, line int64) {
	n := max(s.inQuotes, s.inShell, s.escapes)
	warn(&l.Head, timestamps.Warning{Code: "quoting-unclear", Line: line, Count: int64(n), Text: "names may be quoted or " +
		"escaped by the tool, or have such quotes and backslashes themselves; they are kept as printed"})
}

// quotingDiffers is the text of the warning quoting-differs.
const quotingDiffers = "names are not quoted or escaped as those of the first lines are; they are kept as printed"

// kindMark reports whether ls -F puts c behind a name.
func kindMark(c byte) bool { return strings.IndexByte("/*=>@|", c) >= 0 }

// nameEnds reports whether nothing but the mark of a kind or a target follows a name in quotes.
func nameEnds(rest []byte) bool {
	if len(rest) > 0 && kindMark(rest[0]) {
		rest = rest[1:]
	}
	return len(rest) == 0 || bytes.HasPrefix(rest, []byte(" -> ")) || bytes.HasPrefix(rest, []byte(" link to "))
}

// needless reports whether no shell minds any character of a name.
func needless(name []byte) bool {
	for _, c := range name {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && strings.IndexByte("%+,-./@_", c) < 0 {
			return false
		}
	}
	return true
}
