package role_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/analyze/role"
	"copyclock/timestamps"
)

// classify returns the columns without their orders, which name entries by their places.
func classify(l *timestamps.Listing, opt role.Options) []role.Column {
	columns := role.Classify(timestamps.NewTable(l), opt)
	for i := range columns {
		columns[i].Order = nil
	}
	return columns
}

// column returns the verdict on column c.
func column(t testing.TB, got []role.Column, c timestamps.Column) role.Column {
	t.Helper()
	i := slices.IndexFunc(got, func(k role.Column) bool { return k.Stamp == c })
	if i < 0 {
		t.Fatalf("no column %s", c)
	}
	return got[i]
}

func chosen(got []role.Column) timestamps.Column {
	for _, c := range got {
		if c.Chosen {
			return c.Stamp
		}
	}
	return ""
}

// times returns n modified stamps, each step seconds after the one before.
func times(n int, start, step int64) []timestamps.Times {
	var all []timestamps.Times
	for i := range int64(n) {
		all = append(all, timestamps.Times{Modified: timestamps.At(start+i*step, 0)})
	}
	return all
}

func listingOf(all []timestamps.Times) *timestamps.Listing {
	l := &timestamps.Listing{}
	for i, t := range all {
		l.Entries = append(l.Entries, timestamps.Entry{Path: fmt.Sprintf("d/f%04d", i), Size: 1e6, Kind: timestamps.File, Times: t})
	}
	return l
}

// large returns files that take ten minutes each to copy, once with both stamps.
func large() []timestamps.Times {
	var all []timestamps.Times
	for i := range int64(8) {
		all = append(all, timestamps.Times{
			Modified: timestamps.At(1.3e9+i*5_000_017, 0), Birth: timestamps.At(1.5e9+i*613, 0),
		})
	}
	return all
}

func TestClassify(t *testing.T) {
	t.Parallel()
	const start = 1_400_000_001
	for _, test := range []struct {
		name   string
		times  []timestamps.Times
		stamp  timestamps.Column
		want   role.Role
		chosen timestamps.Column
	}{
		{"copy", times(100, start, 1), "modified", role.Copy, "modified"},
		{"five files", times(5, start, 3), "modified", role.Copy, "modified"},
		{"months", times(100, start, 86_413), "modified", role.Authorship, ""},
		{"work of hours", times(20, start, 613), "modified", role.Unknown, ""},
		{"one file", times(1, start, 1), "modified", role.Unknown, ""},
		{"one stamp", times(100, start, 0), "modified", role.Constant, ""},
		{"epoch", times(100, 0, 0), "modified", role.Normalised, ""},
		{"pile among strays", append(times(60, start, 0), times(40, start+1e6, 86_413)...), "modified", role.Constant, ""},
		{"pile within a copy", append(times(60, start, 0), times(40, start+1, 1)...), "modified", role.Copy, "modified"},
		{"large files", large(), "birth", role.Copy, "birth"},
		{"large files, source dates", large(), "modified", role.Authorship, "birth"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := classify(listingOf(test.times), role.Options{Evidence: 1})
			c := column(t, got, test.stamp)
			if c.Role != test.want || chosen(got) != test.chosen {
				t.Errorf("role %s, chosen %q; want %s, %q: %s", c.Role, chosen(got), test.want, test.chosen, c.Reason)
			}
			if g := c.Gates[0]; g.Code != "G1" || g.Passed != (c.Role == role.Copy) {
				t.Errorf("gate %+v does not agree with role %s", g, c.Role)
			}
		})
	}
}

func TestClassifyMimic(t *testing.T) {
	t.Parallel()
	l := listingOf(times(100, 1_400_000_001, 1))
	l.Entries[7].Path = "d/.git/HEAD"
	got := classify(l, role.Options{Evidence: 1})
	if g := got[0].Gates[1]; g.Code != "G4" || g.Passed {
		t.Errorf("gate %+v, want G4 failed for a working copy", g)
	}
}

func TestClassifyOnly(t *testing.T) {
	t.Parallel()
	got := classify(listingOf(large()), role.Options{Only: timestamps.Modified})
	if c := column(t, got, timestamps.Modified); !c.Chosen || c.Gates[0].Passed {
		t.Errorf("chosen %t, G1 passed %t; want the asked column with its gate failed", c.Chosen, c.Gates[0].Passed)
	}
}

func TestClassifyProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := int64(1_400_000_001)
		var all []timestamps.Times
		for _, gap := range rapid.SliceOfN(rapid.SampledFrom([]int64{0, 1, 7, 70, 4000, 90_011}), 1, 80).Draw(t, "gaps") {
			now += gap
			all = append(all, timestamps.Times{Modified: timestamps.At(now, 0), Birth: timestamps.At(now/1000*1000+1, 0)})
		}
		opt := role.Options{Resolution: func(int, func(int) int64) int64 { return 1e9 }}
		l := listingOf(all)
		for i := range l.Entries {
			l.Entries[i].Path = fmt.Sprintf("d%d/f%04d", i*i%5, i)
		}
		for i := range 5 {
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: fmt.Sprintf("d%d", i), Kind: timestamps.Directory, Times: all[i*len(all)/5],
			})
		}
		want := classify(l, opt)
		shuffled := *l
		shuffled.Entries = rapid.Permutation(l.Entries).Draw(t, "order")
		if diff := cmp.Diff(want, classify(&shuffled, opt)); diff != "" {
			t.Fatalf("the order of the lines changed the columns:\n%s", diff)
		}
		shift := rapid.Int64Range(-1e8, 1e8).Draw(t, "shift") * 1e9
		moved := *l
		moved.Entries = slices.Clone(l.Entries)
		for i := range moved.Entries {
			x := &moved.Entries[i].Times
			x.Modified.Nanos += shift
			x.Birth.Nanos += shift
		}
		for i, c := range classify(&moved, opt) {
			w := want[i]
			conventional := c.Role == role.Normalised || w.Role == role.Normalised
			if !conventional && (c.Role != w.Role || c.Chosen != w.Chosen) {
				t.Fatalf("a shift changed %s: %s, chosen %t to %s, %t", c.Stamp, w.Role, w.Chosen, c.Role, c.Chosen)
			}
		}
	})
}

// read returns the entries that parse finds in the lines of a file outside the repository.
func read(t *testing.T, name string, parse func(string) (timestamps.Entry, bool)) *timestamps.Listing {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", name))
	if err != nil {
		t.Skipf("case is not at hand: %v", err)
	}
	defer f.Close()
	l := &timestamps.Listing{}
	in := bufio.NewScanner(f)
	for in.Scan() {
		if e, ok := parse(in.Text()); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return l
}

// entry returns a file whose modified stamp is printed in the given layout.
func entry(layout, text, size, path string) (timestamps.Entry, bool) {
	at, err := time.Parse(layout, text)
	n, err2 := strconv.ParseInt(size, 10, 64)
	return timestamps.Entry{
		Path: path, Size: n, Kind: timestamps.File,
		Times: timestamps.Times{Modified: timestamps.At(at.Unix(), int64(at.Nanosecond()))},
	}, err == nil && err2 == nil
}

// -rw-rw-r-- user/user  8 2011-06-28 17:46 Firewall/BLATSTING/m04000000.modulename
func tarLine(line string) (timestamps.Entry, bool) {
	f := strings.Fields(line)
	if len(f) < 6 || f[0][0] != '-' {
		return timestamps.Entry{}, false
	}
	return entry("2006-01-02 15:04", f[3]+" "+f[4], f[2], strings.Join(f[5:], " "))
}

// 2026-11-23+10:25:40.2850221870 57735 ./share/d07/s600/t96/f33625.md
func findLine(line string) (timestamps.Entry, bool) {
	f := strings.SplitN(line, " ", 3)
	if len(f) < 3 {
		return timestamps.Entry{}, false
	}
	return entry("2006-01-02+15:04:05", f[0], f[1], f[2])
}

// 2026-11-23 01:35:29 ....A         1234         1234  share/d01/f1.txt
func sevenLine(line string) (timestamps.Entry, bool) {
	f := strings.Fields(line)
	if len(f) < 5 || !strings.HasPrefix(f[2], "....") {
		return timestamps.Entry{}, false
	}
	return entry("2006-01-02 15:04:05", f[0]+" "+f[1], f[3], f[len(f)-1])
}

// 0|/share/d01/f1.doc|66-128-2|r/rrwxrwxrwx|48|0|18|1795429276|1795429276|1795429276|1795429276
func bodyLine(line string) (timestamps.Entry, bool) {
	f := strings.Split(line, "|")
	if len(f) != 11 || !strings.HasPrefix(f[3], "r") || strings.HasSuffix(f[1], "($FILE_NAME)") {
		return timestamps.Entry{}, false
	}
	var n [5]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[6+i], 10, 64)
	}
	return timestamps.Entry{Path: f[1], Size: n[0], Kind: timestamps.File, Times: timestamps.Times{
		Accessed: timestamps.At(n[1], 0), Modified: timestamps.At(n[2], 0), Changed: timestamps.At(n[3], 0), Birth: timestamps.At(n[4], 0),
	}}, true
}

// 0,design/a.ppt,1810432,2015-02-15T16:52:08Z,2014-12-04T11:24:50Z
func nistLine(line string) (timestamps.Entry, bool) {
	f := strings.Split(line, ",")
	if len(f) != 5 {
		return timestamps.Entry{}, false
	}
	e, ok := entry(time.RFC3339, f[4], f[2], f[1])
	b, ok2 := entry(time.RFC3339, f[3], f[2], f[1])
	e.Times.Birth = b.Times.Modified
	return e, ok && ok2
}

func TestClassifyCases(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file   string
		parse  func(string) (timestamps.Entry, bool)
		stamp  timestamps.Column
		want   role.Role
		chosen timestamps.Column
		reason string
	}{
		{"groundtruth/listings/r7798.txt", bodyLine, "modified", role.Copy, "modified", ""},
		{"groundtruth/listings/r52006.txt", sevenLine, "modified", role.Copy, "modified", ""},
		{"groundtruth/listings/r7054.txt", findLine, "modified", role.Copy, "modified", ""},
		{"groundtruth/listings/r7523.txt", findLine, "modified", role.Authorship, "", ""},
		{"cases/shadowbrokers_eqgrp_listing.txt", tarLine, "modified", role.Copy, "modified", "lower bound"},
		{"cases/nist_cfreds_rm1_usb_copy.csv", nistLine, "birth", role.Copy, "birth", ""},
		{"cases/nist_cfreds_rm1_usb_copy.csv", nistLine, "modified", role.Authorship, "birth", ""},
	} {
		t.Run(filepath.Base(test.file)+" "+string(test.stamp), func(t *testing.T) {
			t.Parallel()
			got := classify(read(t, test.file, test.parse), role.Options{Evidence: 1})
			c := column(t, got, test.stamp)
			if c.Role != test.want || chosen(got) != test.chosen || !strings.Contains(c.Reason, test.reason) {
				t.Errorf("role %s, chosen %q; want %s, %q: %s", c.Role, chosen(got), test.want, test.chosen, c.Reason)
			}
		})
	}
}

// TestLargeFiles asks that a few large files are a copy where their bytes can fill the gaps.
func TestLargeFiles(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		size int64
		gap  int64 // seconds
		want role.Role
	}{
		{"half a gigabyte at 25 MB/s", 5e8, 20, role.Copy},
		{"half a gigabyte at 2 MB/s", 5e8, 250, role.Copy},
		{"half a gigabyte an hour", 5e8, 3600, role.Unknown},
		{"half a gigabyte a day", 5e8, 86400, role.Authorship},
		{"five gigabytes a day", 5e9, 86400, role.Authorship},
		{"a megabyte in four minutes", 1e6, 250, role.Unknown},
	} {
		l := listingOf(times(6, 1_400_000_001, test.gap))
		for i := range l.Entries {
			l.Entries[i].Size = test.size
		}
		if c := column(t, classify(l, role.Options{}), timestamps.Modified); c.Role != test.want {
			t.Errorf("%s: role %s, want %s: %s", test.name, c.Role, test.want, c.Reason)
		}
	}
}
