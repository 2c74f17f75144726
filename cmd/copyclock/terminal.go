package main

import (
	"io"
	"os"
	"runtime"
	"strings"

	"copyclock/reports"
	"copyclock/reports/render"

	"golang.org/x/term" // the width of a terminal, on every system
)

// screenOf says how wide standard output is and whether it shows emphasis. What is no terminal is
// plain, so that a report that is kept has the same bytes everywhere.
func screenOf(out io.Writer) render.Screen {
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return render.Plain
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return screenFor(width, runtime.GOOS, os.Getenv)
}

// reflow breaks the paragraphs of a help text anew; indented lines stay.
func reflow(text string, width int) string {
	var out, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			out = append(out, reports.Wrap(strings.Join(paragraph, " "), width)...)
			paragraph = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || strings.HasPrefix(line, " ") {
			flush()
			out = append(out, line)
			continue
		}
		paragraph = append(paragraph, line)
	}
	flush()
	return strings.Join(out, "\n")
}

// screenFor returns the screen of an output file, which is plain, or of standard output.
func (s streams) screenFor(output string) render.Screen {
	if output == "" || output == "-" {
		return s.screen
	}
	return render.Plain
}

// screenFor is [screenOf] for a terminal of a width on a system. NO_COLOR (no-color.org) and TERM=dumb
// leave plain text; so does Windows, where not every console knows the sequences.
func screenFor(width int, system string, getenv func(string) string) render.Screen {
	s := render.Plain
	s.Width = max(s.Width, min(width, render.Widest))
	s.Bold = system != "windows" && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb" && getenv("TERM") != ""
	return s
}
