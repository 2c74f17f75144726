package validate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"copyclock/analyze"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// RecordError is a defect of one line of a file of runs.
type RecordError struct {
	Name string
	Line int // from 1
	Err  error
}

func (e *RecordError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err) }
func (e *RecordError) Unwrap() error { return e.Err }

// ErrNoRuns is the error of a file without a single record.
var ErrNoRuns = errors.New("no runs; each line must hold one JSON record")

// What is read of a file of runs: at most so many bytes, and so many defects.
const (
	maxRuns  = 1 << 30
	maxWrong = 10
)

// Load reads a file of records, one JSON object a line; blank lines are skipped. A name that
// ends in .tar, .tar.xz or another compression is a packed corpus: runs.jsonl and its listings. Listings are
// not opened. The first defective lines are reported, as [RecordError]s joined, and then no run is returned.
func Load(path string) ([]Run, error) {
	data, err := evidence.ReadPlain(path, maxRuns)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	sum := sha256.Sum256(data)
	corpus := analyze.FileRef{Name: timestamps.Escape(name), SHA256: hex.EncodeToString(sum[:])}
	var pack map[string][]byte
	if packed(name) {
		if pack, err = unpack(data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if data = pack[runsName]; data == nil {
			return nil, fmt.Errorf("%s: %w: the archive has no %s at its root", name, ErrNoRuns, runsName)
		}
	}
	var (
		runs  []Run
		wrong []error // at most maxWrong
		seen  = map[string]int{}
		line  int
	)
	for text := range bytes.Lines(data) {
		line++
		if text = bytes.TrimSpace(text); len(text) == 0 {
			continue
		}
		r := Run{Corpus: corpus, Line: line, dir: filepath.Dir(path), pack: pack}
		err := json.Unmarshal(text, &r)
		if err == nil {
			if err = analyze.CheckMembers(text); err == nil {
				err = r.check()
			}
		}
		if first, twice := seen[r.ID]; err == nil && twice {
			err = fmt.Errorf("id %q is that of line %d; ids must differ", r.ID, first)
		}
		if err != nil {
			if wrong = append(wrong, &RecordError{name, line, err}); len(wrong) == maxWrong {
				break
			}
			continue
		}
		seen[r.ID] = line
		runs = append(runs, r)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	if len(runs) == 0 {
		return nil, fmt.Errorf("%s: %w", name, ErrNoRuns)
	}
	return runs, nil
}

// check finds the defects that would make a figure wrong.
func (r *Run) check() error {
	switch {
	case r.ID == "":
		return errors.New("the record has no id")
	case r.Listing.File == "":
		return errors.New("the record has no listing.file")
	case !filepath.IsLocal(filepath.FromSlash(r.Listing.File)):
		return fmt.Errorf("listing.file %q leaves the directory of the runs; name a file below it", r.Listing.File)
	}
	switch r.Class {
	case Local, LAN, WAN, None, Misleading:
	default:
		return fmt.Errorf("class %q is none of local, lan, wan, none, misleading", r.Class)
	}
	for _, x := range []struct {
		name  string
		value *float64
	}{{"mbit", r.Mbit}, {"up", r.Up}, {"subset", r.Subset}} {
		if x.value != nil && *x.value <= 0 {
			return fmt.Errorf("%s is %g; it must be above zero or left out", x.name, *x.value)
		}
	}
	return nil
}

// path is where the listing lies.
func (r *Run) path() string { return filepath.Join(r.dir, filepath.FromSlash(r.Listing.File)) }

// Listings returns the paths of the listings of runs, without those inside a packed corpus.
func Listings(runs []Run) []string {
	var all []string
	for i := range runs {
		if r := &runs[i]; r.pack == nil {
			all = append(all, r.path())
		}
	}
	return all
}
