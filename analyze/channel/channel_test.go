package channel_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"copyclock/analyze/channel"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func defaults(t *testing.T) *channel.Set {
	t.Helper()
	s, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func era(t *testing.T, year int) []channel.Profile {
	t.Helper()
	p, _ := defaults(t).ForEra(year)
	return p
}

func seen(mbs, sigma float64) channel.Observation {
	return channel.Observation{LogRate: math.Log(mbs), Sigma: sigma}
}

func TestDefaultChannels(t *testing.T) {
	t.Parallel()
	want := strings.Fields(`usb11 usb2-flash-write usb2-flash-read usb2-disk-write usb2-disk-read
		usb3-flash-write usb3-flash-read usb3-disk-write usb3-disk-read usb2-flash-write-cached usb3-flash-write-cached sd-card-write sd-card-read phone-mtp
		internal-disk ssd page-cache lan-100m-smb lan-1g-smb lan-100m-ssh lan-1g-ssh wifi-n wifi-ac
		wan-home-uplink wan-office-uplink wan-metro-server wan-transatlantic wan-transpacific vpn tor`)
	for _, year := range []int{2014, 2016, 2024} {
		profiles, used := defaults(t).ForEra(year)
		var got []string
		for _, p := range profiles {
			got = append(got, p.Name)
			if p.Era != year {
				t.Errorf("%s has era %d, want %d", p.Name, p.Era, year)
			}
		}
		if d := cmp.Diff(want, got); d != "" || used != year {
			t.Errorf("ForEra(%d) used %d (-want +got):\n%s", year, used, d)
		}
	}
}

func TestForEraClamps(t *testing.T) {
	t.Parallel()
	for year, want := range map[int]int{1990: 2014, 2015: 2014, 2017: 2016, 2021: 2024, 2020: 2016, 2040: 2024} {
		if _, got := defaults(t).ForEra(year); got != want {
			t.Errorf("ForEra(%d) used %d, want %d", year, got, want)
		}
	}
}

func TestSourcesAreFacts(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "facts", "throughput.csv"))
	if err != nil {
		t.Skip("the facts are not beside the repository")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range rows {
		row := strings.Join([]string{r[0], r[2], r[5], r[6], r[7]}, " ") + " (" + r[3] + "-" + r[4] + ")"
		known[r[9]+"|"+r[10]+"|"+r[11]+"|"+row] = true
	}
	for _, p := range defaults(t).Profiles {
		for _, s := range p.Sources {
			row := s.What[strings.LastIndex(s.What, ": ")+2:]
			if !known[s.Title+"|"+s.URL+"|"+s.Confidence+"|"+row] {
				t.Errorf("%s: no fact row is %q with title %q, url %q, confidence %q", p.Name, row, s.Title, s.URL, s.Confidence)
			}
		}
	}
}

func TestPhraseScale(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lr, limit float64
		want      string
	}{
		{1, 99, channel.NoSupport},
		{1.99, 99, channel.NoSupport},
		{2, 99, "weak support for A rather than B"},
		{9.99, 99, "weak support for A rather than B"},
		{10, 99, "moderate support for A rather than B"},
		{99, 99, "moderate support for A rather than B"},
		{100, 99, "moderately strong support for A rather than B"},
		{1000, 99, "strong support for A rather than B"},
		{1e4, 99, "very strong support for A rather than B"},
		{1e6, 99, "extremely strong support for A rather than B"},
		{10, 1, "weak support for A rather than B"},
		{100, 2, "moderate support for A rather than B"},
		{0.5, 99, "weak support for B rather than A"},
		{1e-4, 2, "moderate support for B rather than A"},
	} {
		x := math.Log10(tt.lr)
		if tt.lr == 1000 {
			x = 3 // see bands
		}
		if got := channel.Phrase(channel.Range{Low: x, Mid: x, High: x}, tt.limit, "A", "B"); got != tt.want {
			t.Errorf("Phrase(%v, %v) = %q, want %q", tt.lr, tt.limit, got, tt.want)
		}
	}
	if got := channel.Phrase(channel.Range{Low: -0.1, Mid: 1, High: 2}, 2, "A", "B"); got != channel.NoSupport {
		t.Errorf("a range that contains 1 gives %q", got)
	}
	if got := channel.Phrase(channel.Range{Low: 0.4, Mid: 1, High: 2}, 2, "A", "B"); got != "weak support for A rather than B" {
		t.Errorf("the end nearest 1 is not used: %q", got)
	}
}

func TestPhraseMirrors(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(-7, 7).Draw(t, "a"), rapid.Float64Range(-7, 7).Draw(t, "b")
		lo, hi := math.Min(a, b), math.Max(a, b)
		x := channel.Phrase(channel.Range{Low: lo, Mid: a, High: hi}, 2, "A", "B")
		y := channel.Phrase(channel.Range{Low: -hi, Mid: -a, High: -lo}, 2, "B", "A")
		if x != y {
			t.Fatalf("%q and, mirrored, %q", x, y)
		}
	})
}

func TestCompare(t *testing.T) {
	t.Parallel()
	// Whatever the rate, ranges are ordered, within the cap and finite, and swapping the sides
	// inverts the ratio exactly.
	profiles := era(t, 2016)
	rapid.Check(t, func(t *rapid.T) {
		obs := channel.Observation{
			LogRate:      rapid.Float64Range(-8, 12).Draw(t, "ln rate"),
			Sigma:        rapid.Float64Range(0, 1).Draw(t, "sigma"),
			OneSided:     rapid.Bool().Draw(t, "one-sided"),
			CacheSuspect: rapid.Bool().Draw(t, "cache"),
		}
		c := channel.Compare(obs, profiles)
		for _, x := range c.Contrasts {
			r := x.Log10LR
			if !(-channel.LayerCap <= r.Low && r.Low <= r.Mid && r.Mid <= r.High && r.High <= channel.LayerCap) {
				t.Fatalf("%s: %+v", x.Proposition, r)
			}
		}
		for _, v := range c.Lattice {
			d := v.Densities
			if channel.Log10LR(d.Local, d.WAN) != -channel.Log10LR(d.WAN, d.Local) {
				t.Fatal("LR(A:B) is not 1/LR(B:A)")
			}
			if math.IsNaN(d.Local+d.LAN+d.WAN) || math.IsInf(d.Local+d.LAN+d.WAN, 0) {
				t.Fatalf("%s: %+v", v.Name, d)
			}
		}
	})
}

func TestPlateausStayAtTheLineRate(t *testing.T) {
	t.Parallel()
	plateaus := 0
	for _, p := range defaults(t).Profiles {
		for _, c := range p.Rate {
			if c.Plateau {
				plateaus++
				if m := c.MedianMBs; m != 11.875 && m != 118.75 || c.Width() != c.Sigma || !c.Assumed {
					t.Errorf("%s: plateau %+v", p.Name, c)
				}
			}
		}
	}
	if plateaus == 0 {
		t.Error("no plateaus")
	}
}

// TestLowerLimits asks that a limit speaks for channels somewhat faster than it, and neither for
// slower ones nor for the very fastest.
func TestLowerLimits(t *testing.T) {
	t.Parallel()
	support := func(mbs float64) map[string]float64 {
		out := map[string]float64{}
		for _, s := range channel.Compare(channel.Observation{LogRate: math.Log(mbs), OneSided: true}, era(t, 2016)).Channels {
			out[s.Name] = *s.Log10Support
		}
		return out
	}
	at60, at1 := support(60), support(1)
	if at60["tor"] > -1 || at60["usb3-disk-read"] < -0.3 {
		t.Errorf("at least 60 MB/s: support %.2f for tor, %.2f for usb3-disk-read", at60["tor"], at60["usb3-disk-read"])
	}
	if at1["page-cache"] > -0.3 || at1["usb2-flash-write"] > -0.1 {
		t.Errorf("at least 1 MB/s: support %.2f for page-cache, %.2f for usb2-flash-write", at1["page-cache"], at1["usb2-flash-write"])
	}
}

func TestWeightsAddUp(t *testing.T) {
	t.Parallel()
	profiles := era(t, 2016)
	for _, cache := range []bool{false, true} {
		sums := map[string]float64{}
		for i, w := range channel.Weights(profiles, cache) {
			sums[profiles[i].Class] += w
		}
		for class, sum := range sums {
			if math.Abs(sum-1) > 1e-12 {
				t.Errorf("cache %v: weights of %s add up to %v", cache, class, sum)
			}
		}
	}
}

// TestSplittingAProfileChangesNothing parts each profile in turn into two equal halves, and its main
// component likewise: no bit of any density changes.
func TestSplittingAProfileChangesNothing(t *testing.T) {
	t.Parallel()
	whole := era(t, 2016)
	for i := range whole {
		half := whole[i]
		half.Weight /= 2
		twin := half
		twin.Name += "-twin"
		profiles := append([]channel.Profile{twin}, whole...)
		profiles[i+1] = half
		unchanged(t, "splitting "+half.Name, whole, profiles)

		parts := slices.Clone(whole)
		c := whole[i].Rate[0]
		c.Weight /= 2
		parts[i].Rate = append([]channel.Component{c, c}, whole[i].Rate[1:]...)
		unchanged(t, "splitting a component of "+half.Name, whole, parts)
	}
}

// unchanged asks that two sets of profiles give the same densities, bit by bit.
func unchanged(t *testing.T, what string, before, after []channel.Profile) {
	t.Helper()
	for _, mbs := range []float64{0.3, 5, 25, 110, 900} {
		limit := channel.Observation{LogRate: math.Log(mbs), OneSided: true}
		for _, o := range []channel.Observation{seen(mbs, 0.1), limit} {
			if d := cmp.Diff(channel.Compare(o, before).Lattice, channel.Compare(o, after).Lattice); d != "" {
				t.Errorf("%s at %v MB/s (-before +after):\n%s", what, mbs, d)
			}
		}
	}
}

func TestCompatibleOnlyBeyondTheLineRate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		mbs  float64
		obs  channel.Observation
		name string
		want string
	}{
		{38, seen(38, 0.01), "usb2-flash-write", "yes"}, // above every write measured, below the line rate
		{49.1, seen(49.1, 0.01), "usb2-disk-write", "yes"},
		{60, seen(60, 0.01), "usb2-disk-read", "no"},
		{60, seen(60, 0.2), "usb2-disk-read", "yes"}, // the interval reaches below
		{13, seen(13, 0.005), "lan-100m-smb", "no"},
		{3000, seen(3000, 0.01), "page-cache", "yes"},
		{60, channel.Observation{LogRate: math.Log(60), Sigma: 0.2, OneSided: true}, "usb2-disk-read", "no"},
		{20, channel.Observation{LogRate: math.Log(20), Sigma: 0.2, CacheSuspect: true}, "usb2-disk-read", "untested"},
	} {
		found := false
		for _, s := range channel.Compare(tt.obs, era(t, 2016)).Channels {
			if s.Name == tt.name {
				found = true
				if s.Compatible != tt.want {
					t.Errorf("%s at %v MB/s: %s, want %s", tt.name, tt.mbs, s.Compatible, tt.want)
				}
				if (s.Log10Support == nil) != (tt.want == "untested") {
					t.Errorf("%s: support %v", tt.name, s.Log10Support)
				}
			}
		}
		if !found {
			t.Errorf("%s is missing", tt.name)
		}
	}
}

func TestCacheSuspectLeavesRemovableMediaOut(t *testing.T) {
	t.Parallel()
	obs := seen(25, 0.1)
	obs.CacheSuspect = true
	var fixed []channel.Profile
	for _, p := range era(t, 2016) {
		if !p.Removable {
			fixed = append(fixed, p)
		}
	}
	a, b := channel.Compare(obs, era(t, 2016)), channel.Compare(seen(25, 0.1), fixed)
	if d := cmp.Diff(a.Lattice, b.Lattice); d != "" {
		t.Error(d)
	}
}

func TestNonsenseGivesNothing(t *testing.T) {
	t.Parallel()
	for _, o := range []channel.Observation{{LogRate: math.NaN()}, {LogRate: math.Inf(1)}, {Sigma: -1}, {Sigma: math.NaN()}} {
		if c := channel.Compare(o, era(t, 2016)); len(c.Channels)+len(c.Contrasts)+len(c.Lattice) > 0 {
			t.Errorf("Compare(%+v) = %+v", o, c)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	s := defaults(t)
	profiles := era(t, 2016)
	for mbs, want := range map[float64]string{22.7: "usb2-flash-read", 28: "usb2-disk-write", 0.45: "tor", 0: "", math.NaN(): ""} {
		if got := s.Nearest(mbs, profiles); got != want {
			t.Errorf("Nearest(%v) = %q, want %q", mbs, got, want)
		}
	}
}

const sound = `[[profile]]
name = "a-b"
family = "f"
class = "wan"
eras = [2016]
measures = "average"
rate = [
  { weight = 1.0, median_mb_s = 2.0, sigma = 0.5, assumed = true },
]
sources = [ { title = "t", confidence = "assumed", what = "w" } ]
`

func TestLoad(t *testing.T) {
	t.Parallel()
	s, err := channel.Load("p.toml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	p := s.Profiles[0]
	if p.Weight != 1 || p.Rate[0].Width() != 0.625 || !p.Assumed() {
		t.Errorf("Load = %+v", p)
	}
	for _, tt := range []struct{ old, new, want string }{
		{"median_mb_s = 2.0", "median_mb_s = nan", "p.toml:8: "},
		{"median_mb_s = 2.0", "median_mb_s = -2.0", "p.toml:8: "},
		{"sigma = 0.5", "sigma = inf", "p.toml:8: "},
		{"weight = 1.0", "weight = 0.5", "p.toml:7: "},
		{"measures", "mesures", "p.toml:6: channel: bad profile: unknown key"},
		{"sigma = 0.5", "sigma = 0.5, colour = 1", "p.toml:8: channel: bad profile: unknown key"},
		{`"wan"`, `"sea"`, "p.toml:4: "},
		{`"a-b"`, `"A b"`, "p.toml:2: "},
		{`[2016]`, `[]`, "p.toml:5: "},
		{`[2016]`, `[2016, 2016]`, "p.toml:1: "},
		{`[2016]`, `"2016"`, "p.toml:5: "},
		{`[2016]`, `[2016`, "p.toml:6: "},
		{"sources = [ { title = \"t\", confidence = \"assumed\", what = \"w\" } ]\n", "", "p.toml:1: "},
		{"[[profile]]", "[[profil]]", "p.toml:1: "},
		{"[[profile]]", "\n\n[[profil]]", "p.toml:3: "},
		{"median_mb_s = 2.0", `median_mb_s = "2.0"`, "p.toml:8: "},
		{"sigma = 0.5, assumed = true },", "sigma = 0.5 },\n  { weight = 0.0, median_mb_s = 1.0, sigma = 1.0 },", "p.toml:9: "},
		{`confidence = "assumed"`, `confidence = "rumour"`, "p.toml:10: "},
		{"sources = [ ", "sources = [\n  { title = \"t\", confidence = \"assumed\", what = \"w\" },\n  { title = \"\" }, ", "p.toml:12: "},
		{"measures", "weight = 0.0\nmeasures", "p.toml:6: "},
		{"measures", "fastest_mb_s = -1.0\nmeasures", "p.toml:6: "},
		{"measures", "fastest_mb_s = nan\nmeasures", "p.toml:6: "},
		{"measures", "overhead = [\n  { weight = 1.0, median_ms = 0.0, sigma = 1.0 } ]\nmeasures", "p.toml:7: "},
	} {
		_, err := channel.Load("p.toml", []byte(strings.Replace(sound, tt.old, tt.new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s -> %s: error %v, want %s", tt.old, tt.new, err, tt.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte("[[profile]]\nrate = [{}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := channel.Load("p.toml", data)
		if err != nil {
			return
		}
		profiles, _ := s.ForEra(2016)
		for _, v := range channel.Compare(seen(20, 0.1), profiles).Lattice {
			if math.IsNaN(v.Densities.Local + v.Densities.LAN + v.Densities.WAN) {
				t.Fatalf("%s is not a number", v.Name)
			}
		}
	})
}
