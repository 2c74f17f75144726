package analyze

import (
	"strings"
	"testing"

	"copyclock/timestamps"
)

func TestClockChange(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ start, end, want string }{
		{"2016-10-30T02:30:00", "2016-10-30T02:40:00", "2016-10-30"},             // Europe
		{"2016-11-06T01:10:00", "2016-11-06T01:20:00", "2016-11-06"},             // North America
		{"2017-03-12T03:59:59", "2017-03-12T04:20:00", "2017-03-12"},             // North America
		{"2017-03-26T00:00:00", "2017-03-26T00:00:01", "2017-03-26"},             // Europe
		{"2017-04-02T02:00:00.123456789", "2017-04-02T02:00:01", "2017-04-02"},   // Australia
		{"2017-09-24T01:00:00+12:00", "2017-09-24T02:00:00+12:00", "2017-09-24"}, // New Zealand
		{"2017-03-25T22:00:00", "2017-03-26T09:00:00", "2017-03-26"},             // through the night
		{"2017-03-26T04:00:00", "2017-03-26T09:00:00", ""},                       // after it
		{"2017-03-19T02:00:00", "2017-03-19T02:30:00", ""},                       // a Sunday between
		{"2016-07-05T22:39:18", "2016-07-05T22:40:45", ""},
		{"unreadable", "2016-07-05T22:40:45", ""},
		{"1980-01-01T00:00:00", "2016-07-05T22:40:45", ""}, // no burst is that long
	} {
		if got := clockChange(test.start, test.end); got != test.want {
			t.Errorf("clockChange(%s, %s) = %q, want %q", test.start, test.end, got, test.want)
		}
	}
}

func TestClockLimits(t *testing.T) {
	t.Parallel()
	r := &Result{
		Evidence: []Evidence{{ID: 1, Zone: timestamps.Zone{Name: "unknown"}}, {ID: 2, Zone: timestamps.Zone{Name: "UTC", Source: "input"}}},
		Bursts: []Burst{
			{ID: 1, Evidence: 2, Start: "2016-10-30T02:30:00Z", End: "2016-10-30T02:40:00Z", PauseS: 3600},
			{ID: 2, Evidence: 1, Start: "2016-10-30T02:30:00", End: "2016-10-30T02:40:00", PauseS: 10},
			{ID: 3, Evidence: 1, Start: "2016-10-30T03:41:00", End: "2016-10-30T03:45:00", PauseS: 3607},
		},
	}
	var codes, text []string
	for _, l := range clockLimits(r) {
		codes, text = append(codes, l.Code), append(text, l.Text)
	}
	if got := strings.Join(codes, " "); got != "clock-change clock-step" {
		t.Errorf("limits %q, want clock-change clock-step", got)
	}
	if all := strings.Join(text, " "); !strings.Contains(all, "Burst 2") || !strings.Contains(all, "before burst 3 is 3607 s") {
		t.Errorf("the limits name other bursts: %s", all)
	}
}
