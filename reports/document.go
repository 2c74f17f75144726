// Package reports turns a result into a [Document], the one content that every report for
// a reader shows, and holds what all reports share: numbers as text, names as text, tables,
// and the output of list.
//
// It computes nothing about copies: every number of a document is in the result. Machine
// formats (package render) are written from the result itself.
package reports

// Document is what a reader is told, as blocks in reading order. All text in it is
// printable: names were escaped when it was built.
type Document struct {
	Title  string
	Blocks []Block
}

// Block is one of [Heading], [Paragraph], [Fields], [Table], [List], [Note] and [Chart].
type Block interface{ block() }

// Heading opens a section.
type Heading struct {
	Text string
	// Part marks a heading above others: observations, interpretation, limits.
	Part bool
}

// Paragraph is running text; the renderer breaks its lines.
type Paragraph struct{ Text string }

// Note is a remark on the block before it.
type Note struct{ Text string }

// List is a list of points, each a paragraph.
type List struct{ Items []string }

// Fields are names with their values, such as the hash of an evidence.
type Fields struct{ Rows []Field }

// Field is one row of [Fields].
type Field struct{ Name, Text string }

// Chart is the place of a picture, by the name of package chart. All that it shows stands in
// a table or a paragraph as well, so a renderer without pictures leaves it out.
type Chart struct{ Name string }

// Align says on which side of its column a cell stands.
type Align uint8

// The alignments: names stand left, numbers right.
const (
	Left Align = iota
	Right
)

// Column is the head of one column of a table.
type Column struct {
	Name  string
	Align Align
	// Wrap lets the renderer break the cells of this column to make the table fit.
	Wrap bool
	// Drawn marks a column of bars made of characters, left out where there are pictures.
	Drawn bool
}

// Table is a table with one cell for each column in every row. A line feed in a cell
// starts a new line of the cell.
type Table struct {
	Columns []Column
	Rows    [][]string
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Note) block()      {}
func (List) block()      {}
func (Fields) block()    {}
func (Table) block()     {}
func (Chart) block()     {}

func (d *Document) add(b ...Block) { d.Blocks = append(d.Blocks, b...) }
