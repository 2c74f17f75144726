package render_test

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"copyclock/analyze"
	"copyclock/analyze/role"
	"copyclock/reports"
	"copyclock/reports/internal/sample"
	"copyclock/reports/render"
	"copyclock/timestamps"
)

var update = flag.Bool("update", false, "write the golden files")

func TestFormats(t *testing.T) {
	t.Parallel()
	for _, f := range render.Formats {
		for _, s := range []struct {
			name   string
			result *analyze.Result
		}{{"full", sample.Full()}, {"minimal", sample.Minimal()}} {
			t.Run(f.Name+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				got := rendered(t, f.Render, s.result)
				if again := rendered(t, f.Render, s.result); again != got {
					t.Errorf("a second run differs (-first +second):\n%s", cmp.Diff(got, again))
				}
				golden := filepath.Join("testdata", s.name+"."+f.Name)
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s differs (-want +got):\n%s", golden, diff)
				}
			})
		}
	}
}

func rendered(t *testing.T, f render.Func, r *analyze.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(r, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTwoStatements: every report for people speaks of the channel and of the theories, apart.
func TestTwoStatements(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"text", "full", "md", "html"} {
		text := rendered(t, render.ByName(name).Render, sample.Full())
		channel, theory := strings.Index(text, "Channel local:wan"), strings.Index(text, "Score insider:remote")
		if channel < 0 || theory < 0 || !strings.Contains(strings.Join(strings.Fields(text), " "), "not who made it.") {
			t.Errorf("%s: the channel is at %d, the theories at %d", name, channel, theory)
		}
	}
}

func TestByName(t *testing.T) {
	t.Parallel()
	if f := render.ByName("json"); f == nil || f.Name != "json" {
		t.Errorf("ByName(json) = %v", f)
	}
	if f := render.ByName("docx"); f != nil {
		t.Errorf("ByName(docx) = %v, want nil", f)
	}
}

func TestTextWidth(t *testing.T) {
	t.Parallel()
	for _, r := range []*analyze.Result{sample.Full(), sample.Minimal(), hostile(), hostileTable()} {
		for line := range strings.Lines(rendered(t, render.Text, r)) {
			line = strings.TrimSuffix(line, "\n")
			if n := reports.TextWidth(line); n > reports.LineWidth {
				t.Errorf("%d columns wide: %q", n, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("blanks at the end: %q", line)
			}
		}
	}
}

// hostileName holds what a terminal, or a reader, could be deceived by.
const hostileName = "a\x1b[2Jb\rc\ad\u009b31me\u202ef\u200bg\xffh\ni\tj|k<b>&\u2028\u00ad\U000e0041\u3164"

func hostile() *analyze.Result {
	r := sample.Full()
	r.Evidence[0].Name = hostileName + strings.Repeat("x", 1<<20)
	r.Evidence[0].Warnings[0].Text = hostileName
	r.Bursts[0].First, r.Bursts[0].Last = hostileName, hostileName
	r.Reason, r.Verdict = hostileName, analyze.Verdict(hostileName)
	r.Columns[0].Reason, r.Columns[0].Role = hostileName, role.Role(hostileName)
	r.Channels[0].Name = hostileName
	r.Tool.Version = hostileName
	r.Options.NotDefault = []string{hostileName}
	r.Theory.Phrase, r.Naive.Text, r.Limits[0].Text = hostileName, hostileName, hostileName
	r.Channel.Contrasts[0].CapReason = hostileName
	return r
}

// hostileTable has large values in every column of every table.
func hostileTable() *analyze.Result {
	r := sample.Full()
	for i := range r.Bursts {
		u := &r.Bursts[i]
		u.Start, u.End = "2016-07-05T22:39:18.123456789+02:00", "2016-07-05T22:39:18.123456789+02:00"
		u.Stamp, u.Files, u.Bytes, u.SpanS = timestamps.Accessed, 9_999_999, 1<<50, 1e6
		u.Verdict = analyze.NoTransferEvidence
	}
	return r
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	got := rendered(t, render.Text, hostile())
	for _, r := range got {
		if r != '\n' && (r < ' ' || r > '~') {
			t.Fatalf("the text holds %q", r)
		}
	}
	if len(got) > 64<<10 {
		t.Errorf("the text is %d bytes long: a long name was not cut", len(got))
	}
}

func TestJSONRefusesNaN(t *testing.T) {
	t.Parallel()
	r := sample.Full()
	r.Naive.RateMBs = math.NaN()
	var b bytes.Buffer
	if err := render.JSON(r, &b); err == nil || b.Len() != 0 {
		t.Errorf("JSON of NaN: error %v and %d bytes, want an error and none", err, b.Len())
	}
}

func TestJSONLeavesTheResult(t *testing.T) {
	t.Parallel()
	r := sample.Minimal()
	got := rendered(t, render.JSON, r)
	if strings.Contains(got, "null") {
		t.Errorf("the JSON holds null:\n%s", got)
	}
	if r.Evidence != nil || r.Limits != nil {
		t.Error("JSON changed the result it was given")
	}
}

func TestNoForbiddenWords(t *testing.T) {
	t.Parallel()
	got := strings.ToLower(rendered(t, render.Text, sample.Full()))
	for _, word := range []string{"proves", "proof", "exfiltrat", "guilt", "nan", "inf\n"} {
		if strings.Contains(got, word) {
			t.Errorf("the report says %q", word)
		}
	}
}

// TestScreen holds that a wide screen changes the width of tables alone, and emphasis nothing but
// emphasis.
func TestScreen(t *testing.T) {
	t.Parallel()
	write := func(s render.Screen) string {
		var b strings.Builder
		if err := s.Render(render.ByName("full"), sample.Full(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	plain := write(render.Plain)
	if plain != rendered(t, render.Full, sample.Full()) {
		t.Error("a plain screen differs from the report in a file")
	}
	bold := write(render.Screen{Width: reports.LineWidth, Bold: true})
	if !strings.Contains(bold, "\x1b[1mLEANS INSIDER\x1b[0m:") || !strings.Contains(bold, "\x1b[1mObservations\x1b[0m\n=") {
		t.Error("neither the verdict nor a heading is bold")
	}
	if strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(bold) != plain {
		t.Error("emphasis changed the text")
	}
	wide := write(render.Screen{Width: render.Widest})
	if strings.Join(strings.Fields(wide), "") == "" || len(strings.Split(wide, "\n")) >= len(strings.Split(plain, "\n")) {
		t.Error("a wide screen does not save lines")
	}
	for line := range strings.Lines(wide) {
		if n := reports.TextWidth(strings.TrimRight(line, "\n")); n > render.Widest {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}
