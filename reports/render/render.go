// Package render writes a result in the formats that copyclock reports in.
//
// # Adding a format
//
// One file named after it with one function of type [Func], and one row in [Formats].
package render

import (
	"io"

	"copyclock/analyze"
)

// Func writes a result.
type Func func(r *analyze.Result, w io.Writer) error

// Format is one way to write a result.
type Format struct {
	Name      string // as in --to
	Extension string // of a file in this format, without its dot
	Title     string // for whom
	Render    Func
}

// Formats lists all formats; the first is the default.
var Formats = []Format{
	{"text", "txt", "for a terminal, 80 columns", Text},
	{"full", "txt", "as text, with all sections", Full},
	{"md", "md", "Markdown, for a repository or a wiki", Markdown},
	{"html", "html", "one file for a browser or for print", HTML},
	{"csv", "csv", "the throughput table", CSV},
	{"junit", "xml", "the gates as test cases, for continuous integration", JUnit},
	{"json", "json", "complete; every other format can be made from it", JSON},
}

// ByName returns the format of that name, or nil.
func ByName(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}
