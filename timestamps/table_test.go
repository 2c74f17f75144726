package timestamps_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/timestamps"
)

// rows draws entries with numbers of all ranges, so that every width of a column occurs.
func rows(t *rapid.T, most int) []timestamps.Entry {
	number := rapid.OneOf(
		rapid.Just(int64(7)), rapid.Int64Range(0, 200), rapid.Int64Range(0, 60_000), rapid.Int64Range(-1, 1<<33), rapid.Int64(),
		rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64, 1_400_000_000e9, 1_400_000_001e9, -5e9}),
	)
	kinds := rapid.SampledFrom([]func(*rapid.T) int64{
		func(t *rapid.T) int64 { return number.Draw(t, "number") },
		func(t *rapid.T) int64 { return rapid.Int64Range(0, 3).Draw(t, "whole") * 1e9 },
	})
	stamp := func() timestamps.Stamp {
		return timestamps.Stamp{
			Nanos: kinds.Draw(t, "kind")(t), Offset: rapid.Int16().Draw(t, "offset"), State: timestamps.State(rapid.IntRange(0, 3).Draw(t, "state")),
		}
	}
	all := make([]timestamps.Entry, rapid.IntRange(0, most).Draw(t, "rows"))
	for i := range all {
		all[i] = timestamps.Entry{
			Path: rapid.SampledFrom([]string{"", "a", "d/", "d/a", `d\a`, "d/e/a", "/", "\xff/\xfe", "e/" + string(make([]byte, 5000))}).Draw(t, "path"),
			Size: number.Draw(t, "size"), Slack: number.Draw(t, "slack"), Line: int64(i) + rapid.Int64Range(0, 3).Draw(t, "line"),
			Kind: timestamps.Kind(rapid.IntRange(0, 4).Draw(t, "kind")), Flags: timestamps.Flags(rapid.Byte().Draw(t, "flags")),
			Times: timestamps.Times{Modified: stamp(), Changed: stamp(), Birth: stamp(), Accessed: stamp()},
		}
	}
	return all
}

// TestTable holds that a table gives back what was put in, however it was cut into sheets.
func TestTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rows(t, 40)
		var table timestamps.Table
		for rest := all; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "part")
			if rapid.Bool().Draw(t, "as a sheet") {
				table.Append(timestamps.Pack(rest[:n]))
			} else {
				for i := range rest[:n] {
					table.Add(&rest[i])
				}
			}
			rest = rest[n:]
		}
		table.Seal()
		if diff := cmp.Diff(all, table.Rows()); diff != "" {
			t.Fatalf("rows (-put +got):\n%s", diff)
		}
		counting := 0
		for i := range all {
			e := &all[i]
			if got := table.At(i); got != *e {
				t.Fatalf("entry %d: got %+v, want %+v", i, got, *e)
			}
			cut := strings.LastIndexAny(e.Path, `/\`) + 1
			if table.Path(i) != e.Path || table.Name(i) != e.Path[cut:] || table.Folders()[table.Folder(i)] != e.Path[:cut] ||
				string(table.AppendPath(nil, i)) != e.Path {
				t.Fatalf("entry %d: path %q of %q and %q, want %q", i, table.Path(i), table.Folders()[table.Folder(i)], table.Name(i), e.Path)
			}
			bare := *e
			bare.Path = ""
			if table.Bare(i) != bare || table.Size(i) != e.Size || table.Line(i) != e.Line || table.Counts(i) != e.Counts() {
				t.Fatalf("entry %d: got %+v, want %+v", i, table.Bare(i), bare)
			}
			if e.Counts() {
				counting++
			}
		}
		if table.Len() != len(all) || table.Counting() != counting {
			t.Fatalf("%d entries, %d that count; want %d and %d", table.Len(), table.Counting(), len(all), counting)
		}
		checkColumns(t, all, &table)
	})
}

// checkColumns holds the walks over one column to the rows.
func checkColumns(t *rapid.T, all []timestamps.Entry, table *timestamps.Table) {
	for _, c := range timestamps.Columns {
		var want [4]int
		var files []timestamps.FileStamp
		for i := range all {
			s := all[i].Times.Of(c)
			if got := table.Stamp(i, c); got != s {
				t.Fatalf("entry %d: %s %+v, want %+v", i, c, got, s)
			}
			if all[i].Counts() {
				want[s.State]++
				files = append(files, timestamps.FileStamp{Stamp: s, Size: all[i].Size})
			}
		}
		var got []timestamps.FileStamp
		for i, f := range table.Files(c) {
			if !all[i].Counts() {
				t.Fatalf("entry %d does not count", i)
			}
			got = append(got, f)
		}
		if diff := cmp.Diff(files, got); diff != "" || table.Clocks(c) != want {
			t.Fatalf("%s: clocks %v, want %v; files (-want +got):\n%s", c, table.Clocks(c), want, diff)
		}
	}
}

// TestTableEdits changes stamps and picks entries.
func TestTableEdits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rows(t, 20)
		extra := make([]timestamps.Stamp, len(all))
		table := timestamps.NewTable(&timestamps.Listing{Entries: all, Extras: []timestamps.Extra{{Name: "x", Stamps: slices.Clone(extra)}}})
		part := table.Select(func(e *timestamps.Entry) bool { return e.Kind == timestamps.File })
		kept := slices.DeleteFunc(slices.Clone(all), func(e timestamps.Entry) bool { return e.Kind != timestamps.File })
		if diff := cmp.Diff(kept, append([]timestamps.Entry(nil), part.Rows()...)); len(kept) > 0 && diff != "" || len(part.Extras[0].Stamps) != len(kept) {
			t.Fatalf("selected %d extra stamps; (-want +got):\n%s", len(part.Extras[0].Stamps), diff)
		}
		edit := func(s *timestamps.Stamp) { s.Nanos, s.State = s.Nanos/2, (s.State+1)&3 }
		calls := 0
		table.EditStamps(func(_ int64, s *timestamps.Stamp) { edit(s); calls++ })
		want := slices.Clone(all)
		for i := range want {
			x := &want[i].Times
			for _, s := range []*timestamps.Stamp{&x.Modified, &x.Changed, &x.Birth, &x.Accessed} {
				edit(s)
			}
			edit(&extra[i])
		}
		if diff := cmp.Diff(want, append([]timestamps.Entry{}, table.Rows()...)); diff != "" || calls != 5*len(all) || !slices.Equal(extra, table.Extras[0].Stamps) {
			t.Fatalf("%d edits (-want +got):\n%s", calls, diff)
		}
		seen := 0
		table.EachStamp(func(int64, timestamps.Stamp) { seen++ })
		if seen != calls {
			t.Fatalf("%d stamps seen, %d edited", seen, calls)
		}
	})
}
