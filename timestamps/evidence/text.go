package evidence

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/listing"
)

// junkBytes is what is looked at for binary junk.
const junkBytes = 64 << 10

// readText decodes, detects and parses a text listing.
func (o *opener) readText(body *bufio.Reader) error {
	text, encoding, err := decode(body, o.opt.Encoding)
	if err != nil {
		return err
	}
	around, err := newShell(text)
	if err != nil {
		return err
	}
	g := &guard{r: around}
	source, err := listing.NewSource(g)
	if err != nil {
		return err
	}
	begin := source.Begin(junkBytes)
	if k := archive.Unread(begin); k != nil {
		return fmt.Errorf("%w: it looks like %s", ErrBinary, k)
	}
	if err := junk(begin); err != nil {
		return err
	}
	head := source.Head()
	if len(head) == 0 {
		return fmt.Errorf("%w: only blank lines", ErrEmpty)
	}
	f, by, err := o.choose(head)
	if err != nil {
		return err
	}
	o.e.Format, o.e.DetectedBy = f.Name, by
	if o.file != nil && len(o.layers) == 0 {
		source.Expect(o.info.Size() - o.start)
	}
	o.e.Listing, err = f.Parse(source, listing.Options{
		Columns: o.opt.Columns, DateOrder: o.opt.DateOrder, ReferenceDate: o.reference, MaxEntries: o.opt.MaxEntries,
		Progress: o.opt.Progress,
	})
	if err != nil {
		return fmt.Errorf("as %s: %w", f.Name, err)
	}
	if err := o.drain(g); err != nil {
		return err
	}
	if around.lines > 0 {
		o.e.Listing.Warnings = append(o.e.Listing.Warnings, timestamps.Warning{
			Code: "shell-lines", Count: around.lines, Text: "lines of a shell (prompt, command, frame of a transcript) around the listing are left out",
		})
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
		name = listing.Table(head)
	}
	if name == "" {
		f, err := listing.Detect(head)
		return f, "first lines", err
	}
	f := listing.ByName(name)
	if f == nil {
		return nil, "", fmt.Errorf("%w %q", ErrUnknownName, name)
	}
	if o.opt.Columns == "" && f.Share(head) == 0 {
		return nil, "", notFormat(name, head)
	}
	return f, "user", nil
}

// fits refuses a format of the user that leaves most of the input unread.
func (o *opener) fits(f *listing.Format, by string, head [][]byte) error {
	n := int64(o.e.Listing.Len())
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

// decode strips a byte order mark and turns the text into UTF-8. What the user says rules;
// else a mark does, and UTF-16 without one shows by the zero bytes of its ASCII letters.
// Text that is neither stays as it is.
func decode(body *bufio.Reader, asked string) (text io.Reader, encoding string, err error) {
	b, err := body.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	marks := []struct{ mark, encoding string }{{"\xef\xbb\xbf", "utf-8"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"}}
	encoding, marked := asked, false
	for _, m := range marks {
		if bytes.HasPrefix(b, []byte(m.mark)) && (asked == "" || asked == m.encoding) {
			encoding, marked = m.encoding, true
			if _, err := body.Discard(len(m.mark)); err != nil {
				return nil, "", err
			}
		}
	}
	switch {
	case encoding == "" && zeros(b, 1) && !zeros(b, 0):
		encoding = "utf-16le"
	case encoding == "" && zeros(b, 0) && !zeros(b, 1):
		encoding = "utf-16be"
	case encoding == "":
		encoding = "utf-8"
	}
	switch encoding {
	case "utf-8":
		if marked {
			encoding = "utf-8-bom"
		}
		return body, encoding, nil
	case "utf-16le":
		return transform.NewReader(body, wide{high: 1}), encoding, nil
	case "utf-16be":
		return transform.NewReader(body, wide{high: 0}), encoding, nil
	}
	return transform.NewReader(body, &keeping{Transformer: pageByName(encoding).text.NewDecoder()}), encoding, nil
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

// junk refuses bytes that are no text: more than one in 1000 is NUL, or more than one in 20
// is a control character that listings do not hold. Escape sequences in names are text.
func junk(b []byte) error {
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
	return fmt.Errorf("%w: %d NULs and %d control characters in the first %d bytes", ErrBinary, nuls, controls, len(b))
}

// guard notes whether the bytes that are read through it are UTF-8.
type guard struct {
	r    io.Reader
	bad  bool
	tail []byte // the beginning of a character that the next read completes
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if !g.bad {
		g.check(p[:n])
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
