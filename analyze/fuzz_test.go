package analyze_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze"
)

// FuzzDecode reads any bytes as a result. What is accepted is whole: written again and read
// again it is the same.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"full.json", "minimal.json"} {
		b, err := os.ReadFile(filepath.Join("..", "reports", "render", "testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := analyze.Decode(bytes.NewReader(b))
		if err != nil {
			return
		}
		written, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("a result that was read cannot be written: %v", err)
		}
		again, err := analyze.Decode(bytes.NewReader(written))
		if err != nil {
			t.Fatalf("a result that was written cannot be read: %v", err)
		}
		if !reflect.DeepEqual(r, again) {
			if d := cmp.Diff(r, again); d != "" {
				t.Errorf("read, written and read again:\n%s", d)
			}
		}
	})
}
