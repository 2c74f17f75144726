package rate

import "copyclock/analyze/burst"

// evenly returns b with a resolution of 2 s where it is 1 s and all ticks are even, or all
// odd; else b. Before 20 stamps nobody can say that a column has steps of 2 s, but that is what
// the silence of every other second shows in a copy that is under way. A step too
// long is safe, since the event lies inside it all the same; a step too short says of every
// second file that it did not come when it did, and turned START and END around in 16 of 19
// simulated copies.
func evenly(b *burst.Burst) *burst.Burst {
	const second = int64(1e9)
	if b.Resolution != second || len(b.Ticks) < 3 {
		return b
	}
	for i := range b.Ticks {
		if (b.Ticks[i].T-b.Ticks[0].T)%(2*second) != 0 {
			return b
		}
	}
	wide := *b
	wide.Resolution = 2 * second
	return &wide
}
