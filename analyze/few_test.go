package analyze_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"copyclock/analyze"
)

// TestFewLargeFiles holds what five mail archives of half a gigabyte say: too little for a fit,
// but an average within the steps of the clock and a bound that needs no model.
func TestFewLargeFiles(t *testing.T) {
	t.Parallel()
	sizes := []int64{512_000_000, 498_000_000, 530_000_000, 611_000_000, 470_000_000}
	for _, mbs := range []float64{2.4, 25, 110} {
		at := time.Date(2024, 5, 22, 9, 26, 40, 0, time.UTC)
		var listing strings.Builder
		for i, size := range sizes {
			at = at.Add(time.Duration(float64(size) / mbs * 1e3))
			fmt.Fprintf(&listing, "-rw-r--r-- 1 u u %d %s mail/%d.pst\n", size, at.Truncate(2*time.Second).Format("2006-01-02 15:04:05.000000000 -0700"), i)
		}
		b := timed(t, []byte(listing.String())).Bursts
		if len(b) != 1 {
			t.Fatalf("%g MB/s: %d bursts, want 1", mbs, len(b))
		}
		if a := b[0].AverageMBs; a == nil || *a.Low > mbs || a.High == nil || *a.High < mbs {
			t.Errorf("%g MB/s: the average %v does not hold it", mbs, a)
		}
		if b[0].Fit != nil {
			t.Errorf("%g MB/s: a fit of five files", mbs)
		}
		for _, c := range b[0].Certified {
			if c.Streams == 1 && (c.MBs > mbs || c.MBs < 0.7*mbs) {
				t.Errorf("%g MB/s: %g MB/s certified over %g s", mbs, c.MBs, c.WindowS)
			}
		}
		if len(b[0].Certified) == 0 {
			t.Errorf("%g MB/s: nothing is certified", mbs)
		}
		if b[0].Verdict != analyze.Inconclusive {
			t.Errorf("%g MB/s: verdict %s", mbs, b[0].Verdict)
		}
	}
}
