package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// debugfs is what ls -l prints in debugfs of e2fsprogs.
var debugfs = Format{
	Name:       "debugfs",
	Title:      "ls -l in debugfs",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none",
	Line:       debugfsLine,
}

// debugfsLine reads a line such as
//
//	12  100644 (1)      0      0      17  5-Jul-2016 22:39  leading-space.txt
//
// Bytes of a name that are not printable ASCII stand as \xe9, and so does a backslash. With
// -d the inode of a deleted file stands in angle brackets.
func debugfsLine(line []byte, r *Row) Verdict {
	if bytes.HasPrefix(line, []byte("debugfs")) {
		return Pass
	}
	inode, b := cutField(line)
	if inner, deleted := bytes.CutPrefix(inode, []byte{'<'}); deleted {
		if inode = inner; len(inode) == 0 {
			inode, b = cutField(b)
		}
		inode = bytes.TrimSuffix(inode, []byte{'>'})
		r.Flags |= timestamps.Deleted
	}
	mode, b := cutField(b)
	links, b := cutField(b)
	if len(links) == 1 { // "( 1)"
		var more []byte
		more, b = cutField(b)
		links = append(append(r.Buffer(len(links)+len(more)), links...), more...)
	}
	_, ok := number(inode)
	if !ok || len(links) < 3 || links[0] != '(' || links[len(links)-1] != ')' {
		return Bad
	}
	user, b := cutField(b)
	group, b := cutField(b)
	size, b := cutField(b)
	_, uid := number(user)
	_, gid := number(group)
	if r.Kind, ok = octalMode(mode); !ok || !uid || !gid {
		return Bad
	}
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	date, b := cutField(b)
	time, b := cutField(b)
	var d timestamps.Date
	if !debugfsDate(date, &d) || !clock(time, &d) {
		return Bad
	}
	name, ok := nameAfter(b)
	if !ok {
		return Bad
	}
	r.Times.Modified = timestamps.Wall(d)
	r.Name = r.unescapeHex(name)
	r.Flags |= dotFlag(r.Name)
	return Good
}

// debugfsDate reads "5-Jul-2016".
func debugfsDate(b []byte, d *timestamps.Date) bool {
	dash := bytes.IndexByte(b, '-')
	if dash < 1 || len(b) != dash+9 || b[dash+4] != '-' {
		return false
	}
	var day, month bool
	d.Day, day = smallNumber(b[:dash])
	d.Month, month = monthOf(b[dash+1 : dash+4])
	d.Year = digitsAt(b, dash+5, 4)
	return day && month && d.Year >= 0
}

// unescapeHex undoes escapes such as \xe9, in memory that lasts until the line is done.
func (r *Row) unescapeHex(b []byte) []byte {
	if bytes.Index(b, []byte(`\x`)) < 0 {
		return b
	}
	out := r.Buffer(len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+3 < len(b) && b[i+1] == 'x' {
			high, low := hexDigit(b[i+2]), hexDigit(b[i+3])
			if high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 3
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) int {
	if isDigit(c) {
		return int(c - '0')
	}
	if c |= 0x20; 'a' <= c && c <= 'f' {
		return int(c-'a') + 10
	}
	return -1
}
