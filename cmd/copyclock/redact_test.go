package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"copyclock/reports"
	"copyclock/reports/render"
)

// With --redact-names no part of a name comes out, in no format: not in rows, not among the
// ends of bursts, not in warnings that quote a line, not in the tick table.
func TestRedactedEverywhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const marked = "zebra"
	// Two lines cannot be read; warnings quote such lines.
	var listing strings.Builder
	listing.WriteString("path,size,modified\n")
	for i := range 60 {
		listing.WriteString("zebra-d" + string(rune('a'+i%7)) + "/zebra" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ".txt,500000,2016-07-05T22:39:" +
			string(rune('0'+i/10)) + string(rune('0'+i%10)) + "Z\n")
	}
	listing.WriteString("zebra-bad.txt,many,2016-07-05T22:39:18Z\nzebra-worse.txt,1,yesterday\n")
	input := filepath.Join(dir, "listing.csv")
	if err := os.WriteFile(input, []byte(listing.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		if status := run(append(args, "--redact-names", input), strings.NewReader(""), &out, &errs); status != 0 {
			t.Fatalf("%v ends with %d: %s", args, status, errs.String())
		}
		if out.Len() == 0 {
			t.Errorf("%v writes nothing", args)
		}
		for _, text := range []string{out.String(), errs.String()} {
			if at := strings.Index(text, marked); at >= 0 {
				t.Errorf("%v shows a name: %q", args, text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
	for _, f := range render.Formats {
		check("analyze", "--to", f.Name)
	}
	for _, f := range reports.ListFormats {
		check("list", "--to", f.Name)
	}
	ticks := filepath.Join(dir, "ticks.csv")
	check("analyze", "--ticks", ticks)
	data, err := os.ReadFile(ticks)
	if err != nil || len(data) == 0 || bytes.Contains(data, []byte(marked)) {
		t.Errorf("the tick table shows a name or nothing (%v)", err)
	}
}
