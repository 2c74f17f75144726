// Package burst finds the dense runs of stamps in a column: sessions, bursts, and what is
// left of the time when gaps are removed.
package burst

import "copyclock/timestamps"

// Event is one stamped file.
type Event struct {
	T     int64 // nanoseconds in the column's own clock
	Size  int64 // bytes
	Entry int   // index in the listing
}

// Tick is all events that share one stamp: Events[First:First+N] of the burst.
type Tick struct {
	T        int64 // the stamp, nanoseconds
	First, N int
	Bytes    int64
}

// Burst is a dense run of ticks.
type Burst struct {
	Session    int               // sessions are counted from 1
	Stamp      timestamps.Column // which column
	Resolution int64             // step of the column, nanoseconds
	Events     []Event           // in order of stamp, then size, then Entry: the order inside a tick says nothing
	Ticks      []Tick
	Bytes      int64
	PauseNanos int64    // gap between the burst before and this one, zero for the first of the column
	Changes    []Change // lasting changes of speed, in order; none where the burst has fewer than 33 ticks
	Sweep      []Net    // what removing gaps does to the answer
}

// Net is the outcome of removing every gap longer than Gap from a burst's session: the hand
// method of 2017, whose choice of the gap decides the answer.
type Net struct {
	GapS float64 `json:"gap_s"` // gaps longer than this many seconds are removed; zero removes none
	NetS float64 `json:"net_s"` // seconds that remain of the session, always above zero
	MBs  float64 `json:"mb_s"`  // bytes of all files of the session / NetS, in 10^6 bytes/s
	// SlopeMBs is the rate, in 10^6 bytes/s, of a robust line seconds = files*o + bytes/rate
	// through the gaps that are left, nil where bytes explain none of them. It shows how little
	// a slope moves with the gaps that are removed; it has no interval, the fitted rate has.
	SlopeMBs *float64 `json:"slope_mb_s,omitempty"`
}

// Options of Segment.
type Options struct {
	Stamp        timestamps.Column // copied to every burst
	Resolution   int64             // step of the column, nanoseconds; zero means 1 ns
	GapNanos     int64             // burst threshold; zero means derive it from gaps and sizes
	SessionNanos int64             // session threshold; zero means 30 minutes
}
