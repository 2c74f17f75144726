package render_test

import (
	"encoding/csv"
	"encoding/xml"
	"io"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/reports/internal/sample"
	"copyclock/reports/render"
)

// TestHostileBytes holds for every format that no control character and none that hides
// itself comes through.
func TestHostileBytes(t *testing.T) {
	t.Parallel()
	for _, f := range render.Formats {
		if f.Name == "json" || f.Name == "csv" || f.Name == "junit" {
			continue // these quote the result as it is; the result is escaped where it is made
		}
		for _, r := range rendered(t, f.Render, hostile()) {
			if r != '\n' && (r < ' ' || r > '~') {
				t.Errorf("%s holds %q", f.Name, r)
				break
			}
		}
	}
}

// TestHostileMarkup holds that a name makes no element: the tags of a hostile result are
// those of a plain one.
func TestHostileMarkup(t *testing.T) {
	t.Parallel()
	tags := regexp.MustCompile(`<[^>]*>`)
	bad := hostile()
	bad.Evidence[0].Name = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	want := tags.FindAllString(rendered(t, render.HTML, sample.Full()), -1)
	got := tags.FindAllString(rendered(t, render.HTML, bad), -1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tags of a hostile result (-plain +hostile):\n%s", diff)
	}
}

func TestHostileMarkdown(t *testing.T) {
	t.Parallel()
	bad := sample.Full()
	bad.Evidence[0].Name = "<b>[x](http://a.b) ![y](z) `c` *d* _e_ | f ~~g~~ www.h.i"
	bad.Limits[0].Text = "# heading\n- item"
	got := rendered(t, render.Markdown, bad)
	want := `1: \<b\>\[x\](http\://a.b) !\[y\](z) \` + "`" + `c\` + "`" + ` \*d\* \_e\_ \| f \~\~g\~\~ www\.h.i |`
	if !strings.Contains(got, want) {
		t.Errorf("the report lacks %q:\n%s", want, got)
	}
	if !strings.Contains(got, `- \# heading\\x0a- item`) {
		t.Errorf("a limit opens a heading or a list of its own:\n%s", got)
	}
}

// TestReadBack parses the machine formats again.
func TestReadBack(t *testing.T) {
	t.Parallel()
	rows, err := csv.NewReader(strings.NewReader(rendered(t, render.CSV, hostile()))).ReadAll()
	if err != nil || len(rows) != 1+len(hostile().Bursts) || rows[1][24] != hostileName {
		t.Errorf("csv: %d rows, %v", len(rows), err)
	}
	d := xml.NewDecoder(strings.NewReader(rendered(t, render.JUnit, hostile())))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// everything is what an adversary may put into a text, at once.
const everything = "\x1b[31m\x07\r\n\t\x00\x7f\u009b31m\u202e\u2066\u200b\ufeff\U000e0041\xff\xed\xa0\x80|a||\"'`=1+1 +1 -1 @x \uff1d1" +
	"<script>alert(1)</script><img src=x onerror='x'></style><!-- --> &lt;&#x3c; [x](javascript:y) ![y](z) **d** ~~f~~ <https://h.i> www.j.k ``` # l" +
	"\n# head\n- item\n> quote\n| a | b |\n]]><x/><![CDATA[<y/>]]><?xml?><!DOCTYPE a>\"/><svg onload=alert(1)> \",\"verdict\":\"x\" %s%d \\x1b \\"

// TestHostilePlaces puts everything into each text of a result file, one after the other, and reads every format again.
func TestHostilePlaces(t *testing.T) {
	t.Parallel()
	var texts, numbers, counts []reflect.Value
	collect(reflect.ValueOf(sample.Full()).Elem(), &texts, &numbers, &counts)
	for place := range len(texts) - 1 {
		r := decoded(t, values{everything, 1, 1, place})
		if r == nil {
			continue // a text that is one of several words
		}
		checkPictures(t, r)
		plain := decoded(t, values{strings.Repeat("x", 80), 1, 1, place})
		for _, f := range render.Formats {
			if f.Name == "text" { // a part of full
				continue
			}
			out := rendered(t, f.Render, r)
			checkRendered(t, f.Name, r, out)
			if marks := markKinds[f.Name]; marks != nil && plain != nil {
				if want := marks(rendered(t, f.Render, plain)); !contains(want, marks(out)) {
					t.Errorf("%s, place %d: of %q some are in no plain report", f.Name, place, slices.Sorted(maps.Keys(marks(out))))
				}
			}
		}
		if t.Failed() {
			t.Fatalf("place %d of %d", place, len(texts))
		}
	}
}

// TestExtremePlaces puts numbers and counts at the ends of their ranges into each place of a result file.
func TestExtremePlaces(t *testing.T) {
	t.Parallel()
	var texts, numbers, counts []reflect.Value
	collect(reflect.ValueOf(sample.Full()).Elem(), &texts, &numbers, &counts)
	for _, v := range []values{
		{number: math.MaxFloat64, count: math.MaxInt64}, {number: -math.MaxFloat64, count: math.MinInt64},
		{number: math.SmallestNonzeroFloat64, count: -1}, {number: math.Copysign(0, -1), count: 0}, {number: 1e17, count: 1 << 53},
	} {
		for v.place = range max(len(numbers), len(counts)) {
			v.text = "x"
			r := decoded(t, v)
			if r == nil {
				continue
			}
			checkPictures(t, r)
			for _, name := range []string{"html", "md"} {
				out := rendered(t, render.ByName(name).Render, r)
				checkRendered(t, name, r, out)
				if strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
					t.Errorf("%s, place %d of %g, %d: not a number", name, v.place, v.number, v.count)
				}
			}
		}
	}
}
