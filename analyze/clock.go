package analyze

import (
	"fmt"
	"math"
	"time"
)

// A clock that was set by one hour leaves a pause of one hour and the time between two files.
const (
	clockStepS = 3600.0
	nearStepS  = 60.0
)

// clockLimits names the bursts that a change of summer time may have stretched, shrunk or
// torn apart. It looks only at clocks that show local time: stamps without a zone, and those
// whose zone the user gave as an offset, unless they are shown in another one. The rules of a
// named zone have moved the hour already; what they leave open is a warning of the evidence.
func clockLimits(r *Result) []Limit {
	var out []Limit
	local := map[int]bool{}
	for _, e := range r.Evidence {
		local[e.ID] = e.Zone.Name == "unknown" || (e.Zone.Source == "user" && r.Options.DisplayTZ == "" && !namedZone(e.Zone.Name))
	}
	changed, stepped := false, false
	for i := range r.Bursts {
		u := &r.Bursts[i]
		if !local[u.Evidence] {
			continue
		}
		if day := clockChange(u.Start, u.End); day != "" && !changed {
			changed = true
			out = append(out, Limit{"clock-change", fmt.Sprintf("Burst %d lies in the hours of %s in which many countries change their clocks. "+
				"If the clock of these stamps changed then, its span is wrong by an hour.", u.ID, day), "METHOD 3.2; SOLVE-IT DFW-1268"})
		}
		if math.Abs(u.PauseS-clockStepS) <= nearStepS && !stepped {
			stepped = true
			out = append(out, Limit{"clock-step", fmt.Sprintf("The pause before burst %d is %g s, an hour to within a minute, as a clock that is set leaves it: "+
				"the copy may have run on through it.", u.ID, u.PauseS), "METHOD 3.2; SOLVE-IT DFW-1148"})
		}
	}
	return out
}

// namedZone tells names such as Europe/Berlin from UTC and offsets.
func namedZone(name string) bool { return name != "UTC" && name[0] != '+' && name[0] != '-' }

// clockChange returns the day on which many countries change their clocks, if the wall-clock
// times from start to end touch its first four hours; else nothing. The days are those of
// Europe and New Zealand (last Sundays of March, September and October), of North America
// (second Sunday of March, first of November) and of Australia (first Sundays of April and
// October).
func clockChange(start, end string) string {
	from, err1 := wallClock(start)
	to, err2 := wallClock(end)
	if err1 != nil || err2 != nil || to.Sub(from) > 366*24*time.Hour {
		return ""
	}
	for day := from.Truncate(24 * time.Hour); !day.After(to); day = day.Add(24 * time.Hour) {
		if changesClocks(day) && from.Before(day.Add(4*time.Hour)) {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

func changesClocks(day time.Time) bool {
	if day.Weekday() != time.Sunday {
		return false
	}
	last := day.AddDate(0, 0, 7).Month() != day.Month()
	switch n := (day.Day() + 6) / 7; day.Month() { // n-th Sunday of its month
	case time.March:
		return n == 2 || last
	case time.April, time.November:
		return n == 1
	case time.September:
		return last
	case time.October:
		return n == 1 || last
	default:
		return false
	}
}

// wallClock reads what a clock on the wall showed: the offset of a stamp is left out.
func wallClock(stamp string) (time.Time, error) {
	const whole = len("2006-01-02T15:04:05")
	if len(stamp) < whole {
		return time.Time{}, fmt.Errorf("%q is no time", stamp)
	}
	return time.Parse("2006-01-02T15:04:05", stamp[:whole])
}
