package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	// tablewriter sets the columns: it knows the width of wide and combining characters.
	// Its defaults rewrite headers and ask the environment, so nothing else may call it.
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// LineWidth is the width that text for a terminal fits, in columns.
const LineWidth = 80

// between is the number of blanks between two columns of a table.
const between = 2

// WriteTable writes t as lines of at most width columns, unless it has so many columns that
// even broken cells do not fit.
// Cells must be printable: escape names first.
func WriteTable(w io.Writer, t Table, width int) error {
	if len(t.Columns) == 0 {
		return nil
	}
	header, rows := fit(t, width)
	align := make([]tw.Align, len(t.Columns))
	padding := make([]tw.Padding, len(t.Columns))
	for i, c := range t.Columns {
		align[i] = tw.AlignLeft
		if c.Align == Right {
			align[i] = tw.AlignRight
		}
		padding[i] = tw.Padding{Right: strings.Repeat(" ", between), Overwrite: true}
		if i == len(t.Columns)-1 {
			padding[i] = tw.Padding{Overwrite: true}
		}
	}
	var b strings.Builder
	table := tablewriter.NewTable(&b,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleASCII),
			Settings: tw.Settings{
				Separators: tw.Separators{ShowHeader: tw.Off, ShowFooter: tw.Off, BetweenRows: tw.Off, BetweenColumns: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.Off, ShowFooterLine: tw.Off},
			},
		})),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithTrimLine(tw.Off),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithRowAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{PerColumn: align}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{PerColumn: align}),
		tablewriter.WithHeaderPaddingPerColumn(padding),
		tablewriter.WithRowPaddingPerColumn(padding),
	)
	table.Header(header)
	for _, r := range rows {
		if err := table.Append(r); err != nil {
			return fmt.Errorf("setting a table: %w", err)
		}
	}
	if err := table.Render(); err != nil {
		return fmt.Errorf("setting a table: %w", err)
	}
	return writeTrimmed(w, b.String())
}

// writeTrimmed writes the lines of s without the blanks at their ends.
func writeTrimmed(w io.Writer, s string) error {
	var out strings.Builder
	for line := range strings.Lines(s) {
		out.WriteString(strings.TrimRight(line, " \n"))
		out.WriteByte('\n')
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// fit returns the header, underlined, and the rows of t, with the cells that may wrap
// broken so that the table fits the width. Every row has one cell for each column.
func fit(t Table, width int) (header []string, rows [][]string) {
	n := len(t.Columns)
	wide := make([]int, n)
	header = make([]string, n)
	for i, c := range t.Columns {
		header[i] = c.Name
		wide[i] = cellWidth(c.Name)
	}
	for _, r := range t.Rows {
		row := make([]string, n)
		copy(row, r)
		rows = append(rows, row)
		for i := range row {
			wide[i] = max(wide[i], cellWidth(row[i]))
		}
	}
	total := between * (n - 1)
	for _, x := range wide {
		total += x
	}
	for _, all := range []bool{false, true} { // where the columns that may wrap do not suffice, any must
		for total > width {
			widest := -1
			for i, c := range t.Columns {
				if (c.Wrap || all) && wide[i] > max(8, cellWidth(c.Name)) && (widest < 0 || wide[i] > wide[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			wide[widest]--
			total--
		}
	}
	for _, row := range rows {
		for i := range row {
			if cellWidth(row[i]) > wide[i] {
				row[i] = strings.Join(Wrap(row[i], wide[i]), "\n")
			}
		}
	}
	tall := 0
	for _, h := range header {
		tall = max(tall, strings.Count(h, "\n"))
	}
	for i, h := range header {
		header[i] = h + strings.Repeat("\n", tall-strings.Count(h, "\n")) + "\n" + strings.Repeat("-", wide[i])
	}
	return header, slices.Clip(rows)
}

// cellWidth returns the width of the widest line of a cell.
func cellWidth(s string) int {
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n = max(n, TextWidth(line))
	}
	return n
}

// TextWidth returns the number of terminal columns that printable text takes, wherever it
// is printed: East Asian ambiguous characters take one.
func TextWidth(s string) int {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return len(s)
	}
	return twwidth.WidthWithOptions(s, twwidth.Options{})
}

// Wrap breaks text into lines of at most width columns, at blanks where it can, and inside
// a word, preferably after a hyphen, slash or comma, where it must. Blanks inside a line are
// kept: two of them may be part of a name.
func Wrap(text string, width int) []string {
	width = max(width, 4)
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		line, used, started := "", 0, false
		for word := range strings.SplitSeq(part, " ") {
			n := TextWidth(word)
			if started && used+1+n <= width {
				line, used = line+" "+word, used+1+n
				continue
			}
			if started {
				lines = append(lines, line)
			}
			for n > width {
				var head string
				head, word = split(word, width)
				lines = append(lines, head)
				n = TextWidth(word)
			}
			line, used, started = word, n, true
		}
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word so that its head fits the width; the head holds at least one character.
func split(word string, width int) (head, tail string) {
	end, soft, used := 0, 0, 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		used += TextWidth(string(r))
		if used > width && i > 0 {
			break
		}
		i += size
		end = i
		if strings.ContainsRune("-/,:", r) {
			soft = end
		}
	}
	if soft > end/2 {
		end = soft
	}
	return word[:end], word[end:]
}
