package main

import (
	"bytes"
	"slices"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// TestRun reads a listing back: sorted by path, authored before the copy, and copied in
// another order than that of the paths.
func TestRun(t *testing.T) {
	const entries = 1050
	var text, again, other bytes.Buffer
	for w, seed := range map[*bytes.Buffer]uint64{&text: 1, &again: 1, &other: 2} {
		if err := run(w, entries, seed); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(text.Bytes(), again.Bytes()) {
		t.Error("the same seed gave other bytes")
	}
	if bytes.Equal(text.Bytes(), other.Bytes()) {
		t.Error("another seed gave the same bytes")
	}
	e, err := evidence.Open("big", &text, evidence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := e.Listing.Rows()
	if e.Listing.Format != "bodyfile" || len(all) != entries || e.Listing.Skipped > 0 {
		t.Fatalf("read %d entries of %s, skipped %d", len(all), e.Listing.Format, e.Listing.Skipped)
	}
	byPath := func(a, b timestamps.Entry) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) }
	if !slices.IsSortedFunc(all, byPath) {
		t.Error("not sorted by path")
	}
	turns := 0
	for i := range all {
		times := &all[i].Times
		if times.Modified.Nanos >= copyStart*1e9 || times.Birth.Nanos < copyStart*1e9 || times.Changed != times.Birth {
			t.Fatalf("line %d: times %+v", all[i].Line, times)
		}
		if i > 0 && times.Birth.Nanos < all[i-1].Times.Birth.Nanos {
			turns++
		}
	}
	if turns == 0 {
		t.Error("the copy went in the order of the listing")
	}
}

func TestRunRefuses(t *testing.T) {
	if err := run(&bytes.Buffer{}, -1, 1); err == nil {
		t.Error("a negative number of entries was accepted")
	}
}
