package validate_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"copyclock/analyze/validate"
)

// FuzzRuns reads any bytes as a file of runs, as lines and packed: they are refused, or every run has an
// identity of its own and a listing below the file.
func FuzzRuns(f *testing.F) {
	const run = `{"id":"a","class":"lan","tool":"cp","up":2,"mbit":100,"listing":{"file":"a/b.txt","format":"ls-l"}}` + "\n"
	f.Add([]byte(run), false)
	f.Add([]byte(run+`{"id":"b","class":"none","subset":1e-300,"listing":{"file":"../x"}}`), false)
	if sample, err := os.ReadFile(filepath.Join("..", "..", "testdata", "runs", "runs.jsonl")); err == nil {
		for line := range bytes.Lines(sample) {
			f.Add(line, true)
			break
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte, packed bool) {
		name := filepath.Join(dir, "runs.jsonl")
		if packed {
			name = filepath.Join(dir, "runs.tar")
		}
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		runs, err := validate.Load(name)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for i := range runs {
			r := &runs[i]
			if r.ID == "" || seen[r.ID] || r.Line < 1 || !filepath.IsLocal(filepath.FromSlash(r.Listing.File)) {
				t.Errorf("run %d: %+v", i, r)
			}
			seen[r.ID] = true
		}
		if len(runs) == 0 {
			t.Error("no runs and no error")
		}
	})
}
