package channel_test

import (
	"errors"
	"strings"
	"testing"

	"copyclock/analyze/channel"
)

// TestExtends: a file adds to the built-in profiles, or takes the place of those of its name.
func TestExtends(t *testing.T) {
	t.Parallel()
	built, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	extending := "extends = \"built-in\"\n" + plainProfile
	added, err := channel.Load("own.toml", []byte(extending))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(added.Profiles); n != len(built.Profiles)+1 || added.Profiles[n-1].Name != "own-stick" {
		t.Errorf("%d profiles, want %d and the own one last", n, len(built.Profiles))
	}
	replaced, err := channel.Load("own.toml", []byte(strings.Replace(extending, "own-stick", "usb2-flash-write", 1)))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, p := range replaced.Profiles {
		if p.Name == "usb2-flash-write" {
			seen++
			if p.MedianMBs() != 8 || p.Line == 0 {
				t.Errorf("the built-in profile is still there: %+v", p)
			}
		}
	}
	if seen != 1 {
		t.Errorf("%d profiles of the replaced name", seen)
	}
	if again, err := channel.Default(); err != nil || len(again.Profiles) != len(built.Profiles) {
		t.Error("the built-in profiles have changed")
	}
	_, err = channel.Load("own.toml", []byte(strings.Replace(extending, "built-in\"", "builtin\"", 1)))
	if !errors.Is(err, channel.ErrProfile) || !strings.HasPrefix(err.Error(), "own.toml:1: ") {
		t.Errorf("an unknown base: %v", err)
	}
}

// TestCachedVariants: where a page cache is suspected, sticks are not scored by their own speed,
// and copies to them that the cache swallowed still are.
func TestCachedVariants(t *testing.T) {
	t.Parallel()
	o := seen(400, 0.1)
	o.CacheSuspect = true
	compatible := map[string]string{}
	for _, s := range channel.Compare(o, era(t, 2016)).Channels {
		compatible[s.Name] = s.Compatible
	}
	if compatible["usb2-flash-write"] != "untested" || compatible["usb2-flash-write-cached"] != "yes" || compatible["usb3-flash-write-cached"] != "yes" {
		t.Errorf("%v", compatible)
	}
}

// TestRelabelling: neither the order of the profiles nor their names, nor those of their families, change
// a bit of a density.
func TestRelabelling(t *testing.T) {
	t.Parallel()
	before := era(t, 2016)
	after := make([]channel.Profile, len(before))
	for i, p := range before {
		p.Name, p.Family = "x-"+p.Name, "x-"+p.Family
		after[len(before)-1-i] = p
	}
	unchanged(t, "relabelling", before, after)
}
