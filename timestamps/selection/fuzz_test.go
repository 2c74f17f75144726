package selection_test

import (
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/selection"
)

// FuzzSelection reads any patterns and any window: they are refused, or every entry is kept or left out by
// the same rule twice, what is left out is counted, and no time is wrapped.
func FuzzSelection(f *testing.F) {
	f.Add("*.jpg", "home/**/[a-c]?", "2016-07-05", "2016-07-06T12:00+02:00", `home\x\A.JPG`, int64(1467743958000000000), int16(120))
	f.Add("{a,b}/**", "", "", "2261-12-31T23:59:59", "a/b", int64(1<<63-1), int16(1080))
	f.Add("**/*", "\xff", "2261-12-31", "", "\xff", int64(-1<<63), int16(-1080))
	f.Fuzz(func(t *testing.T, include, exclude, from, until, path string, nanos int64, offset int16) {
		if len(include)+len(exclude) > 200 || len(path) > 1000 {
			return // patterns are the user's own
		}
		if offset %= 18*60 + 1; nanos == 0 {
			return
		}
		l := &timestamps.Listing{}
		for i, kind := range []timestamps.Kind{timestamps.File, timestamps.Directory, timestamps.File} {
			e := timestamps.Entry{Path: path, Line: int64(i) + 1, Kind: kind, Size: 1<<63 - 1}
			e.Times.Modified = timestamps.Stamp{Nanos: nanos, State: timestamps.Instant, Offset: offset}
			l.Entries = append(l.Entries, e)
		}
		table := timestamps.NewTable(l)
		check := func(reason string, keep func(e *timestamps.Entry) bool) {
			part, left := selection.Apply(table, reason, keep)
			again, leftAgain := selection.Apply(table, reason, keep)
			if part.Len() != again.Len() || left != leftAgain || left.Bytes < 0 || int(left.Entries)+part.Len() > table.Len() {
				t.Errorf("%d kept, %+v left out; then %d, %+v", part.Len(), left, again.Len(), leftAgain)
			}
		}
		var n selection.Names
		if include != "" {
			n.Include = []string{include}
		}
		if exclude != "" {
			n.Exclude = []string{exclude}
		}
		if n.Check() == nil {
			check(selection.ByName, n.Keep)
		}
		w, err := selection.ParseWindow(from, until)
		if err != nil {
			return
		}
		check(selection.ByTime, func(e *timestamps.Entry) bool { return w.Keep(e, timestamps.Modified) })
		if nanos > 9_200_000_000_000_000_000 && until != "" && w.Holds(l.Entries[0].Times.Modified) {
			t.Errorf("a time after 2261 is before %s", until)
		}
		if nanos < -9_200_000_000_000_000_000 && from != "" && w.Holds(l.Entries[0].Times.Modified) {
			t.Errorf("a time before 1679 is after %s", from)
		}
	})
}
