package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/finding"
	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/reports/schema"

	"github.com/spf13/cobra"
)

// reference lists the pages of docs/reference, each made from the code.
var reference = []struct {
	name string
	make func(t *testing.T, out *strings.Builder)
}{
	{"commands.md", commandPage},
	{"gates.md", gatePage},
	{"profiles.md", profilePage},
	{"runs.md", runPage},
	{"schema.md", schemaPage},
}

// TestReference holds docs/reference to the code; make docs writes it again.
func TestReference(t *testing.T) {
	t.Parallel()
	for _, p := range reference {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			p.make(t, &out)
			path := filepath.Join("..", "..", "docs", "reference", p.name)
			if *update {
				if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			have, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := lineOfDifference(string(have), out.String()); got != want {
				t.Errorf("docs/reference/%s is not what the code says; run make docs\nthe page: %s\nthe code: %s", p.name, got, want)
			}
		})
	}
}

// lineOfDifference returns the first lines in which two texts differ.
func lineOfDifference(a, b string) (x, y string) {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(left), len(right)) {
		x, y = "(the end)", "(the end)"
		if i < len(left) {
			x = left[i]
		}
		if i < len(right) {
			y = right[i]
		}
		if x != y {
			return x, y
		}
	}
	return "", ""
}

// made is the remark below the title of every page.
const made = "\n\nThis page is made from the code by `make docs`; the tests hold it to the code.\n"

func commandPage(t *testing.T, out *strings.Builder) {
	t.Helper()
	root := newRoot(streams{out: out, err: out, screen: render.Plain})
	out.WriteString("# Commands" + made + `
Data goes to standard output, talk to standard error. Exit status: 0 done, and an inconclusive
answer is an answer; 1 a condition that was asked for failed (verify, selftest, --fail-on); 2 misuse,
or an input that cannot be read; 3 lines or evidence were left out.

Verdicts, as --fail-on and the result name them: `)
	for i, v := range analyze.Verdicts {
		if i > 0 {
			out.WriteString(", ")
		}
		fmt.Fprintf(out, "`%s`", v)
	}
	out.WriteString(".\n")
	for _, c := range root.Commands() {
		if c.Hidden || slices.Contains([]string{"help", "completion"}, c.Name()) {
			continue
		}
		oneCommand(c, out)
	}
}

func oneCommand(c *cobra.Command, out *strings.Builder) {
	fmt.Fprintf(out, "\n## %s\n\n%s.\n\n", c.Name(), c.Short)
	fmt.Fprintf(out, "    copyclock %s\n", c.Use)
	if c.Long != "" {
		fmt.Fprintf(out, "\n%s\n", indentMarked(c.Long))
	}
	if c.Example != "" {
		fmt.Fprintf(out, "\nExamples:\n\n%s\n", indentAll(c.Example))
	}
	if c.HasAvailableLocalFlags() {
		fmt.Fprintf(out, "\nFlags:\n\n%s\n", indentAll(strings.TrimRight(flagLines(c.LocalFlags(), 100), "\n")))
	}
}

// indentMarked makes the indented lines of a help text code of Markdown.
func indentMarked(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, " ") {
			lines[i] = "    " + strings.TrimLeft(l, " ")
		}
	}
	return strings.Join(lines, "\n")
}

func indentAll(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("    "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func gatePage(t *testing.T, out *strings.Builder) {
	t.Helper()
	out.WriteString("# Gates" + made + `
A gate is a named test. One that failed withholds or weakens a number; the report says which failed,
with the figures. The reasons stand in [METHOD.md](../METHOD.md).

| gate | about | fails where | then |
| :--- | :--- | :--- | :--- |
`)
	for _, g := range finding.Tests {
		fmt.Fprintf(out, "| %s %s | %s | %s | %s |\n", g.Code, g.Name, g.About, g.Fails, g.Then)
	}
}

func profilePage(t *testing.T, out *strings.Builder) {
	t.Helper()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	out.WriteString("# Speed profiles and their sources" + made + `
A profile is the distribution of published or measured speeds of a channel in an era. Every number says
what it rests on; one that is assumed is marked so and widens the profile. ` + "`copyclock profiles NAME`" + ` prints
one of them, [docs/howto/own-profile.md](../howto/own-profile.md) says how to bring your own.
`)
	for _, name := range channelNames(set) {
		var blocks []channel.Profile
		for _, p := range set.Profiles {
			if p.Name == name {
				blocks = append(blocks, p)
			}
		}
		var page bytes.Buffer
		if err := render.Page(reports.Profile(blocks), &page); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(out, "\n## %s\n%s", name, page.String())
	}
}

func runPage(t *testing.T, out *strings.Builder) {
	t.Helper()
	out.WriteString("# Data dictionary of runs.jsonl" + made + `
A file of runs has one JSON record a line, each the truth of one copy, and the listing of each run
beside it. ` + "`copyclock record`" + ` writes such files, ` + "`validate`" + ` and ` + "`calibrate`" + ` read them. A member that is absent
is not known. Rates are MB/s, 10^6 bytes a second; times are seconds.
`)
	for _, part := range []struct{ title, dir, root string }{
		{"What record writes", "experiment", "Run"},
		{"What validate and calibrate read", filepath.Join("analyze", "validate"), "Run"},
	} {
		fmt.Fprintf(out, "\n## %s\n", part.title)
		writeStruct(t, out, structsOf(t, filepath.Join("..", "..", part.dir)), part.root, map[string]bool{})
	}
	out.WriteString("\nFurther members are left alone: a laboratory may keep what it likes in its records.\n")
}

// structsOf reads the types of a package from its source: their comments are the dictionary.
func structsOf(t *testing.T, dir string) map[string]*ast.TypeSpec {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	types := map[string]*ast.TypeSpec{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				if spec, ok := s.(*ast.TypeSpec); ok {
					if spec.Doc == nil {
						spec.Doc = g.Doc
					}
					types[spec.Name.Name] = spec
				}
			}
		}
	}
	return types
}

// writeStruct writes the members of a type, then those of the types that it holds.
func writeStruct(t *testing.T, out *strings.Builder, types map[string]*ast.TypeSpec, name string, done map[string]bool) {
	t.Helper()
	done[name] = true
	body, ok := types[name].Type.(*ast.StructType)
	if !ok {
		t.Fatalf("%s is no struct", name)
	}
	fmt.Fprintf(out, "\n%s\n\n| member | type | meaning |\n| :--- | :--- | :--- |\n", sentence(types[name].Doc))
	var further []string
	for _, f := range body.Fields.List {
		if f.Tag == nil {
			continue
		}
		tag, _, _ := strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json"), ",")
		if tag == "" || tag == "-" {
			continue
		}
		meaning := sentence(f.Doc)
		if meaning == "" {
			meaning = sentence(f.Comment)
		}
		if meaning == "" {
			t.Errorf("%s, member %s: the field has no comment", name, tag)
		}
		text, inner := typeText(types, f.Type)
		fmt.Fprintf(out, "| `%s` | %s | %s |\n", tag, text, strings.ReplaceAll(meaning, "|", "\\|"))
		if inner != "" && !done[inner] {
			done[inner] = true
			further = append(further, inner)
		}
	}
	for _, inner := range further {
		fmt.Fprintf(out, "\n### %s\n", inner)
		writeStruct(t, out, types, inner, done)
	}
}

// typeText names a type as JSON does, and the struct of the package that it holds.
func typeText(types map[string]*ast.TypeSpec, e ast.Expr) (text, inner string) {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeText(types, e.X)
	case *ast.ArrayType:
		text, inner = typeText(types, e.Elt)
		return "array of " + text, inner
	case *ast.MapType:
		text, inner = typeText(types, e.Value)
		return "object of " + text, inner
	case *ast.Ident:
		if spec := types[e.Name]; spec != nil {
			if _, ok := spec.Type.(*ast.StructType); ok {
				return e.Name, e.Name
			}
			return typeText(types, spec.Type)
		}
		switch {
		case strings.HasPrefix(e.Name, "int"), strings.HasPrefix(e.Name, "float"), strings.HasPrefix(e.Name, "uint"):
			return "number", ""
		case e.Name == "bool":
			return "true or false", ""
		}
		return e.Name, ""
	}
	return "value", ""
}

// sentence is a comment in one line.
func sentence(g *ast.CommentGroup) string { return strings.Join(strings.Fields(g.Text()), " ") }

func schemaPage(t *testing.T, out *strings.Builder) {
	t.Helper()
	var doc node
	if err := json.Unmarshal(schema.Result(), &doc); err != nil {
		t.Fatal(err)
	}
	out.WriteString("# Members of a result" + made + `
What ` + "`copyclock analyze --to json`" + ` writes, from the JSON Schema that ships with the program.
[docs/schema.md](../schema.md) says what the schema promises. A member marked * is always there; the
others are absent where they are not known.
`)
	doc.table(out, "result", "")
	for _, d := range doc.Defs.list {
		if d.value.Properties.list != nil {
			d.value.table(out, d.name, "")
			continue
		}
		fmt.Fprintf(out, "\n## %s\n\n%s", d.name, d.value.kind())
		if d.value.Description != nil {
			fmt.Fprintf(out, ": %v", d.value.Description)
		}
		out.WriteString(".\n")
	}
}

// node is a part of a JSON Schema.
type node struct {
	Type, Description, Const any
	Ref                      string `json:"$ref"`
	Enum                     []any
	Required                 []string
	Properties               members
	Items                    *node
	Defs                     members `json:"$defs"`
	OneOf, AnyOf             []node
}

// members keeps the order of a JSON object.
type members struct {
	list []member
}

type member struct {
	name  string
	value node
}

func (m *members) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var n node
		if err := d.Decode(&n); err != nil {
			return err
		}
		m.list = append(m.list, member{fmt.Sprint(name), n})
	}
	return nil
}

// table writes the members of an object and, with a path, those of the objects inside it.
func (n *node) table(out *strings.Builder, name, path string) {
	if path == "" {
		fmt.Fprintf(out, "\n## %s\n", name)
		if n.Description != nil {
			fmt.Fprintf(out, "\n%v.\n", strings.TrimSuffix(fmt.Sprint(n.Description), "."))
		}
		out.WriteString("\n| member | type | meaning |\n| :--- | :--- | :--- |\n")
	}
	for _, m := range n.Properties.list {
		star := ""
		if slices.Contains(n.Required, m.name) {
			star = " *"
		}
		meaning := ""
		if m.value.Description != nil {
			meaning = fmt.Sprint(m.value.Description)
		}
		fmt.Fprintf(out, "| `%s%s`%s | %s | %s |\n", path, m.name, star, m.value.kind(), strings.ReplaceAll(meaning, "|", "\\|"))
		inner, below := &m.value, path+m.name+"."
		if inner.Items != nil {
			inner, below = inner.Items, path+m.name+"[]."
		}
		if inner.Properties.list != nil {
			inner.table(out, "", below)
		}
	}
}

func (n *node) kind() string {
	switch {
	case n.Ref != "":
		name := strings.TrimPrefix(n.Ref, "#/$defs/")
		return "[" + name + "](#" + name + ")"
	case n.Const != nil:
		return fmt.Sprintf("`%v`", n.Const)
	case n.Enum != nil:
		var all []string
		for _, e := range n.Enum {
			all = append(all, fmt.Sprintf("`%v`", e))
		}
		return strings.Join(all, ", ")
	case n.Items != nil:
		return "array of " + n.Items.kind()
	case n.Type != nil:
		return fmt.Sprint(n.Type)
	}
	return "value"
}
