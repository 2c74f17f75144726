package analyze_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/validate"
)

// TestCorpus keeps the promises that hold for every listing of the laboratory: a listing that
// can be read is read exactly, no rate is printed that nothing could have had, and no certified
// rate exceeds its line. With -v it lists whatever else fell short; `make corpus` prints the figures.
func TestCorpus(t *testing.T) {
	t.Parallel()
	runs, err := validate.Load(filepath.Join("..", "..", "shared", "groundtruth", "runs.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the laboratory corpus is not here: ../shared/groundtruth is needed for this test")
	}
	if err != nil {
		t.Fatal(err)
	}
	outcomes := validate.Examine(runs, analyze.Options{})
	report := validate.Assess(outcomes, validate.Options{Resamples: 100})
	for _, f := range report.Failures {
		switch f.Kind {
		case "sizes differ", "unphysical rate", "certified above line":
			t.Errorf("%s (%s, %s): %s: %s", f.ID, f.Tool, f.Format, f.Kind, f.Text)
		default:
			t.Logf("%s (%s, %s): %s: %s", f.ID, f.Tool, f.Format, f.Kind, f.Text)
		}
	}
}
