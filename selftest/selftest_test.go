package selftest

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the digests of the results")

func TestRun(t *testing.T) {
	t.Parallel()
	if *update {
		writeDigests(t)
	}
	for _, o := range Run() {
		if o.Err != nil {
			t.Errorf("%s: %v", o.Name, o.Err)
		}
	}
}

// TestWrongAnswers holds that a wrong answer is seen.
func TestWrongAnswers(t *testing.T) {
	t.Parallel()
	r, err := analyzed("nist-rm1-usb.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := (answer{Format: "csv", Files: 6}).counts(r); err == nil {
		t.Error("a wrong number of files passes")
	}
	if err := (answer{Digest: "00"}).bytes(r); err == nil {
		t.Error("a wrong digest passes")
	}
}

// writeDigests renews the digests and leaves what was known beforehand.
func writeDigests(t *testing.T) {
	t.Helper()
	var known []answer
	if err := json.Unmarshal(answers, &known); err != nil {
		t.Fatal(err)
	}
	for i := range known {
		r, err := analyzed(known[i].Listing)
		if err != nil {
			t.Fatal(err)
		}
		if known[i].Digest, err = digest(r); err != nil {
			t.Fatal(err)
		}
	}
	text, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	answers = append(text, '\n')
	if err := os.WriteFile("answers.json", answers, 0o644); err != nil {
		t.Fatal(err)
	}
}
