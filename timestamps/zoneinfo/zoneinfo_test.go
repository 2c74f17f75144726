package zoneinfo_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"copyclock/timestamps/zoneinfo"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	berlin, err := zoneinfo.Load("europe/berlin")
	if err != nil || berlin.String() != "Europe/Berlin" {
		t.Fatalf("Load = %v, %v", berlin, err)
	}
	if _, offset := time.Date(2016, 7, 5, 0, 0, 0, 0, time.UTC).In(berlin).Zone(); offset != 7200 {
		t.Errorf("Berlin in July is %d s east of UTC, want 7200", offset)
	}
	for _, name := range []string{"Europe/Atlantis", "Europe", "Europe/", "../zoneinfo.go", ""} {
		if _, err := zoneinfo.Load(name); !errors.Is(err, zoneinfo.ErrUnknown) {
			t.Errorf("Load(%q) = %v, want %v", name, err, zoneinfo.ErrUnknown)
		}
	}
}

// Every name that is offered loads.
func TestNames(t *testing.T) {
	t.Parallel()
	names := zoneinfo.Names()
	if len(names) < 400 || !slices.IsSorted(names) || !slices.Contains(names, "America/New_York") {
		t.Errorf("%d names", len(names))
	}
	for _, name := range []string{names[0], names[len(names)/2], names[len(names)-1]} {
		if _, err := zoneinfo.Load(name); err != nil {
			t.Error(err)
		}
	}
}
