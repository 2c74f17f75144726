package main

import (
	"bytes"
	"testing"

	"copyclock/reports/render"
)

func TestScreen(t *testing.T) {
	t.Parallel()
	if s := screenOf(&bytes.Buffer{}); s != render.Plain {
		t.Errorf("a buffer is %+v, want plain", s)
	}
	for _, c := range []struct {
		width        int
		system, term string
		noColor      string
		want         render.Screen
	}{
		{0, "linux", "xterm", "", render.Screen{Width: 80, Bold: true}},
		{60, "linux", "xterm", "", render.Screen{Width: 80, Bold: true}},
		{100, "darwin", "xterm", "", render.Screen{Width: 100, Bold: true}},
		{300, "linux", "xterm", "1", render.Screen{Width: 120}},
		{90, "linux", "dumb", "", render.Screen{Width: 90}},
		{90, "linux", "", "", render.Screen{Width: 90}},
		{90, "windows", "xterm", "", render.Screen{Width: 90}},
	} {
		env := map[string]string{"TERM": c.term, "NO_COLOR": c.noColor}
		if got := screenFor(c.width, c.system, func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: got %+v", c, got)
		}
	}
}
