package burst_test

import (
	"fmt"
	"testing"

	"copyclock/analyze/burst"
)

// BenchmarkSegment segments copies of 10 files a second with a stop of two minutes after every
// 20,000 files.
func BenchmarkSegment(b *testing.B) {
	for _, n := range []int{1e5, 1e6} {
		var events []burst.Event
		now := int64(0)
		for i := range n {
			size := int64(i%97) * 4001
			now += 30e6 + 10*size
			if i%20_000 == 19_999 {
				now += 120 * second
			}
			events = append(events, burst.Event{T: now / 4e6 * 4e6, Size: size, Entry: i})
		}
		b.Run(fmt.Sprintf("files=%d", n), func(b *testing.B) {
			for b.Loop() {
				burst.Segment(events, burst.Options{Resolution: 4e6})
			}
		})
	}
}
