package listing

import (
	"bytes"
	"errors"
	"io"
	"slices"
)

// MaxLine is the longest line that is read, in bytes without its end; longer ones are
// counted and skipped.
const MaxLine = 4 << 20

const (
	firstRead  = 32 << 10    // what is read at first
	headFirst  = 256 << 10   // what is looked at if it holds enough lines
	headBytes  = 2 * MaxLine // most that is looked at before a format is chosen
	headLines  = 200         // lines that choose the format
	blockBytes = 1 << 20     // what one worker takes at a time
	maxBlock   = MaxLine + 1 // a line with its end
	maxEmpty   = 100         // reads without a byte, after which a reader is given up
)

// Source is the text of one listing before it is read: its first lines, which choose the
// format, and the whole.
type Source struct {
	r    io.Reader
	seen []byte // taken from r already
	head [][]byte
	size int64
}

// NewSource looks at the first lines of r.
func NewSource(r io.Reader) (*Source, error) {
	s := &Source{r: r}
	for _, size := range []int{headFirst, headBytes} {
		end, err := s.look(size)
		if err != nil {
			return nil, err
		}
		s.head = splitHead(s.seen, end)
		if end || len(s.head) >= headLines {
			break
		}
	}
	return s, nil
}

// look reads until size bytes are seen and reports whether they are all.
func (s *Source) look(size int) (end bool, err error) {
	for empty := 0; len(s.seen) < size; empty++ {
		if len(s.seen) == cap(s.seen) {
			s.seen = slices.Grow(s.seen, max(firstRead, len(s.seen)))
		}
		n, err := s.r.Read(s.seen[len(s.seen):min(cap(s.seen), size)])
		s.seen = s.seen[:len(s.seen)+n]
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case n > 0:
			empty = 0
		case empty >= maxEmpty:
			return false, io.ErrNoProgress
		}
	}
	return false, nil
}

// all returns the text from its beginning.
func (s *Source) all() io.Reader { return io.MultiReader(bytes.NewReader(s.seen), s.r) }

// Expect tells the size of the text in bytes, if it is known, so that memory for the
// entries is taken at once. A wrong size costs time, nothing else.
func (s *Source) Expect(size int64) { s.size = size }

// Begin returns the first bytes, at most n and at most 256 KiB.
func (s *Source) Begin(n int) []byte { return s.seen[:min(n, len(s.seen), headFirst)] }

// Head returns the first lines that are not blank, at most 200 of the first 8 MiB, without
// their ends. A line that these bytes cut off is left out, unless it is the only one.
func (s *Source) Head() [][]byte { return s.head }

func splitHead(b []byte, whole bool) [][]byte {
	var lines [][]byte
	for len(b) > 0 && len(lines) < headLines {
		line, rest, ended := bytes.Cut(b, []byte{'\n'})
		if b = rest; !ended && !whole && len(lines) > 0 {
			break
		}
		if line = bytes.TrimSuffix(line, []byte{'\r'}); len(bytes.TrimSpace(line)) > 0 {
			lines = append(lines, bytes.Clone(line))
		}
	}
	return lines
}
