package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze"
	"copyclock/reports/chart"
	"copyclock/reports/internal/sample"
	"copyclock/reports/render"
)

// FuzzRender puts a text, a number and a count into one place each of a complete result, as a
// result file of anybody may hold them, and renders it in one format, or draws it. The output is
// read again: JSON gives the same result, CSV the same rows, JUnit and the pictures are XML, HTML
// is balanced, and HTML and Markdown have no element that a plain text does not bring.
func FuzzRender(f *testing.F) {
	for format := range len(render.Formats) + 1 {
		f.Add(hostileName, 1e300, int64(math.MaxInt64), uint16(3), uint8(format))
		f.Add("<b>|`x`[y](z)", -0.0, int64(-1), uint16(0), uint8(format))
		f.Add("\x1b[31m\u202e", 0.1, int64(0), uint16(40), uint8(format))
	}
	seen := map[string]map[string]bool{} // marks of plain reports, by format
	f.Fuzz(func(t *testing.T, text string, x float64, n int64, place uint16, format uint8) {
		if math.IsNaN(x) || math.IsInf(x, 0) || len(text) > 1<<16 {
			return // not in JSON
		}
		v := values{text, x, n, int(place)}
		r := decoded(t, v)
		if r == nil {
			return
		}
		i := int(format) % (len(render.Formats) + 1)
		if i == len(render.Formats) {
			checkPictures(t, r)
			return
		}
		out := rendered(t, render.Formats[i].Render, r)
		name := render.Formats[i].Name
		checkRendered(t, name, r, out)
		marks := markKinds[name]
		if marks == nil {
			return
		}
		got := marks(out)
		if contains(seen[name], got) {
			return
		}
		v.text = strings.Repeat("x", min(utf8.RuneCountInString(text), 80))
		plain := decoded(t, v)
		if plain == nil {
			return
		}
		if seen[name] == nil {
			seen[name] = map[string]bool{}
		}
		maps.Copy(seen[name], marks(rendered(t, render.Formats[i].Render, plain)))
		if !contains(seen[name], got) {
			t.Errorf("%s: of %q some are in no plain report: %q", name, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(seen[name])))
		}
	})
}

func contains(all, some map[string]bool) bool {
	for s := range some {
		if !all[s] {
			return false
		}
	}
	return true
}

// checkPictures draws all charts of a result and reads them again.
func checkPictures(t *testing.T, r *analyze.Result) {
	t.Helper()
	for _, c := range chart.All {
		if p := c.Draw(r); p != nil {
			svg := p.SVG(c.Name)
			checkBytes(t, c.Name, svg)
			for tag := range htmlMarks(svg) {
				if !strings.Contains(" <svg </svg <title </title <desc </desc <line <rect <circle <path <text </text ", " "+tag+" ") {
					t.Errorf("%s: %q", c.Name, tag)
				}
			}
			checkXML(t, c.Name, svg)
		}
	}
}

func checkXML(t *testing.T, what, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
}

// checkBytes holds an output to UTF-8 without controls.
func checkBytes(t *testing.T, what, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s is not UTF-8", what)
	}
	if i := strings.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e }); i >= 0 {
		t.Errorf("%s: raw %q", what, out[i:min(i+10, len(out))])
	}
}

// checkRendered reads one output again.
func checkRendered(t *testing.T, format string, r *analyze.Result, out string) {
	t.Helper()
	checkBytes(t, format, out)
	switch format {
	case "json":
		again, err := analyze.Decode(strings.NewReader(out))
		if err != nil {
			t.Fatalf("json: %v", err)
		}
		var b bytes.Buffer
		if err := render.JSON(again, &b); err != nil || b.String() != out {
			t.Errorf("json written again: %v\n%s", err, cmp.Diff(out, b.String()))
		}
	case "csv":
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 1+len(r.Bursts) {
			t.Errorf("csv: %d rows of %d bursts, %v", len(rows), len(r.Bursts), err)
		}
	case "junit":
		checkXML(t, "junit", out)
	case "html":
		checkBalance(t, out)
	}
}

// checkBalance holds that what an HTML page opens it closes, in the right order.
func checkBalance(t *testing.T, page string) {
	t.Helper()
	var open []string
	for rest := page; ; {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		tag, after, ok := strings.Cut(after, ">")
		if !ok {
			t.Fatalf("html: <%.40q does not end", tag)
		}
		rest = after
		name, _, _ := strings.Cut(strings.TrimSuffix(tag, "/"), " ")
		switch {
		case strings.HasSuffix(tag, "/"), name == "meta", name == "br", name == "!DOCTYPE":
		case strings.HasPrefix(name, "/"):
			if len(open) == 0 || open[len(open)-1] != name[1:] {
				t.Fatalf("html: <%s> closes %q", tag, open)
			}
			open = open[:len(open)-1]
		default:
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		t.Errorf("html: %q stay open", open)
	}
}

// markKinds find what may be an element in the formats that have a plain twin.
var markKinds = map[string]func(string) map[string]bool{"html": htmlMarks, "md": markdownMarks}

// htmlMarks is the set of tags without what they hold: "<p", "</p", "<!".
func htmlMarks(text string) map[string]bool {
	set := map[string]bool{}
	for at := strings.IndexByte(text, '<'); at >= 0; {
		text = text[at:]
		end := 1
		for end < len(text) && (text[end] == '-' || end == 1 && (text[end] == '/' || text[end] == '!') ||
			'a' <= text[end]|0x20 && text[end]|0x20 <= 'z' || '0' <= text[end] && text[end] <= '9') {
			end++
		}
		set[text[:end]] = true
		text = text[end:]
		at = strings.IndexByte(text, '<')
	}
	return set
}

// markdownMarks is the set of what begins a block, and of marks inside a line that no backslash
// stands before, each with the character before it.
func markdownMarks(text string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		bare := strings.TrimLeft(line, " ")
		for _, mark := range []string{"#", "##", "###", "####", "-", "+", "*", ">"} {
			if strings.HasPrefix(bare, mark+" ") {
				set[mark+" "] = true
			}
		}
		if bare != "" && strings.Trim(bare, "=") == "" || bare != "" && strings.Trim(bare, "-") == "" {
			set["rule "+bare[:1]] = true
		}
		escaped := false
		for i := range len(line) {
			if !escaped && strings.IndexByte("<`[]*_~", line[i]) >= 0 {
				set[line[max(0, i-1):i+1]] = true
			}
			escaped = !escaped && line[i] == '\\'
		}
	}
	return set
}

// values go into the result: each into the place of its type.
type values struct {
	text   string
	number float64
	count  int64
	place  int // counted from 0, modulo the places there are
}

// decoded is the complete sample with the values in it, as it comes from a file, or nil where
// it is refused.
func decoded(t *testing.T, v values) *analyze.Result {
	t.Helper()
	r := sample.Full()
	var texts, numbers, counts []reflect.Value
	collect(reflect.ValueOf(r).Elem(), &texts, &numbers, &counts)
	texts = texts[1:] // the schema: another would be refused
	texts[v.place%len(texts)].SetString(v.text)
	numbers[v.place%len(numbers)].SetFloat(v.number)
	count := counts[v.place%len(counts)]
	if count.OverflowInt(v.count) {
		v.count %= math.MaxInt32
	}
	count.SetInt(v.count)
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out, err := analyze.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	return out
}

// collect finds all texts, numbers and counts of a value, in their order.
func collect(v reflect.Value, texts, numbers, counts *[]reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), texts, numbers, counts)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			collect(v.Field(i), texts, numbers, counts)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), texts, numbers, counts)
		}
	case reflect.String:
		*texts = append(*texts, v)
	case reflect.Float64:
		*numbers = append(*numbers, v)
	case reflect.Int, reflect.Int64, reflect.Int32:
		*counts = append(*counts, v)
	default: // marks
	}
}
