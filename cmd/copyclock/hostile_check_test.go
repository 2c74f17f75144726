package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkClean holds output to what any terminal, editor or log may show: UTF-8, no control but
// the line feed, nothing hidden, and no line of the adversary's own.
func checkClean(t *testing.T, what, out string) {
	t.Helper()
	for i, r := range out {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(out[i:]); n == 1 {
				t.Errorf("%s: byte %#x at %d is no UTF-8: %q", what, out[i], i, around(out, i))
				return
			}
		}
		if r != '\n' && (r > '~' && !unicode.IsPrint(r) || r < ' ' || r == 0x7f) ||
			unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			t.Errorf("%s: raw %U at %d: %q", what, r, i, around(out, i))
			return
		}
	}
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		bare := strings.TrimPrefix(strings.TrimPrefix(line, "copyclock: "), "hint: ")
		if strings.HasPrefix(bare, forged) || strings.HasPrefix(line, forgedHint) {
			t.Errorf("%s: a line of the evidence's own: %.80q", what, line)
			return
		}
	}
}

func around(s string, i int) string { return s[max(0, i-30):min(len(s), i+30)] }

// checkTalk holds standard error to lines of the program.
func checkTalk(t *testing.T, what, talk string) {
	t.Helper()
	checkClean(t, what, talk)
	for line := range strings.Lines(talk) {
		if !strings.HasPrefix(line, "copyclock: ") && !strings.HasPrefix(line, "Completion ended with directive: ") {
			t.Errorf("%s: a line of standard error is not the program's: %.120q", what, line)
			return
		}
	}
}

// shape is what a document is made of beside its text: tags, marks of Markdown, elements,
// columns. What a hostile document has, a plain one must have.
type shape map[string]bool

var (
	htmlTag      = regexp.MustCompile(`<[^>]*>?`)
	quotedMark   = regexp.MustCompile(`\\.`)
	markdownMark = regexp.MustCompile("<[^>]*>?|[\\[\\]`*_~<>]|://|www\\.|\\]\\(")
	rowStart     = regexp.MustCompile(`^[^\pL\pN ]+ ?`)
)

// shapeOf returns the shape of a report in the format of that name.
func shapeOf(t *testing.T, what, format, out string) shape {
	t.Helper()
	s := shape{}
	switch format {
	case "html", "svg":
		for _, tag := range htmlTag.FindAllString(out, -1) {
			s[tag] = true
		}
	case "md":
		for line := range strings.Lines(out) {
			bare := quotedMark.ReplaceAllString(strings.TrimSuffix(line, "\n"), "x")
			for _, m := range markdownMark.FindAllString(bare, -1) {
				s[m] = true
			}
			s[strconv.Itoa(strings.Count(bare, "|"))+" bars"] = true
			s[rowStart.FindString(bare)] = true
		}
	case "junit":
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", what, err)
				break
			}
			switch x := token.(type) {
			case xml.StartElement:
				s["<"+x.Name.Local+">"] = true
				for _, a := range x.Attr {
					s[x.Name.Local+"@"+a.Name.Local] = true
				}
			case xml.Comment, xml.Directive, xml.ProcInst:
				s["other XML"] = true
			}
		}
	case "csv", "timesketch":
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		for _, row := range rows {
			s[strconv.Itoa(len(row))+" cells"] = true
		}
	case "json", "jsonl":
		for d := json.NewDecoder(strings.NewReader(out)); ; {
			var v any
			err := d.Decode(&v)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", what, err)
				break
			}
			keys(v, "", s)
		}
	case "bodyfile":
		for line := range strings.Lines(out) {
			s[strconv.Itoa(strings.Count(line, "|"))+" bars"] = true
		}
	}
	return s
}

// keys collects the paths of all members of a JSON value.
func keys(v any, path string, into shape) {
	switch x := v.(type) {
	case map[string]any:
		for k, v := range x {
			keys(v, path+"/"+k, into)
		}
	case []any:
		for _, v := range x {
			keys(v, path+"/*", into)
		}
	default:
		into[path] = true
	}
}

// checkShape reports what a document has that no plain one has.
func checkShape(t *testing.T, what string, got, plain shape) {
	t.Helper()
	for s := range got {
		if !plain[s] {
			t.Errorf("%s: has %.200q, which no plain report has", what, s)
		}
	}
}

// formulaCell is what spreadsheets act on.
var formulaCell = regexp.MustCompile("^[\\s\u00a0\u3000]*[=+\\-@|%\uff1d\uff0b\uff0d\uff20]")

// checkSpreadsheet reports a cell that a spreadsheet would take for a formula.
func checkSpreadsheet(t *testing.T, what, out string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && formulaCell.MatchString(cell) {
				t.Errorf("%s: the cell %.80q is a formula", what, cell)
			}
		}
	}
}

// unescape is the inverse of timestamps.Escape, written from its documentation.
func unescape(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[i+1]]
		if digits == 0 {
			b.WriteByte(s[i+1])
			i++
			continue
		}
		n, err := strconv.ParseUint(s[i+2:i+2+digits], 16, 32)
		switch {
		case err != nil:
			t.Fatalf("%.80q: %v", s[i:], err)
		case s[i+1] == 'x':
			b.WriteByte(byte(n))
		default:
			b.WriteRune(rune(n))
		}
		i += 1 + digits
	}
	return b.String()
}
