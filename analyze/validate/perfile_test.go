package validate

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/channel"
	"copyclock/analyze/llr"
	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// finely is a laboratory copy whose listing would show birth and change of each file finely.
type finely struct {
	run Run
	obs channel.Observation
}

// fineCopies analyses the laboratory copies of one stream by the stamps of their timelines, as a
// listing would show them; every third file alone where few is set.
func fineCopies(t *testing.T, few bool) []finely {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "groundtruth")
	runs, err := Load(filepath.Join(dir, "runs.jsonl"))
	if err != nil {
		t.Skip("the laboratory corpus is not here: ../shared/groundtruth is needed for this test")
	}
	var all []finely
	for _, r := range runs {
		raw, err := os.ReadFile(filepath.Join(dir, "timelines", r.ID+".tsv"))
		if err != nil || r.Class != Local && r.Class != WAN || r.StreamCount() > 1 {
			continue
		}
		in := &evidence.Evidence{Name: r.ID, Listing: timestamps.NewTable(listingOfTimeline(string(raw), few))}
		result, err := analyze.Run([]*evidence.Evidence{in}, analyze.Options{})
		if err != nil || result.Verdict == analyze.NoTransferEvidence {
			continue
		}
		for i := range result.Bursts {
			b := &result.Bursts[i]
			if b.Bytes != mostBytes(result) {
				continue
			}
			if obs, _, ok := analyze.Observe(b); ok && obs.PerFile != nil {
				all = append(all, finely{r, obs})
			}
			break
		}
	}
	return all
}

func listingOfTimeline(raw string, few bool) *timestamps.Listing {
	l := &timestamps.Listing{}
	n := int64(0)
	for line := range strings.Lines(raw) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		if len(c) < 7 || strings.HasPrefix(c[0], "#") {
			continue
		}
		size, err := strconv.ParseInt(c[1], 10, 64)
		changed, e1 := strconv.ParseFloat(c[5], 64)
		birth, e2 := strconv.ParseFloat(c[6], 64)
		if n++; err != nil || e1 != nil || e2 != nil || few && n%3 != 0 {
			continue
		}
		stamp := func(s float64) timestamps.Stamp {
			return timestamps.Stamp{Nanos: 1_700_000_000_000_000_000 + int64(math.Round(s*1e9)), State: timestamps.Instant}
		}
		l.Entries = append(l.Entries, timestamps.Entry{
			Path: c[0], Size: size, Kind: timestamps.File, Line: n,
			Times: timestamps.Times{Modified: stamp(changed), Changed: stamp(changed), Birth: stamp(birth)},
		})
	}
	return l
}

// TestPerFile asks what the cost of a file adds where a listing shows both of its stamps finely, of a third
// of the files: the ratios of local:wan by the built-in profiles, in which no such copy has a part, are better
// with it than without. With -v it prints the figures of METHOD, those of whole copies too.
func TestPerFile(t *testing.T) {
	t.Parallel()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	builtIn, _ := set.ForEra(2024)
	for _, few := range []bool{true, false} {
		if !few && !testing.Verbose() {
			continue
		}
		copies := fineCopies(t, few)
		var lines []string
		var with, without [2][]llr.Case
		sources := map[string]bool{}
		for _, c := range copies {
			side := 0
			if c.run.Class == WAN {
				side = 1
			}
			sources[c.run.Source()] = true
			bare := c.obs
			bare.PerFile = nil
			a, b := channel.Compare(bare, builtIn).Contrasts[0].Model().Mid, channel.Compare(c.obs, builtIn).Contrasts[0].Model().Mid
			without[side] = append(without[side], llr.Case{Log10LR: a})
			with[side] = append(with[side], llr.Case{Log10LR: b})
			lines = append(lines, fmt.Sprintf("%-5s %-28s %7.2f MB/s %6.1f ms: %+.2f, with the cost %+.2f", c.run.Class, c.run.Source(), math.Exp(c.obs.LogRate), c.obs.PerFile.MS, a, b))
		}
		slices.Sort(lines)
		t.Logf("a third of the files: %v; %d:%d copies of %d sources\n%s", few, len(with[0]), len(with[1]), len(sources), strings.Join(lines, "\n"))
		before, after := llr.Cllr(without[0], without[1]), llr.Cllr(with[0], with[1])
		t.Logf("Cllr %.3f without, %.3f with the cost; min %.3f and %.3f", before, after, llr.CllrMin(without[0], without[1]), llr.CllrMin(with[0], with[1]))
		if len(with[0]) < 8 || len(with[1]) < 8 || after > before {
			t.Errorf("Cllr is %.3f without the cost of a file and %.3f with it", before, after)
		}
	}
}
