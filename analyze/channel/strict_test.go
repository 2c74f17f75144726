package channel_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"copyclock/analyze/channel"
)

// plainProfile is a file of one profile; the line of each key is tested below.
const plainProfile = `# own
[[profile]]
name = "own-stick"
family = "usb2"
class = "local"
eras = [2014, 2016]
weight = 0.5
measures = "average"
line_rate_mb_s = 60.0
line_rate_source = "480 Mbit/s"
rate = [
  { weight = 1.0, median_mb_s = 8.0, sigma = 0.5, note = "0x10 is text" },
]
sources = [
  { title = "own", url = "", confidence = "measured", what = "median" },
]
`

// TestLoadStrict holds that every number that is none, and every key that is unknown or given
// twice, is refused with its line.
func TestLoadStrict(t *testing.T) {
	t.Parallel()
	if _, err := channel.Load("own.toml", []byte(plainProfile)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		old, by string
		line    int
	}{
		{"weight = 0.5", "weight = nan", 7},
		{"weight = 0.5", "weight = inf", 7},
		{"weight = 0.5", "weight = -inf", 7},
		{"weight = 0.5", "weight = -0.5", 7},
		{"weight = 0.5", "weight = 1e999", 7},
		{"weight = 0.5", "weight = 00.5", 7},
		{"weight = 0.5", "weight = 0x1", 7},
		{"weight = 0.5", "weight = 0o7", 7},
		{"weight = 0.5", "weight = 0b1", 7},
		{"weight = 0.5", "weight = \"0.5\"", 7},
		{"weight = 0.5", "weight = 0.5\nweight = 0.6", 8},
		{"weight = 0.5", "weight = 0.5\nWeight = 0.6", 8},
		{"weight = 0.5", "weight = 0.5\n\"weight\" = 0.6", 8},
		{"weight = 0.5", "wieght = 0.5", 7},
		{"weight = 0.5", "weight.x = 0.5", 7},
		{"[2014, 2016]", "[2014, 02016]", 6},
		{"[2014, 2016]", "[2014, 0o3740]", 6},
		{"[2014, 2016]", "[2014, 20160]", 6},
		{"[2014, 2016]", "[2014, 18446744073709551616]", 6},
		{"[2014, 2016]", "[2014, 2016.0]", 6},
		{"[2014, 2016]", "[2014, 2014]", 2},
		{"[2014, 2016]", "[" + strings.Repeat("2014, ", 100_000) + "]", 2},
		{"60.0", "nan", 9},
		{"median_mb_s = 8.0", "median_mb_s = nan", 12},
		{"median_mb_s = 8.0", "median_mb_s = 1e300", 12},
		{"median_mb_s = 8.0", "median_mb_s = 0x8", 12},
		{"sigma = 0.5", "sigma = inf", 12},
		{"sigma = 0.5", "sigma = 0.5, Sigma = 0.1", 12},
		{"sigma = 0.5", "sigma = 0.5, sigma = 0.1", 12},
		{"sigma = 0.5", "sigma = 0.5, seed = 1", 12},
		{"weight = 0.5", "insider = 0x2", 7},
		{"weight = 0.5", "insider = -1", 7},
		{"weight = 0.5", "intruder = inf", 7},
		{"\"local\"", "\"wan\"\nintruder = 2", 6},
		{"[[profile]]", "[profile]", 2},
		{"# own", "own = 1", 1},
	} {
		_, err := channel.Load("own.toml", []byte(strings.Replace(plainProfile, tt.old, tt.by, 1)))
		if want := fmt.Sprintf("own.toml:%d: ", tt.line); err == nil || !strings.HasPrefix(err.Error(), want) || !errors.Is(err, channel.ErrProfile) {
			t.Errorf("%.60q for %q: %v, want %q", tt.by, tt.old, err, want)
		}
	}
}

// TestLoadDepth refuses what is nested without end, before it takes the memory of its square.
func TestLoadDepth(t *testing.T) {
	t.Parallel()
	const n = 200_000
	for _, deep := range []string{
		"x = " + strings.Repeat("[", n), strings.Repeat("a.", n) + "a = 1", "x = " + strings.Repeat("{ a = ", n) + "1" + strings.Repeat("}", n),
		"[" + strings.Repeat("a.", n) + "a]", strings.Repeat(`"a".`, n) + "a = 1", "x = '''\n''' # [[[[[[[[[[\n" + strings.Repeat("a . ", n) + "a = 1",
	} {
		_, err := channel.Load("own.toml", []byte(plainProfile+deep))
		if !errors.Is(err, channel.ErrProfile) || !strings.Contains(err.Error(), "deep") {
			t.Errorf("%.40q: %v", deep, err)
		}
	}
	for _, flat := range []string{ // in quotes and comments
		`"[[[[[[[[[[ \" [[[ { a.b.c.d.e.f.g.h.i.j"`, `'[[[[[[[[[[ \'`, "\"\"\"\n[[[[[[[[[[ \" \"\" \n\"\"\"", "'''[[[[[[[[[['''", "\"n\" # [[[[[[[[[[",
	} {
		text := strings.Replace(plainProfile, `note = "0x10 is text" },`, "note = "+flat+" },", 1)
		text = strings.Replace(text, "[[[ },", "[[[\n},", 1)
		if _, err := channel.Load("own.toml", []byte(text)); err != nil && strings.Contains(err.Error(), "deep") {
			t.Errorf("%s: %v", flat, err)
		}
	}
}
