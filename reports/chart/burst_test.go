package chart_test

import (
	"strings"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/reports/chart"
	"copyclock/timestamps"
)

// twenty returns a burst of twenty ticks of one MB, a second apart, and one gap of an hour.
func twenty() analyze.Burst {
	u := analyze.Burst{
		ID: 1, Evidence: 1, Stamp: timestamps.Modified, Session: 1, Start: "2016-07-05T22:00:00", Files: 20, Bytes: 20e6, Ticks: 20, SpanS: 3619,
		Fit: &rate.Fit{Mode: rate.End, RateMBs: finding.Between(0.9, 1, 1.1)},
	}
	t := 0.0
	for i := range 20 {
		gap := 1.0
		switch i {
		case 0:
			gap = 0
		case 19:
			gap = 3600
		}
		t += gap
		u.Series = append(u.Series, analyze.SeriesPoint{TS: t, GapS: gap, Size: 1e6, Bytes: int64(i+1) * 1e6})
	}
	return u
}

// A pause does not press the other gaps to the axis: it is counted at the edge.
func TestLongGaps(t *testing.T) {
	t.Parallel()
	p := chart.Gaps(&analyze.Result{Bursts: []analyze.Burst{twenty()}})
	svg := p.SVG("x")
	if !strings.Contains(svg, "1 longer gap, up to 1 h 00 min") || !strings.Contains(svg, "Z\" fill") {
		t.Errorf("the gap of an hour is not at the edge:\n%s", svg)
	}
	if got := strings.Count(svg, "<circle"); got != 18 {
		t.Errorf("%d points, want the 18 gaps of a second", got)
	}
}

// Where stamps lie at the start of files, the gap after a tick is the time of its bytes.
func TestGapsAfterStart(t *testing.T) {
	t.Parallel()
	u := twenty()
	u.Series[19].Size = 50e6 // the last tick has no gap after it
	end := chart.Gaps(&analyze.Result{Bursts: []analyze.Burst{u}})
	u.Fit = &rate.Fit{Mode: rate.Start, RateMBs: u.Fit.RateMBs}
	start := chart.Gaps(&analyze.Result{Bursts: []analyze.Burst{u}})
	if !strings.Contains(end.Desc, "tick before it") || !strings.Contains(start.Desc, "tick after it") {
		t.Errorf("the descriptions do not say which gap: %q, %q", end.Desc, start.Desc)
	}
	if !strings.Contains(end.SVG("x"), ">50<") || strings.Contains(start.SVG("x"), ">50<") {
		t.Error("the axis of START holds the last tick, which took no time that is known")
	}
}

// The bursts of a session stand one after the other, and the one with most bytes is marked.
func TestSessionOfBursts(t *testing.T) {
	t.Parallel()
	first, second, foreign := twenty(), twenty(), twenty()
	second.ID, second.Start, second.Bytes = 2, "2016-07-05T23:10:00.5", 21e6
	foreign.ID, foreign.Session, foreign.Start = 3, 2, "2016-07-06T23:10:00"
	p := chart.Bytes(&analyze.Result{Bursts: []analyze.Burst{first, second, foreign}})
	for _, want := range []string{"in the 2 bursts of one session", "41.0 MB in 2 h 10 min", "Burst 2, with most bytes"} {
		if !strings.Contains(p.Desc, want) {
			t.Errorf("the description lacks %q: %s", want, p.Desc)
		}
	}
	svg := p.SVG("x")
	if got := strings.Count(svg, "<rect"); got != 2 {
		t.Errorf("%d bursts are marked, want 2", got)
	}
	if !strings.Contains(svg, "minutes since the first stamp") {
		t.Error("two hours are not drawn in minutes")
	}
	second.Start = "not a time"
	if p := chart.Bytes(&analyze.Result{Bursts: []analyze.Burst{first, second}}); p == nil || strings.Contains(p.Desc, "bursts of one session") {
		t.Errorf("a burst without a place is drawn beside others: %v", p)
	}
}
