package listing

import (
	"bytes"
	"errors"
	"io"
)

// block is a run of whole lines.
type block struct {
	text  []byte // ends with a newline, but for the last block of an input
	first int64  // number of its first line
	end   int64  // how many bytes of the input end with it
}

// blocks cuts an input into runs of whole lines. One goroutine reads ahead, so that reading,
// decoding and hashing overlap with the parsing; what is read does not depend on it.
type blocks struct {
	r    io.Reader
	size int // bytes of a block, unless a line is longer

	rest         []byte // what follows the last newline of the block before
	number       int64  // lines given out and skipped
	taken        int64  // bytes given out and skipped
	tooLong      int64  // lines skipped for their length
	firstTooLong int64  // number of the first of them
	err          error  // that ended the input

	ahead chan *block // read ahead; nil until a second block is asked for
	free  chan *block
	stop  chan struct{}
}

// maxAhead is how many blocks are read ahead.
const maxAhead = 4

func newBlocks(r io.Reader, size int) *blocks {
	if size <= 0 {
		size = blockBytes
	}
	return &blocks{r: r, size: min(size, maxBlock), number: 1}
}

// next returns the next block, or nil at the end.
func (s *blocks) next() *block {
	switch {
	case s.ahead != nil:
		return <-s.ahead
	case s.err != nil:
		return nil
	case s.free == nil: // the first: most listings end with it
		s.free = make(chan *block, maxAhead)
		return s.fill(&block{})
	}
	s.ahead, s.stop = make(chan *block, maxAhead), make(chan struct{})
	go s.readAhead(s.ahead)
	return <-s.ahead
}

// readAhead fills blocks until the input ends or nobody wants them. After it has closed
// the channel the fields of s are the caller's again.
func (s *blocks) readAhead(ahead chan<- *block) {
	defer close(ahead)
	for s.err == nil {
		var b *block
		select {
		case b = <-s.free:
		default:
			b = &block{}
		}
		if b = s.fill(b); b == nil {
			return
		}
		select {
		case ahead <- b:
		case <-s.stop:
			return
		}
	}
}

// recycle takes back a block that is read.
func (s *blocks) recycle(b *block) {
	select {
	case s.free <- b:
	default:
	}
}

// close ends the reading ahead and waits for it.
func (s *blocks) close() {
	if s.ahead == nil {
		return
	}
	close(s.stop)
	for range s.ahead {
	}
	s.ahead = nil
}

// fill reads the next whole lines into b, or returns nil at the end of the input.
func (s *blocks) fill(b *block) *block {
	text := append(b.text[:0], s.rest...)
	s.rest = s.rest[:0]
	for size := s.size; ; size = min(2*size, maxBlock) {
		if cap(text) < size {
			text = append(make([]byte, 0, size), text...)
		}
		for len(text) < size && s.err == nil {
			text = s.read(text, size)
		}
		end := bytes.LastIndexByte(text, '\n') + 1
		if end == 0 && len(text) >= maxBlock {
			text = s.skip(text)
			continue
		}
		if s.err != nil {
			end = len(text)
		}
		if end == 0 && s.err == nil {
			continue
		}
		if end == 0 {
			return nil
		}
		s.rest = append(s.rest, text[end:]...)
		b.text, b.first = text[:end], s.number
		s.number += int64(bytes.Count(b.text, []byte{'\n'}))
		s.taken += int64(end)
		b.end = s.taken
		return b
	}
}

// read appends bytes to text, up to size.
func (s *blocks) read(text []byte, size int) []byte {
	for range maxEmpty {
		n, err := s.r.Read(text[len(text):size])
		text = text[:len(text)+n]
		if s.err = err; n > 0 || err != nil {
			return text
		}
	}
	s.err = io.ErrNoProgress
	return text
}

// skip passes over a line that is too long and returns what was read behind it.
func (s *blocks) skip(text []byte) []byte {
	if s.tooLong == 0 {
		s.firstTooLong = s.number
	}
	s.tooLong++
	s.number++
	for {
		s.taken += int64(len(text))
		if s.err != nil {
			return text[:0]
		}
		text = s.read(text[:0], min(s.size, cap(text)))
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			s.taken += int64(i + 1)
			return append(text[:0], text[i+1:]...)
		}
	}
}

// failure returns the error of the reader other than the end of the input.
func (s *blocks) failure() error {
	if errors.Is(s.err, io.EOF) {
		return nil
	}
	return s.err
}

// cutLine cuts the first line off text; CRLF and LF both end it.
func cutLine(text []byte) (line, rest []byte) {
	i := bytes.IndexByte(text, '\n')
	if i < 0 {
		line = text
	} else {
		line, rest = text[:i], text[i+1:]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line, rest
}
