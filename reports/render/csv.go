package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"copyclock/analyze"
	"copyclock/analyze/finding"
)

// csvHeader are the columns of [CSV]; rates are in MB/s, 10^6 bytes a second.
var csvHeader = []string{
	"burst", "evidence", "evidence_name", "evidence_sha256", "stamp", "session", "start", "end", "files", "bytes", "ticks",
	"span_s", "pause_s", "average_mb_s", "average_low_mb_s", "average_high_mb_s", "sustained_mb_s", "mode",
	"rate_mb_s", "rate_low_mb_s", "rate_high_mb_s", "certified_mb_s", "certified_window_s", "verdict", "first", "last",
}

// CSV writes the throughput table of a result, RFC 4180 with LF: one row for each burst, a
// value that is not known empty, numbers with all their digits, names escaped as in the JSON.
func CSV(r *analyze.Result, w io.Writer) error {
	c := csv.NewWriter(w)
	rows := [][]string{csvHeader}
	for i := range r.Bursts {
		u := &r.Bursts[i]
		var name, sum string
		for j := range r.Evidence {
			if r.Evidence[j].ID == u.Evidence {
				name, sum = r.Evidence[j].Name, r.Evidence[j].SHA256
			}
		}
		row := []string{
			strconv.Itoa(u.ID), strconv.Itoa(u.Evidence), name, sum, string(u.Stamp), strconv.Itoa(u.Session), u.Start, u.End,
			strconv.Itoa(u.Files), strconv.FormatInt(u.Bytes, 10), strconv.Itoa(u.Ticks), digits(&u.SpanS), digits(&u.PauseS),
		}
		row = append(append(row, ends(u.AverageMBs)...), digits(u.SustainedMBs))
		if u.Fit != nil {
			row = append(append(row, string(u.Fit.Mode)), ends(u.Fit.RateMBs)...)
		} else {
			row = append(row, "", "", "", "")
		}
		best := -1
		for j := range u.Certified {
			if best < 0 || u.Certified[j].MBs > u.Certified[best].MBs {
				best = j
			}
		}
		if best >= 0 {
			row = append(row, digits(&u.Certified[best].MBs), digits(&u.Certified[best].WindowS))
		} else {
			row = append(row, "", "")
		}
		rows = append(rows, append(row, string(u.Verdict), u.First, u.Last))
	}
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("writing csv: %w", err)
	}
	return nil
}

// ends returns the estimate, the low and the high end of an interval.
func ends(i *finding.Interval) []string {
	if i == nil {
		return []string{"", "", ""}
	}
	return []string{digits(i.Estimate), digits(i.Low), digits(i.High)}
}

// digits writes a number with the fewest digits that read back the same.
func digits(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
