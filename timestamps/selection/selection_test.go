package selection_test

import (
	"errors"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/selection"

	"github.com/google/go-cmp/cmp"
)

func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"*.jpg", "a/b/c.JPG", true},
		{"*.jpg", "a/b.jpg/c.txt", true},
		{"*.jpg", "a/b/c.jpeg", false},
		{"backup", `C:\Users\Backup\x.doc`, true},
		{"backup", "backups/x.doc", false},
		{"home/*/mail", "/home/ann/mail/inbox", true},
		{"home/*/mail", "/srv/home/ann/mail/inbox", false},
		{"**/mail", "/srv/home/ann/mail/inbox", true},
		{"/home", "home/x", true},
		{"*.{doc,xls}", "./q/r.XLS", true},
		{"f?", "f10", false},
		{"[a-c]*", "x/beta", true},
		{`logs\*.txt`, "logs/a.txt", true},
	} {
		e := timestamps.Entry{Path: c.path, Kind: timestamps.File}
		for name, n := range map[string]selection.Names{"include": {Include: []string{c.pattern}}, "exclude": {Exclude: []string{c.pattern}}} {
			if got := n.Keep(&e); got != (c.want == (name == "include")) {
				t.Errorf("%s %q: keeps %q: %v", name, c.pattern, c.path, got)
			}
		}
	}
	for _, bad := range []string{"", "[", "{a", "a[b"} {
		if err := (selection.Names{Exclude: []string{bad}}).Check(); !errors.Is(err, selection.ErrPattern) {
			t.Errorf("pattern %q: %v", bad, err)
		}
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	at := timestamps.At
	l := &timestamps.Listing{
		Entries: []timestamps.Entry{
			{Path: "d", Kind: timestamps.Directory},
			{Path: "d/a.txt", Size: 5, Kind: timestamps.File},
			{Path: "d/b.jpg", Size: 7, Kind: timestamps.File},
			{Path: "d/c.jpg", Size: 9, Kind: timestamps.File, Flags: timestamps.Deleted},
		},
		Extras: []timestamps.Extra{{Name: "modified_dos", Stamps: []timestamps.Stamp{at(0, 0), at(1, 0), at(2, 0), at(3, 0)}}},
	}
	table := timestamps.NewTable(l)
	got, left := selection.Apply(table, selection.ByName, selection.Names{Include: []string{"*.txt"}}.Keep)
	if diff := cmp.Diff(l.Entries[:2], got.Rows()); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(l.Extras[0].Stamps[:2], got.Extras[0].Stamps); diff != "" {
		t.Errorf("further stamps (-want +got):\n%s", diff)
	}
	if left != (timestamps.Exclusion{Reason: "not-selected", Entries: 1, Bytes: 7}) {
		t.Errorf("left out %+v: the deleted file did not count before", left)
	}
	if table.Len() != 4 || len(table.Extras[0].Stamps) != 4 {
		t.Error("the listing was changed")
	}
}

func TestWindow(t *testing.T) {
	t.Parallel()
	wall := func(h, m, s int) timestamps.Stamp {
		return timestamps.Wall(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: h, Minute: m, Second: s})
	}
	east := timestamps.WallAt(timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39}, 120) // 16:39 UTC
	for _, c := range []struct {
		from, until string
		stamp       timestamps.Stamp
		want        bool
	}{
		{"2016-07-05", "2016-07-05", wall(23, 59, 59), true},
		{"2016-07-06", "", wall(23, 59, 59), false},
		{"", "2016-07-04", wall(0, 0, 0), false},
		{"2016-07-05T18:39", "2016-07-05 18:39", wall(18, 39, 59), true},
		{"2016-07-05T18:39", "2016-07-05 18:39", wall(18, 40, 0), false},
		{"2016-07-05T18:39:02", "", wall(18, 39, 1), false},
		{"2016-07-05T18:39:00.5", "", wall(18, 39, 0), false},
		{"2016-07-05T18:39", "2016-07-05T18:39", east, true},    // its own clock
		{"2016-07-05T16:39Z", "2016-07-05T16:39Z", east, true},  // the instant
		{"2016-07-05T18:39Z", "2016-07-05T18:40Z", east, false}, // another instant
		{"2016-07-05T18:39+02:00", "", east, true},
		{"2016-07-05", "", timestamps.Stamp{}, false},
	} {
		w, err := selection.ParseWindow(c.from, c.until)
		if err != nil {
			t.Errorf("%q, %q: %v", c.from, c.until, err)
			continue
		}
		if got := w.Holds(c.stamp); got != c.want {
			t.Errorf("from %q until %q holds %s: %v", c.from, c.until, c.stamp.Text(), got)
		}
	}
	for _, bad := range []string{"yesterday", "2016-7-5", "2016-02-30", "2016-07-05T25:00", "1066-10-14", "05.07.2016"} {
		if _, err := selection.ParseWindow(bad, ""); !errors.Is(err, selection.ErrTime) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := selection.ParseWindow("2016-07-05", "2016-07-04"); !errors.Is(err, selection.ErrOrder) {
		t.Errorf("a window that ends before it begins: %v", err)
	}
	w, _ := selection.ParseWindow("2016-07-05T16:39Z", "")
	l := timestamps.NewTable(&timestamps.Listing{Entries: []timestamps.Entry{{Path: "a", Kind: timestamps.File, Times: timestamps.Times{Modified: wall(1, 0, 0)}}}})
	if err := w.Check(l, timestamps.Modified); !errors.Is(err, selection.ErrNoZone) {
		t.Errorf("an offset against stamps without one: %v", err)
	}
}
