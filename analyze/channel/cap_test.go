package channel_test

import (
	"math"
	"strings"
	"testing"

	"copyclock/analyze/channel"
	"copyclock/analyze/validate/validated"
)

// TestCapsOf: the smallest bound holds, and says which one it is.
func TestCapsOf(t *testing.T) {
	t.Parallel()
	wide := validated.System{
		Proposition: "local:wan", Scorer: validated.BuiltIn, N1: 300, N2: 400, Sources1: 150, Sources2: 120,
		ELUBLow: -3, ELUBHigh: 3, InvarianceLow: -3, InvarianceHigh: 3,
	}
	for _, test := range []struct {
		name   string
		change func(*validated.System)
		want   float64
		reason string
	}{
		{"fixed", func(*validated.System) {}, 2, "100 independent"},
		{"ELUB below", func(s *validated.System) { s.ELUBLow = -0.4 }, 0.4, "ELUB"},
		{"ELUB above", func(s *validated.System) { s.ELUBHigh = 0.3 }, 0.3, "ELUB"},
		{"invariance", func(s *validated.System) { s.InvarianceLow = -1.1 }, 1.1, "invariance"},
		{"sources", func(s *validated.System) { s.Sources2 = 18 }, math.Log10(18), "18 independent sources"},
		{"first of equals", func(s *validated.System) { s.ELUBLow, s.InvarianceLow = -0.5, -0.5 }, 0.5, "ELUB"},
		{"nothing", func(s *validated.System) { s.ELUBHigh = 0 }, 0, "ELUB"},
	} {
		s := wide
		test.change(&s)
		caps := channel.CapsOf(&validated.Summary{Systems: []validated.System{s}})
		if math.Abs(caps.LocalWAN.Log10-test.want) > 1e-12 || !strings.Contains(caps.LocalWAN.Reason, test.reason) {
			t.Errorf("%s: the cap is %.3f (%s), want %.3f (%s)", test.name, caps.LocalWAN.Log10, caps.LocalWAN.Reason, test.want, test.reason)
		}
		if caps.LocalNetwork.Log10 != channel.LayerCap {
			t.Errorf("%s: the other contrast is held to %g", test.name, caps.LocalNetwork.Log10)
		}
	}
	if channel.CapsOf(nil) != channel.FixedCaps() {
		t.Error("without a validation the fixed caps hold")
	}
}

// TestLimited: a cap cuts both ends alike, keeps what the model gives, and can be taken off again.
func TestLimited(t *testing.T) {
	t.Parallel()
	free := channel.Compare(seen(300, 0.1), era(t, 2016))
	caps := channel.FixedCaps()
	caps.LocalWAN = channel.Cap{Log10: 0.4, Reason: "so it is"}
	held := free.Limited(caps)
	x, raw := held.Contrasts[0], free.Contrasts[0]
	if x.Log10LR.Mid != 0.4 || !x.Capped || x.Cap != 0.4 || x.CapReason != "so it is" || x.Model() != raw.Model() {
		t.Errorf("held to .4: %+v of %+v", x, raw.Model())
	}
	if !strings.HasPrefix(x.Phrase, "weak support for a copy inside one machine") {
		t.Errorf("a ratio at the cap is called %q", x.Phrase)
	}
	if again := held.Limited(channel.FixedCaps()).Contrasts[0]; again.Log10LR != raw.Log10LR || again.Capped != raw.Capped {
		t.Errorf("taken off again: %+v, was %+v", again, raw)
	}
	if free.Contrasts[0].Cap != channel.LayerCap {
		t.Error("the comparison itself was changed")
	}
}
