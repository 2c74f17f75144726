// Package match finds the files that two listings have in common, and says how many would be
// found by chance, how their clocks differ, and in which order they can have been copied.
//
// Files are matched in stages, the surest first; what one stage matched is left to no other:
//
//   - path: the whole path and the size are the same;
//   - name: the last two parts of the path and the size, then the last part and the size, where
//     that names one file of each listing;
//   - run: at least k files that follow one another in both listings have the same sizes, all of
//     them different, with k so long that less than one such run in a hundred pairs of unrelated
//     listings is expected;
//   - size: a size that one file of each listing has, if chance would give at most one in twenty
//     of those that were found.
//
// Only files with an exact size above zero take part. A match is a sign that two entries are one
// file, not that their contents are equal: nothing here reads contents.
package match

import (
	"cmp"
	"slices"
	"strings"

	"copyclock/timestamps"
)

// Stage says what a pair was matched by.
type Stage uint8

// The stages, in the order in which they are tried.
const (
	Path Stage = iota
	Name
	Run
	Size
)

// Pair is one file in two listings.
type Pair struct {
	A, B int // indexes into the entries of the first and of the second listing
	By   Stage
}

// Matches is what two listings have in common.
type Matches struct {
	Pairs []Pair // in the order of the first listing
	Bytes int64  // of the pairs; it stops at the largest int64
	// Coincidences compares the sizes alone, whatever the names.
	Coincidences
}

// Count returns the number of pairs of a stage.
func (m *Matches) Count(s Stage) int {
	n := 0
	for _, p := range m.Pairs {
		if p.By == s {
			n++
		}
	}
	return n
}

// file is a file that can be matched.
type file struct {
	size  int64
	entry int
	name  uint64 // hash of the part of the path that the stage compares
}

// Files matches the files of two listings.
func Files(a, b *timestamps.Table) Matches {
	m := matcher{a: a, b: b, left: usable(a), right: usable(b)}
	out := Matches{Coincidences: coincide(sizes(m.left), sizes(m.right))}
	for _, parts := range []int{0, 2, 1} {
		m.byName(parts)
	}
	m.byRun()
	m.bySize()
	slices.SortFunc(m.pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	out.Pairs = m.pairs
	for _, p := range out.Pairs {
		out.Bytes, _ = timestamps.AddSize(out.Bytes, a.Size(p.A))
	}
	return out
}

// usable returns the files that can be matched, in the order of the listing.
func usable(l *timestamps.Table) []file {
	var files []file
	for i := range l.Len() {
		e := l.Bare(i)
		if e.Counts() && e.Size > 0 && e.Slack == 0 && e.Flags&timestamps.Rounded == 0 {
			files = append(files, file{size: e.Size, entry: i})
		}
	}
	return files
}

// matcher is the state of one match: the files that no stage has matched yet, in the order of
// their listings.
type matcher struct {
	a, b        *timestamps.Table
	left, right []file
	pairs       []Pair
}

// take records pairs, given as indexes into left and right, and removes their files.
func (m *matcher) take(found [][2]int, by Stage) {
	if len(found) == 0 {
		return
	}
	goneLeft, goneRight := make([]bool, len(m.left)), make([]bool, len(m.right))
	for _, f := range found {
		m.pairs = append(m.pairs, Pair{m.left[f[0]].entry, m.right[f[1]].entry, by})
		goneLeft[f[0]], goneRight[f[1]] = true, true
	}
	m.left, m.right = without(m.left, goneLeft), without(m.right, goneRight)
}

func without(files []file, gone []bool) []file {
	kept := files[:0]
	for i, f := range files {
		if !gone[i] {
			kept = append(kept, f)
		}
	}
	return kept
}

// byName matches the files whose last parts of the path, all where parts is zero, and whose
// size name one file of each listing.
func (m *matcher) byName(parts int) {
	left, right := named(m.a, m.left, parts), named(m.b, m.right, parts)
	var found [][2]int
	i, j := 0, 0
	for i < len(left) && j < len(right) {
		x, y := m.left[left[i]], m.right[right[j]]
		switch c := compareNamed(x, y); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			nextI, nextJ := endOfGroup(m.left, left, i), endOfGroup(m.right, right, j)
			if nextI == i+1 && nextJ == j+1 && // equal hashes are checked against the names themselves
				tail(m.a.Path(x.entry), parts) == tail(m.b.Path(y.entry), parts) {
				found = append(found, [2]int{left[i], right[j]})
			}
			i, j = nextI, nextJ
		}
	}
	by := Name
	if parts == 0 {
		by = Path
	}
	m.take(found, by)
}

// named hashes the names of files and returns their indexes in the order of hash and size.
func named(l *timestamps.Table, files []file, parts int) []int {
	order := make([]int, len(files))
	for i := range files {
		files[i].name = hash(tail(l.Path(files[i].entry), parts))
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Or(compareNamed(files[x], files[y]), cmp.Compare(x, y)) })
	return order
}

func compareNamed(x, y file) int {
	return cmp.Or(cmp.Compare(x.name, y.name), cmp.Compare(x.size, y.size))
}

func endOfGroup(files []file, order []int, i int) int {
	end := i + 1
	for end < len(order) && compareNamed(files[order[i]], files[order[end]]) == 0 {
		end++
	}
	return end
}

// tail returns the last parts of a path, all where parts is zero, in lower case and with
// slashes: tools differ in both.
func tail(path string, parts int) string {
	path = strings.ToLower(strings.Trim(strings.ReplaceAll(path, `\`, "/"), "/"))
	path = strings.TrimPrefix(path, "./")
	if parts == 0 {
		return path
	}
	from := len(path)
	for range parts {
		if from = strings.LastIndexByte(path[:from], '/'); from < 0 {
			return path
		}
	}
	return path[from+1:]
}

// hash is FNV-1a of 64 bits.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return h
}

// bySize matches the sizes that one file of each listing has, unless chance explains them.
func (m *matcher) bySize() {
	left, right := unique(m.left), unique(m.right)
	var found [][2]int
	for _, i := range left {
		j, ok := slices.BinarySearchFunc(right, m.left[i].size, func(j int, size int64) int { return cmp.Compare(m.right[j].size, size) })
		if ok {
			found = append(found, [2]int{i, right[j]})
		}
	}
	c := coincide(sizesAt(m.left, left), sizesAt(m.right, right))
	if c.Expected <= mostChance*float64(len(found)) {
		m.take(found, Size)
	}
}

// mostChance is the share of coincidences among matches by size alone that is put up with.
const mostChance = 0.05

// unique returns the indexes of the files whose size no other has, in order of size.
func unique(files []file) []int {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Or(cmp.Compare(files[x].size, files[y].size), cmp.Compare(x, y)) })
	var one []int
	for i, at := range order {
		size := files[at].size
		if (i == 0 || files[order[i-1]].size != size) && (i+1 == len(order) || files[order[i+1]].size != size) {
			one = append(one, at)
		}
	}
	return one
}

func sizesAt(files []file, at []int) []int64 {
	out := make([]int64, len(at))
	for i, k := range at {
		out[i] = files[k].size
	}
	return out
}
