package simulate_test

import (
	"bytes"
	"cmp"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"copyclock/analyze/simulate"
	"copyclock/analyze/validate"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// entry is what a listing tells of a file.
type entry struct {
	path        string
	size, nanos int64
}

func sorted(all []entry) []entry {
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	return all
}

// TestReadBack asks that our readers see in every format the files that were listed.
func TestReadBack(t *testing.T) {
	t.Parallel()
	for _, f := range simulate.Formats {
		for _, name := range []string{"plain-60s", "plain-2s", "start-10ms", "plain-1us", "plain-100ns", "missing90-2s", "authored-1s"} {
			s, _ := simulate.Preset(name)
			s.Files = min(s.Files, 400)
			r, err := simulate.Play(s, 3)
			if err != nil {
				t.Fatal(err)
			}
			e, err := evidence.Open(name, bytes.NewReader(f.Text(r)), evidence.Options{})
			if err != nil {
				t.Errorf("%s as %s: %v", name, f.Name, err)
				continue
			}
			if e.Listing.Format != f.Reader || e.Listing.Skipped > 0 {
				t.Errorf("%s as %s: read as %s with %d lines skipped", name, f.Name, e.Listing.Format, e.Listing.Skipped)
			}
			var got, want []entry
			for _, x := range e.Listing.All() {
				if x.Kind == timestamps.File || x.Kind == timestamps.Unknown {
					path := strings.TrimPrefix(strings.ReplaceAll(x.Path, `\`, "/"), "C:/")
					got = append(got, entry{path, x.Size, x.Times.Modified.Nanos})
				}
			}
			for _, x := range r.Listed {
				want = append(want, entry{x.Path, x.Size, x.Stamp - x.Stamp%int64(f.Step)})
			}
			if !slices.Equal(sorted(got), sorted(want)) {
				t.Errorf("%s as %s: %d entries read back differ from %d listed", name, f.Name, len(got), len(want))
			}
		}
	}
}

// TestTruthLoads asks that validate reads every record and finds the truth of the setting.
func TestTruthLoads(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var records []byte
	for _, s := range simulate.Presets {
		r, err := simulate.Play(s, 5)
		if err != nil {
			t.Fatal(err)
		}
		line, err := r.Truth(&simulate.Formats[0], s.Name+".txt").Line()
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, line...)
	}
	file := filepath.Join(dir, "runs.jsonl")
	if err := os.WriteFile(file, records, 0o600); err != nil {
		t.Fatal(err)
	}
	runs, err := validate.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range runs {
		s := simulate.Presets[i]
		rate, known := runs[i].RateTruth()
		plain := s.Kind == simulate.Copy && s.Streams == 1 && s.CacheMB == 0
		if known != plain || known && rate != s.MBs {
			t.Errorf("%s: rate truth %v, %v, want %v, %v", s.Name, rate, known, s.MBs, plain)
		}
		if mode := runs[i].ModeTruth(timestamps.Modified); runs[i].Copy() && string(mode) != string(s.Mode) {
			t.Errorf("%s: mode %s, want %s", s.Name, mode, s.Mode)
		}
		if !runs[i].Simulated || string(runs[i].Class) != s.Class {
			t.Errorf("%s: simulated %v, class %s", s.Name, runs[i].Simulated, runs[i].Class)
		}
	}
}

// TestKnownBytes pins the bytes of three presets: they must be the same on every machine.
func TestKnownBytes(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"start-10ms": "" +
			"1774465385.4600000000|93395|share/d0000/f000000.doc\n" +
			"1774465385.4100000000|3759|share/d0000/f000001.pdf\n" +
			"1774465385.4200000000|69707|share/d0000/f000002.jpg\n",
		"drift-10ms": "" +
			"1774465385.4700000000|93395|share/d0000/f000000.doc\n" +
			"1774465385.4100000000|3759|share/d0000/f000001.pdf\n" +
			"1774465385.4200000000|69707|share/d0000/f000002.jpg\n",
		"plain-100ns": "" +
			"1774465385.4755526000|93395|share/d0000/f000000.doc\n" +
			"1774465385.4170755000|3759|share/d0000/f000001.pdf\n" +
			"1774465385.4245633000|69707|share/d0000/f000002.jpg\n",
	} {
		s, _ := simulate.Preset(name)
		s.Files = 3
		r, err := simulate.Play(s, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(simulate.FormatByName("find-printf").Text(r)); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}
}

// TestMeans asks that sums have the means of the setting: the time beyond overhead is bytes/B.
func TestMeans(t *testing.T) {
	t.Parallel()
	s, _ := simulate.Preset("plain-100ns")
	s.Files, s.SizeSigma, s.CV = 40000, 0.5, 0.5
	r, err := simulate.Play(s, 2)
	if err != nil {
		t.Fatal(err)
	}
	var bytes, inside, before float64
	last := r.Copied[0].Start
	for _, f := range r.Copied {
		bytes += float64(f.Size)
		inside += time.Duration(f.End - f.Start).Seconds()
		before += time.Duration(f.Start - last).Seconds()
		last = f.End
	}
	if rate := bytes / 1e6 / inside; math.Abs(rate/s.MBs-1) > 0.01 {
		t.Errorf("bytes over time inside files = %.3f MB/s, want %g", rate, s.MBs)
	}
	if o := before / float64(s.Files); math.Abs(o/s.Overhead.Seconds()-1) > 0.02 {
		t.Errorf("mean overhead = %.5f s, want %v", o, s.Overhead)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*simulate.Setting){
		"no files":     func(s *simulate.Setting) { s.Files = 0 },
		"rate NaN":     func(s *simulate.Setting) { s.MBs = math.NaN() },
		"rate zero":    func(s *simulate.Setting) { s.MBs = 0 },
		"overhead < 0": func(s *simulate.Setting) { s.Overhead = -1 },
		"no step":      func(s *simulate.Setting) { s.Step = 0 },
		"mode":         func(s *simulate.Setting) { s.Mode = "middle" },
		"too long":     func(s *simulate.Setting) { s.Files, s.MBs, s.SizeMedian = 4000, 1e-3, 1e9 },
		"none left":    func(s *simulate.Setting) { s.Files, s.Kept = 1, 1e-3 },
	} {
		s, _ := simulate.Preset("plain-2s")
		change(&s)
		if _, err := simulate.Play(s, 1); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
