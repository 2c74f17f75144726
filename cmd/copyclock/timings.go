package main

import (
	"fmt"
	"io"
	"time"
)

// timings says on standard error how long each step of an analysis took, for whoever measures the
// program; no report depends on it.
type timings struct {
	out   io.Writer // nil: silent
	name  string    // of the step that runs
	since time.Time
}

// stage ends the step that runs and begins another; no name begins none.
func (t *timings) stage(name string) {
	if t.out == nil {
		return
	}
	now := time.Now()
	if t.name != "" {
		fmt.Fprintf(t.out, "copyclock: %s took %.2f s\n", t.name, now.Sub(t.since).Seconds())
	}
	t.name, t.since = name, now
}
