package listing

import "copyclock/timestamps"

// Lines walks over the lines of an input in order, for the formats whose lines depend on
// those before them. It does not allocate per line.
type Lines struct {
	in     *blocks
	block  *block
	rest   []byte
	line   []byte
	number int64
	names  names
	l      *timestamps.Listing
	room   room
}

// Next advances to the next line and reports whether there is one.
func (l *Lines) Next() bool {
	for len(l.rest) == 0 {
		if l.block != nil {
			l.in.recycle(l.block)
			l.block = nil
		}
		if l.room.full(l.l) {
			return false
		}
		b := l.in.next()
		if b == nil {
			return false
		}
		l.room.grow(l.l, b)
		l.block, l.rest, l.number = b, b.text, b.first-1
	}
	l.line, l.rest = cutLine(l.rest)
	l.number++
	return true
}

// Bytes returns the current line without its end, valid until the next call of Next.
func (l *Lines) Bytes() []byte { return l.line }

// Number returns the number of the current line, from 1.
func (l *Lines) Number() int64 { return l.number }

// Keep returns b as a string, which is how a format stores a path: many strings share one
// allocation.
func (l *Lines) Keep(b []byte) string { return l.names.keep(b) }
