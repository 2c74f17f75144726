package rate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"copyclock/analyze/burst"
	"copyclock/timestamps"
)

// stampedCopies reads the copies of one stream with a known rate as columns of stamps.
func stampedCopies(t *testing.T) (copies []timedRun, columns map[string][]burst.Event) {
	t.Helper()
	columns = map[string][]burst.Event{}
	for _, r := range laboratory(t) {
		field := 4
		switch {
		case slices.Contains(r.CopyStamps, "mtime"):
		case slices.Contains(r.CopyStamps, "ctime"):
			field = 5
		default:
			continue
		}
		if truth, _ := r.truth(); truth == 0 || r.Class == "misleading" || r.Class == "none" {
			continue
		}
		var events []burst.Event
		for i, line := range strings.Split(r.timeline, "\n") {
			cells := strings.Split(line, "\t")
			if i == 0 || len(cells) < 7 {
				continue
			}
			size, err1 := strconv.ParseInt(cells[1], 10, 64)
			at, err2 := strconv.ParseFloat(cells[field], 64)
			if err1 == nil && err2 == nil {
				events = append(events, burst.Event{T: int64(math.Round(at*1e4)) * 1e5, Size: size, Entry: len(events)})
			}
		}
		columns[r.ID] = events
		copies = append(copies, r)
	}
	return copies, columns
}

// coarseFit is one laboratory copy fitted at a number of steps.
type coarseFit struct {
	source, class string
	ratio, half   float64 // estimate over truth; half-width of its logarithm
}

func (f coarseFit) covered() bool { return math.Abs(math.Log(f.ratio)) <= f.half }

// fitAt fits the largest burst of a column in about the given number of steps; false where
// the gates leave no two-sided rate.
func fitAt(events []burst.Event, steps float64) (*solution, bool) {
	times := make([]int64, len(events))
	for i, e := range events {
		times[i] = e.T
	}
	slices.Sort(times)
	var b *burst.Burst
	all := burst.Segment(events, burst.Options{Resolution: timestamps.Tick(times, 1e5), Stamp: timestamps.Modified})
	for i := range all {
		if b == nil || all[i].Bytes > b.Bytes {
			b = &all[i]
		}
	}
	if b == nil || len(b.Events) < 8 || len(b.Ticks) < fewTicks {
		return nil, false
	}
	c := newChain(b, 0, len(b.Ticks))
	p := c.fit()
	if k := math.Floor(p.work(c) / steps / c.r); k >= 2 {
		c = c.coarsen(k * c.r)
		p = c.fit()
	}
	e := &estimator{b: b, pair: p, fine: p, mode: End}
	if p.start.ll > p.end.ll {
		e.mode = Start
	}
	e.link = testLink(e.best(), c, 99, 1)
	v := &verdicts{}
	v.explain(e)
	s := e.best()
	return s, e.link.p <= linkLevel && !v.oneSided && s.half <= math.Log(4) && s.rate() <= ceiling
}

// TestSteps fits the laboratory copies at their true, fine stamps. The intervals of the shipped
// number of steps must cover the truth. With -v it prints the table of docs/METHOD.md by
// number of steps, and what is covered where the number is chosen with each source left out.
func TestSteps(t *testing.T) {
	t.Parallel()
	copies, columns := stampedCopies(t)
	numbers := []float64{coarseSteps}
	if testing.Verbose() {
		numbers = []float64{25, 50, coarseSteps, 100, 200, 400, 1e9}
	}
	fits := make([][]coarseFit, len(numbers))
	for i, steps := range numbers {
		for _, r := range copies {
			truth, class := r.truth()
			if s, ok := fitAt(columns[r.ID], steps); ok {
				fits[i] = append(fits[i], coarseFit{r.Tool + " " + r.Channel + " " + r.FS, class, s.rate() / truth, s.half})
			}
		}
		covered, n, line := summary(fits[i], "")
		t.Logf("%4.0f steps: %s", steps, line)
		if steps == coarseSteps && (n < 25 || float64(covered) < 0.9*float64(n)) {
			t.Errorf("the intervals cover %d of %d laboratory rates, want 90 %% of at least 25", covered, n)
		}
	}
	if len(numbers) > 1 {
		t.Logf("number of steps chosen with the source left out: %s", leftOut(fits))
	}
}

// summary counts the fits whose interval covers the truth, those of one source only or, with
// "", all of them.
func summary(fits []coarseFit, source string) (covered, n int, line string) {
	var ratios, halves []float64
	for _, f := range fits {
		if source != "" && f.source != source {
			continue
		}
		n++
		if f.covered() {
			covered++
		}
		ratios, halves = append(ratios, f.ratio), append(halves, math.Exp(f.half))
	}
	slices.Sort(ratios)
	slices.Sort(halves)
	if n > 0 {
		line = fmt.Sprintf("%d fitted, ratio %.3f (%.3f to %.3f), covered %d, half-width x%.2f",
			n, ratios[n/2], ratios[n/4], ratios[3*n/4], covered, halves[n/2])
	}
	return covered, n, line
}

// leftOut chooses for each source, by the others, the most steps that cover 93 %, or else those
// that cover most, and says what they cover of that source.
func leftOut(fits [][]coarseFit) string {
	var sources []string
	for _, all := range fits {
		for _, f := range all {
			if !slices.Contains(sources, f.source) {
				sources = append(sources, f.source)
			}
		}
	}
	covered, n := 0, 0
	for _, source := range sources {
		best, share := 0, 0.0
		for i := range fits {
			all, m, _ := summary(fits[i], "")
			own, k, _ := summary(fits[i], source)
			if s := float64(all-own) / float64(max(m-k, 1)); math.Min(s, 0.93) >= share {
				best, share = i, math.Min(s, 0.93)
			}
		}
		c, k, _ := summary(fits[best], source)
		covered += c
		n += k
	}
	return fmt.Sprintf("%d of %d covered, %d sources", covered, n, len(sources))
}
