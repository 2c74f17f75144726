package evidence

import (
	"fmt"
	"math"
	"strings"

	"copyclock/timestamps"
)

// zone is the meaning that the user gives to floating stamps; the zero zone gives none.
type zone struct {
	name    string
	minutes int64 // east of UTC
}

// ParseOffset returns the minutes east of UTC that a zone stands for, as --source-tz reads it;
// zero for an empty one.
func ParseOffset(text string) (int16, error) {
	z, err := parseZone(text)
	return int16(z.minutes), err
}

// parseZone reads UTC, Z or an offset: +02:00, +0200, +02. Names such as Europe/Berlin need
// zone data of our own, which is not embedded yet; the machine's is never used.
func parseZone(s string) (zone, error) {
	if s == "" {
		return zone{}, nil
	}
	if s == "UTC" || s == "Z" {
		return zone{name: "UTC"}, nil
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if (s[0] != '+' && s[0] != '-') || (len(digits) != 2 && len(digits) != 4) ||
		(strings.Contains(s, ":") && (len(s) != 6 || s[3] != ':')) {
		return zone{}, fmt.Errorf("%w, not %q (names of zones are not read)", ErrZone, s)
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

// apply makes the floating stamps of a listing instants. It refuses a listing that holds
// instants already: the user's word would stand against the input's.
func (z zone) apply(l *timestamps.Listing) error {
	if z.name == "" {
		return nil
	}
	for i := range l.Entries {
		for _, c := range timestamps.Columns {
			if l.Entries[i].Times.Of(c).State == timestamps.Instant {
				return fmt.Errorf("%w (zone %s, line %d)", ErrZoned, l.Zone.Name, l.Entries[i].Line)
			}
		}
	}
	for i := range l.Entries {
		t := &l.Entries[i].Times
		for _, s := range []*timestamps.Stamp{&t.Modified, &t.Accessed, &t.Changed, &t.Birth} {
			z.fix(s)
		}
	}
	for _, x := range l.Extras {
		for i := range x.Stamps {
			z.fix(&x.Stamps[i])
		}
	}
	l.Zone = timestamps.Zone{Name: z.name, Source: "user"}
	return nil
}

// fix makes one floating stamp an instant. Its Offset stays zero, since none was printed.
func (z zone) fix(s *timestamps.Stamp) {
	if s.State != timestamps.Floating {
		return
	}
	shift := z.minutes * 60e9
	if (shift > 0 && s.Nanos < math.MinInt64+shift) || (shift < 0 && s.Nanos > math.MaxInt64+shift) {
		*s = timestamps.Stamp{State: timestamps.Invalid}
		return
	}
	s.Nanos -= shift
	s.State = timestamps.Instant
}
