package analyze

import (
	"cmp"
	"slices"

	"copyclock/analyze/channel"
	"copyclock/analyze/theory"
)

// Joint is what the bursts of one evidence say together if one channel carried them all. The answer
// rests on the burst with most bytes; this stands beside it.
type Joint struct {
	Bursts    []int              `json:"bursts"` // by id
	Contrasts []channel.Contrast `json:"contrasts"`
	Log10LR   channel.Range      `json:"insider_remote_log10_lr"`
	// Apart is the local:wan log10 ratio if each burst had a channel of its own, the sum over bursts
	// without a cap: the other extreme, shown to be distrusted.
	Apart float64 `json:"apart_log10_lr"`
}

// maxJoint is how many bursts are weighed together: those with most bytes.
const maxJoint = 50

// joint weighs the bursts that share evidence and column with the main one and can be compared;
// nil where there are fewer than two.
func joint(all []Burst, main *Burst, profiles []channel.Profile, opt Options) *Joint {
	var with []*Burst
	for i := range all {
		b := &all[i]
		if b.Evidence == main.Evidence && b.Stamp == main.Stamp && b.Verdict != NoTransferEvidence {
			if _, _, ok := Observe(b); ok {
				with = append(with, b)
			}
		}
	}
	if len(with) < 2 {
		return nil
	}
	slices.SortStableFunc(with, func(a, b *Burst) int { return cmp.Compare(b.Bytes, a.Bytes) })
	with = with[:min(len(with), maxJoint)]
	slices.SortFunc(with, func(a, b *Burst) int { return cmp.Compare(a.ID, b.ID) })
	j := &Joint{}
	var observations []channel.Observation
	for _, b := range with {
		obs, _, _ := Observe(b)
		observations = append(observations, obs)
		j.Bursts = append(j.Bursts, b.ID)
		j.Apart += channel.Compare(obs, profiles).Contrasts[0].Model().Mid
	}
	c := channel.CompareJoint(observations, profiles).Limited(opt.caps)
	j.Contrasts = c.Contrasts
	j.Log10LR = theory.ScoreWithin(opt.caps.LocalWAN, c, opt.Assumptions, 0).Log10LR
	return j
}
