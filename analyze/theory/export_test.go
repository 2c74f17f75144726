package theory

import "copyclock/analyze/channel"

// Sides is sides at explicit probabilities, for the tests.
func Sides(d channel.Densities, staging, recopy, network float64) (insider, remote float64) {
	return sides(d, people{staging, recopy, network})
}
