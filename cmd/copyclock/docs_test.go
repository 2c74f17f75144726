package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestDocs runs the commands that the pages quote, in the order of each page and in a copy of
// what they name, and compares what the pages quote of their output. With -update it writes
// the output into the pages.
//
// A command is an indented line "$ bin/copyclock ..."; the indented lines below it are its output.
// A first line "..." stands for all up to the answer of a report, a last line "..." for all that follows.
func TestDocs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the pages speak to a Unix shell")
	}
	root := filepath.Join("..", "..")
	pages := []string{filepath.Join(root, "docs", "tutorial.md"), filepath.Join(root, "docs", "method.md"), filepath.Join(root, "docs", "limits.md")}
	for _, pattern := range []string{filepath.Join("cases", "*", "README.md"), filepath.Join("howto", "[a-z]*.md")} {
		found, err := filepath.Glob(filepath.Join(root, "docs", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no pages %s: %v", pattern, err)
		}
		for _, page := range found {
			if !slices.Contains(pages, page) {
				pages = append(pages, page)
			}
		}
	}
	for _, page := range pages {
		name := strings.TrimSuffix(filepath.Base(page), ".md")
		if name == "README" {
			name = filepath.Base(filepath.Dir(page))
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, part := range []string{"testdata", filepath.Join("docs", "cases")} {
				if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(root, part))); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			runs := 0
			blocks := splitDoc(string(text))
			for i := range blocks {
				if blocks[i].command != "" {
					runs++
					blocks[i].check(t, dir)
				}
			}
			if runs == 0 {
				t.Error("the page quotes no run")
			}
			if *update {
				if err := os.WriteFile(page, []byte(joinDoc(blocks)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// docBlock is a piece of a page: prose, or a command with the output that is quoted.
type docBlock struct {
	prose   string
	command string
	quoted  []string // without the indent
}

const docIndent = "    "

// splitDoc cuts a page at its commands.
func splitDoc(text string) []docBlock {
	blocks := []docBlock{{}}
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		last := &blocks[len(blocks)-1]
		command, ok := strings.CutPrefix(lines[i], docIndent+"$ ")
		if !ok {
			last.prose += lines[i]
			continue
		}
		b := docBlock{command: strings.TrimSpace(command)}
		end := i + 1 // behind the last indented line of the block
		for j := i + 1; j < len(lines); j++ {
			if strings.HasPrefix(lines[j], docIndent+"$ ") || strings.TrimSpace(lines[j]) != "" && !strings.HasPrefix(lines[j], docIndent) {
				break
			}
			if strings.TrimSpace(lines[j]) != "" {
				end = j + 1
			}
		}
		for _, l := range lines[i+1 : end] {
			b.quoted = append(b.quoted, strings.TrimRight(strings.TrimPrefix(l, docIndent), "\n"))
		}
		blocks = append(blocks, b, docBlock{})
		i = end - 1
	}
	return blocks
}

func joinDoc(blocks []docBlock) string {
	var b strings.Builder
	for _, block := range blocks {
		if b.WriteString(block.prose); block.command == "" {
			continue
		}
		b.WriteString(docIndent + "$ " + block.command + "\n")
		for _, l := range block.quoted {
			b.WriteString(strings.TrimRight(docIndent+l, " ") + "\n")
		}
	}
	return b.String()
}

// check runs the command of a block and holds the quoted lines against its output.
func (b *docBlock) check(t *testing.T, dir string) {
	t.Helper()
	// The program of the test stands in for bin/copyclock; see TestMain.
	c := exec.Command("sh", "-c", strings.ReplaceAll(b.command, "bin/copyclock", "copyclock"))
	c.Dir = dir
	var talk bytes.Buffer
	c.Stderr = &talk
	data, err := c.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == statusCondition) {
		t.Errorf("%s: %v\n%s", b.command, err, talk.String())
		return
	}
	if len(b.quoted) == 0 {
		return
	}
	got := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	want := slices.Clone(b.quoted)
	const rest = "..."
	if want[0] == rest {
		if i := slices.Index(got, "Answer"); i >= 0 {
			got = got[min(i+3, len(got)):]
		}
		want = want[1:]
	}
	if n := len(want); n > 0 && want[n-1] == rest {
		want = want[:n-1]
		got = firstParagraphs(got, paragraphs(want))
	}
	if *update && strings.Join(got, "") != "" {
		b.replace(got)
	} else if !slices.Equal(got, want) {
		t.Errorf("%s: the page quotes\n%s\nbut the output is\n%s", b.command, strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

// replace puts new output between the marks.
func (b *docBlock) replace(got []string) {
	first, last := b.quoted[:0:0], b.quoted[:0:0]
	if b.quoted[0] == "..." {
		first = b.quoted[:1]
	}
	if n := len(b.quoted); n > 1 && b.quoted[n-1] == "..." {
		last = b.quoted[n-1:]
	}
	b.quoted = slices.Concat(first, got, last)
}

func paragraphs(lines []string) int {
	n := 0
	for i, l := range lines {
		if l != "" && (i == 0 || lines[i-1] == "") {
			n++
		}
	}
	return n
}

func firstParagraphs(lines []string, n int) []string {
	for i := range lines {
		if lines[i] == "" && paragraphs(lines[:i]) == n {
			return lines[:i]
		}
	}
	return lines
}
