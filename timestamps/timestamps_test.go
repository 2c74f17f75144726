package timestamps_test

import (
	"testing"

	"copyclock/timestamps"
)

func TestStampText(t *testing.T) {
	t.Parallel()
	date := timestamps.Date{Year: 2016, Month: 7, Day: 5, Hour: 18, Minute: 39, Second: 2, Nanosecond: 500}
	for _, test := range []struct {
		name  string
		stamp timestamps.Stamp
		want  string
	}{
		{"absent", timestamps.Stamp{}, ""},
		{"floating", timestamps.Wall(date), "2016-07-05T18:39:02.0000005"},
		{"offset", timestamps.WallAt(date, -240), "2016-07-05T18:39:02.0000005-04:00"},
		{"epoch", timestamps.At(0, 0), "1970-01-01T00:00:00Z"},
		{"before 1970", timestamps.At(-1, 0), "1969-12-31T23:59:59Z"},
		{"negative fraction", timestamps.At(-1, -10), ""},
		{"beyond 2262", timestamps.At(9_300_000_000, 0), ""},
		{"month 13", timestamps.Wall(timestamps.Date{Year: 2020, Month: 13, Day: 1}), ""},
		{"31 April", timestamps.Wall(timestamps.Date{Year: 2020, Month: 4, Day: 31}), ""},
		{"second 60", timestamps.Wall(timestamps.Date{Year: 2016, Month: 12, Day: 31, Hour: 23, Minute: 59, Second: 60}), ""},
		{"year 1601", timestamps.Wall(timestamps.Date{Year: 1601, Month: 1, Day: 1}), ""},
	} {
		if got := test.stamp.Text(); got != test.want {
			t.Errorf("%s: Text() = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWallAtIsTheInstant(t *testing.T) {
	t.Parallel()
	got := timestamps.WallAt(timestamps.Date{Year: 1970, Month: 1, Day: 1, Hour: 2}, 120)
	if got.Nanos != 0 || got.State != timestamps.Instant {
		t.Errorf("02:00 at +02:00 = %+v, want the epoch", got)
	}
}
