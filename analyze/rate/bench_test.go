package rate

import (
	"fmt"
	"testing"

	"copyclock/analyze/simulate"
)

// BenchmarkEstimate times the whole estimator on one burst, by resolution and number of files.
func BenchmarkEstimate(b *testing.B) {
	for _, c := range []struct {
		preset string
		files  int
	}{
		{"plain-1us", 2300}, {"plain-10ms", 2300}, {"plain-2s", 2300}, {"plain-2s", 1_000_000},
	} {
		setting, ok := simulate.Preset(c.preset)
		if !ok {
			b.Fatalf("no preset %q", c.preset)
		}
		setting.Files = c.files
		run, err := simulate.Play(setting, 1)
		if err != nil {
			b.Fatal(err)
		}
		copied := mainBurst(run)
		b.Run(fmt.Sprintf("%s/files=%d", c.preset, c.files), func(b *testing.B) {
			for b.Loop() {
				Estimate(copied, Options{})
			}
		})
	}
}
