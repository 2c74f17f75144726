package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"copyclock/timestamps"

	"golang.org/x/term"
)

const (
	firstShown  = 500 * time.Millisecond // what is done sooner needs no progress
	shownEvery  = 200 * time.Millisecond
	eraseToLine = "\r\x1b[K"
)

// meter shows on one line of a terminal how far the reading is. It writes nothing where standard
// error is no terminal, or one that cannot write over a line.
type meter struct {
	out   io.Writer // nil: silent
	stop  chan struct{}
	ended chan struct{}
}

// startMeter shows the progress of one input until end is called.
func startMeter(talk io.Writer, name string, p *timestamps.Progress) *meter {
	if !showsProgress(talk, os.Getenv) {
		return &meter{}
	}
	m := &meter{out: talk, stop: make(chan struct{}), ended: make(chan struct{})}
	go m.run(name, p)
	return m
}

// showsProgress reports whether a line can be written over where the talk goes.
func showsProgress(talk io.Writer, getenv func(string) string) bool {
	f, ok := talk.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && getenv("TERM") != "dumb"
}

func (m *meter) run(name string, p *timestamps.Progress) {
	defer close(m.ended)
	begin, wait, shown := time.Now(), firstShown, false
	for {
		select {
		case <-time.After(wait):
			fmt.Fprintf(m.out, "%s%s", eraseToLine, progressLine(name, p, time.Since(begin)))
			wait, shown = shownEvery, true
		case <-m.stop:
			if shown {
				fmt.Fprint(m.out, eraseToLine)
			}
			return
		}
	}
}

// end takes the line away.
func (m *meter) end() {
	if m.out != nil {
		close(m.stop)
		<-m.ended
	}
}

// longestShownName keeps the line on one row of a terminal of 80 columns.
const longestShownName = 16

// progressLine says how many bytes and entries were read after a time, how fast, and how long
// the rest takes at that speed, where the size of the input is known.
func progressLine(name string, p *timestamps.Progress, passed time.Duration) string {
	bytes, total, entries := p.Bytes.Load(), p.Total.Load(), p.Entries.Load()
	shown := []rune(timestamps.EscapePath(name))
	if len(shown) > longestShownName {
		shown = append([]rune("..."), shown[len(shown)-longestShownName+3:]...)
	}
	if bytes == 0 && entries > 0 { // a directory tree
		return fmt.Sprintf("reading %s: %d entries", string(shown), entries)
	}
	line := fmt.Sprintf("reading %s: %d", string(shown), bytes/1e6)
	if total > 0 {
		line += fmt.Sprintf(" of %d", total/1e6)
	}
	line += " MB"
	if entries > 0 {
		line += fmt.Sprintf(", %d entries", entries)
	}
	rate := float64(bytes) / passed.Seconds()
	line += fmt.Sprintf(", %.0f MB/s", rate/1e6)
	if total > bytes && bytes > 0 {
		line += fmt.Sprintf(", %.0f s left", float64(total-bytes)/rate)
	}
	return line
}
