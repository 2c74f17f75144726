package rate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
)

// timedRun is a laboratory copy whose start and end stamps are both known.
type timedRun struct {
	ID      string   `json:"id"`
	Tool    string   `json:"tool"`
	Channel string   `json:"channel"`
	FS      string   `json:"fs"`
	Mbit    *float64 `json:"mbit"`
	Up      *float64 `json:"up"`
	Streams *int     `json:"streams_total"`
	FitRate *float64 `json:"fit_rate_MBps"`
	Device  *struct {
		Write float64 `json:"wr"`
	} `json:"dev_model"`
	PageCache *struct {
		Effect string `json:"effect"`
	} `json:"page_cache"`
	Class      string   `json:"class"`
	CopyStamps []string `json:"copy_stamps"`

	timeline string // one line for each file
}

// laboratory reads the records that have a timeline.
func laboratory(t *testing.T) []timedRun {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "groundtruth")
	f, err := os.Open(filepath.Join(dir, "runs.jsonl"))
	if err != nil {
		t.Skip("the laboratory corpus is not here: ../shared/groundtruth is needed for this test")
	}
	defer f.Close()
	var runs []timedRun
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var r timedRun
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if raw, err := os.ReadFile(filepath.Join(dir, "timelines", r.ID+".tsv")); err == nil {
			r.timeline = string(raw)
			runs = append(runs, r)
		}
	}
	return runs
}

// truth returns the marginal rate that the corpus assigns to a run of one stream, MB/s.
func (r *timedRun) truth() (mbs float64, class string) {
	switch {
	case r.Streams != nil && *r.Streams > 1:
	case r.Mbit != nil:
		mbit := *r.Mbit
		if r.Up != nil && *r.Up > 0 {
			mbit = min(mbit, *r.Up)
		}
		return .95 * mbit / 8, r.Channel[:3]
	case r.Device != nil && r.FitRate != nil && r.PageCache != nil && r.PageCache.Effect == "none" && *r.FitRate < 1.5*r.Device.Write:
		return *r.FitRate, "device"
	}
	return 0, ""
}

// timedCopy is a run with its pairs and its truth.
type timedCopy struct {
	id, source, class string
	truth             float64 // MB/s
	pairs             []Pair  // birth and change of each file
}

// timedCopies reads the laboratory copies of one stream whose rate is known.
func timedCopies(t *testing.T) []timedCopy {
	t.Helper()
	var copies []timedCopy
	for _, r := range laboratory(t) {
		truth, class := r.truth()
		if class == "" {
			continue
		}
		if pairs := pairsOfTimeline(t, r.timeline); len(pairs) > 0 {
			copies = append(copies, timedCopy{r.ID, r.Tool + " " + r.Channel + " " + r.FS, class, truth, pairs})
		}
	}
	return copies
}

// TestPairCorpus times the laboratory copies by birth and change of each file, as they were
// and at coarser steps, whole and with 70 % of the files dropped. With -v it prints the
// table of METHOD.
func TestPairCorpus(t *testing.T) {
	t.Parallel()
	table := map[string]*tally{}
	for _, c := range timedCopies(t) {
		for _, step := range []int64{0, 1e9, 2e9} {
			for _, share := range []float64{1, 0.3} {
				pairs, opt := degrade(c.pairs, step, share)
				fit, ok := EstimatePairs(pairs, opt)
				key := fmt.Sprintf("%-6s step %d s, %3.0f %% of the files", c.class, step/1e9, 100*share)
				if table[key] == nil {
					table[key] = &tally{}
				}
				table[key].add(c.id, c.truth, &fit, ok)
			}
		}
	}
	var keys []string
	for k := range table {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	covered, n := 0, 0
	for _, k := range keys {
		t.Logf("%s: %s", k, table[k])
		if !strings.HasPrefix(k, "device") {
			covered += table[k].covered
			n += len(table[k].ratios)
		}
	}
	if n < 60 || float64(covered) < 0.93*float64(n) {
		t.Errorf("the intervals cover %d of %d network rates, want 93 %% of at least 60", covered, n)
	}
}

// tally collects the estimates of one row of the table.
type tally struct {
	runs, covered  int
	ratios, halves []float64
	missed         []string
}

func (y *tally) add(id string, truth float64, f *PairFit, ok bool) {
	y.runs++
	if !ok {
		return
	}
	i := f.RateMBs
	y.ratios = append(y.ratios, *i.Estimate/truth)
	y.halves = append(y.halves, *i.High / *i.Estimate)
	if *i.Low <= truth && truth <= *i.High {
		y.covered++
	} else {
		y.missed = append(y.missed, fmt.Sprintf("%s %.2f", id, *i.Estimate/truth))
	}
}

func (y *tally) String() string {
	if len(y.ratios) == 0 {
		return fmt.Sprintf("none of %d runs", y.runs)
	}
	slices.Sort(y.ratios)
	slices.Sort(y.halves)
	n := len(y.ratios)
	return fmt.Sprintf("%d of %d runs, ratio %.3f (%.3f to %.3f), covered %d, half-width x%.2f, missed %v",
		n, y.runs, y.ratios[n/2], y.ratios[n/4], y.ratios[3*n/4], y.covered, y.halves[n/2], y.missed)
}

func pairsOfTimeline(t *testing.T, raw string) []Pair {
	t.Helper()
	var pairs []Pair
	for line := range strings.Lines(raw) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		if len(c) < 7 || strings.HasPrefix(c[0], "#") {
			continue
		}
		size, err := strconv.ParseInt(c[1], 10, 64)
		changed, e1 := strconv.ParseFloat(c[5], 64)
		birth, e2 := strconv.ParseFloat(c[6], 64)
		if err != nil || e1 != nil || e2 != nil || changed < birth-10 {
			continue
		}
		pairs = append(pairs, Pair{
			Start: int64(math.Round((1000 + birth) * 1e9)), End: int64(math.Round((1000 + changed) * 1e9)), Size: size,
		})
	}
	return pairs
}

// degrade drops files and floors stamps to a step at a random phase.
func degrade(whole []Pair, step int64, share float64) ([]Pair, PairOptions) {
	rng := rand.New(rand.NewPCG(2024, uint64(step)))
	phase := rng.Int64N(max(step, 1))
	var pairs []Pair
	var starts, ends []int64
	for _, p := range whole {
		if rng.Float64() >= share {
			continue
		}
		if step > 0 {
			p.Start -= (p.Start + phase) % step
			p.End -= (p.End + phase) % step
		}
		pairs = append(pairs, p)
		starts, ends = append(starts, p.Start), append(ends, p.End)
	}
	slices.Sort(starts)
	slices.Sort(ends)
	tick := func(sorted []int64) int64 {
		if step > 0 {
			return step
		}
		return timestamps.Tick(sorted, 100_000)
	}
	return pairs, PairOptions{StartTick: tick(starts), EndTick: tick(ends)}
}

// judged is a fitted copy: what the misfit needs of it.
type judged struct {
	source string
	id     string
	err    float64 // ln(B/truth)
	half   float64 // of the fit alone
	d      *durations
	m      pairModel
}

// TestPairMisfit learns the constants of the misfit on all sources but one and tries them on
// that one, in turn.
func TestPairMisfit(t *testing.T) {
	t.Parallel()
	var all []judged
	for _, c := range timedCopies(t) {
		pairs, opt := degrade(c.pairs, 0, 1)
		if _, ok := EstimatePairs(pairs, opt); !ok {
			continue
		}
		sortPairs(pairs)
		d := newDurations(pairs, opt)
		s := d.solve()
		m := d.model(&s.at)
		all = append(all, judged{c.source, c.id, -math.Log(m.beta * c.truth), s.half, d, m})
	}
	var sources []string
	for _, j := range all {
		sources = append(sources, j.source)
	}
	slices.Sort(sources)
	sources = slices.Compact(sources)
	covered := 0
	var halves []float64
	for _, source := range sources {
		learned := learnMisfit(all, source)
		for _, j := range all {
			if j.source != source {
				continue
			}
			half := math.Hypot(j.half, 1.96*misfitOf(j.d, &j.m, learned))
			halves = append(halves, half)
			if math.Abs(j.err) <= half {
				covered++
			} else {
				t.Logf("%s (%s): ratio %.3f, half-width x%.3f", j.id, source, math.Exp(j.err), math.Exp(half))
			}
		}
	}
	slices.Sort(halves)
	t.Logf("all sources: %v; with the source left out %d of %d copies of %d sources covered, median half-width x%.3f",
		learnMisfit(all, ""), covered, len(all), len(sources), math.Exp(halves[len(halves)/2]))
	if len(all) < 30 || float64(covered) < 0.9*float64(len(all)) {
		t.Errorf("with the source left out the intervals cover %d of %d copies, want 90 %% of at least 30", covered, len(all))
	}
}

// learnMisfit maximises the likelihood of the errors, Student's t with 4 degrees of freedom,
// over a grid.
func learnMisfit(all []judged, without string) [4]float64 {
	best, at := math.Inf(-1), [4]float64{}
	for _, a := range []float64{.01, .015, .02, .025, .03, .04, .05} {
		for _, b := range []float64{.05, .1, .2, .3} {
			for _, c := range []float64{.001, .0015, .002} {
				for _, e := range []float64{0, .1, .2, .3, .4, .5, .6, .8} {
					try := [4]float64{a, b, c, e}
					var ll float64
					for i := range all {
						j := &all[i]
						if j.source == without {
							continue
						}
						sd := math.Hypot(j.half/1.96, misfitOf(j.d, &j.m, try))
						z := j.err / sd
						ll -= math.Log(sd) + 2.5*math.Log(1+z*z/4)
					}
					if ll > best {
						best, at = ll, try
					}
				}
			}
		}
	}
	return at
}
