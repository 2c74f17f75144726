package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/reports/render"
	"copyclock/timestamps/archive"

	"github.com/spf13/pflag"
)

// command runs one command line in this process and holds what it says to [checkClean] and
// [checkTalk].
func command(t *testing.T, what string, args ...string) (out string, status int) {
	t.Helper()
	var b, talk bytes.Buffer
	status = run(args, strings.NewReader(""), &b, &talk)
	checkClean(t, what, b.String())
	checkTalk(t, what+", standard error", talk.String())
	return b.String(), status
}

// carrier writes an evidence that carries a text, under a name that does so too where the
// file system allows it.
func carrier(t *testing.T, x hostileText) string {
	t.Helper()
	dir := t.TempDir()
	data := hostileZip(t, x.text)
	for _, name := range []string{x.text, "carrier"} {
		path := filepath.Join(dir, name)
		if filepath.Dir(path) == dir && os.WriteFile(path, data, 0o600) == nil {
			return path
		}
	}
	t.Fatal("no file could be written")
	return ""
}

// documents renders an evidence in every format of every command that reads evidence.
func documents(t *testing.T, path string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{}
	must := func(key string, args ...string) {
		out, status := command(t, strings.Join(args[:2], " "), args...)
		if status != statusDone {
			t.Errorf("%s: status %d", key, status)
		}
		all[key] = out
	}
	result := filepath.Join(dir, filepath.Base(path)+".json")
	if os.WriteFile(result, nil, 0o600) != nil { // the name is too long
		result = filepath.Join(dir, "result.json")
	}
	must("analyze", "analyze", "--to", "json", "--force", "-o", result, "--charts", filepath.Join(dir, "charts"), "--ticks", filepath.Join(dir, "ticks.csv"),
		"--case", path, "--exhibit", path, "--examiner", path, "--", path)
	for _, f := range render.Formats {
		must("report "+f.Name, "report", "--to", f.Name, result)
	}
	must("report spreadsheet", "report", "--to", "csv", "--csv-for", "spreadsheet", result)
	must("redacted text", "analyze", "--redact-names", "--", path)
	for _, f := range reports.ListFormats {
		must("list "+f.Name, "list", "--to", f.Name, "--", path)
	}
	must("list spreadsheet", "list", "--to", "csv", "--csv-for", "spreadsheet", "--", path)
	must("list text, aligned", "list", "--align", "--", path, path)
	must("verify", "verify", "--attest", filepath.Join(dir, "attest.json"), "--", result, path)
	for key, name := range map[string]string{
		"ticks csv": "ticks.csv", "attest json": "attest.json",
	} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		all[key] = string(data)
		checkClean(t, key, all[key])
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "charts", "*.svg"))
	if err != nil || len(pictures) == 0 {
		t.Errorf("no picture was written: %v", err)
	}
	for _, p := range pictures {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(p)+" svg"] = string(data)
		checkClean(t, filepath.Base(p), string(data))
	}
	return all
}

// shapes are the shapes of documents, by their keys, whose second word is the format.
func shapes(t *testing.T, all map[string]string) map[string]shape {
	t.Helper()
	out := map[string]shape{}
	for key, text := range all {
		_, format, _ := strings.Cut(key, " ")
		out[key] = shapeOf(t, key, format, text)
	}
	return out
}

// TestHostileEvidence runs every command and every format over evidence whose names are
// hostile: nothing raw comes out, no markup that plain names do not bring, and every name can
// be read back.
func TestHostileEvidence(t *testing.T) {
	t.Parallel()
	plain := shapes(t, documents(t, carrier(t, plainText)))
	plain["list jsonl"]["/name_raw"] = true // of names that are not UTF-8
	for _, x := range hostileTexts {
		t.Run(x.label, func(t *testing.T) {
			t.Parallel()
			path := carrier(t, x)
			all := documents(t, path)
			for key, s := range shapes(t, all) {
				checkShape(t, key, s, plain[key])
			}
			checkSpreadsheet(t, "report", all["report spreadsheet"])
			checkSpreadsheet(t, "list", all["list spreadsheet"])
			checkNames(t, all, filepath.Base(path), x.text)
		})
	}
}

// checkNames reads the names back from the list and from the result.
func checkNames(t *testing.T, all map[string]string, base, text string) {
	t.Helper()
	first, last := carried(text)
	rows, err := csv.NewReader(strings.NewReader(all["list csv"])).ReadAll()
	if err != nil || len(rows) != 1+carrierFiles {
		t.Fatalf("list: %d rows, %v", len(rows), err)
	}
	var r analyze.Result
	if err := json.Unmarshal([]byte(all["report json"]), &r); err != nil || len(r.Bursts) == 0 {
		t.Fatalf("result: %d bursts, %v", len(r.Bursts), err)
	}
	for _, n := range []struct{ what, shown, want string }{
		{"first path of list", rows[1][3], first},
		{"last path of list", rows[carrierFiles][3], last},
		{"first of the result", r.Bursts[0].First, first},
		{"last of the result", r.Bursts[len(r.Bursts)-1].Last, last},
		{"evidence of the result", r.Evidence[0].Name, base},
	} {
		if got := unescape(t, n.shown); got != n.want {
			t.Errorf("%s: %.200q reads back as %.200q, want %.200q", n.what, n.shown, got, n.want)
		}
	}
}

// TestHostileListings reads hostile text as names, as broken lines and as whole inputs.
func TestHostileListings(t *testing.T) {
	t.Parallel()
	for _, x := range append(hostileTexts[:len(hostileTexts):len(hostileTexts)], longText, hostileText{"NUL", "a\x00b"}) {
		t.Run(x.label, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			line := strings.ReplaceAll(x.text, "\n", "")
			for name, data := range map[string][]byte{
				"body":  hostileBody(line),
				"lines": []byte(strings.Repeat(x.text+"\n", 3)),
				"fields": []byte("name,size,modified\n" + strings.Repeat(`"`+strings.ReplaceAll(x.text, `"`, `""`)+
					`",`+x.text+","+x.text+"\n", 3)),
			} {
				path := filepath.Join(dir, name)
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
				out, status := command(t, "analyze "+name, "analyze", "-v", path)
				if name == "body" && (status != statusDone || out == "") {
					t.Errorf("%s: status %d", name, status)
				}
				command(t, "list "+name, "list", path)
				command(t, "report "+name, "report", path)
				command(t, "verify "+name, "verify", path, path)
				command(t, "profiles "+name, "profiles", "--check", path)
				command(t, "validate "+name, "validate", path)
				command(t, "calibrate "+name, "calibrate", path)
				command(t, "record "+name, "record", "--replica-of", path, "--max-bytes", "1", "--runs", filepath.Join(dir, "runs"), dir)
			}
		})
	}
}

// TestHostileSamples puts the hostile texts in the place of the last field of each line of
// every sample listing, so that every reader meets them in its names and in its warnings.
func TestHostileSamples(t *testing.T) {
	t.Parallel()
	samples, err := filepath.Glob(filepath.Join("..", "..", "testdata", "listings", "*.*"))
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples: ", err)
	}
	shared, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "listings", "*", "*.*"))
	if err != nil || len(shared) == 0 {
		t.Log("the shared samples are not here; only those of this repository are tried")
	}
	samples = append(samples, shared...)
	dir := t.TempDir()
	for _, sample := range samples {
		data, err := os.ReadFile(sample)
		if err != nil {
			t.Fatal(err)
		}
		if archive.Detect(data[:min(len(data), archive.MagicLength)]) != nil {
			continue
		}
		var b bytes.Buffer
		n := 0
		for line := range strings.Lines(string(data)) {
			if n++; n > 400 {
				break
			}
			line = strings.TrimRight(line, "\r\n")
			if n%12 == 0 {
				cut := strings.LastIndexAny(line, " \t|,\"/") + 1
				line = line[:cut] + strings.ReplaceAll(hostileTexts[n/12%len(hostileTexts)].text, "\n", "")
			}
			b.WriteString(line + "\n")
		}
		path := filepath.Join(dir, filepath.Base(sample))
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		command(t, "list "+sample, "list", path)
		command(t, "analyze "+sample, "analyze", "-v", path)
	}
}

// TestHostileArguments gives hostile text to every flag and every argument of every command.
func TestHostileArguments(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir) // what a command might write by such a name is written here
	plain := filepath.Join(dir, "plain.zip")
	if err := os.WriteFile(plain, hostileZip(t, plainText.text), 0o600); err != nil {
		t.Fatal(err)
	}
	all := hostileText{label: "all texts"}
	for _, x := range hostileTexts {
		all.text += x.text
	}
	root := newRoot(streams{})
	for _, x := range append(hostileTexts[:len(hostileTexts):len(hostileTexts)], all, longText) {
		command(t, x.label, x.text)
		for _, c := range root.Commands() {
			what := c.Name() + " with " + x.label
			command(t, what, c.Name(), "--", x.text)
			command(t, what, c.Name(), "--"+x.text)
			if x.label != all.label && x.label != longText.label {
				continue
			}
			command(t, what, c.Name(), "-"+x.text)
			command(t, what, "help", c.Name(), x.text)
			command(t, what, "__complete", c.Name(), "--", x.text)
			c.Flags().VisitAll(func(f *pflag.Flag) {
				value := "--" + f.Name + "=" + x.text
				command(t, what+" in --"+f.Name, c.Name(), value, plain)
			})
		}
	}
}
