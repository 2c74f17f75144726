package evidence

import (
	"bufio"
	"compress/gzip"
	"crypto/md5"  // hashes name evidence here, as examiners' records do; they protect nothing
	"crypto/sha1" // the same
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"copyclock/timestamps"
)

// hashing counts and hashes what is read through it.
type hashing struct {
	r                 io.Reader
	n, limit          int64
	sha256, sha1, md5 hash.Hash
	progress          *timestamps.Progress // told of the bytes, or nil
}

func newHashing(r io.Reader, limit int64) *hashing {
	return &hashing{r: r, limit: limit, sha256: sha256.New(), sha1: sha1.New(), md5: md5.New()}
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.n += int64(n)
	if h.progress != nil {
		h.progress.Bytes.Store(h.n)
	}
	if h.n > h.limit {
		return 0, fmt.Errorf("%w (%d)", ErrMaxBytes, h.limit)
	}
	h.sha256.Write(p[:n])
	h.sha1.Write(p[:n])
	h.md5.Write(p[:n])
	if err != nil && !errors.Is(err, io.EOF) {
		err = bare(err)
	}
	return n, err
}

func (h *hashing) sums() (n int64, s256, s1, m5 string) {
	return h.n, hex.EncodeToString(h.sha256.Sum(nil)), hex.EncodeToString(h.sha1.Sum(nil)),
		hex.EncodeToString(h.md5.Sum(nil))
}

// gunzip undoes gzip member by member, within limits.
type gunzip struct {
	in       *bufio.Reader
	packed   *counting
	z        *gzip.Reader
	out      int64
	opt      Options
	trailing bool  // other bytes follow the last member
	err      error // sticky
}

// ratioFrom is the number of unpacked bytes from which the ratio is judged: short listings
// of long runs pack well and do no harm.
const ratioFrom = 16 << 20

// newGunzip reads gzip from in. The reader keeps to in: deflate reads single bytes from it
// and takes none beyond the end of a member.
func newGunzip(in *bufio.Reader, opt Options) (*gunzip, error) {
	g := &gunzip{in: in, packed: &counting{r: in}, opt: opt}
	z, err := gzip.NewReader(g.packed)
	if err != nil {
		return nil, gzipError(err)
	}
	z.Multistream(false)
	g.z = z
	return g, nil
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.z.Read(p)
	for n == 0 && errors.Is(err, io.EOF) { // an empty member
		if err = g.next(); err != nil {
			g.err = err
			return 0, err
		}
		n, err = g.z.Read(p)
	}
	g.out += int64(n)
	switch {
	case g.out > g.opt.MaxBytes:
		err = fmt.Errorf("%w (%d, unpacked)", ErrMaxBytes, g.opt.MaxBytes)
	case g.out > ratioFrom && g.out/max(g.packed.n, 1) > g.opt.MaxRatio:
		err = fmt.Errorf("%w of %d (%d bytes from %d)", ErrRatio, g.opt.MaxRatio, g.out, g.packed.n)
	case errors.Is(err, io.EOF):
		err = g.next()
	case err != nil:
		err = gzipError(err)
	}
	g.err = err
	return n, err
}

// next begins the next member, or ends the stream if none follows. Fill of zero bytes, as
// tapes have it, is no member.
func (g *gunzip) next() error {
	magic, err := g.in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(magic) == 0 {
		return io.EOF
	}
	if len(magic) < 3 || magic[0] != 0x1f || magic[1] != 0x8b || magic[2] != 8 {
		g.trailing = true
		return io.EOF
	}
	if err := g.z.Reset(g.packed); err != nil {
		return gzipError(err)
	}
	g.z.Multistream(false)
	return nil
}

func gzipError(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("undoing gzip: %w: the stream ends early", ErrDamaged)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return fmt.Errorf("undoing gzip: %w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("undoing gzip: %w", err)
}

// counting counts the bytes that are taken from a buffered reader.
type counting struct {
	r   *bufio.Reader
	n   int64
	err error // of r, but for its end
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

func (c *counting) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	switch {
	case err == nil:
		c.n++
	case !errors.Is(err, io.EOF):
		c.err = err
	}
	return b, err
}
