package analyze_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyBursts asks that of many bursts those with most bytes are fitted, and that all have an average.
func TestManyBursts(t *testing.T) {
	t.Parallel()
	var listing strings.Builder
	const bursts, files, fitted = 30, 60, 12
	for b := range bursts {
		at := 1_400_000_000 + 2400*float64(b)
		for f := range files {
			size := 100_000 * (1 + (7*f+b)%13) * (b + 1)
			at += 0.02 + float64(size)/20e6
			fmt.Fprintf(&listing, "%.9f0|%d|b%02d/f%02d\n", at, size, b, f)
		}
	}
	r := timed(t, []byte(listing.String()))
	if len(r.Bursts) != bursts {
		t.Fatalf("%d bursts, want %d", len(r.Bursts), bursts)
	}
	for i, b := range r.Bursts {
		if got := b.Fit != nil; got != (i >= bursts-fitted) {
			t.Errorf("burst %d of %d by size: fitted %t", i+1, bursts, got)
		}
		if b.AverageMBs == nil {
			t.Errorf("burst %d has no average", i+1)
		}
		for _, g := range b.Gates {
			if b.Fit == nil && g.Code == "G3" && !strings.Contains(g.Text, "only the bursts with most bytes") {
				t.Errorf("burst %d: %s", i+1, g.Text)
			}
		}
	}
}

// TestManySeries asks that the series of very many bursts are thinned, and still end with all bytes.
func TestManySeries(t *testing.T) {
	t.Parallel()
	var listing strings.Builder
	const bursts, files = 500, 60
	for b := range bursts {
		for f := range files {
			fmt.Fprintf(&listing, "%d|%d|b%03d/f%02d\n", 1_400_000_000+720*b+f, 1_000_000+1000*b+f, b, f)
		}
	}
	r := timed(t, []byte(listing.String()))
	if len(r.Bursts) != bursts {
		t.Fatalf("%d bursts, want %d", len(r.Bursts), bursts)
	}
	for _, b := range r.Bursts {
		if n := len(b.Series); n >= files || n < files/4 || b.Series[n-1].Bytes != b.Bytes {
			t.Fatalf("burst %d of %d ticks and %d B: %d points, the last of %d B", b.ID, b.Ticks, b.Bytes, n, b.Series[n-1].Bytes)
		}
	}
}
