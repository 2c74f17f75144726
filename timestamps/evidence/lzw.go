package evidence

import (
	"bufio"
	"errors"
	"io"
)

// Constants of the files of compress(1), .Z.
const (
	lzwClear    = 256  // the code that empties the table, in block mode
	lzwBlock    = 0x80 // of the third byte: block mode
	lzwMaxWidth = 16
)

var errLZW = errors.New("a code is invalid")

// lzwReader undoes compress(1): codes of 9 to 16 bits, lowest bit first, in groups of eight. The
// rest of a group is filler where the width changes.
type lzwReader struct {
	r        *bufio.Reader
	block    bool
	maxWidth uint
	width    uint
	free     int // the next code to be defined
	group    [lzwMaxWidth]byte
	at, end  uint // bits of group: the next code, and where a code cannot begin
	restart  bool // the table was emptied

	prefix [1 << lzwMaxWidth]uint16
	suffix [1 << lzwMaxWidth]byte
	last   int  // the code before, -1 at the beginning
	first  byte // first byte of what it stood for
	out    []byte
	stack  []byte
	err    error
}

func newLZW(r io.Reader) (io.Reader, error) {
	z := &lzwReader{r: bufio.NewReader(r), width: 9, last: -1}
	var head [3]byte
	if _, err := io.ReadFull(z.r, head[:]); err != nil {
		return nil, err
	}
	z.block, z.maxWidth = head[2]&lzwBlock != 0, uint(head[2]&0x1f)
	if z.maxWidth < 9 || z.maxWidth > lzwMaxWidth {
		return nil, errors.New("codes of that width do not exist")
	}
	z.free = z.firstFree()
	return z, nil
}

func (z *lzwReader) firstFree() int {
	if z.block {
		return lzwClear + 1
	}
	return lzwClear
}

func (z *lzwReader) Read(p []byte) (int, error) {
	for len(z.out) == 0 {
		if z.err != nil {
			return 0, z.err
		}
		z.err = z.next()
	}
	n := copy(p, z.out)
	z.out = z.out[n:]
	return n, nil
}

// next decodes one code into out.
func (z *lzwReader) next() error {
	code, err := z.code()
	if err != nil {
		return err
	}
	if code == lzwClear && z.block {
		z.free = lzwClear // the entry made next is the clear code itself, which nothing refers to
		z.restart = true
		if code, err = z.code(); err != nil {
			return err
		}
		if code >= lzwClear {
			return errLZW
		}
	}
	given := code
	z.stack = z.stack[:0]
	switch {
	case z.last < 0 && code >= lzwClear, code > z.free:
		return errLZW
	case z.last >= 0 && code == z.free: // the code that this step defines
		z.stack = append(z.stack, z.first)
		code = z.last
	}
	for code >= lzwClear {
		if len(z.stack) > 1<<lzwMaxWidth {
			return errLZW
		}
		z.stack = append(z.stack, z.suffix[code])
		code = int(z.prefix[code])
	}
	z.first = byte(code)
	z.stack = append(z.stack, z.first)
	z.out = z.out[:0]
	for i := len(z.stack) - 1; i >= 0; i-- {
		z.out = append(z.out, z.stack[i])
	}
	if z.last >= 0 && z.free < 1<<z.maxWidth {
		z.prefix[z.free], z.suffix[z.free] = uint16(z.last), z.first
		z.free++
	}
	z.last = given
	return nil
}

// code reads the next code, of a new group where the width changes.
func (z *lzwReader) code() (int, error) {
	wider := z.width < z.maxWidth && z.free > 1<<z.width-1
	if z.restart || wider || z.at >= z.end {
		switch {
		case z.restart:
			z.width, z.restart = 9, false
		case wider:
			z.width++
		}
		n, err := io.ReadFull(z.r, z.group[:z.width])
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		if bits := uint(8 * n); bits < z.width {
			return 0, io.EOF
		}
		z.at, z.end = 0, uint(8*n)-(z.width-1)
	}
	code := 0
	for i := range z.width {
		bit := z.at + i
		code |= int(z.group[bit/8]>>(bit%8)&1) << i
	}
	z.at += z.width
	return code, nil
}
