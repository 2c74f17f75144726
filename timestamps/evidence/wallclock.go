package evidence

import (
	"math"
	"time"

	"copyclock/timestamps"
)

// wallClock finds the instants at which the clocks of a zone showed a time. It remembers the
// offset that held last, since neighbours mostly share it.
type wallClock struct {
	rules *time.Location

	from, until int64 // seconds of wall clock within which offset alone holds
	offset      int64 // seconds east of UTC
}

// fix makes one floating stamp an instant: by the rules of the zone or, without any, minutes
// east of UTC. Its Offset stays zero, since none was printed. Stamps in the hours in which
// clocks change are counted.
func (c *wallClock) fix(s *timestamps.Stamp, minutes, line int64, missing, twice *timestamps.Warning) {
	if s.State != timestamps.Floating {
		return
	}
	shift := minutes * 60e9
	if c.rules != nil {
		offset, shown := c.at(floorSeconds(s.Nanos))
		switch shown {
		case 0:
			count(missing, line)
		case 2:
			count(twice, line)
		}
		shift = offset * 1e9
	}
	if (shift > 0 && s.Nanos < math.MinInt64+shift) || (shift < 0 && s.Nanos > math.MaxInt64+shift) {
		*s = timestamps.Stamp{State: timestamps.Invalid}
		return
	}
	s.Nanos -= shift
	s.State = timestamps.Instant
}

// at returns the offset that makes a time of the wall clock an instant, in seconds east of UTC,
// and how often the clock showed that time: 0, 1 or 2. Of two instants the first is meant; a
// time that was skipped is read with the offset of before, as a clock shows it that nobody set.
//
// Offsets change by less than a day, so those that can hold are the ones in force a day before
// and a day after.
func (c *wallClock) at(wall int64) (offset int64, shown int) {
	const day = 24 * 3600
	if wall >= c.from && wall < c.until {
		return c.offset, 1
	}
	before, after := c.inForce(wall-day), c.inForce(wall+day)
	if before == after && c.inForce(wall-before) == before {
		c.from, c.until, c.offset = wall, wall, before
		start, end := time.Unix(wall-before, 0).In(c.rules).ZoneBounds()
		if !start.IsZero() {
			c.from = start.Unix() + 2*day
		} else {
			c.from = math.MinInt64
		}
		c.until = math.MaxInt64
		if !end.IsZero() {
			c.until = end.Unix() - 2*day
		}
		return before, 1
	}
	first := c.inForce(wall-before) == before
	second := c.inForce(wall-after) == after
	switch {
	case first && second:
		return max(before, after), 2 // the larger offset is the earlier instant
	case second:
		return after, 1
	case first:
		return before, 1
	}
	return before, 0
}

// inForce is the offset of the zone at an instant, in seconds east of UTC.
func (c *wallClock) inForce(unix int64) int64 {
	_, offset := time.Unix(unix, 0).In(c.rules).Zone()
	return int64(offset)
}

// floorSeconds rounds down, before 1970 as well.
func floorSeconds(nanos int64) int64 {
	sec := nanos / 1e9
	if nanos%1e9 < 0 {
		sec--
	}
	return sec
}

func count(w *timestamps.Warning, line int64) {
	if w.Count == 0 {
		w.Line = line
	}
	w.Count++
}
