package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestArchitecture holds the imports of all packages to docs/architecture.md: every room has a
// row and knows only rooms of rows above it, and every library stands in the rooms it is named for.
func TestArchitecture(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	rooms := tableOf(t, string(page), "rooms")
	libraries := tableOf(t, string(page), "libraries")
	rank := map[string]int{}
	for i, row := range rooms {
		rank[strings.Trim(row[0], "`")] = i
	}
	found := importsOf(t, root)
	if len(found) < 20 {
		t.Fatalf("only %d packages found", len(found))
	}
	for room := range rank {
		if found[room] == nil {
			t.Errorf("docs/architecture.md has a row for %s, which is no package", room)
		}
	}
	used := map[string]bool{}
	for room, imports := range found {
		at, ok := rank[room]
		if !ok {
			t.Errorf("docs/architecture.md has no row for %s: add one below all that it imports", room)
			continue
		}
		for _, path := range imports {
			if inner, ours := strings.CutPrefix(path, "copyclock/"); ours {
				if below, ok := rank[inner]; ok && below >= at {
					t.Errorf("%s imports %s, which stands below it in docs/architecture.md", room, inner)
				}
				continue
			}
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
				continue // the standard library
			}
			i := slices.IndexFunc(libraries, func(row []string) bool {
				name := strings.Trim(row[0], "`")
				return path == name || strings.HasPrefix(path, name+"/")
			})
			if i < 0 {
				t.Errorf("docs/architecture.md has no row for the library %s of %s", path, room)
				continue
			}
			used[libraries[i][0]] = true
			if !strings.Contains(libraries[i][1], "`"+room+"`") {
				t.Errorf("%s imports %s, which docs/architecture.md gives to %s", room, path, libraries[i][1])
			}
		}
	}
	for _, row := range libraries {
		if !used[row[0]] {
			t.Errorf("docs/architecture.md names %s, which nothing imports", row[0])
		}
	}
}

// tableOf returns the rows of a marked table of Markdown, without its head.
func tableOf(t *testing.T, page, mark string) [][]string {
	t.Helper()
	_, rest, ok1 := strings.Cut(page, "<!-- "+mark+" -->\n")
	body, _, ok2 := strings.Cut(rest, "<!-- end -->")
	if !ok1 || !ok2 {
		t.Fatalf("the page has no table %s", mark)
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSpace(body), "\n") {
		if i < 2 {
			continue
		}
		var cells []string
		for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(c))
		}
		rows = append(rows, cells)
	}
	return rows
}

// importsOf reads the imports of every package, tests left out, by its directory.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		if found[dir] == nil {
			found[dir] = []string{}
		}
		for _, s := range f.Imports {
			name, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return err
			}
			found[dir] = append(found[dir], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
