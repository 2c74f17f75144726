package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"copyclock/analyze"
	"copyclock/reports"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/isolate"
	"copyclock/timestamps/listing"
	"copyclock/timestamps/live"
	"copyclock/timestamps/zoneinfo"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// reading holds the flags that say how evidence is read.
type reading struct {
	format   string
	columns  string
	encoding string
	order    string
	refDate  string
	sourceTZ string
	strict   bool
	choice   analyze.Selection
	display  string
	limits   evidence.Options // only the limits
	child    isolate.Limits
	nested   bool
	inside   evidence.Nested // only the limits
	trees    bool            // directories are read live
	across   bool
	quiet    bool
	lost     int      // evidence that is damaged, or whose reader died
	opened   []string // the files that were read, or could not be, in order
}

func (r *reading) addFlags(f *pflag.FlagSet) {
	f.StringVar(&r.format, "format", "", "read the evidence as this format (copyclock formats lists them)")
	f.StringVar(&r.columns, "columns", "", "fields of a generic table, as path=1,size=3,modified=Date")
	f.StringVar(&r.encoding, "encoding", "", "encoding of the listing, such as cp850, cp866, windows-1252 or utf-16le (default: UTF-8 or UTF-16, as the bytes say)")
	f.StringVar(&r.order, "date-order", "", "order of dates that do not tell day from month: mdy, dmy or ymd")
	f.StringVar(&r.refDate, "reference-date", "", "day on which the listing was made, as 2016-07-05, for dates printed without a year")
	f.StringVar(&r.sourceTZ, "source-tz", "", "zone of stamps that carry none: UTC, an offset such as +02:00, or a name such as Europe/Berlin with its summer times")
	f.StringArrayVar(&r.choice.Names.Include, "include", nil, "look only at files that fit this pattern, as '*.jpg' or 'home/**'; may be repeated")
	f.StringArrayVar(&r.choice.Names.Exclude, "exclude", nil, "leave out files, and all in folders, that fit this pattern; may be repeated")
	f.StringVar(&r.choice.From, "from", "", "leave out files stamped before this time of the listing's own clock, as 2016-07-05T18:39")
	f.StringVar(&r.choice.Until, "until", "", "leave out files stamped after this time; a day or a minute is meant to its end")
	f.StringVar(&r.display, "display-tz", "", "show times in this zone, UTC or an offset such as +02:00; no value depends on it")
	f.Int64Var(&r.limits.MaxEntries, "max-entries", 0, "refuse more entries than this (default 100 million)")
	f.Int64Var(&r.limits.MaxBytes, "max-bytes", 0, "refuse more bytes than this, read or unpacked (default 64 GiB)")
	f.Int64Var(&r.limits.MaxRatio, "max-ratio", 0, "refuse compression beyond this ratio (default 250)")
	f.Int64Var(&r.limits.MaxNameBytes, "max-name-bytes", 0, "refuse more bytes of names of an archive or a tree (default 4 GiB)")
	f.Int64Var(&r.limits.MaxHeaderBytes, "max-header-bytes", 0, "refuse a zip or 7z with more bytes of headers (default 1 GiB)")
	f.IntVar(&r.child.Seconds, "max-seconds", 0, "end the reader of a 7z or RAR after this many seconds (default 60, with --nested 4 more for each MiB of it)")
	f.Int64Var(&r.child.Memory, "max-memory", 0, "memory of the reader of a 7z or RAR in bytes (default 1 GiB)")
	f.BoolVar(&r.nested, "nested", false, "open the archives inside archives, each as an evidence of its own")
	f.IntVar(&r.inside.MaxDepth, "max-depth", 0, "with --nested, open archives no deeper than this (default 4)")
	f.IntVar(&r.inside.MaxArchives, "max-nested", 0, "with --nested, open no more archives inside one than this (default 10,000)")
	f.BoolVar(&r.trees, "live", false, "read a directory itself, with all below it: names, sizes and stamps as they are on this machine")
	f.BoolVar(&r.across, "across-file-systems", false, "with --live, go into what is mounted inside the directory")
	f.BoolVar(&r.quiet, "quiet", false, "say nothing on standard error but errors")
	f.BoolVar(&r.strict, "strict", false, "exit with status 3 if a line was skipped")
}

// complete offers the values of the reading flags in the shell.
func (r *reading) complete(c *cobra.Command) {
	complete(c, "format", formatNames())
	complete(c, "encoding", evidence.Encodings())
	complete(c, "date-order", []string{"mdy", "dmy", "ymd"})
	offsets := []string{"UTC", "+01:00", "+02:00", "-05:00", "-08:00"}
	complete(c, "display-tz", offsets)
	completeLater(c, "source-tz", func() []string { return slices.Concat(offsets, zoneinfo.Names()) })
}

// check refuses what is wrong in the flags before anything is read.
func (r *reading) check() error {
	if err := r.choice.Names.Check(); err != nil {
		return fmt.Errorf("--include or --exclude: %w", err)
	}
	if err := r.choice.Check(); err != nil {
		return fmt.Errorf("--from or --until: %w", err)
	}
	if _, err := evidence.ParseOffset(r.display); err != nil {
		return fmt.Errorf("--display-tz: %w", err)
	}
	return nil
}

// open reads all evidence; "-" is standard input.
func (r *reading) open(names []string, s streams) ([]*evidence.Evidence, error) {
	if len(names) == 0 {
		return nil, &statusError{
			err:    errors.New("no evidence given"),
			hint:   noEvidence,
			status: statusMisuse,
		}
	}
	if names := formatNames(); r.format != "" && !slices.Contains(names, r.format) {
		hint := "copyclock formats lists them"
		if n := nearest(r.format, names); n != "" {
			hint = "did you mean --format " + n + "?"
		}
		return nil, &statusError{err: fmt.Errorf("--format %q: %w", r.format, evidence.ErrUnknownName), hint: hint, status: statusMisuse}
	}
	if err := r.check(); err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	if r.across && !r.trees {
		return nil, &statusError{err: errors.New("--across-file-systems goes with --live"), status: statusMisuse}
	}
	opt := r.limits
	opt.Format, opt.Columns, opt.Encoding, opt.SourceTZ = r.format, r.columns, r.encoding, r.sourceTZ
	opt.DateOrder, opt.ReferenceDate = listing.DateOrder(r.order), r.refDate
	opt.Isolate, opt.IsolateContents = isolated(r.child)
	inputs, err := expand(names, r.trees)
	if err != nil {
		return nil, &statusError{err: err, hint: readingHint(err), status: statusMisuse}
	}
	var all []*evidence.Evidence
	for _, in := range inputs {
		if in.passed != "" {
			r.note(s, "passed over: "+timestamps.EscapePath(in.name)+": "+in.passed)
			continue
		}
		if r.nested {
			inside := r.inside
			inside.MaxBytes = r.limits.MaxBytes
			opt.Nested = &inside
		}
		r.opened = append(r.opened, in.name)
		e, err := r.openOne(in, s, opt)
		switch {
		case err == nil:
			all = append(all, e)
			all = append(all, r.insideOf(opt.Nested, s)...)
		case in.found && noEvidenceIn(err):
			r.note(s, "passed over: "+err.Error())
		case in.found || errors.Is(err, isolate.ErrDied) && len(inputs) > 1:
			r.lost++
			fmt.Fprintf(s.err, "copyclock: %s\n", timestamps.Printable(err.Error()))
		case errors.Is(err, fs.ErrNotExist):
			return nil, &statusError{err: err, hint: missingFile(in.name), status: statusMisuse}
		default:
			return nil, &statusError{err: err, hint: readingHint(err), status: statusMisuse}
		}
	}
	if len(all) == 0 {
		return nil, &statusError{err: errors.New("no evidence could be read"), hint: noEvidenceFound, status: statusMisuse}
	}
	return all, nil
}

// insideOf returns the archives inside an evidence, and says which could not be read.
func (r *reading) insideOf(n *evidence.Nested, s streams) []*evidence.Evidence {
	if n == nil {
		return nil
	}
	for _, err := range n.Failed {
		r.lost++
		fmt.Fprintf(s.err, "copyclock: %s\n", timestamps.Printable(err.Error()))
	}
	return n.Found
}

// selected leaves out what the flags say, with a note, and sets the zone of display.
func (r *reading) selected(all []*evidence.Evidence, s streams) ([]*evidence.Evidence, error) {
	offset, err := evidence.ParseOffset(r.display)
	if err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	files := 0
	for i := range all {
		part, _, left, err := r.choice.Apply(all[i], "")
		if err != nil {
			return nil, &statusError{err: err, status: statusMisuse}
		}
		for _, x := range left {
			r.note(s, fmt.Sprintf("%s: %d files, %d bytes left out: %s", timestamps.EscapePath(all[i].Name), x.Entries, x.Bytes, x.Reason))
		}
		if r.display != "" {
			part.Listing.ShowIn(offset)
		}
		files += part.Listing.Counting()
		all[i] = part
	}
	if files == 0 && r.choice.Active() {
		return nil, &statusError{err: analyze.ErrNothingSelected, status: statusMisuse}
	}
	return all, nil
}

// noEvidence is for somebody who has nothing to read yet.
const noEvidence = `name a listing or an archive: copyclock analyze listing.txt
or - for standard input: 7z l -slt leak.7z | copyclock analyze -
a listing comes from: ls -lR --full-time DIR, find DIR -type f -printf '%T+ %s %p\n', fls -r -m / IMAGE, 7z l -slt FILE
all that can be read: copyclock formats`

// noEvidenceFound is for somebody who gave the leaked files themselves.
const noEvidenceFound = `a directory of listings and archives is expected; to time the files of a tree make a listing of it:
find DIR -type f -printf '%T+ %s %p\n' > listing.txt, or read the tree itself with --live`

// note says something that is no error.
func (r *reading) note(s streams, text string) {
	if !r.quiet {
		fmt.Fprintf(s.err, "copyclock: note: %s\n", timestamps.Printable(text))
	}
}

// doubts says what the reading of an evidence warned of, for commands without a report.
func (r *reading) doubts(in *evidence.Evidence, s streams) {
	for _, w := range in.Listing.Warnings {
		if r.quiet {
			return
		}
		if w.Code == live.Format {
			continue // said before the tree was read
		}
		where := ""
		if w.Line > 0 {
			where = fmt.Sprintf(", first in line %d", w.Line)
		}
		fmt.Fprintf(s.err, "copyclock: warning: %s: %s (%s, %s%s)\n",
			timestamps.EscapePath(in.Name), timestamps.Printable(w.Text), w.Code, reports.Number(max(w.Count, 1), "time"), where)
	}
}

// openOne reads one evidence and shows on a terminal how far that is.
func (r *reading) openOne(in input, s streams, opt evidence.Options) (*evidence.Evidence, error) {
	if !r.quiet {
		if in.tree {
			fmt.Fprintf(s.err, "copyclock: warning: %s: %s; copyclock list --live DIR --to csv -o FILE saves them as they are\n",
				timestamps.EscapePath(in.name), live.Warning)
		}
		opt.Progress = &timestamps.Progress{}
		m := startMeter(s.err, in.name, opt.Progress)
		defer m.end()
	}
	switch {
	case in.tree:
		how, err := r.live(opt)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(in.name), err)
		}
		return openLive(in.name, (&evidence.Evidence{Name: in.name}).Label(), how)
	case in.name == evidence.Standard:
		return evidence.Open(in.name, s.in, opt)
	}
	return evidence.OpenFile(in.name, opt)
}

func readingHint(err error) string {
	if errors.Is(err, listing.ErrAmbiguous) {
		return "--format names the one to read"
	}
	if errors.Is(err, listing.ErrUnknownFormat) {
		return "copyclock formats lists what can be read; --format names one, --columns names the fields of a table"
	}
	if errors.Is(err, evidence.ErrZone) {
		return "an offset is one for all stamps, the one that held on their day, summer time included; a name has the rules of its zone"
	}
	if errors.Is(err, evidence.ErrSpecial) {
		return "a pipe or a device is read as standard input: copyclock analyze - < NAME"
	}
	if errors.Is(err, evidence.ErrDirectory) || errors.Is(err, errNoFiles) {
		return `find DIR -type f -printf '%T+ %s %p\n' > listing.txt makes a listing; --live reads the tree itself`
	}
	return ""
}

// skipped is the error of evidence left out, or of --strict, or nil.
func (r *reading) skipped(all []*evidence.Evidence) error {
	if r.lost > 0 {
		return &statusError{
			err:    fmt.Errorf("%d of %d files of evidence were left out", r.lost, r.lost+len(all)),
			status: statusSkipped,
		}
	}
	if !r.strict {
		return nil
	}
	for _, e := range all {
		if n := e.Listing.Skipped; n > 0 {
			return &statusError{
				err:    fmt.Errorf("reading %s: %d lines were skipped", e.Name, n),
				hint:   "the warnings of the evidence name the first of them",
				status: statusSkipped,
			}
		}
	}
	return nil
}
