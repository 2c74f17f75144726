package listing

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// MaxLine is the longest line that is read, in bytes without its end; longer ones are
// counted and skipped.
const MaxLine = 4 << 20

const (
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
	r    *bufio.Reader
	head [][]byte
	size int64
}

// NewSource looks at the first lines of r without taking them.
func NewSource(r io.Reader) (*Source, error) {
	s := &Source{r: bufio.NewReaderSize(r, headBytes)}
	for _, size := range []int{headFirst, headBytes} {
		b, err := s.r.Peek(size)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		s.head = splitHead(b, err != nil)
		if err != nil || len(s.head) >= headLines {
			break
		}
	}
	return s, nil
}

// Expect tells the size of the text in bytes, if it is known, so that memory for the
// entries is taken at once. A wrong size costs time, nothing else.
func (s *Source) Expect(size int64) { s.size = size }

// Peek returns the first n bytes, or fewer where the text ends, without taking them.
func (s *Source) Peek(n int) ([]byte, error) {
	b, err := s.r.Peek(n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b, err
}

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
