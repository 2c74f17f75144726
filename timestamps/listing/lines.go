package listing

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// MaxLine is the longest line that is read; longer ones are counted and skipped.
const MaxLine = 4 << 20

// Lines walks over the lines of an input without allocating per line.
type Lines struct {
	r            *bufio.Reader
	line         []byte
	long         []byte
	number       int64
	tooLong      int64
	firstTooLong int64
	err          error
}

// NewLines returns the lines of r. CRLF and LF both end a line.
func NewLines(r io.Reader) *Lines { return &Lines{r: bufio.NewReaderSize(r, 1<<20)} }

// Next advances to the next line and reports whether there is one.
func (l *Lines) Next() bool {
	for l.err == nil {
		line, err := l.r.ReadSlice('\n')
		l.long = l.long[:0]
		dropped := false
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(l.long)+len(line) <= MaxLine {
				l.long = append(l.long, line...)
			} else {
				dropped = true
			}
			line, err = l.r.ReadSlice('\n')
		}
		if len(l.long) > 0 {
			l.long = append(l.long, line...)
			line = l.long
		}
		if err != nil {
			l.err = err
			if len(line) == 0 {
				return false
			}
		}
		l.number++
		if dropped || len(line) > MaxLine {
			if l.tooLong == 0 {
				l.firstTooLong = l.number
			}
			l.tooLong++
			continue
		}
		line = bytes.TrimSuffix(line, []byte{'\n'})
		l.line = bytes.TrimSuffix(line, []byte{'\r'})
		return true
	}
	return false
}

// Bytes returns the current line without its end, valid until the next call of Next.
func (l *Lines) Bytes() []byte { return l.line }

// Number returns the number of the current line, from 1.
func (l *Lines) Number() int64 { return l.number }

// TooLong returns how many lines were skipped because they exceed [MaxLine].
func (l *Lines) TooLong() int64 { return l.tooLong }

// FirstTooLong returns the number of the first such line, or zero.
func (l *Lines) FirstTooLong() int64 { return l.firstTooLong }

// Err returns the first error of the reader other than the end of the input.
func (l *Lines) Err() error {
	if errors.Is(l.err, io.EOF) {
		return nil
	}
	return l.err
}
