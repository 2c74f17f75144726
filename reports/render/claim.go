package render

import (
	"io"

	"copyclock/analyze/claim"
	"copyclock/reports"
)

// ClaimFormat is one way to write what a published claim comes to.
type ClaimFormat struct {
	Name   string // as in claim --to
	Title  string // for whom
	Render func(r *claim.Report, w io.Writer) error
}

// Page writes a document as Markdown.
func Page(d *reports.Document, w io.Writer) error { return markdown(d, w) }

// ClaimFormats lists them; the first is the default.
var ClaimFormats = []ClaimFormat{
	{"text", "for a terminal", func(r *claim.Report, w io.Writer) error { return Document(reports.Claim(r), w) }},
	{"md", "Markdown", func(r *claim.Report, w io.Writer) error { return markdown(reports.Claim(r), w) }},
	{"json", "complete", claimJSON},
}

// ClaimFormatByName returns the format of that name, or nil.
func ClaimFormatByName(name string) *ClaimFormat {
	for i := range ClaimFormats {
		if ClaimFormats[i].Name == name {
			return &ClaimFormats[i]
		}
	}
	return nil
}

func claimJSON(r *claim.Report, w io.Writer) error { return indented(r, w) }
