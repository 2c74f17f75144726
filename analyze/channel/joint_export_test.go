package channel

// Closed and Gridded give the two ways to integrate over a draw to the tests; a variance below zero
// means the uniform prior.
func Closed(all []Observation, mean, variance float64) float64 {
	b := bursts{all: all}
	return b.updated(prior{mean, variance, variance < 0})
}

func Gridded(all []Observation, mean, variance float64) float64 {
	b := bursts{all: all}
	b.tabulate()
	return b.integrated(prior{mean, variance, variance < 0})
}
