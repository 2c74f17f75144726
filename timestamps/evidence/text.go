package evidence

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode" // UTF-16 as PowerShell writes it
	"golang.org/x/text/transform"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

const (
	headBytes = 2 * listing.MaxLine // most that is looked at before a format is chosen
	headFirst = 256 << 10           // what is looked at if it holds enough lines
	headLines = 200                 // lines that choose the format
	junkBytes = 64 << 10            // what is looked at for binary junk
)

// readText decodes, detects and parses a text listing.
func (o *opener) readText(body *bufio.Reader) error {
	text, encoding, err := decode(body)
	if err != nil {
		return err
	}
	head, err := peekLines(text)
	if err != nil {
		return err
	}
	if err := junk(text); err != nil {
		return err
	}
	if len(head) == 0 {
		return fmt.Errorf("%w: only blank lines", ErrEmpty)
	}
	f, by, err := o.choose(head)
	if err != nil {
		return err
	}
	l := &timestamps.Listing{Format: f.Name}
	o.e.Format, o.e.DetectedBy, o.e.Listing = f.Name, by, l
	g := &guard{r: text, l: l, max: o.opt.MaxEntries}
	in := listing.NewLines(g)
	err = f.Parse(in, l, listing.Options{Columns: o.opt.Columns})
	if g.err != nil {
		err = g.err // the cause, whatever the format made of it
	}
	if err != nil {
		return fmt.Errorf("as %s: %w", f.Name, err)
	}
	if err := o.drain(g); err != nil {
		return err
	}
	if o.e.Encoding = encoding; encoding == "utf-8" && g.invalid() {
		o.e.Encoding = "bytes"
	}
	return o.fits(f, by, head)
}

// choose returns the format to read and who said so.
func (o *opener) choose(head [][]byte) (*listing.Format, string, error) {
	name := o.opt.Format
	if name == "" && o.opt.Columns != "" {
		name = "csv"
	}
	if name == "" {
		f, err := listing.Detect(head)
		return f, "first lines", err
	}
	f := listing.ByName(name)
	if f == nil {
		return nil, "", fmt.Errorf("%w %q", ErrUnknownName, name)
	}
	if o.opt.Columns == "" && f.Match(head) == 0 {
		return nil, "", notFormat(name, head)
	}
	return f, "user", nil
}

// fits refuses a format of the user that leaves most of the input unread.
func (o *opener) fits(f *listing.Format, by string, head [][]byte) error {
	n := int64(len(o.e.Listing.Entries))
	if by == "user" && o.opt.Columns == "" && o.e.Listing.Skipped > n {
		return fmt.Errorf("%w (%d entries, %d lines that could not be read)", notFormat(f.Name, head), n, o.e.Listing.Skipped)
	}
	return nil
}

func notFormat(name string, head [][]byte) error {
	f, err := listing.Detect(head)
	if err != nil {
		return fmt.Errorf("%w %q: detected %w", ErrNotFormat, name, err)
	}
	return fmt.Errorf("%w %q: detected %s", ErrNotFormat, name, f.Name)
}

// decode strips a byte order mark and turns UTF-16 into UTF-8. UTF-16 without a mark shows
// by the zero bytes of its ASCII letters.
func decode(body *bufio.Reader) (*bufio.Reader, string, error) {
	b, err := body.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		_, err := body.Discard(3)
		return body, "utf-8-bom", err
	case bytes.HasPrefix(b, []byte("\xff\xfe")), zeros(b, 1) && !zeros(b, 0):
		return utf16(body, unicode.LittleEndian), "utf-16le", nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")), zeros(b, 0) && !zeros(b, 1):
		return utf16(body, unicode.BigEndian), "utf-16be", nil
	}
	return body, "utf-8", nil
}

// zeros reports whether most bytes at the even (0) or odd (1) places are zero.
func zeros(b []byte, odd int) bool {
	n := 0
	for i := odd; i < len(b); i += 2 {
		if b[i] == 0 {
			n++
		}
	}
	return len(b) >= 16 && n > len(b)/4
}

func utf16(body io.Reader, e unicode.Endianness) *bufio.Reader {
	d := unicode.UTF16(e, unicode.UseBOM).NewDecoder()
	return bufio.NewReaderSize(transform.NewReader(body, d), headBytes)
}

// peekLines returns the first lines that are not blank, without taking them. A line that
// the head cuts off is left out, unless it is the only one.
func peekLines(text *bufio.Reader) ([][]byte, error) {
	for _, size := range []int{headFirst, headBytes} {
		b, err := text.Peek(size)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		lines := splitHead(b, err != nil)
		if err != nil || len(lines) >= headLines || size == headBytes {
			return lines, nil
		}
	}
	return nil, nil
}

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

// containers are first bytes of inputs that are not read, to say what they are.
var containers = []struct{ magic, name string }{
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a rar archive"},
	{"\xfd7zXZ\x00", "an xz stream"},
	{"\x28\xb5\x2f\xfd", "a zstd stream"},
	{"BZh", "a bzip2 stream"},
	{"\x1f\x9d", "a compress stream"},
	{"MSCF", "a cabinet"},
	{"%PDF-", "a PDF document"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"MZ", "a program"},
	{"\x7fELF", "a program"},
}

// junk refuses bytes that are no text: more than one in 1000 is NUL, or more than one in 20
// is a control character that listings do not hold. Escape sequences in names are text.
func junk(text *bufio.Reader) error {
	b, err := text.Peek(junkBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	nuls, controls := 0, 0
	for _, c := range b {
		switch {
		case c == 0:
			nuls++
		case c < ' ' && !strings.ContainsRune("\a\b\t\n\v\f\r\x1b", rune(c)), c == 0x7f:
			controls++
		}
	}
	if (nuls < 2 || nuls*1000 <= len(b)) && (nuls+controls)*20 <= len(b) {
		return nil
	}
	for _, c := range containers {
		if bytes.HasPrefix(b, []byte(c.magic)) {
			return fmt.Errorf("%w: it looks like %s", ErrBinary, c.name)
		}
	}
	if len(b) > 262 && string(b[257:262]) == "ustar" {
		return fmt.Errorf("%w: it looks like a tar archive; give the output of tar -tv --full-time", ErrBinary)
	}
	return fmt.Errorf("%w: %d NULs and %d control characters in the first %d bytes", ErrBinary, nuls, controls, len(b))
}

// guard stops the reading when the listing has too many entries, and notes whether the
// bytes are UTF-8.
type guard struct {
	r    io.Reader
	l    *timestamps.Listing
	max  int64
	err  error
	bad  bool
	tail []byte // the beginning of a character that the next read completes
}

func (g *guard) Read(p []byte) (int, error) {
	if int64(len(g.l.Entries)) > g.max {
		g.err = fmt.Errorf("%w (%d)", ErrMaxEntries, g.max)
		return 0, g.err
	}
	n, err := g.r.Read(p)
	if !g.bad {
		g.check(p[:n])
	}
	if err != nil && !errors.Is(err, io.EOF) {
		g.err = err
	}
	return n, err
}

func (g *guard) check(b []byte) {
	for len(g.tail) > 0 && len(b) > 0 {
		g.tail, b = append(g.tail, b[0]), b[1:]
		if utf8.FullRune(g.tail) {
			g.bad = !utf8.Valid(g.tail)
			g.tail = g.tail[:0]
		}
		if g.bad {
			return
		}
	}
	cut := len(b)
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				cut = len(b) - i
			}
			break
		}
	}
	g.bad = !utf8.Valid(b[:cut])
	g.tail = append(g.tail, b[cut:]...)
}

// invalid reports whether the text read so far, taken as whole, is not valid UTF-8.
func (g *guard) invalid() bool { return g.bad || len(g.tail) > 0 }
