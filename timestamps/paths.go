package timestamps

import "math/bits"

// nameTable finds the first entry of each name in a folder. It is a table with open addressing: a
// slot holds the number of an entry, counted from 1, beside 32 bits of the hash of its name, so
// that few names are compared that differ.
type nameTable struct {
	slots []uint64
	used  []uint64 // the part of slots in use, a power of two
}

// reset empties the table and makes room for n names.
func (p *nameTable) reset(n int) {
	size := 1 << bits.Len(uint(n+n/2)) // at most two thirds of the slots are taken, or probing would take long
	if len(p.slots) < size {
		p.slots = make([]uint64, size)
	}
	p.used = p.slots[:size]
	clear(p.used)
}

// first returns the entry that was asked for first among those with this name, which may be row
// itself.
func (p *nameTable) first(t *Table, row uint32, name string) uint32 {
	h := nameHash(name)
	for at := h; ; at++ {
		slot := &p.used[at&uint64(len(p.used)-1)]
		if *slot == 0 {
			*slot = h>>32<<32 | uint64(row+1)
			return row
		}
		if *slot>>32 == h>>32 {
			if other := uint32(*slot) - 1; t.Name(int(other)) == name {
				return other
			}
		}
	}
}

// nameHash is FNV-1a with eight bytes at a time and a last mixing, since the low bits choose the
// slot. Nothing that is printed depends on it.
func nameHash(s string) uint64 {
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
