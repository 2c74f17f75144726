package analyze_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/timestamps/evidence"
)

// labRun is the part of a laboratory record that the corpus test compares with.
type labRun struct {
	ID       string   `json:"id"`
	Class    string   `json:"class"`
	Channel  string   `json:"channel"`
	Tool     string   `json:"tool"`
	FS       string   `json:"fs"`
	How      string   `json:"how"`
	Mbit     *float64 `json:"mbit"`
	Up       *float64 `json:"up"`
	Streams  *int     `json:"streams_total"`
	FitRate  *float64 `json:"fit_rate_MBps"`
	DevModel *struct {
		Write float64 `json:"wr"`
	} `json:"dev_model"`
	PageCache *struct {
		Effect string `json:"effect"`
	} `json:"page_cache"`
	CopyStamps []string `json:"copy_stamps_in_listing"`
	Listing    struct {
		File   string `json:"file"`
		Format string `json:"format"`
		Files  int    `json:"files"`
		Bytes  int64  `json:"bytes"`
		Naive  map[string]struct {
			MBs *float64 `json:"MBps"`
		} `json:"naive_MBps"`
	} `json:"listing"`
}

// rateTruth is the true marginal rate in MB/s that the corpus assigns to a run: .95 of the
// slower side of a network, the fitted rate of a device only where no page cache hides it.
func (r *labRun) rateTruth() (float64, bool) {
	if r.Streams != nil && *r.Streams > 1 {
		return 0, false
	}
	if r.Mbit != nil {
		mbit := *r.Mbit
		if r.Up != nil && *r.Up > 0 && *r.Up < mbit {
			mbit = *r.Up
		}
		return .95 * mbit / 8, true
	}
	if r.DevModel != nil && r.FitRate != nil && r.PageCache != nil &&
		r.PageCache.Effect == "none" && *r.FitRate < 1.5*r.DevModel.Write {
		return *r.FitRate, true
	}
	return 0, false
}

func labRuns(t *testing.T) (runs []labRun, dir string) {
	t.Helper()
	dir = filepath.Join("..", "..", "shared", "groundtruth")
	f, err := os.Open(filepath.Join(dir, "runs.jsonl"))
	if err != nil {
		t.Skip("the laboratory corpus is not here: ../shared/groundtruth is needed for this test")
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var r labRun
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
	}
	return runs, dir
}

// TestCorpus reads every listing of the laboratory exactly and keeps the promises that hold
// for each of them; with -v it prints the table that the closing notes quote.
func TestCorpus(t *testing.T) {
	t.Parallel()
	runs, dir := labRuns(t)
	column := map[string]string{"mtime": "modified", "ctime": "changed", "btime": "birth", "atime": "accessed"}
	var covered, identified, unreadable int
	for _, run := range runs {
		f, err := os.Open(filepath.Join(dir, run.Listing.File))
		if err != nil {
			t.Fatal(err)
		}
		in, err := evidence.Open(run.ID, f, evidence.Options{})
		f.Close()
		if err != nil {
			unreadable++
			t.Logf("%-7s %-11s unreadable: %v", run.ID, run.Listing.Format, err)
			continue
		}
		totals := in.Listing.Totals()
		if totals.Files != run.Listing.Files || totals.Bytes != run.Listing.Bytes {
			t.Errorf("%s (%s): read %d files and %d bytes, want %d and %d", run.ID, run.Listing.Format,
				totals.Files, totals.Bytes, run.Listing.Files, run.Listing.Bytes)
		}
		result, err := analyze.Run([]*evidence.Evidence{in}, analyze.Options{})
		if err != nil {
			t.Errorf("%s: %v", run.ID, err)
			continue
		}
		var b *analyze.Burst
		for i := range result.Bursts {
			if b == nil || result.Bursts[i].Bytes > b.Bytes {
				b = &result.Bursts[i]
			}
		}
		truth, known := run.rateTruth()
		line := fmt.Sprintf("%-7s %-10s %-16s %-12s %-11s", run.ID, run.Class, run.Channel, run.Tool, run.Listing.Format)
		if b == nil {
			t.Logf("%s refused; copy stamps listed: %v; %s", line, run.CopyStamps, run.How)
			continue
		}
		visible := false
		for _, s := range run.CopyStamps {
			visible = visible || column[s] == string(b.Stamp)
		}
		line += fmt.Sprintf(" %-8s visible=%-5v %5d files %4d ticks %-20s avg %s", b.Stamp, visible, b.Files, b.Ticks,
			b.Verdict, spread(b.AverageMBs))
		if b.Fit != nil {
			line += fmt.Sprintf(" %-9s B %s", b.Fit.Mode, spread(b.Fit.RateMBs))
		}
		if known {
			line += fmt.Sprintf(" truth %.4g", truth)
			if b.Fit != nil && b.Fit.RateMBs != nil && b.Fit.RateMBs.High != nil && visible {
				identified++
				if *b.Fit.RateMBs.Low <= truth && truth <= *b.Fit.RateMBs.High {
					covered++
				} else {
					line += " MISS"
				}
			}
		}
		t.Log(line + " " + failedGates(b))
		if b.Fit != nil && b.Fit.RateMBs != nil && b.Fit.RateMBs.Estimate != nil && *b.Fit.RateMBs.Estimate > 5000 {
			t.Errorf("%s: a rate of %g MB/s is above anything physical", run.ID, *b.Fit.RateMBs.Estimate)
		}
	}
	t.Logf("%d runs, %d of formats that cannot be read yet; the provisional interval covers %d of %d rates with a known truth",
		len(runs), unreadable, covered, identified)
}

func failedGates(b *analyze.Burst) string {
	var failed []string
	for _, g := range b.Gates {
		if !g.Passed {
			failed = append(failed, g.Code)
		}
	}
	return strings.Join(failed, ",")
}

func spread(i *finding.Interval) string {
	if i == nil {
		return "-"
	}
	show := func(x *float64) string {
		if x == nil {
			return "-"
		}
		return fmt.Sprintf("%.4g", *x)
	}
	return show(i.Low) + "<" + show(i.Estimate) + "<" + show(i.High)
}
