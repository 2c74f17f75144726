package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"

	"copyclock/analyze"
	"copyclock/analyze/channel"
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
	several bool // one of several results
	s       streams
	result  *analyze.Result
	data    []byte // of the result file
	files   candidates
	trees   []string // directories among the arguments
}

func newVerify(s streams) *cobra.Command {
	v := &verification{s: s}
	c := &cobra.Command{
		Use:   "verify [flags] RESULT.json... [EVIDENCE...]",
		Short: "Run an analysis again from its evidence and compare every byte",
		Long: `Run an analysis again: find the evidence and the profiles by their SHA-256, among the
arguments or else beside the result, analyse them with the recorded options, and compare
the new result with the old one byte by byte. The evidence of --live is its saved rows, or the
directory if it gives the same rows still. The first difference is printed as a JSON
pointer and the exit status is 1. With --report a rendered report is held against the result
as well. What another version of copyclock wrote into the member "tool" is noted and not
counted; what the user said of the case is not checked.

With several results each is verified, its evidence among the arguments or beside it; one
that is not reproduced does not keep the others from being tried. A --report is then the name
of a file beside each.`,
		Example: `  copyclock verify result.json
  copyclock verify --report report.html result.json listing.txt
  copyclock verify --report report.md cases/*/result.json`,
		Args: arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error { return v.all(args) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&v.reports, "report", nil, "check this rendered report as well, whatever its format")
	f.StringVar(&v.attest, "attest", "", "write an in-toto statement of the verification to this file")
	f.BoolVar(&v.force, "force", false, "overwrite the statement")
	return c
}

// all verifies every result among the arguments; the other arguments are evidence of each.
func (v *verification) all(args []string) error {
	results := args[:1:1]
	var others candidates
	defer func() { others.close() }()
	for _, name := range args[1:] {
		f, err := evidence.OpenPlain(name)
		if errors.Is(err, evidence.ErrDirectory) {
			v.trees = append(v.trees, name)
			continue
		}
		if err != nil {
			return &statusError{err: err, hint: readingHint(err), status: statusMisuse}
		}
		if isResult(f) {
			f.Close()
			results = append(results, name)
			continue
		}
		if err := others.add(name, f); err != nil {
			return &statusError{err: err, status: statusMisuse}
		}
	}
	if len(results) == 1 {
		return v.run(args[0], others)
	}
	if v.attest != "" {
		return &statusError{err: errors.New("--attest goes with one result"), status: statusMisuse}
	}
	for _, report := range v.reports {
		if report != filepath.Base(report) {
			return &statusError{
				err:    fmt.Errorf("--report %s: with several results the report is looked for beside each", timestamps.EscapePath(report)),
				hint:   "name it without its folder, such as --report " + timestamps.EscapePath(filepath.Base(report)),
				status: statusMisuse,
			}
		}
	}
	failed := 0
	for _, name := range results {
		one := verification{s: v.s, several: true, trees: v.trees}
		for _, report := range v.reports {
			one.reports = append(one.reports, filepath.Join(filepath.Dir(name), report))
		}
		if err := one.run(name, others); err != nil {
			failed++
			fmt.Fprintf(v.s.err, "copyclock: %s: %s\n", timestamps.EscapePath(name), timestamps.Printable(err.Error()))
		}
	}
	if failed > 0 {
		return differs("%d of %d results", failed, len(results))
	}
	return nil
}

// run verifies one result. Its evidence is among the files that were given, or, where none
// were, beside it; with several results what is not among those given is beside it as well.
func (v *verification) run(name string, given candidates) error {
	var err error
	if v.result, v.data, err = readResult(name, v.s); err != nil {
		return err
	}
	if len(v.trees) > 0 && !slices.ContainsFunc(v.result.Evidence, func(e analyze.Evidence) bool { return e.Live }) {
		err := fmt.Errorf("reading %s: %w", timestamps.EscapePath(v.trees[0]), evidence.ErrDirectory)
		return &statusError{err: err, hint: "the evidence of this result are files; name them", status: statusMisuse}
	}
	v.files = given
	if len(given) == 0 || v.several {
		beside := v.beside(filepath.Dir(name))
		defer beside.close()
		v.files = append(beside, given...) // the last of equals is taken
	}
	again, err := v.again()
	if err != nil {
		return err
	}
	if err := v.compare(name, again); err != nil {
		return err
	}
	for _, report := range v.reports {
		if err := v.compareReport(report); err != nil {
			return err
		}
	}
	if v.attest != "" {
		text, err := v.statement(name)
		if err != nil {
			return &statusError{err: err, status: statusMisuse}
		}
		inputs := append(append(v.files.names(), name), v.reports...)
		if err := write(v.attest, v.force, inputs, text, v.s); err != nil {
			return err
		}
	}
	for _, e := range v.result.Evidence {
		fmt.Fprintf(v.s.out, "reproduced: evidence %d, %s, sha256 %s\n", e.ID, e.Name, e.SHA256)
	}
	called := filepath.Base
	if v.several { // which of them
		called = filepath.Clean
	}
	fmt.Fprintf(v.s.out, "reproduced: %s, sha256 %s\n", timestamps.EscapePath(called(name)), digest(v.data))
	for _, report := range v.reports {
		fmt.Fprintf(v.s.out, "reproduced: %s\n", timestamps.EscapePath(called(report)))
	}
	if v.result.Case != nil {
		fmt.Fprintf(v.s.out, "not checked: case, exhibit, examiner and date, which the user supplied\n")
	}
	return nil
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
		c := v.files.find(o.Profiles.SHA256)
		if c == nil {
			return nil, differs("no file given or beside the result has the sha256 %s of the profiles %s", o.Profiles.SHA256, o.Profiles.Name)
		}
		data, err := c.read(maxProfiles)
		if err == nil {
			opt.Profiles, err = channel.Load(timestamps.EscapePath(filepath.Base(c.name)), data)
		}
		if err != nil {
			return nil, &statusError{err: fmt.Errorf("reading profiles: %w", err), status: statusMisuse}
		}
	}
	headers, contents := isolated(isolate.Limits{})
	var inputs []*evidence.Evidence
	members := map[string]*evidence.Evidence{} // archives inside those read so far, by their digests
	for _, e := range v.result.Evidence {
		if e.WithinSHA256 != "" {
			in := members[e.SHA256]
			if in == nil {
				return nil, differs("/evidence/%d/sha256: no archive inside those given has the sha256 %s of %s", e.ID-1, e.SHA256, e.Name)
			}
			inputs = append(inputs, in)
			continue
		}
		if e.Live {
			in, err := v.liveEvidence(&e)
			if err != nil {
				return nil, err
			}
			inputs = append(inputs, in)
			continue
		}
		c := v.files.find(e.SHA256)
		if c == nil {
			return nil, differs("/evidence/%d/sha256: no file given or beside the result has the sha256 %s of %s", e.ID-1, e.SHA256, e.Name)
		}
		var inside *evidence.Nested
		if o.Nested {
			inside = &evidence.Nested{}
		}
		in, err := c.open(evidence.Options{
			Format: o.Format, Columns: o.Columns, Encoding: o.Encoding, SourceTZ: o.SourceTZ,
			DateOrder: listing.DateOrder(o.DateOrder), ReferenceDate: o.ReferenceDate,
			Isolate: headers, IsolateContents: contents, Nested: inside,
		})
		if err != nil {
			return nil, &statusError{err: err, hint: readingHint(err), status: statusMisuse}
		}
		if in.SHA256 != e.SHA256 {
			return nil, differs("/evidence/%d/sha256: %s changed while it was verified", e.ID-1, timestamps.EscapePath(c.name))
		}
		if in.Name = filepath.Base(c.name); e.Name == "standard input" {
			in.Name = e.Name
		}
		inputs = append(inputs, in)
		if inside != nil {
			for _, m := range inside.Found {
				members[m.SHA256] = m
			}
		}
	}
	again, err := analyze.Run(inputs, opt)
	if err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	v.rename(again)
	return again, nil
}

// rename calls the evidence what the result calls it, and says so: a file is known by its
// digest, and a reviewer may hold it under a name of his own.
func (v *verification) rename(again *analyze.Result) {
	for i := range again.Evidence {
		now, then := &again.Evidence[i], &v.result.Evidence[i]
		if then.Live { // what stands for the tree was named already
			now.Name = then.Name
		}
		if now.Name != then.Name {
			fmt.Fprintf(v.s.err, "copyclock: note: evidence %d is called %s here and %s in the result\n", then.ID,
				timestamps.Printable(now.Name), timestamps.Printable(then.Name))
			now.Name = then.Name
		}
	}
}

// compare holds the new result against the file, and notes another version.
func (v *verification) compare(name string, again *analyze.Result) error {
	var text bytes.Buffer
	if err := render.JSON(again, &text); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	if t := tool(); !reflect.DeepEqual(t, v.result.Tool) {
		fmt.Fprintf(v.s.err, "copyclock: note: %s was written by %s %s %s with %s, and is verified by %s %s %s with %s\n", timestamps.EscapePath(name),
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
