package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"copyclock/analyze/validate"
	"copyclock/reports"
	"copyclock/reports/chart"
	"copyclock/timestamps"
)

// ValidationFormat is one way to write what was measured on labelled runs.
type ValidationFormat struct {
	Name   string // as in validate --to
	Title  string // for whom
	Render func(r *validate.Report, w io.Writer) error
}

// ValidationFormats lists them; the first is the default.
var ValidationFormats = []ValidationFormat{
	{"text", "for a terminal", validationText},
	{"html", "one file with the Tippett and cross-entropy charts", validationHTML},
	{"csv", "one row for each figure", validationCSV},
	{"json", "complete: figures, failures and the outcome of every run", validationJSON},
	{"summary", "what make validation ships and every report quotes", validationSummary},
}

// ValidationFormatByName returns the format of that name, or nil.
func ValidationFormatByName(name string) *ValidationFormat {
	for i := range ValidationFormats {
		if ValidationFormats[i].Name == name {
			return &ValidationFormats[i]
		}
	}
	return nil
}

func validationText(r *validate.Report, w io.Writer) error { return Document(reports.Validation(r), w) }

func validationHTML(r *validate.Report, w io.Writer) error {
	return page(reports.Validation(r), func(name string) *chart.Picture { return chart.Validation(r, name) }, w)
}

// validationCSV writes one row for each figure, numbers with all their digits.
func validationCSV(r *validate.Report, w io.Writer) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"quantity", "measure", "by", "group", "n", "sources", "count", "value", "low", "high", "resampled"}}
	for i := range r.Figures {
		f := &r.Figures[i]
		count := ""
		if f.Count != nil {
			count = strconv.Itoa(*f.Count)
		}
		rows = append(rows, []string{
			f.Quantity, f.Measure, f.By, timestamps.Escape(f.Group), strconv.Itoa(f.N), strconv.Itoa(f.Sources), count,
			digits(&f.Value), digits(f.Low), digits(f.High), f.Resampled,
		})
	}
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

// Ratios writes the log10 likelihood ratios behind one system of a validation, from 1, or of all
// where system is 0: one row for each run. The columns are those that LiR of the Netherlands Forensic
// Institute reads (source_id, instance_id, hypothesis: 1 where the first proposition is true and 0 where
// the second is, llr in decimal logarithms); those behind them say what the row is.
func Ratios(r *validate.Report, system int, w io.Writer) error {
	if system < 0 || system > len(r.Systems) {
		return fmt.Errorf("system %d: these runs have %d", system, len(r.Systems))
	}
	c := csv.NewWriter(w)
	rows := [][]string{{"source_id", "instance_id", "hypothesis", "llr", "weight", "system", "proposition", "scorer"}}
	for i := range r.Systems {
		s := &r.Systems[i]
		if system > 0 && i+1 != system {
			continue
		}
		for _, x := range s.Ratios {
			hypothesis := "0"
			if x.First {
				hypothesis = "1"
			}
			rows = append(rows, []string{
				timestamps.Escape(x.Source), timestamps.Escape(x.ID), hypothesis, digits(&x.Log10LR), digits(&x.Weight),
				strconv.Itoa(i + 1), s.Proposition, string(s.Scorer),
			})
		}
	}
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

func validationJSON(r *validate.Report, w io.Writer) error { return indented(r, w) }

func validationSummary(r *validate.Report, w io.Writer) error {
	return indented(validate.Summarize(r), w)
}

func indented(v any, w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing json: %w", err)
	}
	_, err := io.WriteString(w, visible(b.String()))
	return err
}

// visible writes the characters of JSON that do not show themselves as JSON escapes: the text in it stays
// what it is.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		s := string(r)
		switch {
		case r == '\n', timestamps.Printable(s) == s:
			b.WriteString(s)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
