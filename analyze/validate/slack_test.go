package validate

import (
	"math"
	"os"
	"testing"

	"copyclock/analyze"
	"copyclock/analyze/channel"
)

// bound is how far the lower limit of one laboratory copy lies below its rate.
type bound struct {
	source string
	slack  float64 // ln(rate/limit)
}

// TestSlack learns the law of lower limits from the laboratory copies that have one, with each source
// left out, and asks that the shipped law explains them about as well. With -v it prints both.
func TestSlack(t *testing.T) {
	t.Parallel()
	const corpus = "../../../shared/groundtruth/runs.jsonl"
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the ground truth of ../shared is not here")
	}
	runs, err := Load(corpus)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := Examine(runs, analyze.Options{})
	var all []bound
	for i := range outcomes {
		o := &outcomes[i]
		if !o.scorable() || o.main == nil || o.Result.Theory == nil || o.Rate == nil || o.Rate.Truth == nil {
			continue
		}
		if obs, _, ok := analyze.Observe(o.main); ok && obs.OneSided {
			all = append(all, bound{o.Source, math.Log(*o.Rate.Truth) - obs.LogRate})
		}
	}
	learned := map[[2]float64]int{}
	var left, shipped float64
	for i, b := range all {
		law := learnSlack(all, b.source)
		learned[law]++
		left += lawOf(law, b.slack)
		shipped += lawOf([2]float64{channel.TightShare, channel.TightSlack}, all[i].slack)
	}
	n := float64(len(all))
	t.Logf("%d limits; learned share and slack, with the times: %v; mean log density %.3f left out, %.3f as shipped", len(all), learned, left/n, shipped/n)
	if len(all) < 15 || shipped < left-0.1*n {
		t.Errorf("the shipped law of %d limits has a mean log density of %.3f, learned ones %.3f", len(all), shipped/n, left/n)
	}
}

// lawOf is the log density of a slack. A limit above the rate counts as one at it, spread over .1.
func lawOf(law [2]float64, slack float64) float64 {
	tight := math.Exp(-slack/law[1]) / law[1]
	if slack < 0 {
		tight = math.Exp(slack/0.1) / law[1]
	}
	return math.Log(law[0]*tight + (1-law[0])/math.Log(5000/0.01))
}

func learnSlack(all []bound, without string) (best [2]float64) {
	most := math.Inf(-1)
	for _, share := range []float64{0.3, 0.5, 0.6, 0.7, 0.8, 0.9} {
		for _, slack := range []float64{0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2} {
			law := [2]float64{share, slack}
			var ll float64
			for _, b := range all {
				if b.source != without {
					ll += lawOf(law, b.slack)
				}
			}
			if ll > most {
				best, most = law, ll
			}
		}
	}
	return best
}
