package timestamps_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"copyclock/timestamps"
)

// TestWallCalendar holds that our calendar is that of package time.
func TestWallCalendar(t *testing.T) {
	t.Parallel()
	check := func(t interface{ Errorf(string, ...any) }, d timestamps.Date) {
		want := time.Date(d.Year, time.Month(d.Month), d.Day, d.Hour, d.Minute, d.Second, d.Nanosecond, time.UTC)
		real := want.Year() == d.Year && int(want.Month()) == d.Month && want.Day() == d.Day && want.Hour() == d.Hour
		got := timestamps.Wall(d)
		if d.Year < 1678 || d.Year > 2261 {
			if got.Known() && d.Year != 1677 && d.Year != 2262 {
				t.Errorf("Wall(%v) = %s", d, got.Text())
			}
		} else if got.Known() != real || real && got.Nanos != want.UnixNano() {
			t.Errorf("Wall(%v) = %d, want %d (%v)", d, got.Nanos, want.UnixNano(), want)
		}
	}
	for day := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2300; day = day.AddDate(0, 0, 1) {
		check(t, timestamps.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()})
	}
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
		check(t, timestamps.Date{
			Year: n("year", 1677, 2263), Month: n("month", 1, 12), Day: n("day", 1, 31),
			Hour: n("hour", 0, 23), Minute: n("minute", 0, 59), Second: n("second", 0, 59), Nanosecond: n("ns", 0, 999_999_999),
		})
	})
	for _, d := range []timestamps.Date{
		{Year: 2016, Month: 0, Day: 1}, {Year: 2016, Month: 13, Day: 1}, {Year: 2016, Month: 1}, {Year: -5, Month: 1, Day: 1},
		{Year: 1 << 40, Month: 1, Day: 1}, {Year: 2016, Month: 1, Day: 1, Hour: -1}, {Year: 2016, Month: 1, Day: 1, Second: 60},
	} {
		if s := timestamps.Wall(d); s.State != timestamps.Invalid {
			t.Errorf("Wall(%v) = %+v", d, s)
		}
	}
}
