package role

import "math/bits"

// Statistics that compare names look at all files of a column up to mostStamps, and of a larger one at
// sampleBlocks runs of neighbours in time, one out of each equal part: a million files leave a
// share of files uncertain by less than 0.001.
const (
	mostStamps   = 1 << 20
	sampleBlocks = 64
)

// blocks returns the runs of ticks that statistics look at, from the first to behind the last: all in one, or of more than
// mostStamps stamps a sample. The number of stamps is the seed, so the same column gives the
// same sample, and neither the order of the lines nor a shift of the clock changes it.
func (v *view) blocks() [][2]int {
	n := v.files
	if n <= mostStamps {
		return [][2]int{{0, v.distinct}}
	}
	const length = mostStamps / sampleBlocks
	var out [][2]int
	state := uint64(n)
	from := 0
	for b := range sampleBlocks {
		first, end := b*n/sampleBlocks, (b+1)*n/sampleBlocks
		state = state*6364136223846793005 + 1442695040888963407
		skip, _ := bits.Mul64(state^state>>29, uint64(end-first-length+1))
		first += int(skip)
		for from < len(v.ticks) && int(v.ticks[from]) < first {
			from++
		}
		to := from
		for to < len(v.ticks) && int(v.ticks[to]) < first+length {
			to++
		}
		if to > from {
			out = append(out, [2]int{from, to})
		}
		from = to
	}
	return out
}
