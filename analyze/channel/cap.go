package channel

import (
	"fmt"
	"math"

	"copyclock/analyze/ieee"
	"copyclock/analyze/validate/validated"
)

// Cap is how far from 0 a log10 ratio may be, and why.
type Cap struct {
	Log10  float64
	Reason string
}

// Caps are the caps of the contrasts.
type Caps struct {
	LocalWAN, LocalNetwork Cap
}

// FixedCaps are those of METHOD 5.7, item 5, alone.
func FixedCaps() Caps {
	fixed := Cap{LayerCap, LayerCapReason}
	return Caps{fixed, fixed}
}

// CapsOf returns the caps that a validation supports: the smallest of [LayerCap], both ends of
// the empirical bounds (ELUB) and of those of invariance verification, and the logarithm of the number of
// independent sources of the side that has fewer (METHOD 5.7). Nil gives [FixedCaps].
func CapsOf(s *validated.Summary) Caps {
	caps := FixedCaps()
	if s == nil {
		return caps
	}
	if x := s.System("local:wan", validated.BuiltIn); x != nil {
		caps.LocalWAN = capOf(x)
	}
	if x := s.System("local:network", validated.BuiltIn); x != nil {
		caps.LocalNetwork = capOf(x)
	}
	return caps
}

// capOf returns the smallest bound of one system, the first of equals.
func capOf(x *validated.System) Cap {
	sources := min(x.Sources1, x.Sources2)
	copies := fmt.Sprintf("%d and %d laboratory copies with known truth", x.N1, x.N2)
	smallest := Cap{LayerCap, LayerCapReason}
	for _, c := range []Cap{
		{min(-x.ELUBLow, x.ELUBHigh), "beyond it the ratios did worse than silence on " + copies + " (empirical lower and upper bound, ELUB)"},
		{min(-x.InvarianceLow, x.InvarianceHigh), copies + " do not bear out a stronger ratio (invariance verification)"},
		{ieee.Log10(float64(max(sources, 1))), fmt.Sprintf("one side of the validation has %d independent sources", sources)},
	} {
		if c.Log10 < smallest.Log10 {
			smallest = c
		}
	}
	smallest.Log10 = math.Max(0, smallest.Log10)
	return smallest
}

// Limited returns the comparison with its contrasts held to caps.
func (c Comparison) Limited(caps Caps) Comparison {
	limited := make([]Contrast, len(c.Contrasts))
	for i, x := range c.Contrasts {
		limit := caps.LocalWAN
		if x.Proposition == "local:network" {
			limit = caps.LocalNetwork
		}
		limited[i] = x.limited(limit)
	}
	c.Contrasts = limited
	return c
}

func (x Contrast) limited(limit Cap) Contrast {
	raw := x.Model()
	x.Cap, x.CapReason, x.Uncapped = limit.Log10, limit.Reason, nil
	x.Log10LR, x.Capped = raw.Capped(limit.Log10)
	if x.Capped {
		x.Uncapped = &raw
	}
	x.Phrase = Phrase(x.Log10LR, limit.Log10, "a copy inside one machine", others[x.Proposition])
	return x
}

// others are the second propositions of the contrasts in words.
var others = map[string]string{"local:wan": "a wide-area copy", "local:network": "a network copy"}

// Model returns the ratio of the model before any cap.
func (x Contrast) Model() Range {
	if x.Uncapped != nil {
		return *x.Uncapped
	}
	return x.Log10LR
}
