package analyze_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"

	"copyclock/analyze"
	"copyclock/timestamps/evidence"
)

// TestJoint: bursts of one evidence are weighed together beside the answer, never as the product of
// their ratios; one burst has nothing to be weighed with.
func TestJoint(t *testing.T) {
	t.Parallel()
	result := func(name string) *analyze.Result {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "listings", name))
		if err != nil {
			t.Fatal(err)
		}
		in, err := evidence.Open(name, bytes.NewReader(data), evidence.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := analyze.Run([]*evidence.Evidence{in}, analyze.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := result("local-usb2-r7798.txt"); r.Channel == nil || r.Channel.Joint != nil {
		t.Errorf("one burst: %+v", r.Channel)
	}
	r := result("shadowbrokers-eqgrp.txt")
	if r.Channel == nil || r.Channel.Joint == nil {
		t.Fatal("several bursts are not weighed together")
	}
	j := r.Channel.Joint
	if len(j.Bursts) < 2 || len(j.Contrasts) != 2 {
		t.Fatalf("%+v", j)
	}
	for _, id := range j.Bursts {
		if b := r.Bursts[id-1]; b.ID != id || b.Verdict == analyze.NoTransferEvidence {
			t.Errorf("burst %d is %s", id, b.Verdict)
		}
	}
	if mid := j.Contrasts[0].Model().Mid; math.Abs(mid) >= math.Abs(j.Apart) {
		t.Errorf("together %.2f, apart %.2f", mid, j.Apart)
	}
	if limit := analyze.Caps().LocalWAN.Log10; math.Abs(j.Log10LR.Low) > limit || math.Abs(j.Log10LR.High) > limit {
		t.Errorf("%+v is beyond the cap %g", j.Log10LR, limit)
	}
}
