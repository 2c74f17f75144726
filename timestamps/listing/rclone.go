package listing

import (
	"bytes"
	"unicode/utf8"

	"copyclock/timestamps"
)

// rcloneLsl is the output of rclone lsl.
var rcloneLsl = Format{
	Name:       "rclone-lsl",
	Title:      "rclone lsl",
	Stamps:     "modified",
	Resolution: "1 ns",
	Zone:       "not stated",
	Line:       rcloneLine,
}

// rcloneLine reads a line such as
//
//	12864 2026-11-23 12:12:44.097261619 d01/f10093.eml
//
// The size is 9 wide, and -1 where the remote does not know it. Only files are listed.
func rcloneLine(line []byte, r *Row) Verdict {
	size, rest := cutField(line)
	date, rest := cutField(rest)
	time, rest := cutField(rest)
	name, ok := nameAfter(rest)
	var d timestamps.Date
	if zone, _ := cutField(rest); len(zone) == len("+0000") {
		if _, zoned := offset(zone); zoned {
			return Bad // stat -c '%s %y %n'
		}
	}
	if !ok || len(time) != len("12:12:44.097261619") || !isoDate(date, '-', &d) || !clock(time, &d) {
		return Bad
	}
	if string(size) == "-1" {
		r.Size = timestamps.NoSize
	} else if r.Size, ok = number(size); !ok {
		return Bad
	}
	r.Kind = timestamps.File
	r.Times.Modified = timestamps.Wall(d)
	r.Name = rcloneName(name, r)
	return Good
}

// rcloneName gives back the control characters for which rclone prints pictures, as ␊ for a line
// feed. A name with the mark that rclone puts before pictures that are in a name themselves is
// kept as printed.
func rcloneName(b []byte, r *Row) []byte {
	const first, last, del, mark = '\u2401', '\u241f', '\u2421', "\u201b"
	picture := func(c rune) bool { return c >= first && c <= last || c == del }
	if !bytes.Contains(b, []byte("\u2400"[:2])) || bytes.IndexFunc(b, picture) < 0 {
		return b
	}
	if bytes.Contains(b, []byte(mark)) {
		r.Note("quoting-unclear", "names hold pictures of control characters and the mark U+201B, and are kept as printed")
		return b
	}
	out := r.Buffer(len(b))
	for len(b) > 0 {
		c, n := utf8.DecodeRune(b)
		switch {
		case c == del:
			out = append(out, 0x7f)
		case picture(c):
			out = append(out, byte(c-first+1))
		default:
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
	return out
}
