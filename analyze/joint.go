package analyze

import (
	"cmp"
	"math"
	"slices"

	"copyclock/analyze/channel"
	"copyclock/analyze/theory"
)

// Joint is what several bursts say together if one channel carried them all: those of the evidence
// with the main one, or under [Options.Joint] those of all evidence. The answer rests on the burst with most
// bytes; this stands beside it.
type Joint struct {
	Bursts    []int              `json:"bursts"`             // by id
	Repeated  []int              `json:"repeated,omitempty"` // bursts of other evidence that show one of these again, and count once
	Contrasts []channel.Contrast `json:"contrasts"`
	Log10LR   channel.Range      `json:"insider_remote_log10_lr"`
	// Apart is the local:wan log10 ratio if each burst had a channel of its own, the sum over bursts
	// without a cap: the other extreme, shown to be distrusted.
	Apart float64 `json:"apart_log10_lr"`
}

// maxJoint is how many bursts are weighed together: those with most bytes.
const maxJoint = 50

// observed is a burst that can be compared with channels.
type observed struct {
	burst *Burst
	seen  channel.Observation
}

// joint weighs the bursts that may have shared a channel with the main one and can be compared;
// nil where there are fewer than two.
func joint(all []Burst, main *Burst, profiles []channel.Profile, opt Options) *Joint {
	j := &Joint{}
	var with []observed
	for i := range all {
		b := &all[i]
		if b.Evidence != main.Evidence && !opt.Joint || b.Verdict == NoTransferEvidence {
			continue
		}
		obs, _, ok := Observe(b)
		switch {
		case !ok:
		case slices.ContainsFunc(with, func(o observed) bool { return again(o.burst, b) }):
			j.Repeated = append(j.Repeated, b.ID)
		default:
			with = append(with, observed{b, obs})
		}
	}
	if len(with) < 2 {
		return nil
	}
	slices.SortStableFunc(with, func(a, b observed) int { return cmp.Compare(b.burst.Bytes, a.burst.Bytes) })
	with = with[:min(len(with), maxJoint)]
	slices.SortFunc(with, func(a, b observed) int { return cmp.Compare(a.burst.ID, b.burst.ID) })
	var observations []channel.Observation
	for _, o := range with {
		observations = append(observations, o.seen)
		j.Bursts = append(j.Bursts, o.burst.ID)
		j.Apart += channel.Compare(o.seen, profiles).Contrasts[0].Model().Mid
	}
	c := channel.CompareJoint(observations, profiles).Limited(opt.caps)
	j.Contrasts = c.Contrasts
	j.Log10LR = theory.ScoreWithin(opt.caps.LocalWAN, c, opt.Assumptions, 0).Log10LR
	return j
}

// again reports whether bursts of two evidence are one copy that was listed twice, at whatever steps: it
// would count double.
func again(a, b *Burst) bool {
	return a.Evidence != b.Evidence && a.Files == b.Files && a.Bytes == b.Bytes && math.Abs(a.SpanS-b.SpanS) <= coarsestStep
}

// coarsestStep is that of listings, in seconds.
const coarsestStep = 60
