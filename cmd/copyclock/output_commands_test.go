package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writers are command lines that write OUT, from what [place] puts into the directory.
var writers = []struct {
	args     string
	evidence string // an input that must never be written, or empty
}{
	{"analyze -o OUT leak.body", "leak.body"},
	{"analyze --ticks OUT leak.body", "leak.body"},
	{"analyze --to json -o OUT -- leak.body other.body", "other.body"},
	{"analyze -o OUT .", "leak.body"}, // all of a directory
	{"list -o OUT leak.body", "leak.body"},
	{"list --align -o OUT leak.body other.body", "other.body"},
	{"report --to html -o OUT result.json", "result.json"},
	{"report -o OUT result.json", "leak.body"}, // which the result was made of
	{"verify --attest OUT result.json leak.body", "leak.body"},
	{"verify --attest OUT result.json", "leak.body"}, // beside it
	{"verify --attest OUT --report report.md result.json", "report.md"},
	{"validate -o OUT runs.jsonl", "runs.jsonl"},
	{"validate -o OUT runs.jsonl", "r1.csv"}, // a listing of the runs
	{"validate --llr OUT --llr-system 0 runs.jsonl", "r1.csv"},
	{"calibrate --alone -o OUT sticks.jsonl", "sticks.jsonl"},
	{"calibrate -o OUT sticks.jsonl", "r1.csv"},
	{"profiles --profiles mine.toml --svg OUT", "mine.toml"},
	{"claim --bytes 1GB --seconds 50 -o OUT", ""},
	{"simulate --files 20 -o OUT", ""},
	{"simulate --files 20 -o listing.txt --truth OUT", ""},
	{"selftest -o OUT", ""},
}

// place fills a directory with evidence, a result of it, a report, runs and profiles.
func place(t *testing.T, dir string) {
	t.Helper()
	put := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("leak.body", hostileBody("plain"))
	put("other.body", hostileBody("other"))
	ok := func(args ...string) {
		var out, talk bytes.Buffer
		if status := run(args, strings.NewReader(""), &out, &talk); status != statusDone {
			t.Fatalf("%q: status %d: %s", args, status, talk.String())
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	ok("analyze", "--to", "json", "-o", in("result.json"), in("leak.body"))
	ok("report", "--to", "md", "-o", in("report.md"), in("result.json"))
	var runs []byte
	for _, seed := range []string{"1", "2", "3"} {
		ok("simulate", "--files", "300", "--seed", seed, "-o", in("r"+seed+".csv"), "--truth", in("truth"))
		line, err := os.ReadFile(in("truth"))
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(in("truth"))
		runs = append(runs, line...)
	}
	put("runs.jsonl", runs)
	var sticks []byte
	for i := range 6 {
		sticks = fmt.Appendf(sticks, `{"id":"s%d","class":"local","channel":"old-stick","tool":"cp","fs":"vfat","unit":"stick %d","files":50,"bytes":100000000,`+
			`"wall_start":1760000000,"fit_rate_MBps":%d,"fit_per_file_ms":8,"page_cache":{"effect":"none"},"listing":{"file":"r1.csv"}}`+"\n", i, i/2, 18+i)
	}
	put("sticks.jsonl", sticks)
	put("mine.toml", profileOf(t))
}

// profileOf is a file of one profile.
func profileOf(t *testing.T) []byte {
	t.Helper()
	return []byte(`[[profile]]
name = "a-b"
family = "a-b"
class = "local"
eras = [2016]
measures = "average"
population = "copies"
rate = [ { weight = 1.0, median_mb_s = 2.0, sigma = 0.5, note = "n" } ]
sources = [ { title = "t", confidence = "assumed", what = "w" } ]
`)
}

// TestOutputs holds every command that writes to what outputs must be: whole or not there, never over a file
// without --force, never over evidence under whatever name, and nothing beside it.
func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	place(t, dir)
	t.Chdir(dir)
	before := contents(t, dir)
	try := func(args, out string) (status int, talk string) {
		fields := strings.Fields(args)
		for i, f := range fields {
			if f == "OUT" {
				fields[i] = out
			}
		}
		var b, errs bytes.Buffer
		status = run(fields, strings.NewReader(""), &b, &errs)
		os.Remove("listing.txt")
		return status, errs.String()
	}
	same := func(what string) {
		t.Helper()
		if now := contents(t, dir); now != before {
			t.Fatalf("%s: the directory changed from\n%s\nto\n%s", what, before, now)
		}
	}
	for _, w := range writers {
		// A new file is written, once.
		if status, talk := try(w.args, "new"); status != statusDone {
			t.Errorf("%s: status %d: %s", w.args, status, talk)
		}
		text, err := os.ReadFile("new")
		if err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", w.args, len(text), err)
		}
		if status, talk := try(w.args, "new"); status != statusMisuse || !strings.Contains(talk, "the file exists") {
			t.Errorf("%s: over a file: status %d: %s", w.args, status, talk)
		}
		if again, err := os.ReadFile("new"); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%s: a file was changed without --force: %v", w.args, err)
		}
		os.Remove("new")
		same(w.args)
		// A directory that is not there leaves nothing.
		if status, _ := try(w.args, filepath.Join("none", "new")); status != statusMisuse {
			t.Errorf("%s: into no directory: status %d", w.args, status)
		}
		same(w.args + ", no directory")
		if w.evidence == "" {
			continue
		}
		hard, soft, far := ".hard", ".soft", filepath.Join(".further", "link")
		for _, err := range []error{os.Link(w.evidence, hard), os.Symlink(w.evidence, soft), os.Mkdir(".further", 0o700), os.Symlink(filepath.Join("..", soft), far)} {
			if err != nil {
				t.Skip("no links here:", err)
			}
		}
		for _, name := range []string{w.evidence, hard, soft, far, filepath.Join(dir, "x", "..", w.evidence), "./" + w.evidence} {
			if status, talk := try(w.args+" --force", name); status != statusMisuse || !strings.Contains(talk, "is never written") {
				t.Errorf("%s: over its evidence as %s: status %d: %s", w.args, name, status, talk)
			}
		}
		os.Remove(hard)
		os.Remove(soft)
		os.RemoveAll(".further")
		same(w.args + " over its evidence")
	}
}

// TestOutputsDiffer refuses two outputs under one name.
func TestOutputsDiffer(t *testing.T) {
	dir := t.TempDir()
	place(t, dir)
	t.Chdir(dir)
	for _, args := range []string{
		"analyze --force -o a --ticks ./a leak.body", "validate --force -o a --llr a runs.jsonl", "simulate --force -o a --truth a",
	} {
		var out, talk bytes.Buffer
		if status := run(strings.Fields(args), strings.NewReader(""), &out, &talk); status != statusMisuse {
			t.Errorf("%s: status %d: %s", args, status, talk.String())
		}
		if _, err := os.Stat("a"); err == nil {
			t.Errorf("%s: the file was written", args)
		}
	}
}

// contents are the names of a directory and what its files hold, by their lengths and ends.
func contents(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(e.Name() + " " + digest(data) + "\n")
	}
	return b.String()
}
