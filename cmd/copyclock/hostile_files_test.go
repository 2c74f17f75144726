package main

import (
	"archive/tar"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"copyclock/reports"
	"copyclock/reports/render"
)

// quotedText is a text as JSON and TOML quote it, in UTF-8, as both ask.
func quotedText(t *testing.T, text string) string {
	t.Helper()
	b, err := json.Marshal(strings.ToValidUTF8(text, "\ufffd"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\x7f", `\u007f`)
}

// hostileProfiles is a file of one profile for each text, which stands wherever a profile has one.
func hostileProfiles(t *testing.T, texts []hostileText) []byte {
	t.Helper()
	var all string
	for i, x := range texts {
		p := strings.ReplaceAll(string(profileOf(t)), "a-b", fmt.Sprintf("a-%d", i)) +
			`overhead = [ { weight = 1.0, median_ms = 5.0, sigma = 0.3, note = "n" } ]` + "\n"
		for _, old := range []string{`"copies"`, `"n"`, `"t"`, `"w"`} {
			p = strings.ReplaceAll(p, old, quotedText(t, x.text))
		}
		all += p
	}
	return []byte(all)
}

// asPlain are as many plain texts.
func asPlain(texts []hostileText) []hostileText {
	plain := make([]hostileText, len(texts))
	for i := range plain {
		plain[i] = plainText
	}
	return plain
}

// checkShapes holds what show makes of hostile texts to the shapes of what it makes of plain ones.
func checkShapes(t *testing.T, show func(texts []hostileText) map[string]string) {
	t.Helper()
	plain := shapes(t, show(asPlain(hostileTexts)))
	for key, s := range shapes(t, show(hostileTexts)) {
		checkShape(t, key, s, plain[key])
	}
}

// TestHostileProfiles shows profiles whose texts are hostile, and weighs evidence with them.
func TestHostileProfiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	evidence := filepath.Join(dir, "evidence")
	if err := os.WriteFile(evidence, hostileBody("plain"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkShapes(t, func(texts []hostileText) map[string]string {
		file := filepath.Join(dir, "a\x1b[31m\u202e\n.toml")
		if texts[0] == plainText || os.WriteFile(file, nil, 0o600) != nil {
			file = filepath.Join(dir, "profiles.toml")
		}
		if err := os.WriteFile(file, hostileProfiles(t, texts), 0o600); err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		show := func(key string, args ...string) {
			out, status := command(t, key, append(args, file)...)
			if all[key] = out; status != statusDone || out == "" {
				t.Errorf("%s: status %d, %d bytes", key, status, len(out))
			}
		}
		show("profiles text", "profiles", "--profiles")
		for i := range texts {
			show(fmt.Sprintf("profile %d", i), "profiles", fmt.Sprintf("a-%d", i), "--profiles")
		}
		show("check text", "profiles", "--check")
		for _, f := range render.ClaimFormats {
			show("claim "+f.Name, "claim", "--to", f.Name, "--bytes", "1GB", "--seconds", "50", "--profiles")
		}
		for _, f := range render.Formats {
			show("analyze "+f.Name, "analyze", "--to", f.Name, evidence, "--profiles")
		}
		return all
	})
}

// TestHostileRuns measures runs whose texts are hostile.
func TestHostileRuns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	listing := "path,size,modified\na,1000000,2016-07-05 18:00:00\nb,2000000,2016-07-05 18:00:02\n"
	if err := os.WriteFile(filepath.Join(dir, "x"), []byte(listing), 0o600); err != nil {
		t.Fatal(err)
	}
	checkShapes(t, func(texts []hostileText) map[string]string {
		var runs []byte
		for i, x := range texts {
			id, text := quotedText(t, fmt.Sprint(i)+x.text), quotedText(t, x.text)
			runs = fmt.Appendf(runs, `{"id":%s,"class":"local","channel":"old-stick","tool":%s,"fs":%[2]s,"unit":%[1]s,"files":50,"bytes":100000000,`+
				`"wall_start":1760000000,"fit_rate_MBps":%[3]d,"fit_per_file_ms":8,"page_cache":{"effect":"none"},"listing":{"file":"x","format":"csv"}}`+"\n", id, text, 18+i%5)
		}
		file := filepath.Join(dir, "runs.jsonl")
		if err := os.WriteFile(file, runs, 0o600); err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, f := range render.ValidationFormats {
			all["validate "+f.Name], _ = command(t, "validate "+f.Name, "validate", "--to", f.Name, "--resamples", "100", file)
		}
		out, status := command(t, "calibrate", "calibrate", "--alone", file)
		if status != statusDone {
			t.Errorf("calibrate: status %d", status)
		}
		var p map[string]any
		if err := toml.Unmarshal([]byte(out), &p); err != nil || len(p) != 1 {
			t.Errorf("calibrate: %v, %d keys", err, len(p))
		}
		return all
	})
}

// TestHostileTree records a copy of a directory whose names are hostile, and reads its listing.
func TestHostileTree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source, target := filepath.Join(dir, "source"), filepath.Join(dir, "target")
	for _, d := range []string{source, target} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	made := 0
	for _, x := range hostileTexts {
		if err := os.WriteFile(filepath.Join(source, strings.ReplaceAll(x.text, "/", "-")), []byte("some data"), 0o600); err == nil {
			made++
		}
	}
	if made < len(hostileTexts)/2 {
		t.Skipf("only %d of the names are possible here", made)
	}
	runs := filepath.Join(dir, "runs.jsonl")
	if _, status := command(t, "record", "record", "--class", "local", "--runs", runs, source, target); status != statusDone {
		t.Fatalf("record: status %d", status)
	}
	listings, err := filepath.Glob(filepath.Join(dir, "listings", "*"))
	if err != nil || len(listings) == 0 {
		t.Fatalf("no listing: %v, %v", listings, err)
	}
	for _, name := range listings {
		out, status := command(t, "list "+filepath.Base(name), "list", "--to", "csv", name)
		if status != statusDone || strings.Count(out, "\n") < made {
			t.Errorf("%s: status %d, %d lines of %d names", filepath.Base(name), status, strings.Count(out, "\n"), made)
		}
	}
	command(t, "validate", "validate", runs)
	command(t, "calibrate", "calibrate", runs)
}

// TestLongMember reads an archive of a member whose name has almost a megabyte, which every format shows whole and
// escaped.
func TestLongMember(t *testing.T) {
	t.Parallel()
	name := longText.text[:900_000] + "\xff"
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, n := range []string{name, "a", "b"} {
		if err := w.WriteHeader(&tar.Header{Name: n, ModTime: time.Unix(1_467_740_000+int64(i), 0), Format: tar.FormatGNU}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "long.tar")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range reports.ListFormats {
		out, status := command(t, "list "+f.Name, "list", "--to", f.Name, path)
		if status != statusDone || strings.Count(out, "\n") > 20 {
			t.Errorf("list --to %s: status %d, %d lines", f.Name, status, strings.Count(out, "\n"))
		}
		if f.Name != "csv" {
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 4 || unescape(t, rows[1][3]) != name {
			t.Errorf("the name is not read back: %d rows, %v", len(rows), err)
		}
	}
	for _, f := range render.Formats {
		if _, status := command(t, "analyze "+f.Name, "analyze", "--to", f.Name, path); status != statusDone {
			t.Errorf("analyze --to %s: status %d", f.Name, status)
		}
	}
}
