package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The statement has the members that in-toto's Statement v1 asks for, and every digest in it is
// that of the file it names.
func TestAttest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	listing, err := os.ReadFile(filepath.Join("..", "..", "testdata", "listings", "nist-rm1-usb.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("listing.csv"), listing, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"analyze", "--staging", "0,0.1", "--to", "json", "-o", at("result.json"), at("listing.csv")},
		{"report", "--to", "html", "-o", at("report.html"), at("result.json")},
		{"verify", "--report", at("report.html"), "--attest", at("statement.json"), at("result.json")},
	} {
		var out, errs bytes.Buffer
		if status := run(args, strings.NewReader(""), &out, &errs); status != 0 {
			t.Fatalf("%v ends with %d: %s", args, status, errs.String())
		}
	}
	data, err := os.ReadFile(at("statement.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s statement
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	if s.Type != "https://in-toto.io/Statement/v1" || !strings.Contains(s.PredicateType, "://") || !s.Predicate.Verified {
		t.Errorf("the head is %q, %q, %v", s.Type, s.PredicateType, s.Predicate.Verified)
	}
	if len(s.Subject) != 2 || len(s.Predicate.Evidence) != 1 {
		t.Fatalf("%d subjects and %d evidence, want result, report and one listing", len(s.Subject), len(s.Predicate.Evidence))
	}
	for _, named := range append(s.Subject, s.Predicate.Evidence...) {
		file, err := os.ReadFile(at(named.Name))
		if err != nil {
			t.Fatal(err)
		}
		if named.Digest["sha256"] != digest(file) {
			t.Errorf("%s: sha256 %s, the file has %s", named.Name, named.Digest["sha256"], digest(file))
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if s.Predicate.Program.Digest["sha256"] != digest(own) {
		t.Error("the digest of the program is not that of its file")
	}
	if got := strings.Join(s.Predicate.Options.NotDefault, ","); got != "staging" {
		t.Errorf("options that are not the default: %q, want staging", got)
	}
}
