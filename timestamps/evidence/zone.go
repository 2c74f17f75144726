package evidence

import (
	"fmt"
	"strings"
	"time"

	"copyclock/timestamps"
	"copyclock/timestamps/zoneinfo"
)

// zone is the meaning that the user gives to floating stamps; the zero zone gives none.
type zone struct {
	name    string
	minutes int64          // east of UTC, where rules is nil
	rules   *time.Location // of a named zone
}

// ParseOffset returns the minutes east of UTC that UTC, Z or an offset such as +02:00 stands
// for; zero for an empty one.
func ParseOffset(text string) (int16, error) {
	z, err := parseOffset(text)
	return int16(z.minutes), err
}

// parseZone reads what [parseOffset] reads, or the name of a zone such as Europe/Berlin.
func parseZone(s string) (zone, error) {
	if s == "" || s[0] == '+' || s[0] == '-' || s == "UTC" || s == "Z" {
		return parseOffset(s)
	}
	rules, err := zoneinfo.Load(s)
	if err != nil {
		return zone{}, fmt.Errorf("%w, or a name such as Europe/Berlin, not %q", ErrZone, s)
	}
	return zone{name: rules.String(), rules: rules}, nil
}

// parseOffset reads UTC, Z or an offset: +02:00, +0200, +02.
func parseOffset(s string) (zone, error) {
	if s == "" {
		return zone{}, nil
	}
	if s == "UTC" || s == "Z" {
		return zone{name: "UTC"}, nil
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if (s[0] != '+' && s[0] != '-') || (len(digits) != 2 && len(digits) != 4) ||
		(strings.Contains(s, ":") && (len(s) != 6 || s[3] != ':')) {
		return zone{}, fmt.Errorf("%w, not %q", ErrZone, s)
	}
	n := int64(0)
	for _, c := range []byte((digits + "00")[:4]) {
		if c < '0' || c > '9' {
			return zone{}, fmt.Errorf("%w, not %q", ErrZone, s)
		}
		n = 10*n + int64(c-'0')
	}
	hours, minutes := n/100, n%100
	if minutes > 59 || hours*60+minutes > 18*60 {
		return zone{}, fmt.Errorf("%w, not %q (at most 18 hours)", ErrZone, s)
	}
	z := zone{name: fmt.Sprintf("%c%02d:%02d", s[0], hours, minutes), minutes: hours*60 + minutes}
	if z.minutes == 0 {
		z.name = "UTC"
	}
	if s[0] == '-' {
		z.minutes = -z.minutes
	}
	return z, nil
}

// apply makes the floating stamps of a listing instants, and counts those that the clocks of a
// named zone never showed or showed twice. It refuses a listing that holds instants already:
// the user's word would stand against the input's.
func (z zone) apply(t *timestamps.Table) error {
	if z.name == "" {
		return nil
	}
	if line, zoned := firstInstant(t); zoned {
		return fmt.Errorf("%w (zone %s, line %d)", ErrZoned, t.Zone.Name, line)
	}
	clock := wallClock{rules: z.rules}
	missing := timestamps.Warning{Code: "clock-skipped", Text: "some times fall into an hour that the clocks of " +
		z.name + " skipped: this is not their zone, or the times were converted; they are read with the offset of before"}
	twice := timestamps.Warning{Code: "clock-repeated", Text: "some times fall into an hour that the clocks of " +
		z.name + " showed twice; they are read as of the first, and may be later by it"}
	t.EditStamps(func(line int64, s *timestamps.Stamp) { clock.fix(s, z.minutes, line, &missing, &twice) })
	for _, w := range []timestamps.Warning{missing, twice} {
		if w.Count > 0 {
			t.Warnings = append(t.Warnings, w)
		}
	}
	t.Zone = timestamps.Zone{Name: z.name, Source: "user"}
	return nil
}

// firstInstant returns the line of the first entry with a stamp that names its zone.
func firstInstant(t *timestamps.Table) (line int64, found bool) {
	if _, instant, _ := t.Zoned(); !instant {
		return 0, false
	}
	for _, e := range t.All() {
		for _, c := range timestamps.Columns {
			if e.Times.Of(c).State == timestamps.Instant {
				return e.Line, true
			}
		}
	}
	return 0, false
}
