package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFormatsPage holds docs/formats.md to the formats of the program.
func TestFormatsPage(t *testing.T) {
	t.Parallel()
	var out, talk bytes.Buffer
	if status := run([]string{"formats", "--to", "md"}, nil, &out, &talk); status != statusDone {
		t.Fatalf("status %d: %s", status, talk.String())
	}
	page := filepath.Join("..", "..", "docs", "formats.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- table -->\n", "<!-- end -->"
	head, rest, ok1 := strings.Cut(string(text), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("the page has no place for the table")
	}
	want := head + begin + strings.TrimLeft(out.String(), "\n") + end + tail
	if want == string(text) {
		return
	}
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("docs/formats.md is not what the program prints; run make formats")
}
