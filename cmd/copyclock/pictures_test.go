package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestPictures holds the pictures of docs/method.md to what the program draws.
func TestPictures(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	listing := filepath.Join("..", "..", "testdata", "listings", "local-usb2-r7798.txt")
	var out, talk bytes.Buffer
	if status := run([]string{"analyze", "--charts", dir, listing}, nil, &out, &talk); status != statusDone {
		t.Fatalf("status %d: %s", status, talk.String())
	}
	for _, name := range []string{"bytes", "gaps", "channels", "staging", "tornado"} {
		drawn, err := os.ReadFile(filepath.Join(dir, name+".svg"))
		if err != nil {
			t.Fatal(err)
		}
		page := filepath.Join("..", "..", "docs", "pictures", name+".svg")
		if *update {
			if err := os.WriteFile(page, drawn, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		have, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, drawn) {
			t.Errorf("docs/pictures/%s.svg is not what the program draws; run make docs", name)
		}
	}
}
