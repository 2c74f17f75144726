package role_test

import (
	"fmt"
	"testing"

	"copyclock/analyze/role"
	"copyclock/timestamps"
)

// BenchmarkClassify classifies copies of 50 files a directory with modified and birth stamps.
func BenchmarkClassify(b *testing.B) {
	for _, n := range []int{1e5, 1e6} {
		l := &timestamps.Listing{}
		for i := range int64(n) {
			at := 1_400_000_000e9 + i*50_004_000
			l.Entries = append(l.Entries, timestamps.Entry{
				Path: fmt.Sprintf("share/d%05d/f%07d.txt", i/50, i), Size: i % 97 * 4001, Kind: timestamps.File,
				Times: timestamps.Times{
					Modified: timestamps.Stamp{Nanos: at, State: timestamps.Instant},
					Birth:    timestamps.Stamp{Nanos: at - 4_000_000, State: timestamps.Instant},
				},
			})
		}
		table := timestamps.NewTable(l)
		b.Run(fmt.Sprintf("files=%d", n), func(b *testing.B) {
			for b.Loop() {
				role.Classify(table, role.Options{Evidence: 1})
			}
		})
	}
}
