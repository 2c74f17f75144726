package role

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"copyclock/analyze/finding"
	"copyclock/timestamps"
)

// The thresholds of the signs of order.
const (
	// walkPower is how many standard deviations a perfect walk must lie from chance before its
	// absence says anything.
	walkPower = 8
	// walkShare is the share of a perfect walk below which the stamps ignore the directories.
	walkShare = 0.25
	// leastDraws and mostDraws bound the number of shuffles that measure chance.
	leastDraws, mostDraws = 4, 19
	// headerShare and headerSigma say from when on the headers are in the order of writing.
	headerShare = 0.75
	headerSigma = 2.5
)

// places holds the directory of every entry as a number; the numbers follow the sorted names.
type places struct {
	of    []int32 // one for each entry
	count int
}

func placesOf(l *timestamps.Listing) places {
	p := places{of: make([]int32, len(l.Entries))}
	number := make(map[string]int32)
	var names []string
	last, at := "", int32(-1)
	for i := range l.Entries {
		dir := parent(l.Entries[i].Path)
		if at < 0 || dir != last {
			k, seen := number[dir]
			if !seen {
				k = int32(len(names))
				number[dir] = k
				names = append(names, dir)
			}
			last, at = dir, k
		}
		p.of[i] = at
	}
	order := make([]int32, len(names))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(names[a], names[b]) })
	rank := make([]int32, len(names))
	for r, i := range order {
		rank[i] = int32(r)
	}
	for i, k := range p.of {
		p.of[i] = rank[k]
	}
	p.count = len(names)
	return p
}

// parent returns the path of the directory with its separator at the end, either kind of it
// being one, or nothing.
func parent(p string) string {
	i := len(p)
	for i > 0 && p[i-1] != '/' && p[i-1] != '\\' {
		i--
	}
	return p[:i]
}

// walk is how far the stamps follow the directories.
type walk struct {
	share float64 // of a perfect walk: 1 is directory by directory, 0 is chance
	power float64 // standard deviations between a perfect walk and chance
}

// walkOf measures whether the stamps go through the tree directory by directory, as every
// program does that copies a tree, in whatever order it takes the names. With p_i the place
// of file i in order of time, the middle of its tick, and d the distance in places to the file
// of the same directory before it,
//
//	S = sum over files of bits(d)          bits(d) = floor(1 + log2 d), zero for d < 1
//
// S is compared with files dealt at random to the same ticks and with files dealt directory
// by directory. The order inside a tick does not enter. Of a large column the files are those of [view.blocks]. Integers alone decide the shuffle and
// the sums, so the outcome is the same on every machine and for every order of the lines.
func walkOf(v *view, p *places) (walk, bool) {
	if len(v.stamps) < neighbours || len(v.ticks) < 2 || p.count < 2 {
		return walk{}, false
	}
	var place, label []int32
	for _, block := range v.blocks() {
		for _, t := range block {
			middle := int32(2*len(place) + t.n - 1)
			for _, s := range v.stamps[t.first : t.first+t.n] {
				place = append(place, middle)
				label = append(label, p.of[s.entry])
			}
		}
	}
	n := len(place)
	if n < neighbours {
		return walk{}, false
	}
	last := make([]int32, p.count)
	seen := float64(distances(place, label, last))
	slices.Sort(label)
	best := float64(distances(place, label, last))

	draws := min(max(200_000/n, leastDraws), mostDraws)
	state := uint64(n)
	var sum, square float64
	for range draws {
		for i := n - 1; i > 0; i-- {
			state = state*6364136223846793005 + 1442695040888963407
			hi, _ := bits.Mul64(state^state>>29, uint64(i+1))
			label[i], label[hi] = label[hi], label[i]
		}
		s := float64(distances(place, label, last))
		sum += s
		square += float64(s * s)
	}
	mean := sum / float64(draws)
	if mean <= best {
		return walk{}, false
	}
	deviation := math.Sqrt(max((square-float64(sum*mean))/float64(draws-1), 1))
	return walk{share: (mean - seen) / (mean - best), power: (mean - best) / deviation}, true
}

// distances returns S for labelled places; last is scratch, one for each label.
func distances(place, label, last []int32) int64 {
	for i := range last {
		last[i] = -1
	}
	var s int64
	for i, k := range label {
		if last[k] >= 0 {
			s += int64(bits.Len32(uint32(place[i]-last[k]) / 2))
		}
		last[k] = place[i]
	}
	return s
}

// refuted reports whether the stamps ignore the directories where a walk could not be missed.
func (w walk) refuted() bool { return w.power >= walkPower && w.share < walkShare }

// headerOrder returns the share of adjacent headers with rising stamps among those whose
// stamps differ, and whether the headers are in the order of writing: the order inside a tick
// is then known too (METHOD 12.1). A listing that is no archive's says nothing, because
// lines may be sorted by anything, time included.
func headerOrder(l *timestamps.Listing, v *view) (share *float64, written bool) {
	if !l.HeaderOrder {
		return nil, false
	}
	rising, differ := 0, 0
	var before timestamps.Stamp
	for i := range l.Entries {
		e := &l.Entries[i]
		s := e.Times.Of(v.column)
		if !e.Counts() || s.State != v.clock {
			continue
		}
		if before.Known() && before.Nanos != s.Nanos {
			differ++
			if before.Nanos < s.Nanos {
				rising++
			}
		}
		before = s
	}
	if differ == 0 {
		return nil, false
	}
	x := float64(rising) / float64(differ)
	return &x, x >= headerShare && (2*x-1)*math.Sqrt(float64(differ)) >= headerSigma
}

// pathOrder is F3: the share of adjacent ticks whose first paths are in depth-first name
// order as well, case folded, as Explorer and NTFS have it. The order inside a tick is not
// known (METHOD 12.1), so the first path stands for the tick.
func pathOrder(l *timestamps.Listing, v *view) *float64 {
	if len(v.ticks) < 2 {
		return nil
	}
	good, pairs := 0, 0
	for _, block := range v.blocks() {
		before := ""
		for i, t := range block {
			first := ""
			for j, s := range v.stamps[t.first : t.first+t.n] {
				if p := l.Entries[s.entry].Path; j == 0 || comparePaths(p, first) < 0 {
					first = p
				}
			}
			if i > 0 {
				pairs++
				if comparePaths(before, first) <= 0 {
					good++
				}
			}
			before = first
		}
	}
	if pairs == 0 {
		return nil
	}
	return finding.Known(float64(good) / float64(pairs))
}

// comparePaths compares case folded, a separator before every other byte.
func comparePaths(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x == y && x < utf8.RuneSelf {
			continue
		}
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return cmp.Compare(sortKey(a[i:]), sortKey(b[i:]))
		}
		if x, y = fold(x), fold(y); x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}

func fold(c byte) byte {
	switch {
	case c == '/' || c == '\\':
		return 0
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	}
	return c
}

// sortKey is what comparePaths compares where letters are not ASCII.
func sortKey(p string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' {
			return 0
		}
		return r
	}, strings.ToLower(p))
}
