package match_test

import (
	"fmt"
	"testing"

	"copyclock/analyze/match"
	"copyclock/timestamps"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// at is a file modified at a second.
func at(path string, size, sec int64) timestamps.Entry {
	return timestamps.Entry{Path: path, Size: size, Kind: timestamps.File, Times: timestamps.Times{Modified: timestamps.At(sec, 0)}}
}

func list(entries ...timestamps.Entry) *timestamps.Listing {
	return &timestamps.Listing{Entries: entries}
}

func table(l *timestamps.Listing) *timestamps.Table { return timestamps.NewTable(l) }

func TestFilesByName(t *testing.T) {
	t.Parallel()
	a := list(at("x/a.doc", 10, 1000), at("x/b.doc", 200, 2000), at("x/secret.ppt", 3000, 3000), at("x/empty", 0, 5),
		at("x/c", 40000, 9), at("x/d", 40000, 9), at("one/same", 7777, 1), at("two/same", 7777, 1))
	b := list(at(`Y:\A.DOC`, 10, 4600), at("b.doc", 200, 5600), at("storm.amr", 3000, 6600), at("e", 40000, 7),
		at("z", 9900, 7), at("x/empty", 0, 5), at(`C:\one\same`, 7777, 1), at(`C:\two\same`, 7777, 1))
	got := match.Files(table(a), table(b))
	want := []match.Pair{{0, 0, match.Name}, {1, 1, match.Name}, {2, 2, match.Size}, {6, 6, match.Name}, {7, 7, match.Name}}
	if diff := cmp.Diff(want, got.Pairs); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
	if got.Bytes != 10+200+3000+2*7777 || got.Sizes != 5 {
		t.Errorf("got %d bytes, %d sizes in both", got.Bytes, got.Sizes)
	}
	align := got.Align(table(a), table(b), timestamps.Modified)
	if diff := cmp.Diff([]match.Offset{{3600e9, 3}, {0, 2}}, align.Offsets); diff != "" || align.Pairs != 5 {
		t.Errorf("%d pairs, offsets (-want +got):\n%s", align.Pairs, diff)
	}
}

// TestFilesByRun renames every file and crowds the sizes, so that no size alone says anything.
func TestFilesByRun(t *testing.T) {
	t.Parallel()
	a, b := list(), list()
	for i := range int64(400) {
		size := 1000 + i*i*7919%997 // of 997 values
		a.Entries = append(a.Entries, at(fmt.Sprintf("a/%04d", i), size, i))
		if i >= 100 && i < 160 {
			b.Entries = append(b.Entries, at(fmt.Sprintf("b/r%04d", i), size, i))
		} else {
			b.Entries = append(b.Entries, at(fmt.Sprintf("b/r%04d", i), 1000+i*i*104729%991, i))
		}
	}
	got := match.Files(table(a), table(b))
	if n := got.Count(match.Run); n < 60 || n > 62 {
		t.Errorf("%d files matched by runs of sizes, want the 60 that were planted", n)
	}
	for _, p := range got.Pairs {
		if p.A != p.B {
			t.Errorf("file %d matched with %d", p.A, p.B)
		}
	}
}

// TestChance draws two unrelated listings from one crowded distribution of sizes: what they
// share is what was expected, and nothing is matched.
func TestChance(t *testing.T) {
	t.Parallel()
	state := uint64(1)
	draw := func(n uint64) int64 { // a generator of Lehmer's kind, for the test alone
		state = state * 48271 % 2147483647
		return int64(state % n)
	}
	a, b := list(), list()
	for i := range int64(2000) {
		a.Entries = append(a.Entries, at(fmt.Sprintf("a%d", i), 5000+draw(20000), i))
		b.Entries = append(b.Entries, at(fmt.Sprintf("b%d", i), 5000+draw(20000), i))
	}
	got := match.Files(table(a), table(b))
	// About 20000 (1 - exp(-0.1))^2 = 181 sizes are in both; a Poisson count of that mean.
	if got.Expected < 150 || got.Expected > 215 || float64(got.Sizes) < got.Expected-45 || float64(got.Sizes) > got.Expected+45 {
		t.Errorf("%d sizes in both, %.1f expected", got.Sizes, got.Expected)
	}
	if len(got.Pairs) != 0 {
		t.Errorf("%d files of unrelated listings were matched", len(got.Pairs))
	}
}

// TestFilesSymmetric holds that the order of two listings does not matter to what they share,
// and that no file is matched twice.
func TestFilesSymmetric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) *timestamps.Listing {
			l := list()
			for i := range rapid.IntRange(0, 30).Draw(t, label) {
				name := rapid.SampledFrom([]string{"a", "b", "x/c", `X\C`, "d/e/f", ""}).Draw(t, "name")
				l.Entries = append(l.Entries, at(name, rapid.Int64Range(-1, 9000).Draw(t, "size"), int64(i)))
			}
			return l
		}
		a, b := draw("files of a"), draw("files of b")
		ab, ba := match.Files(table(a), table(b)), match.Files(table(b), table(a))
		for _, s := range []match.Stage{match.Path, match.Name} {
			if ab.Count(s) != ba.Count(s) {
				t.Fatalf("stage %d: %d pairs one way, %d the other", s, ab.Count(s), ba.Count(s))
			}
		}
		left, right := map[int]bool{}, map[int]bool{}
		for _, p := range ab.Pairs {
			if left[p.A] || right[p.B] || a.Entries[p.A].Size != b.Entries[p.B].Size || a.Entries[p.A].Size <= 0 {
				t.Fatalf("pair %+v", p)
			}
			left[p.A], right[p.B] = true, true
		}
	})
}

func TestSequence(t *testing.T) {
	t.Parallel()
	source := []int64{1000, 2000, 3000}
	for _, c := range []struct {
		name   string
		copied []int64
		state  timestamps.State
		want   match.Order
		zones  bool
	}{
		{"kept", source, timestamps.Instant, match.SameStamps, false},
		{"within the step", []int64{1002, 1999, 3001}, timestamps.Instant, match.SameStamps, false},
		{"another zone", []int64{1000 + 7200, 2000 + 7200, 3002 + 7200}, timestamps.Floating, match.Shifted, true},
		{"copied later", []int64{5000, 5001, 5002}, timestamps.Instant, match.FirstEarlier, false},
		{"copied later, clocks unknown", []int64{5000, 5001, 5002}, timestamps.Floating, match.FirstEarlier, true},
		{"copied a month later, clocks unknown", []int64{2595000, 2595001, 2595002}, timestamps.Floating, match.FirstEarlier, false},
		{"copied before", []int64{10, 20, 30}, timestamps.Instant, match.SecondEarlier, false},
		{"crossed", []int64{10, 2500, 9000}, timestamps.Instant, match.Crossed, false},
	} {
		a, b := list(), list()
		for i := range source {
			a.Entries = append(a.Entries, at(fmt.Sprint("f", i), 100+int64(i)*1000, source[i]))
			b.Entries = append(b.Entries, at(fmt.Sprint("f", i), 100+int64(i)*1000, c.copied[i]))
			b.Entries[i].Times.Modified.State = c.state
		}
		m := match.Files(table(a), table(b))
		got := m.Sequence(table(a), table(b), timestamps.Modified, timestamps.Modified, 2e9)
		if got.Order != c.want || got.NeedsZones != c.zones || got.Files != 3 {
			t.Errorf("%s: got %+v, want %s, zones %v", c.name, got, c.want, c.zones)
		}
	}
}
