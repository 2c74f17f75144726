package archive

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"copyclock/timestamps"
)

// A member that holds both a DOS time, which is local, and a UTC time tells the offset of the
// clock of the machine that packed it. DOS times are rounded up or down to even seconds by
// different packers, so the difference may miss a quarter of an hour by 2 s.
const (
	quarter       = int64(15 * 60 * 1e9)
	dosStep       = int64(2e9)
	farthestEast  = 14 * 60 // minutes
	farthestWest  = -12 * 60
	dosFirst      = int64(315_532_800e9)   // 1980-01-01, where earlier times are cut
	dosLast       = int64(4_354_819_198e9) // 2107-12-31
	dosEdge       = int64(24 * 3600e9)     // near the ends a zone may move a time over them
	mostZoneParts = 4                      // offsets that a note names
)

// offsetOf returns the offset in minutes east of UTC of a member with both times; ok is false
// where it has not, and whole where they differ by no offset at all.
func (s *zipStamps) offsetOf() (minutes int64, ok, whole bool) {
	utc := s.ntfs
	if !utc.Known() {
		utc = s.ut
	}
	if !utc.Known() || !s.dos.Known() || utc.Nanos < dosFirst+dosEdge || utc.Nanos > dosLast-dosEdge {
		return 0, false, false
	}
	d := s.dos.Nanos - utc.Nanos
	steps := int64(math.Round(float64(d) / float64(quarter)))
	minutes = steps * 15
	rest := d - steps*quarter
	return minutes, true, rest <= dosStep && rest >= -dosStep && minutes >= farthestWest && minutes <= farthestEast
}

// packedAt is the members that one offset fits.
type packedAt struct {
	minutes, members int64
	first, last      timestamps.Stamp // UTC
}

// notePackerZone says at which offset from UTC the clock of the packer ran.
func notePackerZone(l *timestamps.Listing, stamps []zipStamps) {
	var found []packedAt
	for i := range stamps {
		s := &stamps[i]
		minutes, ok, whole := s.offsetOf()
		if !ok {
			continue
		}
		if !whole {
			l.Warn("dos-utc-disagree", int64(i)+1, "the DOS and the UTC time of a member differ by no offset of any zone: "+
				"one of them was changed, or they come from different clocks")
			continue
		}
		k := slices.IndexFunc(found, func(p packedAt) bool { return p.minutes == minutes })
		if k < 0 {
			k = len(found)
			found = append(found, packedAt{minutes: minutes, first: s.finest(), last: s.finest()})
		}
		p := &found[k]
		p.members++
		if t := s.finest(); t.Nanos < p.first.Nanos {
			p.first = t
		} else if t.Nanos > p.last.Nanos {
			p.last = t
		}
	}
	if len(found) == 0 {
		return
	}
	slices.SortFunc(found, func(a, b packedAt) int {
		return cmp.Or(cmp.Compare(b.members, a.members), cmp.Compare(a.minutes, b.minutes))
	})
	var parts []string
	for _, p := range found[:min(len(found), mostZoneParts)] {
		days := day(p.first)
		if last := day(p.last); last != days {
			days += " to " + last
		}
		parts = append(parts, fmt.Sprintf("%s for %s (stamped %s)", offsetText(p.minutes), countMembers(int(p.members)), days))
	}
	if more := len(found) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("%d more offsets", more))
	}
	l.Notes = append(l.Notes, timestamps.Note{Code: "packer-zone", Text: fmt.Sprintf(
		"DOS time less UTC time is %s; that is the zone set on the machine that packed, not where it stood; "+
			"some packers apply the offset of the day of packing to all members, and some write UTC as DOS time, which gives +00:00 anywhere",
		strings.Join(parts, ", "))})
}

func offsetText(minutes int64) string {
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

func day(s timestamps.Stamp) string { return s.Time().Format("2006-01-02") }
