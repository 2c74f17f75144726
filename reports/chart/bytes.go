package chart

import (
	"math"
	"time"

	"copyclock/analyze"
	"copyclock/reports"
)

// maxNamed is how many bursts the picture of bytes names.
const maxNamed = 12

// placed is a burst and its place in the picture of its session.
type placed struct {
	*analyze.Burst
	from  float64 // seconds since the first stamp of the session
	bytes int64   // of the bursts before
}

// Bytes draws the bytes over time of the session that holds the main burst, its bursts marked.
func Bytes(r *analyze.Result) *Picture {
	u := mainBurst(r)
	if u == nil || len(u.Series) < 2 || !(u.SpanS > 0) {
		return nil
	}
	all := session(r, u)
	last := all[len(all)-1]
	span, bytes := last.from+last.SpanS, last.bytes+last.Bytes
	title, desc := "Bytes stamped over time", "The bytes stamped so far, from the first stamp of burst "+reports.Count(int64(u.ID))+": "+reports.Size(u.Bytes)+" in "+reports.Seconds(u.SpanS, 0)+"."
	if len(all) > 1 {
		desc = "The bytes stamped so far in the " + reports.Count(int64(len(all))) + " bursts of one session, each on a grey ground: " + reports.Size(bytes) + " in " +
			reports.Seconds(span, 0) + ". Burst " + reports.Count(int64(u.ID)) + ", with most bytes, is marked: " + reports.Size(u.Bytes) + " in " + reports.Seconds(u.SpanS, 0) + "."
	}
	p := newPicture(title, desc+" Flat parts are pauses. The dashed line is the average.", 300)
	unit, name := timeUnit(span)
	x := scale{0, span, left, right, false}
	y := scale{0, headroom * float64(bytes) / 1e6, bottom, top, false}
	if len(all) > 1 {
		for _, b := range all {
			p.rect(x.at(b.from), top, x.at(b.from+b.SpanS), bottom, ink{faint: 0.07})
			if len(all) <= maxNamed || b.ID == u.ID {
				p.text((x.at(b.from)+x.at(b.from+b.SpanS))/2, top-5, middle, reports.Count(int64(b.ID)), label)
			}
		}
	}
	p.axes(scale{0, span / unit, left, right, false}, y)
	p.text(left-8, top-6, end, "MB", label)
	p.text((left+right)/2, bottom+38, middle, name+" since the first stamp", label)
	for i, b := range all {
		if i > 0 { // the pause before it
			height := y.at(float64(b.bytes) / 1e6)
			p.line(x.at(all[i-1].from+all[i-1].SpanS), height, x.at(b.from), height, axis)
		}
		line := [][2]float64{{x.at(b.from), y.at(float64(b.bytes) / 1e6)}}
		for _, s := range b.Series {
			before := line[len(line)-1]
			line = append(line, [2]float64{x.at(b.from + s.TS), before[1]}, [2]float64{x.at(b.from + s.TS), y.at(float64(b.bytes+s.Bytes) / 1e6)})
		}
		p.path(line, false, ink{marked: b.ID == u.ID, width: 1.8})
		if b.ID == u.ID {
			p.average(b, x, y)
		}
	}
	return p
}

// average draws the average rate of a burst, with its label where the line leaves room.
func (p *Picture) average(b placed, x, y scale) {
	if b.AverageMBs == nil || b.AverageMBs.Estimate == nil {
		return
	}
	mbs, base := *b.AverageMBs.Estimate, float64(b.bytes)/1e6
	reach := math.Min(float64(mbs*b.SpanS), float64(b.Bytes)/1e6)
	p.line(x.at(b.from), y.at(base), x.at(b.from+b.SpanS), y.at(base+reach), ink{faint: 0.6, dashed: true})
	text := "average " + reports.MBs(mbs)
	// The label keeps clear of the line that rises above or below the average.
	middleX, middleY := b.from+float64(b.SpanS/2), float64(reach/2)
	var stamped float64
	for _, s := range b.Series {
		if s.TS <= b.SpanS/2 {
			stamped = float64(s.Bytes) / 1e6
		}
	}
	if stamped > middleY {
		p.text(x.at(middleX)+8, y.at(base+middleY)+18, start, text, label)
		return
	}
	p.text(x.at(middleX)-8, y.at(base+middleY)-10, end, text, label)
}

// session returns the bursts of the session of u in their order, u alone where the places of
// the others are not known.
func session(r *analyze.Result, u *analyze.Burst) []placed {
	alone := []placed{{Burst: u}}
	var all []placed
	var first time.Time
	for i := range r.Bursts {
		b := &r.Bursts[i]
		if b.Evidence != u.Evidence || b.Session != u.Session || b.Stamp != u.Stamp || len(b.Series) == 0 {
			continue
		}
		at, err := stampTime(b.Start)
		if err != nil {
			return alone
		}
		if len(all) == 0 {
			first = at
		}
		next := placed{Burst: b, from: at.Sub(first).Seconds()}
		if n := len(all); n > 0 {
			before := all[n-1]
			next.bytes = before.bytes + before.Bytes
			if next.from < before.from {
				return alone
			}
		}
		all = append(all, next)
	}
	return all
}

// stampTime reads a stamp of a result, with or without an offset.
func stampTime(stamp string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339Nano, stamp); err == nil {
		return at, nil
	}
	return time.Parse("2006-01-02T15:04:05.999999999", stamp)
}

// timeUnit chooses the unit of an axis of time that spans so many seconds.
func timeUnit(span float64) (seconds float64, name string) {
	switch {
	case span > 6*3600:
		return 3600, "hours"
	case span > 900:
		return 60, "minutes"
	}
	return 1, "seconds"
}
