package role_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"copyclock/analyze/role"
	"copyclock/timestamps"
)

// tree returns a copy of 8 directories with 12 files each, a file every three seconds and the
// directories stamped when their last file arrived; moved seconds are added to the files.
func tree(moved int64) *timestamps.Listing {
	l := &timestamps.Listing{}
	now := int64(1_400_000_007)
	for d := range 8 {
		dir := fmt.Sprintf("share/d%d", d)
		for f := range 12 {
			now += 3
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: fmt.Sprintf("%s/f%02d.txt", dir, f), Size: int64(1000 * (f + 1)), Kind: timestamps.File,
				Times: timestamps.Times{Modified: timestamps.At(now+moved, 0)},
			})
		}
		l.Entries = append(l.Entries, timestamps.Entry{
			Path: dir + "/", Kind: timestamps.Directory, Times: timestamps.Times{Modified: timestamps.At(now, 0)},
		})
	}
	return l
}

// shuffle deals the stamps of the files anew.
func shuffle(l *timestamps.Listing) {
	rng := rand.New(rand.NewPCG(1, 1))
	var files []*timestamps.Entry
	for i := range l.Entries {
		if l.Entries[i].Counts() {
			files = append(files, &l.Entries[i])
		}
	}
	rng.Shuffle(len(files), func(i, j int) { files[i].Times, files[j].Times = files[j].Times, files[i].Times })
}

func TestForged(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		moved int64
		bend  func(l *timestamps.Listing)
		want  string // a part of the text of G4 where it fails, empty where it passes
	}{
		{"copy", 0, nil, ""},
		{"stamps at random", 0, shuffle, "ignore the directories"},
		{"moved back by five hours", -5 * 3600, nil, "exactly 5 h later"},
		{"moved on by a day", 24 * 3600, nil, "exactly 24 h earlier"},
		{"carried over", -40_000_123, nil, "later session"},
		{"directories kept from the source", 0, func(l *timestamps.Listing) {
			for i := range l.Entries {
				if e := &l.Entries[i]; e.Kind == timestamps.Directory {
					e.Times.Modified = timestamps.At(1_300_000_000+int64(i*i)*7001, 0)
				}
			}
		}, ""},
		{"changed before modified", 0, func(l *timestamps.Listing) {
			for i := range l.Entries {
				l.Entries[i].Times.Changed = timestamps.At(1_399_990_000, 0)
			}
		}, "after their own status change"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := tree(test.moved)
			if test.bend != nil {
				test.bend(l)
			}
			c := column(t, classify(l, role.Options{}), timestamps.Modified)
			if g := c.Gates[1]; g.Passed != (test.want == "") || !strings.Contains(g.Text, test.want) {
				t.Errorf("gate %+v, want %q", g, test.want)
			}
		})
	}
}

func TestOneTick(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		changed int64 // seconds after the modified stamps; zero is the same tick
		present bool
		want    role.Role
	}{
		{"nothing else", 0, false, role.Constant},
		{"changed in it", 0, true, role.Copy},
		{"changed years later", 1e8, true, role.Constant},
	} {
		all := times(100, 1_400_000_001, 0)
		for i := range all {
			if test.present {
				all[i].Changed = timestamps.At(1_400_000_001+test.changed, 0)
			}
		}
		c := column(t, classify(listingOf(all), role.Options{}), timestamps.Modified)
		if c.Role != test.want {
			t.Errorf("%s: role %s, want %s: %s", test.name, c.Role, test.want, c.Reason)
		}
	}
}

func TestWritingOrder(t *testing.T) {
	t.Parallel()
	sorted, shuffled, text := tree(0), tree(0), tree(0)
	sorted.HeaderOrder, shuffled.HeaderOrder = true, true
	shuffle(shuffled)
	for _, test := range []struct {
		name string
		l    *timestamps.Listing
		want bool
	}{{"as written", sorted, true}, {"by chance", shuffled, false}, {"no archive", text, false}} {
		if c := column(t, classify(test.l, role.Options{}), timestamps.Modified); c.WritingOrder != test.want {
			t.Errorf("%s: writing order %t, want %t", test.name, c.WritingOrder, test.want)
		}
	}
}

// TestDirectoryOrder measures the sign on trees in any order of directories and of files.
func TestDirectoryOrder(t *testing.T) {
	t.Parallel()
	walked, dealt := tree(0), tree(0)
	shuffle(dealt)
	for _, test := range []struct {
		l         *timestamps.Listing
		low, high float64
	}{{walked, 0.99, 1.01}, {dealt, -0.25, 0.25}} {
		c := column(t, classify(test.l, role.Options{}), timestamps.Modified)
		if c.Signs.DirectoryOrder == nil || *c.Signs.DirectoryOrder < test.low || *c.Signs.DirectoryOrder > test.high {
			t.Errorf("directory order %v, want %g to %g", c.Signs.DirectoryOrder, test.low, test.high)
		}
	}
}
