package rate

import (
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"copyclock/analyze/burst"
	"copyclock/analyze/simulate"
	"copyclock/timestamps"
)

var coverageRuns = flag.Int("coverage-runs", 3, "simulated copies in each row of TestCoverage")

// study is one row of the study: a preset, the number of its files (0: as it is) and the
// least share of intervals that must cover the truth, with no share asked for where it is 0.
type study struct {
	preset string
	files  int
	want   float64
}

var studies = []study{
	{"plain-60s", 0, 0.93},
	{"plain-2s", 100, 0.93},
	{"plain-2s", 300, 0.93},
	{"plain-2s", 1000, 0.93},
	{"plain-1s", 300, 0.93},
	{"plain-10ms", 300, 0.93},
	{"plain-10ms", 1000, 0.93},
	{"plain-1us", 300, 0.93},
	{"start-60s", 0, 0.93},
	{"start-2s", 300, 0.93},
	{"start-2s", 1000, 0.93},
	{"start-1s", 300, 0.93},
	{"start-10ms", 300, 0.93},
	{"start-1us", 300, 0.93},
	{"ceiling-2s", 0, 0.93},
	{"nearest-2s", 0, 0.93},
	{"stalls-2s", 0, 0.90},
	{"stalls-10ms", 0, 0.90},
	{"drift-2s", 0, 0.90},
	{"drift-10ms", 0, 0.90},
	{"missing50-2s", 0, 0.90},
	{"missing50-10ms", 0, 0.90},
	{"missing90-2s", 0, 0.90},
	{"missing90-10ms", 0, 0.90},
	{"wan-2s", 0, 0.93},
	{"ssd-2s", 0, 0.93},
	{"tiny-2s", 0, 0},
	{"parallel-2s", 0, 0},
	{"parallel-10ms", 0, 0},
	{"cache-2s", 0, 0},
	{"cache-10ms", 0, 0},
	{"unlinked-2s", 0, 0},
	{"unlinked-10ms", 0, 0},
	{"plain-2s", 120, 0},
}

// row counts what the estimator said of the copies of one row.
type row struct {
	study
	truth                    float64
	mode                     Mode
	runs                     int
	ratios, halves           []float64 // of two-sided answers: estimate/truth, ln half-width
	answered, covered        int
	bounded, boundsWrong     int // lower bounds alone, and those above the truth
	decided, wrong           int // START or END
	parallel, cached, linked int // G6 and G7 failed, G3 passed
	p05, p01                 int // size link found at these levels
}

// TestCoverage plays copies with known rates and asks how often the intervals hold, METHOD 8
// level 1. The default size shows only gross faults; `make coverage` measures, and -v prints.
func TestCoverage(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the study takes seconds; leave -short out")
	}
	rows := make([]*row, len(studies))
	t.Run("rows", func(t *testing.T) {
		for i, s := range studies {
			setting, ok := simulate.Preset(s.preset)
			if !ok {
				t.Fatalf("no preset %q", s.preset)
			}
			if s.files > 0 {
				setting.Files = s.files
			}
			s.files = setting.Files
			rows[i] = &row{study: s, truth: setting.MBs, mode: Mode(setting.Mode)}
			t.Run(fmt.Sprintf("%s-%d", s.preset, s.files), func(t *testing.T) {
				t.Parallel()
				for seed := range uint64(*coverageRuns) {
					rows[i].add(t, setting, seed)
				}
				rows[i].judge(t)
			})
		}
	})
	t.Logf("%d copies a row; B/truth with quartiles\n%s", *coverageRuns, rowsTable(rows))
}

func (y *row) add(t *testing.T, setting simulate.Setting, seed uint64) {
	t.Helper()
	run, err := simulate.Play(setting, seed)
	if err != nil {
		t.Fatal(err)
	}
	e := &estimator{b: evenly(mainBurst(run)), opt: Options{Permutations: 99}, mode: Undecided}
	y.runs++
	if len(e.b.Events) < 8 || len(e.b.Ticks) < 3 {
		return
	}
	e.fit()
	x := e.rates()
	if e.mode != Undecided {
		y.decided++
		if e.mode != y.mode {
			y.wrong++
		}
	}
	if e.link.p <= 0.05 {
		y.p05++
	}
	if e.link.p <= 0.01 {
		y.p01++
	}
	for _, g := range x.Gates {
		switch {
		case g.Code == "G3" && g.Passed:
			y.linked++
		case g.Code == "G6" && !g.Passed:
			y.parallel++
		case g.Code == "G7" && !g.Passed:
			y.cached++
		}
	}
	f := x.Fit.RateMBs
	switch {
	case f == nil:
	case f.High == nil:
		y.bounded++
		if *f.Low > y.truth {
			y.boundsWrong++
		}
	default:
		y.answered++
		if *f.Low <= y.truth && y.truth <= *f.High {
			y.covered++
		}
		y.halves = append(y.halves, math.Log(*f.High / *f.Low)/2)
		if f.Estimate != nil {
			y.ratios = append(y.ratios, *f.Estimate/y.truth)
		}
	}
}

// mainBurst segments the listing of a run and returns the burst with most bytes.
func mainBurst(run *simulate.Run) *burst.Burst {
	events := make([]burst.Event, len(run.Listed))
	stamps := make([]int64, len(run.Listed))
	for i, f := range run.Listed {
		events[i] = burst.Event{T: f.Stamp, Size: f.Size, Entry: i}
		stamps[i] = f.Stamp
	}
	slices.Sort(stamps)
	r := timestamps.Tick(stamps, timestamps.Resolution(stamps))
	bursts := burst.Segment(events, burst.Options{Resolution: r})
	most := 0
	for i := range bursts {
		if bursts[i].Bytes > bursts[most].Bytes {
			most = i
		}
	}
	return &bursts[most]
}

// judge fails where so many intervals miss that the promised coverage would show it in fewer
// than one study of a thousand.
func (y *row) judge(t *testing.T) {
	t.Helper()
	if y.want > 0 && atLeast(y.answered-y.covered, y.answered, 1-y.want) < 1e-3 {
		t.Errorf("%d of %d intervals cover the truth, want a share of %.2f", y.covered, y.answered, y.want)
	}
	if y.want > 0 && atLeast(y.wrong, y.decided, 0.01) < 1e-3 {
		t.Errorf("%d of %d decisions for START or END are wrong, want less than .01", y.wrong, y.decided)
	}
	if strings.HasPrefix(y.preset, "unlinked") && atLeast(y.p01, y.runs, 0.01) < 1e-3 {
		t.Errorf("a link is found in %d of %d listings without one at level .01", y.p01, y.runs)
	}
}

// atLeast returns the probability of k or more in n draws of probability p.
func atLeast(k, n int, p float64) float64 {
	var sum float64
	for i := k; i <= n; i++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(i + 1))
		c, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(a - b - c + float64(float64(i)*math.Log(p)) + float64(float64(n-i)*math.Log(1-p)))
	}
	return sum
}

// rowsTable prints the study in Markdown.
func rowsTable(rows []*row) string {
	var b strings.Builder
	b.WriteString("| preset | files | answered | median B/truth | covered | half-width | bounds (wrong) | decided (wrong) | G3 passed | G6 failed | G7 failed | link at .05, .01 |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, y := range rows {
		if y == nil || y.runs == 0 { // not asked for with -run
			continue
		}
		ratio, width, covered := "-", "-", "-"
		if slices.Sort(y.ratios); len(y.ratios) > 0 {
			ratio = fmt.Sprintf("%.3f (%.2f-%.2f)", at(y.ratios, 0.5), at(y.ratios, 0.25), at(y.ratios, 0.75))
		}
		if slices.Sort(y.halves); len(y.halves) > 0 {
			width = fmt.Sprintf("x%.2f", math.Exp(at(y.halves, 0.5)))
			covered = fmt.Sprintf("%.3f", float64(y.covered)/float64(y.answered))
		}
		n := float64(y.runs)
		fmt.Fprintf(&b, "| %s | %d | %.2f | %s | %s | %s | %d (%d) | %d (%d) | %.2f | %.2f | %.2f | %.2f, %.2f |\n",
			y.preset, y.files, float64(y.answered)/n, ratio, covered, width, y.bounded, y.boundsWrong, y.decided, y.wrong,
			float64(y.linked)/n, float64(y.parallel)/n, float64(y.cached)/n, float64(y.p05)/n, float64(y.p01)/n)
	}
	return b.String()
}

// at returns a quantile of sorted values, at the nearest rank.
func at(sorted []float64, q float64) float64 {
	return sorted[int(math.Round(q*float64(len(sorted)-1)))]
}
