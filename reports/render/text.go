package render

import (
	"fmt"
	"io"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
)

// Text writes a result for a terminal: plain text in lines of 80 columns, the answer and what
// it rests on.
func Text(r *analyze.Result, w io.Writer) error { return Plain.Document(reports.Brief(r), w) }

// Full is [Text] with all parts of the report.
func Full(r *analyze.Result, w io.Writer) error { return Plain.Document(reports.Build(r), w) }

// Screen is what text is written for.
type Screen struct {
	// Width is how wide tables may be, in columns. Running text keeps to [reports.LineWidth],
	// which is easier to read.
	Width int
	// Bold sets headings and the verdict in bold, with the sequences of ECMA-48. They stand in
	// capitals or underlined as well: nothing is told by emphasis alone.
	Bold bool
}

// Plain is a file, a pipe, or a terminal of which nothing is known.
var Plain = Screen{Width: reports.LineWidth}

// Widest is the width that tables need at most, in columns.
const Widest = 120

// Render writes a result in a format, as text for this screen.
func (s Screen) Render(f *Format, r *analyze.Result, w io.Writer) error {
	switch f.Name {
	case "text":
		return s.Document(reports.Brief(r), w)
	case "full":
		return s.Document(reports.Build(r), w)
	}
	return f.Render(r, w)
}

// Document writes a document as plain text.
func Document(d *reports.Document, w io.Writer) error { return Plain.Document(d, w) }

// Document writes a document for a terminal. Nothing is written unless all of it can be.
func (s Screen) Document(d *reports.Document, w io.Writer) error {
	var b strings.Builder
	if d.Title != "" {
		s.underlined(&b, d.Title, "=")
	}
	for i, block := range d.Blocks {
		if _, picture := block.(reports.Chart); picture {
			continue
		}
		if _, note := block.(reports.Note); !note && b.Len() > 0 {
			if i > 0 || d.Title != "" {
				b.WriteByte('\n')
			}
		}
		switch x := block.(type) {
		case reports.Heading:
			line := "-"
			if x.Part {
				line = "="
			}
			s.underlined(&b, x.Text, line)
		case reports.Paragraph:
			s.paragraph(&b, x.Text)
		case reports.Note:
			hang(&b, "  ", x.Text)
		case reports.List:
			for _, item := range x.Items {
				hang(&b, "- ", item)
			}
		case reports.Fields:
			fields(&b, x)
		case reports.Table:
			if err := reports.WriteTable(&b, x, s.Width); err != nil {
				return err
			}
		default:
			return fmt.Errorf("writing text: unknown block %T", block)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Screen) underlined(b *strings.Builder, text, line string) {
	b.WriteString(s.bold(text) + "\n" + strings.Repeat(line, min(reports.TextWidth(text), reports.LineWidth)) + "\n")
}

// bold returns text in bold where the screen shows it. The text is printable: it cannot end the
// sequence.
func (s Screen) bold(text string) string {
	if !s.Bold || text == "" {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// paragraph writes running text; a verdict in capitals at its beginning is bold.
func (s Screen) paragraph(b *strings.Builder, text string) {
	var lines strings.Builder
	hang(&lines, "", text)
	out := lines.String()
	if head, rest, ok := strings.Cut(out, ":"); ok && strings.ToUpper(head) == head && !strings.Contains(head, "\n") {
		out = s.bold(head) + ":" + rest
	}
	b.WriteString(out)
}

// hang writes text behind a label; its further lines stand below its first.
func hang(b *strings.Builder, label, text string) {
	indent := reports.TextWidth(label)
	for i, line := range reports.Wrap(text, reports.LineWidth-indent) {
		if i > 0 {
			label = strings.Repeat(" ", indent)
		}
		b.WriteString(strings.TrimRight(label+line, " ") + "\n")
	}
}

func fields(b *strings.Builder, f reports.Fields) {
	widest := 0
	for _, r := range f.Rows {
		widest = max(widest, reports.TextWidth(r.Name))
	}
	for _, r := range f.Rows {
		hang(b, r.Name+strings.Repeat(" ", widest-reports.TextWidth(r.Name)+2), r.Text)
	}
}
