package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/reports/chart"
	"copyclock/timestamps"
)

//go:embed style.css
var style string

// HTML writes a result as one file that needs nothing else: no script, no font, no address.
// Its content policy allows its own style sheet, by its hash, and nothing more.
func HTML(r *analyze.Result, w io.Writer) error {
	return page(reports.Build(r), func(name string) *chart.Picture {
		if c := chart.ByName(name); c != nil {
			return c.Draw(r)
		}
		return nil
	}, w)
}

// page writes a document with the pictures that draw returns; nil leaves one out.
func page(d *reports.Document, draw func(name string) *chart.Picture, w io.Writer) error {
	sum := sha256.Sum256([]byte(style))
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<h1>%[2]s</h1>
`, base64.StdEncoding.EncodeToString(sum[:]), html.EscapeString(d.Title), style)
	open := false
	ids := map[string]int{}
	for _, block := range d.Blocks {
		switch x := block.(type) {
		case reports.Heading:
			if open {
				b.WriteString("</section>\n")
			}
			id := anchor(x.Text, ids)
			if open = !x.Part; x.Part {
				fmt.Fprintf(&b, "<h2 id=\"%s\">%s</h2>\n", id, html.EscapeString(x.Text))
				continue
			}
			fmt.Fprintf(&b, "<section id=\"%s\">\n<h3>%s</h3>\n", id, html.EscapeString(x.Text))
		case reports.Paragraph:
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(x.Text))
		case reports.Note:
			fmt.Fprintf(&b, "<p class=\"note\">%s</p>\n", html.EscapeString(x.Text))
		case reports.List:
			b.WriteString("<ul>\n")
			for _, item := range x.Items {
				fmt.Fprintf(&b, "<li>%s</li>\n", html.EscapeString(item))
			}
			b.WriteString("</ul>\n")
		case reports.Fields:
			b.WriteString("<dl>\n")
			for _, f := range x.Rows {
				fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>\n", html.EscapeString(f.Name), html.EscapeString(f.Text))
			}
			b.WriteString("</dl>\n")
		case reports.Table:
			htmlTable(&b, x)
		case reports.Chart:
			if p := draw(x.Name); p != nil {
				fmt.Fprintf(&b, "<figure>\n%s<figcaption><strong>%s.</strong> %s</figcaption>\n</figure>\n", p.SVG(x.Name), html.EscapeString(timestamps.Printable(p.Title)), html.EscapeString(timestamps.Printable(p.Desc)))
			}
		default:
			return fmt.Errorf("writing html: unknown block %T", block)
		}
	}
	if open {
		b.WriteString("</section>\n")
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func htmlTable(b *strings.Builder, t reports.Table) {
	cell := func(tag, text string, c reports.Column) {
		class := ""
		switch {
		case c.Align == reports.Right:
			class = ` class="number"`
		case c.Wrap:
			class = ` class="wrap"`
		}
		text = strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
		fmt.Fprintf(b, "<%s%s>%s</%[1]s>", tag, class, text)
	}
	b.WriteString("<div class=\"wide\"><table>\n<thead><tr>")
	for _, c := range t.Columns {
		if !c.Drawn {
			cell("th", c.Name, c)
		}
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		b.WriteString("<tr>")
		for i, c := range t.Columns {
			if i < len(row) && !c.Drawn {
				cell("td", row[i], c)
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table></div>\n")
}

// anchor makes the identifier by which others cite a section: its words in lower case, joined
// by hyphens, and a number where another section has the same.
func anchor(heading string, seen map[string]int) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
	id := "section-" + strings.Join(words, "-")
	if seen[id]++; seen[id] > 1 {
		id = fmt.Sprintf("%s-%d", id, seen[id])
	}
	return id
}
