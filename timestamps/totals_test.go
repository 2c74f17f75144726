package timestamps_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/timestamps"
)

func TestTotals(t *testing.T) {
	t.Parallel()
	l := timestamps.Listing{Entries: []timestamps.Entry{
		{Path: "a", Size: 10, Kind: timestamps.File},
		{Path: "a", Size: 10, Kind: timestamps.File},
		{Path: "a", Size: 11, Kind: timestamps.File},
		{Path: "b", Size: 5, Kind: timestamps.Unknown},
		{Path: "d/", Size: 4096, Kind: timestamps.Directory},
		{Path: "l", Size: 7, Kind: timestamps.Link},
		{Path: "x", Size: 3, Kind: timestamps.File, Flags: timestamps.Deleted | timestamps.Stream},
		{Path: "a:s", Size: 2, Kind: timestamps.File, Flags: timestamps.Stream},
		{Path: "a", Size: 10, Kind: timestamps.Other, Flags: timestamps.NameAttribute},
		{Path: "c", Size: 5, Kind: timestamps.File, Flags: timestamps.HardLink},
	}}
	got := timestamps.NewTable(&l).Totals()
	if got.Files != 3 || got.Directories != 1 || got.Bytes != 26 || !got.Exact {
		t.Errorf("Totals = %d files, %d directories, %d bytes, exact %v; want 3, 1, 26, true", got.Files, got.Directories, got.Bytes, got.Exact)
	}
	want := []timestamps.Exclusion{
		{Reason: "deleted", Entries: 1, Bytes: 3},
		{Reason: "name-attribute", Entries: 1, Bytes: 10},
		{Reason: "stream", Entries: 1, Bytes: 2},
		{Reason: "hard-link", Entries: 1, Bytes: 5},
		{Reason: "duplicate", Entries: 1, Bytes: 10},
	}
	if d := cmp.Diff(want, got.Excluded); d != "" {
		t.Errorf("excluded (-want +got):\n%s", d)
	}
}

func TestTotalsInexact(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		sizes []timestamps.Entry
		bytes int64
	}{
		{"no size", []timestamps.Entry{{Path: "a", Size: timestamps.NoSize}, {Path: "b", Size: 4}}, 4},
		{"rounded", []timestamps.Entry{{Path: "a", Size: 1200, Slack: 50, Flags: timestamps.Rounded}}, 1200},
		{"overflow", []timestamps.Entry{{Path: "a", Size: math.MaxInt64}, {Path: "b", Size: 1}, {Path: "c", Size: 1}}, math.MaxInt64},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := timestamps.Listing{Entries: tt.sizes}
			got := timestamps.NewTable(&l).Totals()
			if got.Bytes != tt.bytes || got.Exact {
				t.Errorf("Totals = %d bytes, exact %v; want %d, false", got.Bytes, got.Exact, tt.bytes)
			}
		})
	}
}
