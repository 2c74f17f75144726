package timestamps

import "math/bits"

// paths finds the first entry of each path, in 12 to 24 bytes of memory for an entry. It is a
// table with open addressing: a slot holds the number of an entry, counted from 1, beside 32
// bits of the hash of its path, so that few paths are compared that differ.
type paths struct {
	l     *Listing
	slots []uint64
}

func newPaths(l *Listing) *paths {
	// At most two thirds of the slots are taken, or probing would take long.
	n := len(l.Entries) + len(l.Entries)/2 + 1
	return &paths{l: l, slots: make([]uint64, 1<<bits.Len(uint(n)))}
}

// first returns the index of the entry that was asked for first among those with the path of
// entry i, which may be i itself.
func (p *paths) first(i int) int {
	path := p.l.Entries[i].Path
	h := pathHash(path)
	for at := h; ; at++ {
		slot := &p.slots[at&uint64(len(p.slots)-1)]
		if *slot == 0 {
			*slot = h>>32<<32 | uint64(i+1)
			return i
		}
		if *slot>>32 == h>>32 {
			if j := int(uint32(*slot)) - 1; p.l.Entries[j].Path == path {
				return j
			}
		}
	}
}

// pathHash is FNV-1a with eight bytes at a time and a last mixing, since the low bits choose the
// slot. Nothing that is printed depends on it.
func pathHash(s string) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for ; len(s) >= 8; s = s[8:] {
		h ^= uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h *= prime
		h ^= h >> 32
	}
	for i := range len(s) {
		h ^= uint64(s[i])
		h *= prime
	}
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}
