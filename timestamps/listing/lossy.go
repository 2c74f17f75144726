package listing

import (
	"strings"

	"copyclock/timestamps"
)

// replacement is what tools write into a name in place of what they cannot show. The name is
// kept as printed, since it may have been so, and counted.
type replacement struct {
	in   func(name string) bool
	text string // completes "names hold ..."
}

var (
	questionMark = replacement{
		func(name string) bool { return strings.IndexByte(name, '?') >= 0 },
		"a question mark, which the tool prints for each character that it cannot show",
	}
	zipCaret = replacement{
		func(name string) bool {
			i := strings.IndexByte(name, '^') // ^J
			return i >= 0 && i+1 < len(name) && name[i+1] >= '@' && name[i+1] <= '_' ||
				strings.IndexByte(name, '?') >= 0 || zipUnicode(name)
		},
		"^J, #U00fc or a question mark, which the tool prints for characters that it cannot show",
	}
	sleuthCaret = replacement{
		func(name string) bool { return strings.IndexByte(name, '^') >= 0 },
		"a caret, which The Sleuth Kit prints for each control character",
	}
	unconverted = replacement{
		func(name string) bool { return strings.Contains(name, "\ufffd") },
		"U+FFFD, which was written for bytes that could not be converted; different names may have become one",
	}
)

// replacements says what the tool of a format writes. Names of ls are looked at where it is known
// whether they are quoted.
var replacements = map[string]replacement{
	"unzip-l": zipCaret, "unzip-v": zipCaret, "zipinfo": zipCaret, "zipinfo-v": zipCaret, "lsar-l": zipCaret,
	"fls": sleuthCaret, "bodyfile": sleuthCaret, "mactime": sleuthCaret,
	"dir": questionMark, "powershell": questionMark, "robocopy": questionMark, "mdir": questionMark,
}

// zipUnicode reports whether unzip may have spelled a character of a name as #U00fc.
func zipUnicode(name string) bool {
	i := strings.Index(name, "#U")
	if i < 0 || len(name) < i+6 {
		return false
	}
	_, ok := hexRune([]byte(name[i+2 : i+6]))
	return ok
}

// warnReplaced counts the names in which a tool may have replaced characters.
func warnReplaced(t *timestamps.Table) {
	replaced := []*replacement{&unconverted}
	if r, ok := replacements[t.Format]; ok {
		replaced = append(replaced, &r)
	}
	find := func(name string) *replacement {
		for _, r := range replaced {
			if r.in(name) {
				return r
			}
		}
		return nil
	}
	folders := make([]*replacement, len(t.Folders()))
	for i, folder := range t.Folders() {
		folders[i] = find(folder)
	}
	for i := range t.Len() {
		r := find(t.Name(i))
		if r == nil {
			r = folders[t.Folder(i)]
		}
		if r != nil {
			r.warn(&t.Head, t.Line(i))
		}
	}
}

// warn counts a name of the given line.
func (r *replacement) warn(h *timestamps.Head, line int64) {
	h.Warn("replaced-characters", line, "names hold "+r.text+"; they are kept as printed")
}
