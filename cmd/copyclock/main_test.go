package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"copyclock/timestamps/isolate"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output of the scripts")

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == isolate.Command { // this binary, as the child that reads an archive
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"copyclock": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	listings, err := filepath.Abs(filepath.Join("..", "..", "testdata", "listings"))
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := filepath.Abs(filepath.Join("..", "..", "analyze", "channel", "profiles"))
	if err != nil {
		t.Fatal(err)
	}
	runs, err := filepath.Abs(filepath.Join("..", "..", "testdata", "runs", "runs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"replace": replace},
		Setup: func(e *testscript.Env) error {
			e.Setenv("LISTINGS", listings)
			e.Setenv("PROFILES", profiles)
			e.Setenv("RUNS", runs)
			// What a text archive cannot hold.
			return errors.Join(
				os.WriteFile(filepath.Join(e.WorkDir, "truncated.zip"), []byte("PK\x03\x04\x14\x00and no more"), 0o600),
				os.WriteFile(filepath.Join(e.WorkDir, "noise.bin"), bytes.Repeat([]byte{0, 1, 2, 0xff}, 999), 0o600),
			)
		},
	})
}

// replace is the script command "replace FILE OLD NEW": it changes the first OLD in a file.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o600))
}
