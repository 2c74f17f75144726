package evidence

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd" // the only complete zstd in Go, with limits on memory and window
	"github.com/pierrec/lz4/v4"          // frames of lz4, as tar --use-compress-program=lz4 writes them
	"github.com/ulikunitz/xz/lzma"       // the streams before xz, of the same module

	"copyclock/timestamps/archive"
)

// layer is one compression that was undone.
type layer struct {
	name     string
	in       *bufio.Reader // what it was read from
	trailing func() bool   // other bytes followed the stream; nil where that is an error
}

// compression is one kind of layer, known by its first bytes.
type compression struct {
	name  string
	magic string
	open  func(in *bufio.Reader, opt Options) (io.Reader, func() bool, error)
}

// maxWindow bounds what a zstd frame, a block of xz or an lzma header may ask a reader to remember, in bytes.
const maxWindow = 128 << 20

// ErrLayers says that there is still compression inside maxLayers layers of it.
var ErrLayers = errors.New("more layers of compression than the limit allows")

// ErrWindow says that a stream asks its reader to remember more than maxWindow bytes.
var ErrWindow = errors.New("the stream asks for a window of more bytes than the limit allows")

// lzmaHeader is the bytes before the data: properties, window and unpacked size.
const lzmaHeader = 13

var compressions = []compression{
	{"gzip", archive.Gzip, func(in *bufio.Reader, opt Options) (io.Reader, func() bool, error) {
		g, err := newGunzip(in, opt)
		if err != nil {
			return nil, nil, err
		}
		return g, func() bool { return g.trailing }, nil
	}},
	{"bzip2", archive.Bzip2, plain("bzip2", func(r *counting) (io.Reader, error) { return bzip2.NewReader(r), nil })},
	{"xz", archive.XZ, plain("xz", newXZ)},
	{"zstd", archive.Zstd, plain("zstd", func(r *counting) (io.Reader, error) {
		// One goroutine reads in the caller's own: nothing is left behind after an error.
		return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	})},
	{"compress", archive.Compress, plain("compress", func(r *counting) (io.Reader, error) { return newLZW(r) })},
	{"lzma", archive.LZMA, plain("lzma", func(r *counting) (io.Reader, error) {
		head, err := r.r.Peek(lzmaHeader)
		if err != nil {
			return nil, err
		}
		if window := binary.LittleEndian.Uint32(head[1:]); window > maxWindow {
			return nil, fmt.Errorf("%w (%d, the limit is %d)", ErrWindow, window, maxWindow)
		}
		return lzma.NewReader(r)
	})},
	{"lz4", archive.LZ4, plain("lz4", func(r *counting) (io.Reader, error) { return lz4.NewReader(r), nil })},
}

// compressionOf returns the compression of a stream that begins with magic, or nil.
func compressionOf(magic []byte) *compression {
	for i := range compressions {
		c := &compressions[i]
		if !bytes.HasPrefix(magic, []byte(c.magic)) {
			continue
		}
		// BZh is a word that text may begin with; a digit and the mark of a block follow.
		if c.name == "bzip2" && (len(magic) < 10 || magic[3] < '1' || magic[3] > '9' ||
			!bytes.HasPrefix(magic[4:], []byte("1AY&SY")) && !bytes.HasPrefix(magic[4:], []byte("\x17rE8P\x90"))) {
			continue
		}
		// The header of lzma has no magic: the usual properties, and a size that is unknown or below 2^48.
		if c.name == "lzma" && (len(magic) < lzmaHeader || string(magic[5:13]) != "\xff\xff\xff\xff\xff\xff\xff\xff" && magic[11]|magic[12] != 0) {
			continue
		}
		return c
	}
	return nil
}

// plain opens a compression whose library reads to the end of its input.
func plain(name string, open func(*counting) (io.Reader, error)) func(*bufio.Reader, Options) (io.Reader, func() bool, error) {
	return func(in *bufio.Reader, opt Options) (io.Reader, func() bool, error) {
		u := &unpacking{name: name, packed: &counting{r: in}, opt: opt}
		z, err := open(u.packed)
		if err != nil {
			return nil, nil, u.fault(err)
		}
		u.z = z
		return u, nil, nil
	}
}

// unpacking undoes one layer within the limits of unpacked bytes and of their ratio.
type unpacking struct {
	name   string
	packed *counting
	z      io.Reader
	out    int64
	opt    Options
	err    error // sticky
}

func (u *unpacking) Read(p []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.z.Read(p)
	u.out += int64(n)
	switch {
	case u.out > u.opt.MaxBytes:
		err = fmt.Errorf("%w (%d, unpacked)", ErrMaxBytes, u.opt.MaxBytes)
	case u.out > ratioFrom && u.out/max(u.packed.n, 1) > u.opt.MaxRatio:
		err = fmt.Errorf("%w of %d (%s: %d bytes from %d)", ErrRatio, u.opt.MaxRatio, u.name, u.out, u.packed.n)
	case err != nil && !errors.Is(err, io.EOF):
		err = u.fault(err)
	}
	u.err = err
	return n, err
}

// together judges the ratio of all layers of an input together: three layers that each grow 200
// times make 8 TB of 1 MB. Inside an archive it is that of all archives in there to the outermost.
func (o *opener) together(z io.Reader) io.Reader {
	switch {
	case o.e.Within != nil:
		return &layered{z: z, opt: o.opt, nested: o.opt.Nested}
	case len(o.layers) > 1 && o.raw != nil:
		return &layered{z: z, opt: o.opt, raw: o.raw}
	}
	return z
}

// layered reads what layers of compression hold.
type layered struct {
	z      io.Reader
	opt    Options
	raw    *hashing // the input, or nil inside an archive
	nested *Nested
	out    int64
}

func (y *layered) Read(p []byte) (int, error) {
	n, err := y.z.Read(p)
	if y.raw != nil {
		if y.out += int64(n); y.out > ratioFrom && y.out/max(y.raw.n, 1) > y.opt.MaxRatio {
			err = fmt.Errorf("%w of %d (all layers together: %d bytes from %d)", ErrRatio, y.opt.MaxRatio, y.out, y.raw.n)
		}
		return n, err
	}
	if y.nested.unpacked += int64(n); y.nested.unpacked > y.nested.mostOf(y.opt) {
		y.nested.enough = true
		err = fmt.Errorf("%w of %d (with all before it: %d bytes from %d)", ErrRatio, y.opt.MaxRatio, y.nested.unpacked, y.nested.packed)
	}
	return n, err
}

// fault names the layer. What is wrong with the file below it, such as a limit that was
// reached, is no damage.
func (u *unpacking) fault(err error) error {
	if u.packed.err != nil {
		return u.packed.err
	}
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return fmt.Errorf("undoing %s: %w (the limit is %d)", u.name, ErrWindow, maxWindow)
	case errors.Is(err, ErrWindow), errors.Is(err, ErrRatio):
		return fmt.Errorf("undoing %s: %w", u.name, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("undoing %s: %w: the stream ends early", u.name, ErrDamaged)
	}
	return fmt.Errorf("undoing %s: %w: %w", u.name, ErrDamaged, err)
}
