package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"copyclock/analyze"
	"copyclock/reports/render"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/isolate"
	"copyclock/timestamps/listing"

	"github.com/spf13/cobra"
)

// errDiffers is the condition that verify and selftest ask for, failed.
var errDiffers = errors.New("not reproduced")

// verification holds the flags of verify and what it has read.
type verification struct {
	reports []string // rendered reports to check as well
	attest  string
	force   bool
	s       streams
	result  *analyze.Result
	data    []byte            // of the result file
	files   map[string]string // SHA-256 -> path, of every candidate
}

func newVerify(s streams) *cobra.Command {
	v := &verification{s: s}
	c := &cobra.Command{
		Use:   "verify [flags] RESULT.json... [EVIDENCE...]",
		Short: "Run an analysis again from its evidence and compare every byte",
		Long: `Run an analysis again: find the evidence and the profiles by their SHA-256, among the
arguments or else beside the result, analyse them with the recorded options, and compare
the new result with the old one byte by byte. The first difference is printed as a JSON
pointer and the exit status is 1. What another version of copyclock wrote into the member
"tool" is noted and not counted. With several results each is verified; one that is not
reproduced does not keep the others from being tried.`,
		Example: `  copyclock verify result.json
  copyclock verify --report report.html result.json listing.txt
  copyclock verify cases/*/result.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return v.all(args) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&v.reports, "report", nil, "check this rendered report as well; its extension names the format")
	f.StringVar(&v.attest, "attest", "", "write an in-toto statement of the verification to this file")
	f.BoolVar(&v.force, "force", false, "overwrite the statement")
	return c
}

// all verifies every result among the arguments; the other arguments are evidence of each.
func (v *verification) all(args []string) error {
	results, others := args[:1], []string{}
	for _, name := range args[1:] {
		if isResult(name) {
			results = append(results, name)
		} else {
			others = append(others, name)
		}
	}
	if len(results) == 1 {
		return v.run(args)
	}
	if len(v.reports) > 0 || v.attest != "" {
		return &statusError{err: errors.New("--report and --attest go with one result"), status: statusMisuse}
	}
	failed := 0
	for _, name := range results {
		one := verification{s: v.s}
		if err := one.run(append([]string{name}, others...)); err != nil {
			failed++
			fmt.Fprintf(v.s.err, "copyclock: %s: %s\n", timestamps.Printable(name), timestamps.Printable(err.Error()))
		}
	}
	if failed > 0 {
		return differs("%d of %d results", failed, len(results))
	}
	return nil
}

// isResult reports whether a file begins as a result does.
func isResult(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 256)
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte(`"`+analyze.Schema+`"`))
}

func (v *verification) run(args []string) error {
	var err error
	if v.result, v.data, err = readResult(args[0], v.s); err != nil {
		return err
	}
	if err := v.hash(args); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	again, err := v.again()
	if err != nil {
		return err
	}
	if err := v.compare(args[0], again); err != nil {
		return err
	}
	for _, name := range v.reports {
		if err := v.compareReport(name); err != nil {
			return err
		}
	}
	if v.attest != "" {
		text, err := v.statement(args[0])
		if err != nil {
			return &statusError{err: err, status: statusMisuse}
		}
		if err := write(v.attest, v.force, args, text, v.s); err != nil {
			return err
		}
	}
	for _, e := range v.result.Evidence {
		fmt.Fprintf(v.s.out, "reproduced: evidence %d, %s, sha256 %s\n", e.ID, e.Name, e.SHA256)
	}
	fmt.Fprintf(v.s.out, "reproduced: %s, sha256 %s\n", filepath.Base(args[0]), digest(v.data))
	for _, name := range v.reports {
		fmt.Fprintf(v.s.out, "reproduced: %s\n", filepath.Base(name))
	}
	return nil
}

// hash finds the candidates: the files named behind the result, or those beside it that
// have a name which the result mentions.
func (v *verification) hash(args []string) error {
	names := args[1:]
	if len(names) == 0 {
		beside := filepath.Dir(args[0])
		mentioned := []string{}
		for _, e := range v.result.Evidence {
			mentioned = append(mentioned, e.Name)
		}
		if p := v.result.Options.Profiles; p != nil {
			mentioned = append(mentioned, p.Name)
		}
		for _, name := range mentioned {
			// A name in a result is data: only a plain name in the directory of the result counts.
			if path := filepath.Join(beside, name); name == filepath.Base(name) && plainFile(path) && !slices.Contains(names, path) {
				names = append(names, path)
			}
		}
	}
	v.files = map[string]string{}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("reading evidence: %w", err)
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		f.Close()
		if err != nil {
			return fmt.Errorf("reading evidence: %w", err)
		}
		v.files[hex.EncodeToString(h.Sum(nil))] = name
	}
	return nil
}

func plainFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func differs(format string, args ...any) error {
	return &statusError{err: fmt.Errorf("%w: "+format, append([]any{errDiffers}, args...)...), status: statusCondition}
}

// again analyses the evidence with the options of the record.
func (v *verification) again() (*analyze.Result, error) {
	o := v.result.Options
	opt, err := o.Options()
	if err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	opt.Tool, opt.Case = v.result.Tool, v.result.Case
	if o.Profiles != nil {
		name, ok := v.files[o.Profiles.SHA256]
		if !ok {
			return nil, differs("no file given or beside the result has the sha256 %s of the profiles %s", o.Profiles.SHA256, o.Profiles.Name)
		}
		if opt.Profiles, _, err = openProfiles(name); err != nil {
			return nil, &statusError{err: err, status: statusMisuse}
		}
	}
	var inputs []*evidence.Evidence
	for _, e := range v.result.Evidence {
		name, ok := v.files[e.SHA256]
		if !ok {
			return nil, differs("/evidence/%d/sha256: no file given or beside the result has the sha256 %s of %s", e.ID-1, e.SHA256, e.Name)
		}
		in, err := evidence.OpenFile(name, evidence.Options{
			Format: o.Format, Columns: o.Columns, Encoding: o.Encoding, SourceTZ: o.SourceTZ,
			DateOrder: listing.DateOrder(o.DateOrder), ReferenceDate: o.ReferenceDate,
			Isolate: isolated(isolate.Limits{}),
		})
		if err != nil {
			return nil, &statusError{err: err, hint: readingHint(err), status: statusMisuse}
		}
		if in.SHA256 != e.SHA256 {
			return nil, differs("/evidence/%d/sha256: %s changed while it was verified", e.ID-1, name)
		}
		if in.Name = filepath.Base(name); e.Name == "standard input" {
			in.Name = e.Name
		}
		inputs = append(inputs, in)
	}
	again, err := analyze.Run(inputs, opt)
	if err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	return again, nil
}

// compare holds the new result against the file, and notes another version.
func (v *verification) compare(name string, again *analyze.Result) error {
	var text bytes.Buffer
	if err := render.JSON(again, &text); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	if t := tool(); !reflect.DeepEqual(t, v.result.Tool) {
		fmt.Fprintf(v.s.err, "copyclock: note: %s was written by %s %s %s with %s, and is verified by %s %s %s with %s\n", name,
			v.result.Tool.Name, v.result.Tool.Version, v.result.Tool.Revision, v.result.Tool.Go, t.Name, t.Version, t.Revision, t.Go)
	}
	if bytes.Equal(text.Bytes(), v.data) {
		return nil
	}
	pointer, was, is, err := analyze.Difference(v.data, text.Bytes())
	switch {
	case err != nil:
		return &statusError{err: err, status: statusMisuse}
	case pointer == "":
		return differs("%s has the right content in another layout", name)
	}
	return differs("%s: %s is %s in the file and %s when it is run again", pointer, name, was, is)
}

// compareReport renders the result again and holds it against a report.
func (v *verification) compareReport(name string) error {
	format := strings.TrimPrefix(filepath.Ext(name), ".")
	switch format {
	case "txt":
		format = "text"
	case "xml":
		format = "junit"
	case "htm":
		format = "html"
	}
	f, err := reportFormat(format)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return &statusError{err: fmt.Errorf("reading report: %w", err), status: statusMisuse}
	}
	var text bytes.Buffer
	if err := f.Render(v.result, &text); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	if bytes.Equal(text.Bytes(), data) {
		return nil
	}
	line := 1
	for i := range min(len(data), text.Len()) {
		if data[i] != text.Bytes()[i] {
			break
		}
		if data[i] == '\n' {
			line++
		}
	}
	return differs("%s differs from the rendered result from line %d on", name, line)
}
