package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme runs the command that the README quotes and compares what it quotes of the output.
func TestReadme(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, quoted, found := strings.Cut(string(readme), "    $ bin/copyclock ")
	if !found {
		t.Fatal("the README quotes no run")
	}
	command, quoted, _ := strings.Cut(quoted, "\n")
	quoted, _, _ = strings.Cut(quoted, "\nThe report goes on")
	args := strings.Fields(command)
	args[len(args)-1] = filepath.Join(root, args[len(args)-1])
	var out, talk bytes.Buffer
	if status := run(args, nil, &out, &talk); status != statusDone {
		t.Fatalf("%q: status %d, %s", command, status, talk.String())
	}
	var want []string
	for line := range strings.Lines(quoted) {
		want = append(want, strings.TrimPrefix(strings.TrimRight(line, "\n"), "    "))
	}
	if text := strings.TrimSpace(strings.Join(want, "\n")); !strings.Contains(out.String(), text) {
		t.Errorf("the README quotes\n%s\nbut the output is\n%s", text, out.String())
	}
}
