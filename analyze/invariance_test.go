package analyze_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"copyclock/analyze"
	"copyclock/analyze/simulate"
	"copyclock/timestamps/evidence"
)

// TestInvariance changes what must not matter about a listing, and compares what the analysis
// says of it (METHOD 8): a rate that depends on the day, the unit, the order of lines or the
// ends of lines would be a property of the listing, not of the copy.
func TestInvariance(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain-2s", "plain-10ms", "start-10ms", "wan-2s"} {
		s, ok := simulate.Preset(name)
		if !ok {
			t.Fatalf("no preset %s", name)
		}
		run, err := simulate.Play(s, 7)
		if err != nil {
			t.Fatal(err)
		}
		want := listed(t, run.Listed, "\n")
		if len(want.Bursts) == 0 || want.Bursts[0].Fit == nil || want.Bursts[0].Fit.RateMBs == nil {
			t.Fatalf("%s has no fitted rate; the comparisons below would compare nothing", name)
		}
		for _, change := range changes {
			t.Run(name+", "+change.name, func(t *testing.T) {
				t.Parallel()
				files, ending, factor := slices.Clone(run.Listed), "\n", 1.0
				if change.ending != "" {
					ending = change.ending
				}
				if change.files != nil {
					change.files(files)
				}
				if change.factor != 0 {
					factor = change.factor
				}
				compareBursts(t, listed(t, files, ending), want, factor)
			})
		}
	}
}

// changes are what must not matter, or must matter by a known factor.
var changes = []struct {
	name   string
	files  func([]simulate.File)
	ending string
	factor float64 // of all rates; 0 means 1
}{
	{name: "a leap year later", files: func(files []simulate.File) {
		for i := range files {
			files[i].Stamp += int64(4 * 365.25 * 24 * float64(time.Hour))
		}
	}},
	{name: "lines shuffled", files: shuffle},
	{name: "lines reversed", files: slices.Reverse[[]simulate.File]},
	{name: "lines with CR LF", ending: "\r\n"},
	{name: "sizes in another unit", factor: 2, files: func(files []simulate.File) {
		for i := range files {
			files[i].Size *= 2
		}
	}},
}

func shuffle(files []simulate.File) {
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
}

// listed analyses files as `find -printf '%T@|%s|%p\n'` lists them.
func listed(t *testing.T, files []simulate.File, ending string) *analyze.Result {
	t.Helper()
	text := simulate.FormatByName("find-printf").Text(&simulate.Run{Listed: files})
	return timed(t, bytes.ReplaceAll(text, []byte("\n"), []byte(ending)))
}

// timed analyses a listing. The era is fixed, so that another day does not choose other profiles.
func timed(t *testing.T, listing []byte) *analyze.Result {
	t.Helper()
	in, err := evidence.Open("listing.txt", bytes.NewReader(listing), evidence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := analyze.Run([]*evidence.Evidence{in}, analyze.Options{Era: 2020})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// compareBursts compares the numbers of files, the gates and the rates of all bursts.
func compareBursts(t *testing.T, got, want *analyze.Result, factor float64) {
	t.Helper()
	if len(got.Bursts) != len(want.Bursts) {
		t.Fatalf("%d bursts, want %d", len(got.Bursts), len(want.Bursts))
	}
	for i := range want.Bursts {
		g, w := &got.Bursts[i], &want.Bursts[i]
		if g.Files != w.Files {
			t.Errorf("burst %d has %d files, want %d", i+1, g.Files, w.Files)
		}
		for j := range w.Gates {
			if j >= len(g.Gates) || g.Gates[j].Code != w.Gates[j].Code || g.Gates[j].Passed != w.Gates[j].Passed {
				t.Errorf("burst %d: the gates are %v, want %v", i+1, g.Gates, w.Gates)
				break
			}
		}
		compareNumbers(t, fmt.Sprintf("burst %d", i+1), numbers(t, g), numbers(t, w), factor)
	}
}

// compareNumbers compares the rates, which are those whose names speak of MB/s.
func compareNumbers(t *testing.T, where string, got, want map[string]float64, factor float64) {
	t.Helper()
	compared := 0
	for name, w := range want {
		g, ok := got[name]
		if !ok {
			t.Errorf("%s: %s is missing", where, name)
			continue
		}
		if !strings.Contains(name, "mb_s") {
			continue
		}
		compared++
		if math.Abs(g-factor*w) > 1e-6*math.Abs(factor*w) {
			t.Errorf("%s: %s is %g, want %g", where, name, g, factor*w)
		}
	}
	if compared == 0 {
		t.Errorf("%s has no rates to compare", where)
	}
}

// numbers are the numbers of a value as JSON shows it, each under the path to it.
func numbers(t *testing.T, v any) map[string]float64 {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	found := map[string]float64{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, child := range v {
				walk(path+"/"+key, child)
			}
		case []any:
			for i, child := range v {
				walk(fmt.Sprintf("%s/%d", path, i), child)
			}
		case float64:
			found[path] = v
		}
	}
	walk("", tree)
	return found
}
