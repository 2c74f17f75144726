package main

import (
	"bytes"
	"path/filepath"
	"strings"

	"copyclock/reports/render"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// rendering is one report that the result can give.
type rendering struct {
	format *render.Format
	csvFor string
	text   []byte
}

// compareReport renders the result again in every format and holds the report against each.
// The message names the first difference from the one that the report has most in common with,
// beginning with the formats that its extension names.
func (v *verification) compareReport(name string) error {
	data, err := evidence.ReadPlain(name, maxReport)
	if err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	all, err := v.renderings(strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), "."))
	if err != nil {
		return err
	}
	closest, common := all[0], -1
	for _, r := range all {
		n := commonPrefix(r.text, data)
		if n == len(data) && n == len(r.text) {
			return nil
		}
		if n > common {
			closest, common = r, n
		}
	}
	line := 1 + bytes.Count(data[:common], []byte("\n"))
	return differs("%s, line %d: %s in the file and %s in the %s report of the result",
		timestamps.EscapePath(name), line, lineAt(data, common), lineAt(closest.text, common), closest.format.Name)
}

// renderings returns every report of the result, those that an extension names first.
func (v *verification) renderings(extension string) ([]rendering, error) {
	var first, rest []rendering
	for i := range render.Formats {
		f := &render.Formats[i]
		readers := []string{csvPlain}
		if f.Name == "csv" {
			readers = append(readers, csvSpreadsheet)
		}
		for _, reader := range readers {
			text, err := rendered(f, v.result, reader, render.Plain)
			if err != nil {
				return nil, err
			}
			if r := (rendering{f, reader, text}); strings.HasPrefix(f.Extension, extension) && extension != "" {
				first = append(first, r)
			} else {
				rest = append(rest, r)
			}
		}
	}
	return append(first, rest...), nil
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// mostOfLine is how much of a line a message quotes, in bytes.
const mostOfLine = 60

// lineAt quotes the line of text that holds place at, from there on where it is long; "nothing"
// at the end of text.
func lineAt(text []byte, at int) string {
	if at >= len(text) {
		return "nothing"
	}
	from := bytes.LastIndexByte(text[:at], '\n') + 1
	if at-from > mostOfLine/2 {
		from = at
	}
	line, _, _ := bytes.Cut(text[from:], []byte("\n"))
	cut := ""
	if len(line) > mostOfLine {
		line, cut = line[:mostOfLine], " ..."
	}
	return "\"" + timestamps.Escape(strings.ToValidUTF8(string(line), "?")) + cut + "\""
}
