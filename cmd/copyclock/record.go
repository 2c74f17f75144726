package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"time"

	"copyclock/analyze/validate"
	"copyclock/experiment"
	"copyclock/timestamps"

	"github.com/spf13/cobra"
)

// recording holds the flags of record.
type recording struct {
	opt     experiment.Options
	flush   string
	replica string
	runs    string
}

func newRecord(s streams) *cobra.Command {
	r := &recording{opt: experiment.Options{Now: time.Now}}
	var ways []string
	for _, f := range experiment.Flushes {
		ways = append(ways, string(f))
	}
	c := &cobra.Command{
		Use:   "record [flags] SOURCE TARGET",
		Short: "Copy files to a device or share and record the truth of it",
		Long: `record makes the experiment that settles an argument: it copies a tree, or writes a replica
of the sizes of a listing under neutral names, into a new directory of TARGET, times every
file from outside and reads the stamps back. The record is added to a file of runs, with
listing and timeline beside it; analyze reads the listing, validate and calibrate the runs.

Nothing is overwritten, and an interrupted run removes what it wrote. The record names no
host, no user and no serial number; the listing of a copied tree has the names of its files,
that of a replica has none. This is the one command that reads the clock.`,
		Example: `  copyclock record --channel my-stick ~/photos /media/stick
  copyclock record --replica-of leak.txt --channel my-stick --discard /media/stick
  copyclock record --flush file --class lan --channel my-nas ~/photos /mnt/nas`,
		RunE: func(c *cobra.Command, args []string) error { return r.run(c.Context(), args, s) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&r.replica, "replica-of", "", "write files of the sizes in this listing; SOURCE is left out")
	f.StringVar(&r.flush, "flush", string(experiment.FlushEnd), "force the bytes onto the device: none, file (after each) or end (once)")
	f.Int64Var(&r.opt.MaxBytes, "max-bytes", 4e9, "refuse to write more bytes than this")
	f.BoolVar(&r.opt.Discard, "discard", false, "remove the copy when its stamps are read")
	f.StringVar(&r.opt.Channel, "channel", "own-device", "name of the channel, in kebab case; calibrate makes one profile of each")
	f.StringVar(&r.opt.Class, "class", "", "local, lan or wan (default: local, unless the file system is one of a network)")
	f.StringVar(&r.opt.Unit, "unit", "", "your word for this device or line; runs of one unit are one source for calibrate")
	f.StringVar(&r.opt.ID, "id", "", "name of the run (default: the first of r1, r2 ... that is free)")
	f.StringVar(&r.runs, "runs", "runs.jsonl", "file of runs to add the record to")
	complete(c, "flush", ways)
	complete(c, "class", []string{"local", "lan", "wan"})
	return c
}

var (
	plainName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	kebabName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

func (r *recording) run(ctx context.Context, args []string, s streams) error {
	source, target, err := r.check(args)
	if err != nil {
		return &statusError{err: err, hint: "copyclock help record", status: statusMisuse}
	}
	r.opt.Target = target
	if err := r.name(); err != nil {
		return &statusError{err: err, status: statusMisuse}
	}
	plan, err := r.plan(source, s)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := newProgress(s.err)
	r.opt.Progress = bar.show
	result, err := experiment.Record(ctx, plan, r.opt)
	bar.clear()
	switch {
	case errors.Is(err, context.Canceled):
		return &statusError{err: errors.New("interrupted; what was written is removed"), status: statusMisuse}
	case err != nil:
		return &statusError{err: fmt.Errorf("recording: %w", err), hint: recordHint(err), status: statusMisuse}
	}
	if err := r.save(result); err != nil {
		return &statusError{err: fmt.Errorf("saving the run: %w", err), status: statusMisuse}
	}
	fmt.Fprintf(s.out, "%s\n", timestamps.Printable(result.Run.Summary()))
	if plan.Skipped > 0 {
		fmt.Fprintf(s.err, "copyclock: note: %d links and special files of the source were not copied\n", plan.Skipped)
	}
	if result.Dir != "" {
		fmt.Fprintf(s.out, "the copy lies in %s\n", timestamps.EscapePath(result.Dir))
	}
	fmt.Fprintf(s.out, "added to %s; listing: %s\n", timestamps.EscapePath(r.runs), timestamps.EscapePath(r.beside(result.Run.Listing.File)))
	return nil
}

// check looks at the flags before any work.
func (r *recording) check(args []string) (source, target string, err error) {
	r.opt.Flush = experiment.Flush(r.flush)
	switch {
	case r.replica != "" && len(args) != 1:
		return "", "", errors.New("with --replica-of only the target is named")
	case r.replica == "" && len(args) != 2:
		return "", "", errors.New("name a source and a target, or a listing with --replica-of and a target")
	case !slices.Contains(experiment.Flushes, r.opt.Flush):
		return "", "", fmt.Errorf("--flush %q: not one of none, file, end", r.flush)
	case r.opt.Class != "" && !slices.Contains([]string{"local", "lan", "wan"}, r.opt.Class):
		return "", "", fmt.Errorf("--class %q: not one of local, lan, wan", r.opt.Class)
	case !kebabName.MatchString(r.opt.Channel):
		return "", "", fmt.Errorf("--channel %q: not in kebab case, such as my-stick", r.opt.Channel)
	case r.opt.ID != "" && !plainName.MatchString(r.opt.ID):
		return "", "", fmt.Errorf("--id %q: only letters, digits, dots, dashes and underscores, at most 64", r.opt.ID)
	case r.opt.MaxBytes <= 0:
		return "", "", fmt.Errorf("--max-bytes %d: not above zero", r.opt.MaxBytes)
	}
	if len(args) == 1 {
		return "", args[0], nil
	}
	return args[0], args[1], nil
}

// name finds a free name for the run, or checks that the one asked for is free.
func (r *recording) name() error {
	runs, err := validate.Load(r.runs)
	if err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, validate.ErrNoRuns) {
		return err
	}
	free := func(id string) bool {
		for _, name := range []string{
			filepath.Join(r.opt.Target, "copyclock-"+id),
			r.beside(experiment.ListingFile(id)), r.beside(experiment.TimelineFile(id)),
		} {
			if _, err := os.Lstat(name); err == nil {
				return false
			}
		}
		return !slices.ContainsFunc(runs, func(run validate.Run) bool { return run.ID == id })
	}
	if r.opt.ID != "" {
		if !free(r.opt.ID) {
			return fmt.Errorf("--id %s: this run is there already, in %s, beside it or on the target", r.opt.ID, r.runs)
		}
		return nil
	}
	n := 1
	for !free(fmt.Sprintf("r%d", n)) {
		n++
	}
	r.opt.ID = fmt.Sprintf("r%d", n)
	return nil
}

// beside is where a file lies that a record names relative to the file of runs.
func (r *recording) beside(name string) string {
	return filepath.Join(filepath.Dir(r.runs), filepath.FromSlash(name))
}

func (r *recording) plan(source string, s streams) (*experiment.Plan, error) {
	if r.replica == "" {
		plan, err := experiment.Tree(source)
		if err != nil {
			return nil, &statusError{err: err, status: statusMisuse}
		}
		return plan, nil
	}
	inputs, err := (&reading{}).open([]string{r.replica}, s)
	if err != nil {
		return nil, err
	}
	plan, err := experiment.Replica(inputs[0].Listing)
	if err != nil {
		return nil, &statusError{err: err, status: statusMisuse}
	}
	return plan, nil
}

func recordHint(err error) string {
	switch {
	case errors.Is(err, experiment.ErrCap):
		return "--max-bytes raises the cap"
	case errors.Is(err, experiment.ErrClass):
		return "--class lan or --class wan"
	case errors.Is(err, experiment.ErrExists):
		return "--id gives the run another name"
	}
	return ""
}

// save writes listing and timeline, both new files, and then adds the record.
func (r *recording) save(result *experiment.Result) error {
	for _, f := range []struct {
		name string
		data []byte
	}{{result.Run.Listing.File, result.Listing}, {result.Run.Timeline, result.Timeline}} {
		path := r.beside(f.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := put(path, os.O_EXCL, f.data); err != nil {
			return err
		}
	}
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(result.Run); err != nil {
		return err
	}
	return put(r.runs, os.O_APPEND, append(lineEnd(r.runs), line.Bytes()...))
}

// lineEnd is what a file lacks to the end of its last line.
func lineEnd(name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		return nil // it is not there yet
	}
	defer f.Close()
	var last [1]byte
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return nil
	} else if _, err := f.ReadAt(last[:], info.Size()-1); err != nil || last[0] == '\n' {
		return nil
	}
	return []byte{'\n'}
}

func put(name string, mode int, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|mode, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// progress is one line on a terminal that is written over and over; elsewhere it is silent.
type progress struct {
	out     io.Writer // nil: not a terminal
	percent int64
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &progress{out: f, percent: -1}
		}
	}
	return &progress{}
}

func (p *progress) show(done, total int64) {
	if p.out == nil || total == 0 {
		return
	}
	if now := int64(float64(done) / float64(total) * 100); now != p.percent {
		p.percent = now
		fmt.Fprintf(p.out, "\rrecording: %3d %% of %d MB", now, total/1e6)
	}
}

func (p *progress) clear() {
	if p.out != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
