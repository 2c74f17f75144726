package render

import (
	"fmt"
	"io"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
)

// Markdown writes a result as GitHub-flavoured Markdown. Everything that evidence could have
// put into a name is escaped: no name becomes markup, a link or HTML.
func Markdown(r *analyze.Result, w io.Writer) error { return markdown(reports.Build(r), w) }

func markdown(d *reports.Document, w io.Writer) error {
	var b strings.Builder
	if d.Title != "" {
		fmt.Fprintf(&b, "# %s\n", inline(d.Title))
	}
	for _, block := range d.Blocks {
		if _, picture := block.(reports.Chart); picture {
			continue
		}
		b.WriteByte('\n')
		switch x := block.(type) {
		case reports.Heading:
			marks := "###"
			if x.Part {
				marks = "##"
			}
			fmt.Fprintf(&b, "%s %s\n", marks, inline(x.Text))
		case reports.Paragraph:
			b.WriteString(paragraph(x.Text) + "\n")
		case reports.Note:
			b.WriteString("> " + paragraph(x.Text) + "\n")
		case reports.List:
			for _, item := range x.Items {
				b.WriteString("- " + paragraph(item) + "\n")
			}
		case reports.Fields:
			t := reports.Table{Columns: []reports.Column{{}, {}}}
			for _, f := range x.Rows {
				t.Rows = append(t.Rows, []string{f.Name, f.Text})
			}
			markdownTable(&b, t)
		case reports.Table:
			markdownTable(&b, x)
		default:
			return fmt.Errorf("writing markdown: unknown block %T", block)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownTable(b *strings.Builder, t reports.Table) {
	row := func(cell func(i int) string) {
		for i := range t.Columns {
			b.WriteString("| " + cell(i) + " ")
		}
		b.WriteString("|\n")
	}
	row(func(i int) string { return inline(t.Columns[i].Name) })
	row(func(i int) string {
		if t.Columns[i].Align == reports.Right {
			return "---:"
		}
		return ":---"
	})
	for _, cells := range t.Rows {
		row(func(i int) string {
			if i < len(cells) {
				return inline(cells[i])
			}
			return ""
		})
	}
}

// markup are the characters that Markdown may take for its own inside a line.
const markup = "\\`*_[]<>|~&$@"

// inline escapes text inside a line; a line feed becomes a break. Addresses are broken up:
// many renderers make links of them.
func inline(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case strings.ContainsRune(markup, r), r == ':' && strings.HasPrefix(text[i:], "://"),
			r == '.' && strings.HasSuffix(strings.ToLower(text[:i]), "www"):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// paragraph escapes text that begins a line: besides, its first character must not open a
// list, a heading, a rule or a code block.
func paragraph(text string) string {
	text = inline(strings.TrimLeft(text, " \t"))
	number := strings.TrimLeft(text, "0123456789")
	switch {
	case text == "":
		return text
	case strings.ContainsRune("-+=#", rune(text[0])):
		return `\` + text
	case number != "" && len(number) < len(text) && (number[:1] == "." || number[:1] == ")"):
		return text[:len(text)-len(number)] + `\` + number
	}
	return text
}
