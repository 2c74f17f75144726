package timestamps

import (
	"regexp"
	"strconv"
	"strings"
)

// Redact replaces the names in a listing so that it can be shown to people who must not learn
// them: every different name of a file or a directory becomes n1, n2 ... in the order of first
// appearance, the same name always the same. Separators, sizes, stamps, marks and line numbers
// stay, so an analysis that asks for no names gives the same rates. What warnings and notes quote goes.
func (t *Table) Redact() {
	names := map[string]string{}
	shown := &Table{Head: t.Head, Extras: t.Extras}
	for _, e := range t.All() {
		e.Path = redactPath(e.Path, names)
		shown.Add(e)
	}
	shown.Seal()
	*t = *shown
	for i := range t.Warnings {
		t.Warnings[i].Text = RedactText(t.Warnings[i].Text)
	}
	for i := range t.Notes {
		t.Notes[i].Text = RedactText(t.Notes[i].Text)
	}
}

func redactPath(path string, names map[string]string) string {
	var b strings.Builder
	for len(path) > 0 {
		end := strings.IndexAny(path, `/\`)
		if end < 0 {
			end = len(path)
		}
		switch name := path[:end]; name {
		case "", ".", "..":
			b.WriteString(name)
		default:
			if names[name] == "" {
				names[name] = "n" + strconv.Itoa(len(names)+1)
			}
			b.WriteString(names[name])
		}
		if end < len(path) {
			b.WriteByte(path[end])
			end++
		}
		path = path[end:]
	}
	return b.String()
}

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?`)

// RedactText replaces all that a sentence quotes from an evidence.
func RedactText(text string) string { return quoted.ReplaceAllLiteralString(text, "(redacted)") }
