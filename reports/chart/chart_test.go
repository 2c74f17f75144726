package chart_test

import (
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"copyclock/reports/chart"
	"copyclock/reports/internal/sample"
)

// TestPictures draws every chart of a full result and parses it.
func TestPictures(t *testing.T) {
	t.Parallel()
	places := strings.Fields("x y x1 x2 y1 y2 cx cy r width height")
	number := regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,2})?$`)
	for _, c := range chart.All {
		r := sample.Full()
		for range 12 { // a scatter wants more than the two points of the sample
			s := r.Bursts[0].Series[1]
			s.TS += 2 * float64(len(r.Bursts[0].Series))
			r.Bursts[0].Series = append(r.Bursts[0].Series, s)
		}
		p := c.Draw(r)
		if p == nil {
			t.Errorf("%s: nothing drawn", c.Name)
			continue
		}
		text := p.SVG(c.Name)
		if again := c.Draw(r).SVG(c.Name); again != text {
			t.Errorf("%s: a second drawing differs", c.Name)
		}
		for _, banned := range []string{"<script", "style=", "href", "NaN", "Inf"} {
			if strings.Contains(text, banned) {
				t.Errorf("%s holds %q", c.Name, banned)
			}
		}
		title := false
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", c.Name, err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			title = title || element.Name.Local == "title"
			for _, a := range element.Attr {
				if slices.Contains(places, a.Name.Local) && !number.MatchString(a.Value) {
					t.Errorf("%s: %s=%q is no coordinate of two decimals", c.Name, a.Name.Local, a.Value)
				}
			}
		}
		if !title {
			t.Errorf("%s has no title", c.Name)
		}
	}
}

// TestNothingToDraw holds that a result without findings has no pictures.
func TestNothingToDraw(t *testing.T) {
	t.Parallel()
	for _, c := range chart.All {
		if p := c.Draw(sample.Minimal()); p != nil {
			t.Errorf("%s draws %q", c.Name, p.Title)
		}
	}
}

// TestHostileLabels holds that a name becomes no element.
func TestHostileLabels(t *testing.T) {
	t.Parallel()
	r := sample.Full()
	r.Channels[0].Name = `</text><script>&"'` + "\x1b\u202e"
	text := chart.ByName("channels").Draw(r).SVG("x")
	if strings.Contains(text, "<script>") || strings.ContainsAny(text, "\x1b\u202e") {
		t.Errorf("a channel's name came through:\n%s", text)
	}
}
