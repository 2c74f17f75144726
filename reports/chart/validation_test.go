package chart_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"copyclock/analyze/validate"
	"copyclock/analyze/validate/validated"
	"copyclock/reports/chart"
)

// TestValidation draws both charts of a system, whose lines must end at its shares.
func TestValidation(t *testing.T) {
	t.Parallel()
	s := validate.System{System: validated.System{Proposition: "local:wan"}}
	for i, x := range []float64{1.5, 0.2, -0.3, 0.9} {
		s.Ratios = append(s.Ratios, validate.Ratio{First: true, Log10LR: x, Weight: 1},
			validate.Ratio{Log10LR: -x - 0.1*float64(i), Weight: 1})
	}
	r := &validate.Report{Systems: []validate.System{s}}
	for name, desc := range map[string]string{
		"tippett-1":       "Of the runs that are wan, 25 % have one above 1; of those that are local, 25 % have one below 1.",
		"cross-entropy-1": "after the best calibration",
	} {
		p := chart.Validation(r, name)
		if p == nil {
			t.Errorf("%s: nothing drawn", name)
			continue
		}
		if !strings.Contains(p.Desc, desc) {
			t.Errorf("%s is described as %q, without %q", name, p.Desc, desc)
		}
		text := p.SVG(name)
		for _, banned := range []string{"style=", "NaN", "Inf"} {
			if strings.Contains(text, banned) {
				t.Errorf("%s holds %q", name, banned)
			}
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	for _, name := range []string{"tippett-2", "bytes", ""} {
		if chart.Validation(r, name) != nil {
			t.Errorf("%q draws a picture", name)
		}
	}
}
