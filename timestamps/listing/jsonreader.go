package listing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"copyclock/timestamps"
)

// jsonReader reads JSON value by value from the lines of an input. No value but an object and
// an array takes more than one line, so nothing is copied. The methods read the value that
// stands next; after a fault, which err keeps, they return nothing and read nothing.
//
// Texts are bytes: unlike encoding/json it keeps those that are not UTF-8.
type jsonReader struct {
	in    *Lines
	l     *timestamps.Listing
	rest  []byte // of the current line
	err   error
	depth int // of arrays and objects around the next value

	plain []byte // memory of strings with escapes
	key   []byte // memory of keys whose value stands in a later line
	path  []byte // memory of paths that are put together

	taping bool   // source is at work
	taped  []byte // of the current line, from where its value begins
	tape   []byte // of the lines before
}

// maxJSONDepth bounds how deep arrays and objects lie within each other.
const maxJSONDepth = 10_000

func newJSON(in *Lines, l *timestamps.Listing) *jsonReader { return &jsonReader{in: in, l: l} }

// elements hands each element of an array to read: of the outermost array, or where a key is
// given of the array of that key in the outermost object. What follows the array is not read.
func (j *jsonReader) elements(key string, read func()) error {
	if key == "" {
		j.array(read)
		return j.end()
	}
	found := false
	j.object(func(k []byte) {
		if string(k) != key {
			j.skip()
			return
		}
		j.array(read)
		if found = true; j.err == nil {
			j.err = errJSONDone
		}
	})
	if !found && j.err == nil {
		j.err = fmt.Errorf("the object has no %q", key)
	}
	return j.end()
}

// errJSONDone ends the reading where it is complete.
var errJSONDone = errors.New("done")

// end returns the fault of the reading with its line. An input that ends early is a warning.
func (j *jsonReader) end() error {
	switch {
	case j.err == nil, errors.Is(j.err, errJSONDone):
		return nil
	case errors.Is(j.err, io.ErrUnexpectedEOF):
		j.l.Warn("cut-off", j.in.Number(), "the JSON ends early, so the listing may be cut off")
		return nil
	}
	return fmt.Errorf("line %d: reading JSON: %w", j.in.Number(), j.err)
}

func (j *jsonReader) fail(text string) {
	if j.err == nil {
		j.err = errors.New(text)
	}
}

// peek returns the first byte of the next token, or 0 where there is none.
func (j *jsonReader) peek() byte {
	for j.err == nil {
		if j.rest = jsonSpace(j.rest); len(j.rest) > 0 {
			return j.rest[0]
		}
		if j.taping {
			j.tape = append(append(j.tape, j.taped...), '\n')
		}
		if !j.in.Next() {
			j.err, j.taped = io.ErrUnexpectedEOF, nil
			break
		}
		j.rest = j.in.Bytes()
		j.taped = j.rest
	}
	return 0
}

// expect reads one byte.
func (j *jsonReader) expect(c byte) bool {
	if j.peek() != c {
		j.fail("want " + string(rune(c)))
	}
	if j.err == nil {
		j.rest = j.rest[1:]
	}
	return j.err == nil
}

// object calls member for each member of an object. It must read the value; the key is valid
// until then.
func (j *jsonReader) object(member func(key []byte)) {
	j.each('{', '}', func() {
		if j.peek() != '"' {
			j.fail("want the name of a member")
		}
		key := j.string()
		if len(jsonSpace(j.rest)) == 0 {
			j.key = append(j.key[:0], key...)
			key = j.key
		}
		if j.expect(':') {
			member(key)
		}
	})
}

// array calls element for each element of an array. It must read it.
func (j *jsonReader) array(element func()) { j.each('[', ']', element) }

func (j *jsonReader) each(open, end byte, part func()) {
	if j.depth++; j.depth > maxJSONDepth {
		j.fail(fmt.Sprintf("values lie deeper than %d in each other", maxJSONDepth))
	}
	if j.expect(open); j.peek() == end {
		j.rest, j.depth = j.rest[1:], j.depth-1
		return
	}
	for j.err == nil {
		part()
		switch j.peek() {
		case ',':
			j.rest = j.rest[1:]
		case end:
			j.rest, j.depth = j.rest[1:], j.depth-1
			return
		default:
			j.fail("want a comma or " + string(rune(end)))
		}
	}
}

// string reads a string, or null as nothing. It is valid until the next value is read.
func (j *jsonReader) string() []byte {
	if j.peek() != '"' {
		if !j.null() {
			j.fail("want a string")
		}
		return nil
	}
	n, plain := jsonStringEnd(j.rest)
	switch {
	case n == jsonOpen && !j.in.Next():
		j.err = io.ErrUnexpectedEOF
		return nil
	case n < 0:
		j.fail("a string does not end, or holds what no string may")
		return nil
	}
	b := j.rest[1 : n-1]
	if j.rest = j.rest[n:]; plain {
		return b
	}
	j.plain = jsonUnescape(j.plain[:0], b)
	return j.plain
}

// null reads null if it is what stands next.
func (j *jsonReader) null() bool {
	rest, ok := bytes.CutPrefix(j.rest, []byte("null"))
	if ok && j.err == nil {
		j.rest = rest
	}
	return ok && j.err == nil
}

// number reads the text of a number, or null as nothing.
func (j *jsonReader) number() []byte {
	if j.peek() == 'n' && j.null() {
		return nil
	}
	n := jsonNumberEnd(j.rest)
	if n == 0 {
		j.fail("want a number")
	}
	if j.err != nil {
		return nil
	}
	b := j.rest[:n]
	j.rest = j.rest[n:]
	return b
}

// integer reads a number without decimals. It reports whether there is one: null is none.
func (j *jsonReader) integer() (n int64, ok bool) {
	b := j.number()
	digits, negative := bytes.CutPrefix(b, []byte{'-'})
	if n, ok = number(digits); negative {
		n = -n
		if !ok && string(digits) == "9223372036854775808" {
			n, ok = math.MinInt64, true
		}
	}
	if !ok && b != nil {
		j.fail(fmt.Sprintf("%.40s is no whole number of 63 bits", b))
	}
	return n, ok
}

// size reads the size of an entry. Null and negative numbers are none.
func (j *jsonReader) size() int64 {
	n, ok := j.integer()
	if !ok || n < 0 {
		return timestamps.NoSize
	}
	return n
}

// boolean reads true or false, or null as false.
func (j *jsonReader) boolean() bool {
	j.peek()
	for _, word := range [...]string{"true", "false", "null"} {
		if rest, ok := bytes.CutPrefix(j.rest, []byte(word)); ok && j.err == nil {
			j.rest = rest
			return word == "true"
		}
	}
	j.fail("want true or false")
	return false
}

// flag reads a value that means yes where it is true or 1.
func (j *jsonReader) flag() bool {
	value := string(j.source())
	return value == "true" || value == "1"
}

// text reads a string, or a number as it is written, or null as nothing. It is valid until the
// next value is read.
func (j *jsonReader) text() []byte {
	if c := j.peek(); c == '-' || isDigit(c) {
		return j.number()
	}
	return j.string()
}

// skip reads any value.
func (j *jsonReader) skip() {
	switch c := j.peek(); c {
	case '{':
		j.object(func([]byte) { j.skip() })
	case '[':
		j.array(j.skip)
	case '"':
		j.string()
	case 't', 'f', 'n':
		j.boolean()
	default:
		j.number()
	}
}

// source reads any value and returns it as it is written.
func (j *jsonReader) source() []byte {
	j.peek()
	j.taping, j.taped, j.tape = true, j.rest, j.tape[:0]
	j.skip()
	j.taping = false
	return append(j.tape, j.taped[:len(j.taped)-len(j.rest)]...)
}

// stamp reads a time, in ISO form or as HTTP has it. What cannot be read is counted.
func (j *jsonReader) stamp() timestamps.Stamp {
	text := j.string()
	if len(text) == 0 {
		return timestamps.Stamp{}
	}
	if s, ok := isoStamp(text); ok {
		return s
	}
	if s, ok := httpStamp(text); ok {
		return s
	}
	if t, err := time.Parse(time.RFC1123, string(text)); err == nil {
		return timestamps.At(t.Unix(), 0)
	}
	at := j.in.Number()
	j.l.Warn("unread-stamp", at, fmt.Sprintf("line %d: the time %.40q cannot be read", at, text))
	return timestamps.Stamp{State: timestamps.Invalid}
}

// keep joins a directory, which ends with a slash, and the name that stands next.
func (j *jsonReader) keep(directory string) string {
	name := j.string()
	if directory == "" {
		return j.in.Keep(name)
	}
	j.path = append(append(j.path[:0], directory...), name...)
	return j.in.Keep(j.path)
}

// add appends an entry that was read whole.
func (j *jsonReader) add(e *timestamps.Entry) {
	if j.err == nil {
		j.l.Entries = append(j.l.Entries, *e)
	}
}

// What jsonStringEnd returns in place of a length: the string does not end in this line, or it
// holds a control character or an escape that JSON does not know.
const (
	jsonOpen  = -1
	jsonWrong = -2
)

// jsonStringEnd returns the length of the string with which b begins, with its quotes, and
// whether it is plain: it has no escapes.
func jsonStringEnd(b []byte) (n int, plain bool) {
	plain = true
	for i := 1; i < len(b); {
		if i+8 <= len(b) {
			w := word(b, i)
			marks := zeros(w^ones*'"') | zeros(w^ones*'\\') | below(w, ' ')
			if marks == 0 {
				i += 8
				continue
			}
			i += firstMark(marks)
		}
		switch c := b[i]; {
		case c == '"':
			return i + 1, plain
		case c < ' ':
			return jsonWrong, false
		case c != '\\':
			i++
			continue
		}
		plain = false
		if i++; i == len(b) {
			break
		}
		if bytes.IndexByte([]byte(`"\/bfnrtu`), b[i]) < 0 {
			return jsonWrong, false
		}
		if b[i] == 'u' {
			for _, c := range b[i+1 : min(i+5, len(b))] {
				if hexDigit(c) < 0 {
					return jsonWrong, false
				}
			}
		}
		i++
	}
	return jsonOpen, false
}

// jsonNumberEnd returns the length of the number with which b begins, or 0.
func jsonNumberEnd(b []byte) int {
	digits := func(i int) int {
		for i < len(b) && isDigit(b[i]) {
			i++
		}
		return i
	}
	begin := 0
	if len(b) > 0 && b[0] == '-' {
		begin = 1
	}
	end := digits(begin)
	if end == begin || b[begin] == '0' && end > begin+1 {
		return 0
	}
	if end < len(b) && b[end] == '.' {
		begin = end + 1
		if end = digits(begin); end == begin {
			return 0
		}
	}
	if end < len(b) && b[end]|0x20 == 'e' {
		begin = end + 1
		if begin < len(b) && (b[begin] == '+' || b[begin] == '-') {
			begin++
		}
		if end = digits(begin); end == begin {
			return 0
		}
	}
	return end
}

// jsonSigned returns a Match for texts that begin in one way and whose first lines hold all
// given words.
func jsonSigned(words ...string) func([][]byte) float64 {
	return func(head [][]byte) float64 {
		text := bytes.TrimLeft(bytes.Join(head[:min(len(head), 40)], nil), " \t")
		if len(text) == 0 || text[0] != '[' && text[0] != '{' {
			return 0
		}
		for _, w := range words {
			if !bytes.Contains(text, []byte(w)) {
				return 0
			}
		}
		return 1
	}
}
