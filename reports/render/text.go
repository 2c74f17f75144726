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
func Text(r *analyze.Result, w io.Writer) error { return Document(reports.Brief(r), w) }

// Full is [Text] with all parts of the report.
func Full(r *analyze.Result, w io.Writer) error { return Document(reports.Build(r), w) }

// Document writes a document for a terminal. Nothing is written unless all of it can be.
func Document(d *reports.Document, w io.Writer) error {
	var b strings.Builder
	if d.Title != "" {
		underlined(&b, d.Title, "=")
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
			underlined(&b, x.Text, line)
		case reports.Paragraph:
			hang(&b, "", x.Text)
		case reports.Note:
			hang(&b, "  ", x.Text)
		case reports.List:
			for _, item := range x.Items {
				hang(&b, "- ", item)
			}
		case reports.Fields:
			fields(&b, x)
		case reports.Table:
			if err := reports.WriteTable(&b, x, reports.LineWidth); err != nil {
				return err
			}
		default:
			return fmt.Errorf("writing text: unknown block %T", block)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func underlined(b *strings.Builder, text, line string) {
	b.WriteString(text + "\n" + strings.Repeat(line, min(reports.TextWidth(text), reports.LineWidth)) + "\n")
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
