package listing

import "strings"

// names keeps bytes as strings without an allocation for each: many share one piece of
// memory, which lives as long as one of them does.
type names struct{ b *strings.Builder }

// nameBytes is the size of one piece.
const nameBytes = 64 << 10

// keep returns b as a string.
func (n *names) keep(b []byte) string {
	if n.b == nil || n.b.Cap()-n.b.Len() < len(b) {
		if len(b) > nameBytes/4 {
			return string(b)
		}
		n.b = &strings.Builder{}
		n.b.Grow(nameBytes)
	}
	at := n.b.Len()
	n.b.Write(b)
	return n.b.String()[at:]
}
