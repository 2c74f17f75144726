package analyze

import (
	"errors"
	"fmt"

	"copyclock/analyze/role"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/selection"
)

// ErrNothingSelected says that patterns and window left no file of any evidence.
var ErrNothingSelected = errors.New("no file is left by --include, --exclude, --from and --until")

// Selection is the part of a listing that is analysed. The zero value is all of it.
type Selection struct {
	Names       selection.Names
	From, Until string // as [selection.ParseWindow] reads them
}

// Check returns the error of a pattern or a time that cannot be read.
func (s Selection) Check() error {
	if err := s.Names.Check(); err != nil {
		return err
	}
	_, err := selection.ParseWindow(s.From, s.Until)
	return err
}

// Active reports whether anything may be left out.
func (s Selection) Active() bool { return !s.Names.Empty() || s.From != "" || s.Until != "" }

// Apply returns the evidence with the selected part of its listing, and what was left out.
//
// The window is laid on one column: the one that would be timed without it, else the first that
// has a stamp in it. That column alone may then be timed, since a window on one clock says
// nothing of another.
func (s Selection) Apply(in *evidence.Evidence, only timestamps.Column) (*evidence.Evidence, timestamps.Column, []Exclusion, error) {
	var out []Exclusion
	part := *in
	add := func(x timestamps.Exclusion) {
		if x.Entries > 0 {
			out = append(out, Exclusion{Reason: x.Reason, Entries: x.Entries, Bytes: x.Bytes})
		}
	}
	if !s.Names.Empty() {
		var left timestamps.Exclusion
		part.Listing, left = selection.Apply(part.Listing, selection.ByName, s.Names.Keep)
		add(left)
	}
	w, err := selection.ParseWindow(s.From, s.Until)
	if err != nil || w.Empty() {
		return &part, only, out, err
	}
	column := s.windowed(part.Listing, w, only)
	if err := w.Check(part.Listing, column); err != nil {
		return nil, column, nil, fmt.Errorf("selecting from %s: %w", timestamps.Escape(in.Name), err)
	}
	kept, left := selection.Apply(part.Listing, selection.ByTime, func(e *timestamps.Entry) bool { return w.Keep(e, column) })
	part.Listing = kept
	add(left)
	return &part, column, out, nil
}

// windowed returns the column that a window is laid on.
func (s Selection) windowed(l *timestamps.Table, w selection.Window, only timestamps.Column) timestamps.Column {
	if only != "" {
		return only
	}
	columns := role.Classify(l, role.Options{Evidence: 1})
	if c := chosen(columns); c != nil {
		return c.Stamp
	}
	for _, c := range timestamps.Columns {
		for _, f := range l.Files(c) {
			if w.Holds(f.Stamp) {
				return c
			}
		}
	}
	return timestamps.Modified
}
