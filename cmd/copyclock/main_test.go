package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"replace": replace, "pack": pack, "stamp": stamp, "zip": zipFiles, "gzip": gzipFile, "unhex": unhex,
		},
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

// stamp is the script command "stamp FILE TIME": it sets the modified and accessed time of a file.
func stamp(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: stamp FILE TIME")
	}
	when, err := time.Parse(time.RFC3339Nano, args[1])
	ts.Check(err)
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), when, when))
}

// zipFiles is the script command "zip OUT FILE...".
func zipFiles(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range args[1:] {
		f, err := z.Create(name)
		ts.Check(err)
		_, err = f.Write([]byte(ts.ReadFile(name)))
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}

// gzipFile is the script command "gzip OUT FILE TIMES": it packs a file that is repeated.
func gzipFile(ts *testscript.TestScript, _ bool, args []string) {
	times, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err = z.Write(bytes.Repeat([]byte(ts.ReadFile(args[1])), times))
	ts.Check(err)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}

// unhex is the script command "unhex OUT FILE": it writes the bytes that a file spells in hex.
func unhex(ts *testscript.TestScript, _ bool, args []string) {
	b, err := hex.DecodeString(strings.Join(strings.Fields(ts.ReadFile(args[1])), ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// pack writes a zip that holds a tar.gz of three files: pack outer.zip.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var inner, outer bytes.Buffer
	z := gzip.NewWriter(&inner)
	w := tar.NewWriter(z)
	for i, name := range []string{"a.txt", "b.txt", "c.txt"} {
		ts.Check(w.WriteHeader(&tar.Header{Name: name, Size: 3, Mode: 0o644, ModTime: time.Unix(1_467_740_000+int64(i), 0)}))
		_, err := w.Write([]byte("abc"))
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(z.Close())
	a := zip.NewWriter(&outer)
	f, err := a.Create("inner.tar.gz")
	ts.Check(err)
	_, err = f.Write(inner.Bytes())
	ts.Check(err)
	ts.Check(a.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), outer.Bytes(), 0o600))
}
