package reports

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Spreadsheet copies CSV so that no program for spreadsheets takes a cell for a formula: a
// cell that begins with one of the characters such programs act on gets an apostrophe in front
// of it. Numbers stay numbers. The copy is for eyes: other programs would read the apostrophe
// as part of a name.
func Spreadsheet(w io.Writer, r io.Reader) error {
	in, out := csv.NewReader(r), csv.NewWriter(w)
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("reading csv: %w", err)
		}
		for i, cell := range row {
			if formula(cell) {
				row[i] = "'" + cell
			}
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("writing csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

// formula reports whether a spreadsheet may act on a cell: after blanks it begins with an
// operator, in its common or its full-width form, and is no number.
func formula(cell string) bool {
	text := strings.TrimLeft(cell, " \t\r\n\u00a0\u3000")
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("=+-@|%＝＋－＠", first) || text == "" {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err != nil
}
