package listing

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlReader reads the marks of XML one after the other from the lines of an input, and the
// text of the elements at one level. It checks that elements are closed in the order in which
// they were opened, and little else: attributes are passed over, and text is bytes.
type xmlReader struct {
	in    *Lines
	rest  []byte // of the current line
	err   error  // that ended the reading, io.EOF where no element is open
	names []byte // of the open elements
	open  []int  // where in names each begins
	empty bool   // the element was closed by its own mark

	// What the last mark was: the name without its prefix, valid until the next mark, and
	// whether it closed the element.
	name   []byte
	closed bool

	level int    // depth of the elements whose text is kept
	text  []byte // of the last of them so far; the caller empties it

	joint []byte // memory of marks that take several lines
}

// depth returns how many elements are open.
func (x *xmlReader) depth() int { return len(x.open) }

// errXML says that a text is no XML.
var errXML = errors.New("the XML is broken")

// next advances to the next mark that opens or closes an element.
func (x *xmlReader) next() bool {
	if x.empty {
		x.empty = false
		x.pop()
		return true
	}
	for x.err == nil {
		i := bytes.IndexByte(x.rest, '<')
		if i < 0 {
			x.keep(x.rest)
			if x.line() {
				x.keep([]byte{'\n'})
			}
			continue
		}
		x.keep(x.rest[:i])
		x.rest = x.rest[i+1:]
		switch {
		case x.skip("?"):
			x.until("?>")
		case x.skip("!--"):
			x.until("-->")
		case x.skip("![CDATA["):
			if b := x.until("]]>"); x.depth() == x.level {
				x.text = append(x.text, b...)
			}
		case x.skip("!"):
			x.until(">")
		case x.skip("/"):
			name := bytes.TrimRight(x.until(">"), " \t\n")
			if n := len(x.open); n == 0 || string(x.names[x.open[n-1]:]) != string(name) {
				x.fail(errXML)
				return false
			}
			x.pop()
			return true
		default:
			if x.push(x.mark()) {
				return true
			}
		}
	}
	return false
}

// push opens the element of a mark.
func (x *xmlReader) push(mark []byte) bool {
	n := 0
	for n < len(mark) && mark[n] > ' ' && mark[n] != '/' {
		n++
	}
	if n == 0 {
		x.fail(errXML)
		return false
	}
	x.open = append(x.open, len(x.names))
	x.names = append(x.names, mark[:n]...)
	x.name, x.closed, x.empty = local(mark[:n]), false, mark[len(mark)-1] == '/'
	return true
}

// pop closes the last element.
func (x *xmlReader) pop() {
	begin := x.open[len(x.open)-1]
	x.name, x.closed = local(x.names[begin:]), true
	x.names, x.open = x.names[:begin], x.open[:len(x.open)-1]
}

// local returns a name without its prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

func (x *xmlReader) fail(err error) {
	if x.err == nil || errors.Is(x.err, io.EOF) {
		x.err = err
	}
}

// line goes on to the next line.
func (x *xmlReader) line() bool {
	if x.err == nil && !x.in.Next() {
		if x.err = io.EOF; x.depth() > 0 {
			x.err = io.ErrUnexpectedEOF
		}
	}
	if x.err != nil {
		x.rest = nil
		return false
	}
	x.rest = x.in.Bytes()
	return true
}

// skip passes over what a mark begins with, if it does.
func (x *xmlReader) skip(begin string) bool {
	rest, ok := bytes.CutPrefix(x.rest, []byte(begin))
	x.rest = rest
	return ok
}

// until reads up to the end of a mark, over the ends of lines if need be.
func (x *xmlReader) until(end string) []byte {
	return x.upTo(func(b []byte, from int) (begin, after int) {
		from = max(0, from-len(end))
		if i := bytes.Index(b[from:], []byte(end)); i >= 0 {
			return from + i, from + i + len(end)
		}
		return -1, -1
	})
}

// mark reads the rest of a mark with attributes, whose values may hold ">".
func (x *xmlReader) mark() []byte {
	var quote byte
	return x.upTo(func(b []byte, from int) (begin, after int) {
		for i, c := range b[from:] {
			switch {
			case c == quote:
				quote = 0
			case quote != 0:
			case c == '"', c == '\'':
				quote = c
			case c == '>':
				return from + i, from + i + 1
			}
		}
		return -1, -1
	})
}

// upTo returns what stands before the end that find finds, and goes on behind it. Find looks
// at the bytes of b from those on that it has not seen.
func (x *xmlReader) upTo(find func(b []byte, from int) (begin, after int)) []byte {
	b, from := x.rest, 0
	for {
		if begin, after := find(b, from); begin >= 0 {
			x.rest = x.rest[len(x.rest)-(len(b)-after):]
			return b[:begin]
		}
		if from == 0 {
			x.joint = append(x.joint[:0], b...)
		}
		from = len(x.joint)
		if !x.line() || from > MaxLine {
			x.fail(io.ErrUnexpectedEOF)
			return nil
		}
		x.joint = append(append(x.joint, '\n'), x.rest...)
		b = x.joint
	}
}

// keep adds text that stands at the level whose text is kept. An entity that XML does not
// know stays as it is.
func (x *xmlReader) keep(b []byte) {
	if x.depth() != x.level {
		return
	}
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			x.text = append(x.text, b...)
			return
		}
		x.text, b = append(x.text, b[:i]...), b[i+1:]
		end := bytes.IndexByte(b, ';')
		if r, ok := xmlEntity(b[:max(end, 0)]); ok {
			x.text, b = utf8.AppendRune(x.text, r), b[end+1:]
		} else {
			x.text = append(x.text, '&')
		}
	}
}

// xmlEntity returns the character that a name between "&" and ";" stands for.
func xmlEntity(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	digits, ok := bytes.CutPrefix(name, []byte{'#'})
	base := 10
	if hex, found := bytes.CutPrefix(digits, []byte{'x'}); found {
		digits, base = hex, 16
	}
	if !ok || len(digits) == 0 || len(digits) > 7 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	return rune(n), err == nil && n > 0 && n <= utf8.MaxRune
}
