package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze"
	"copyclock/reports/internal/sample"
	"copyclock/reports/render"
)

// FuzzRender puts a text, a number and a count into one place each of a complete result, as a
// result file of anybody may hold them, and renders it in every format. The outputs are read
// again: JSON gives the same result, CSV the same rows, JUnit is XML, HTML and Markdown have no
// element that a plain text does not bring.
func FuzzRender(f *testing.F) {
	f.Add(hostileName, 1e300, int64(math.MaxInt64), uint16(3))
	f.Add("<b>|`x`[y](z)", -0.0, int64(-1), uint16(0))
	f.Add("\x1b[31m\u202e", 0.1, int64(0), uint16(40))
	f.Fuzz(func(t *testing.T, text string, x float64, n int64, place uint16) {
		if math.IsNaN(x) || math.IsInf(x, 0) || len(text) > 1<<16 {
			return // not in JSON
		}
		r := decoded(t, values{text, x, n, int(place)})
		plain := decoded(t, values{strings.Repeat("x", min(utf8.RuneCountInString(text), 80)), x, n, int(place)})
		if r == nil || plain == nil {
			return
		}
		for _, format := range render.Formats {
			checkRendered(t, format.Name, r, rendered(t, format.Render, r), rendered(t, format.Render, plain))
		}
	})
}

// checkRendered reads one output again.
func checkRendered(t *testing.T, format string, r *analyze.Result, out, plain string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s is not UTF-8", format)
	}
	if i := strings.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e }); i >= 0 {
		t.Errorf("%s: raw %q", format, out[i:min(i+10, len(out))])
	}
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
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("junit: %v", err)
			}
		}
	case "html":
		for tag := range kinds(htmlElement, out) {
			if !kinds(htmlElement, plain)[tag] {
				t.Errorf("html: %q is in no plain report", tag)
			}
		}
	case "md":
		for tag := range kinds(markdownElement, out) {
			if !kinds(markdownElement, plain)[tag] {
				t.Errorf("md: %q is in no plain report", tag)
			}
		}
	}
}

var (
	htmlElement     = regexp.MustCompile(`<[/!]?[a-zA-Z-]*`)
	markdownElement = regexp.MustCompile(`(?m)(?:^|[^\\])[<` + "`" + `\[\]]|^ *(?:#+|[-+*]|>|=+$) `)
)

// kinds is the set of what a pattern matches.
func kinds(p *regexp.Regexp, text string) map[string]bool {
	set := map[string]bool{}
	for _, m := range p.FindAllString(text, -1) {
		set[m] = true
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
