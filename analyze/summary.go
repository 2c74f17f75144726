package analyze

import (
	"copyclock/analyze/channel"
)

// Summary is the answer that one of several evidence gives alone.
type Summary struct {
	Evidence int            `json:"evidence"`
	Burst    int            `json:"burst,omitempty"` // its burst with most bytes; absent: it has none
	Verdict  Verdict        `json:"verdict"`
	Reason   string         `json:"verdict_reason"` // a sentence
	Log10LR  *channel.Range `json:"log10_lr,omitempty"`
}

// summary repeats the answer of each evidence, and finds its burst among those of all.
func summary(parts []part, each []*Result) []Summary {
	var out []Summary
	before := 0 // bursts of the evidence before
	for i := range parts {
		one := each[i]
		s := Summary{Evidence: i + 1, Verdict: one.Verdict, Reason: one.Reason}
		main := largest(parts[i].timed)
		for k := range parts[i].timed {
			if &parts[i].timed[k] == main {
				s.Burst = before + k + 1
			}
		}
		before += len(parts[i].timed)
		if one.Theory != nil {
			s.Log10LR = &one.Theory.Log10LR
		}
		out = append(out, s)
	}
	return out
}
