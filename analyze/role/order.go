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

// places ranks the directories of a table in the order of their names.
type places struct {
	rank []int32 // by the number of the folder
}

func placesOf(t *timestamps.Table) places {
	p := places{rank: make([]int32, len(t.Folders()))}
	for r, folder := range t.FolderOrder() {
		p.rank[folder] = int32(r)
	}
	return p
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
	if v.files < neighbours || v.distinct < 2 || len(p.rank) < 2 {
		return walk{}, false
	}
	var place, label []int32
	for _, block := range v.blocks() {
		for i := block[0]; i < block[1]; i++ {
			files := v.of(i)
			middle := int32(2*len(place) + len(files) - 1)
			for _, s := range files {
				place = append(place, middle)
				label = append(label, p.rank[v.table.Folder(int(s.entry))])
			}
		}
	}
	n := len(place)
	if n < neighbours {
		return walk{}, false
	}
	last := make([]int32, len(p.rank))
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
func headerOrder(v *view) (share *float64, written bool) {
	if !v.table.HeaderOrder {
		return nil, false
	}
	rising, differ := 0, 0
	var before timestamps.Stamp
	for _, s := range v.table.Files(v.column) {
		if s.State != v.clock {
			continue
		}
		if before.Known() && before.Nanos != s.Nanos {
			differ++
			if before.Nanos < s.Nanos {
				rising++
			}
		}
		before = s.Stamp
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
func pathOrder(v *view) *float64 {
	if v.distinct < 2 {
		return nil
	}
	good, pairs := 0, 0
	paths := pathOf{table: v.table}
	for _, block := range v.blocks() {
		before := -1
		for i := block[0]; i < block[1]; i++ {
			files := v.of(i)
			first := int(files[0].entry)
			for j := range files[1:] {
				if other := int(files[j+1].entry); paths.compare(other, first) < 0 {
					first = other
				}
			}
			if before >= 0 {
				pairs++
				if paths.compare(before, first) <= 0 {
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

// pathOf compares paths of a table. Most are of one folder, and of those only the names differ.
type pathOf struct {
	table *timestamps.Table
	a, b  []byte
}

func (p *pathOf) compare(x, y int) int {
	t := p.table
	j, k := t.Folder(x), t.Folder(y)
	if j == k {
		return comparePaths(t.Name(x), t.Name(y))
	}
	if c, sure := compareFolders(t.Folders()[j], t.Folders()[k]); sure {
		return c
	}
	p.a, p.b = t.AppendPath(p.a[:0], x), t.AppendPath(p.b[:0], y)
	return comparePaths(p.a, p.b)
}

// compareFolders compares two paths by their folders alone, unless one lies in the other or letters
// that are not ASCII come first.
func compareFolders(a, b string) (c int, sure bool) {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return 0, false
		}
		if x, y = fold(x), fold(y); x != y {
			return cmp.Compare(x, y), true
		}
	}
	return 0, false
}

// comparePaths compares case folded, a separator before every other byte.
func comparePaths[T string | []byte](a, b T) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x == y && x < utf8.RuneSelf {
			continue
		}
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return cmp.Compare(sortKey(string(a[i:])), sortKey(string(b[i:])))
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
