package theory_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"copyclock/analyze/channel"
	"copyclock/analyze/theory"

	"pgregory.net/rapid"
)

func only(d channel.Densities) channel.Comparison {
	return channel.Comparison{Lattice: []channel.Variant{{Name: "default", Densities: d}}}
}

var (
	inside = channel.Densities{Local: 0, LAN: 0, WAN: -50}
	pureL  = channel.Densities{Local: 0, LAN: -50, WAN: -50}
	pureW  = channel.Densities{Local: -50, LAN: -50, WAN: 0}
)

// The ranges that METHOD 12.16 quotes come out of the lattice cells, before the cap.
func TestPureRanges(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		d         channel.Densities
		low, high float64
	}{
		{"local", pureL, 0.75, 4.75},
		{"inside", inside, 0.75, 4.75},
		{"wan", pureW, 0.0625, 2},
	} {
		low, high := math.Inf(1), math.Inf(-1)
		for _, c := range theory.Score(only(tt.d), theory.Defaults(), 0).Lattice {
			low, high = math.Min(low, c.Log10LR), math.Max(high, c.Log10LR)
		}
		if math.Abs(math.Pow(10, low)-tt.low) > 1e-9 || math.Abs(math.Pow(10, high)-tt.high) > 1e-9 {
			t.Errorf("pure %s: %v to %v, want %v to %v", tt.name, math.Pow(10, low), math.Pow(10, high), tt.low, tt.high)
		}
	}
}

// LR_max = 1/(rho + (1-rho) sigma) at omega = 0, the table of METHOD 5.3.
func TestTableOfBounds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ sigma, rho, want float64 }{
		{0.05, 0, 20}, {0.05, 0.2, 4.2}, {0.05, 0.5, 1.9}, {0.1, 0.2, 3.6}, {0.3, 0, 3.3}, {0.3, 0.2, 2.3}, {0.5, 0.5, 1.3}, {0.7, 0.2, 1.3},
	} {
		i, r := theory.Sides(pureL, tt.sigma, tt.rho, 0)
		if got := math.Exp(i - r); math.Abs(got-tt.want) > 0.051 {
			t.Errorf("sigma %v, rho %v: %v, want %v", tt.sigma, tt.rho, got, tt.want)
		}
	}
}

func densities(t *rapid.T) channel.Densities {
	return channel.Densities{
		Local: rapid.Float64Range(-20, 5).Draw(t, "local"),
		LAN:   rapid.Float64Range(-20, 5).Draw(t, "lan"),
		WAN:   rapid.Float64Range(-20, 5).Draw(t, "wan"),
	}
}

func span(t *rapid.T, name string) theory.Span {
	a, b := rapid.Float64Range(0, 1).Draw(t, name), rapid.Float64Range(0, 1).Draw(t, name)
	return theory.Span{Low: math.Min(a, b), High: math.Max(a, b)}
}

// TestMixes: the densities of the theories are those of the classes mixed by their weights.
func TestMixes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := densities(t)
		staging, recopy, network := rapid.Float64Range(0, 1).Draw(t, "staging"), rapid.Float64Range(0, 1).Draw(t, "recopy"), rapid.Float64Range(0, 1).Draw(t, "network")
		insider, remote := theory.Sides(d, staging, recopy, network)
		mixI, mixR := theory.Mixes(staging, recopy, network)
		for _, side := range []struct {
			log float64
			mix theory.ClassMix
		}{{insider, mixI}, {remote, mixR}} {
			m := side.mix
			if got := m.Local*math.Exp(d.Local) + m.LAN*math.Exp(d.LAN) + m.WAN*math.Exp(d.WAN); math.Abs(got/math.Exp(side.log)-1) > 1e-9 {
				t.Fatalf("mixed %g, theory %g", got, math.Exp(side.log))
			}
			if sum := m.Local + m.LAN + m.WAN; math.Abs(sum-1) > 1e-12 {
				t.Fatalf("%+v adds up to %g", m, sum)
			}
		}
	})
}

func TestProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := only(densities(t))
		d := theory.Score(c, theory.Defaults(), 0)
		if d.Log10LR.Low > 1e-12 || d.Log10LR.High < -1e-12 || d.Leans() != "" || d.Phrase != channel.NoSupport {
			t.Fatalf("default ranges exclude 1: %+v", d.Log10LR)
		}
		a := theory.Assumptions{Staging: span(t, "staging"), Recopy: span(t, "recopy"), InsiderNetwork: span(t, "network")}
		s := theory.Score(c, a, 0.5)
		for _, cell := range s.Lattice {
			if cell.Log10LR < s.Bound.Low-1e-9 || cell.Log10LR > s.Bound.High+1e-9 {
				t.Fatalf("%+v lies outside the bound %+v", cell, s.Bound)
			}
			i, r := theory.Sides(c.Lattice[0].Densities, cell.Staging, cell.Recopy, cell.InsiderNetwork)
			if channel.Log10LR(i, r) != -channel.Log10LR(r, i) {
				t.Fatal("LR(I:R) is not 1/LR(R:I)")
			}
		}
		r := s.Log10LR
		if !(-s.Cap <= r.Low && r.Low <= r.Mid && r.Mid <= r.High && r.High <= s.Cap) {
			t.Fatalf("range %+v", r)
		}
		up, down := true, true
		for i := 1; i < len(s.Curve); i++ {
			up = up && s.Curve[i].Mid >= s.Curve[i-1].Mid-1e-12
			down = down && s.Curve[i].Mid <= s.Curve[i-1].Mid+1e-12
		}
		if !up && !down {
			t.Fatalf("curve is not monotone: %+v", s.Curve)
		}
		for target, x := range map[float64]*float64{0: s.BreakEven.LR1, 1: s.BreakEven.LR10} {
			if x == nil {
				continue
			}
			mean := func(p theory.Span) float64 { return (p.Low + p.High) / 2 }
			i, r := theory.Sides(c.Lattice[0].Densities, *x, mean(a.Recopy), mean(a.InsiderNetwork))
			if got := channel.Log10LR(i, r); math.Abs(got-target) > 1e-4 && *x > 1e-6 && *x < 1-1e-6 {
				t.Fatalf("at break-even %v the ratio is %v, want %v", *x, got, target)
			}
		}
		if _, err := json.Marshal(s); err != nil {
			t.Fatal(err)
		}
	})
}

// TestOwnMixes: profiles that let the theories use the local media differently move the ratio and its
// bound, and stand as such beside the result at equal mixes.
func TestOwnMixes(t *testing.T) {
	t.Parallel()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	profiles, _ := set.ForEra(2016)
	obs := channel.Observation{LogRate: math.Log(8), Sigma: 0.1}
	joint := []channel.Observation{obs, {LogRate: math.Log(7), OneSided: true}}
	plain, plainJoint := channel.Compare(obs, profiles), channel.CompareJoint(joint, profiles)
	own := slices.Clone(profiles)
	for i := range own {
		if own[i].Name == "usb2-flash-write" {
			own[i].Insider, own[i].Intruder = 10, 0.1
		}
	}
	mixed, mixedJoint := channel.Compare(obs, own), channel.CompareJoint(joint, own)
	if plain.Mixes != nil || len(mixed.Mixes) == 0 || mixed.Contrasts[0].Log10LR != plain.Contrasts[0].Log10LR {
		t.Fatalf("mixes of people change channels: %+v, %+v", mixed.Contrasts[0], plain.Contrasts[0])
	}
	free := channel.Cap{Log10: 6}
	for _, pair := range [][2]channel.Comparison{{plain, mixed}, {plainJoint, mixedJoint}} {
		a, b := theory.ScoreWithin(free, pair[0], theory.Defaults(), 0), theory.ScoreWithin(free, pair[1], theory.Defaults(), 0)
		if b.Log10LR.Mid <= a.Log10LR.Mid+0.02 || b.AtDefaults == nil || *b.AtDefaults != a.Log10LR {
			t.Errorf("ratio %+v, with sticks for insiders %+v, at defaults %+v", a.Log10LR, b.Log10LR, b.AtDefaults)
		}
		if b.Bound.High <= a.Bound.High || !strings.Contains(b.Assumptions.Mixes, "usb2-flash-write 10 and 0.1 times") {
			t.Errorf("bound %+v and %+v, mixes %q", a.Bound, b.Bound, b.Assumptions.Mixes)
		}
		if !slices.ContainsFunc(b.Tornado, func(x theory.Bar) bool { return x.Assumption == "mixes" }) {
			t.Errorf("the tornado has no bar for them: %+v", b.Tornado)
		}
		for _, cell := range b.Lattice {
			if cell.Log10LR < b.Bound.Low-1e-9 || cell.Log10LR > b.Bound.High+1e-9 {
				t.Fatalf("%+v lies outside the bound %+v", cell, b.Bound)
			}
		}
	}
}

func TestBreakEven(t *testing.T) {
	t.Parallel()
	a := theory.Assumptions{Staging: theory.Span{Low: 0.2, High: 0.8}} // no re-copy, no network
	b := theory.Score(only(pureL), a, 0).BreakEven
	if b.LR10 == nil || math.Abs(*b.LR10-0.1) > 1e-6 {
		t.Errorf("LR10 = %v, want .1", b.LR10)
	}
	if b := theory.Score(only(channel.Densities{}), a, 0).BreakEven; b.LR1 != nil || b.LR10 != nil {
		t.Errorf("data that say nothing have a break-even: %+v", b)
	}
}

func TestLeans(t *testing.T) {
	t.Parallel()
	at := func(s, r, o float64) theory.Assumptions {
		return theory.Assumptions{Staging: theory.Span{Low: s, High: s}, Recopy: theory.Span{Low: r, High: r}, InsiderNetwork: theory.Span{Low: o, High: o}}
	}
	for _, tt := range []struct {
		d    channel.Densities
		a    theory.Assumptions
		want string
	}{
		{pureL, at(0.1, 0, 0.1), "insider"},
		{pureL, at(0.6, 0, 0.1), ""},
		{pureW, at(0.1, 0, 0.1), "remote"},
	} {
		s := theory.Score(only(tt.d), tt.a, 0)
		if got := s.Leans(); got != tt.want {
			t.Errorf("Leans(%+v) = %q, want %q", tt.a, got, tt.want)
		}
		if s.AtDefaults == nil {
			t.Error("the result at default assumptions is missing")
		}
	}
	if s := theory.Score(only(pureL), theory.Defaults(), 0); s.AtDefaults != nil || s.Posterior != nil {
		t.Error("a result at defaults carries at_defaults or a posterior nobody asked for")
	}
}

// The published rates, under the built-in profiles: inconclusive at the default assumptions.
func TestRealRates(t *testing.T) {
	t.Parallel()
	set, err := channel.Default()
	if err != nil {
		t.Fatal(err)
	}
	profiles, _ := set.ForEra(2016)
	for _, mbs := range []float64{0.3, 2.4, 5.66, 11.8, 22.7, 38, 118, 581} {
		c := channel.Compare(channel.Observation{LogRate: math.Log(mbs), Sigma: 0.05}, profiles)
		s := theory.Score(c, theory.Defaults(), 0)
		if s.Leans() != "" || s.Log10LR.Low > 0 || s.Log10LR.High < 0 {
			t.Errorf("%v MB/s: %+v", mbs, s.Log10LR)
		}
		t.Logf("%6.2f MB/s best %-18s local:wan %+.2f local:network %+.2f insider:remote %+.2f (%s)", mbs, c.Channels[0].Name,
			c.Contrasts[0].Log10LR, c.Contrasts[1].Log10LR, s.Log10LR, c.Contrasts[0].Phrase)
	}
}
