package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var statBSD = Format{
	Name:       "stat-bsd",
	Title:      "stat of BSD and macOS, without -f",
	Stamps:     "accessed, modified, changed, birth",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that listed",
	Line:       statBSDLine,
}

// statBSDLine reads a line such as
//
//	16777220 8612345 -rw-r--r-- 1 ann staff 0 1234 "Nov 28 10:07:39 2026" "Jul  5 18:39:18 2016" "Nov 28 10:04:46 2026" "Jul  5 18:39:18 2016" 4096 8 0 a b.txt
//
// with device, inode, mode, links, owner, group, raw device, size, the times of access,
// modification, change and birth, size of blocks, blocks and flags.
func statBSDLine(line []byte, r *Row) Verdict {
	var field [8][]byte
	rest := line
	for i := range field {
		field[i], rest = cutField(rest)
	}
	var ok bool
	if r.Kind, ok = unixMode(field[2]); !ok {
		return Bad
	}
	for _, i := range [...]int{0, 1, 3} {
		if _, ok := number(field[i]); !ok {
			return Bad
		}
	}
	if r.Size, ok = number(field[7]); !ok {
		return Bad
	}
	t := &r.Times
	for _, to := range [...]*timestamps.Stamp{&t.Accessed, &t.Modified, &t.Changed, &t.Birth} {
		text, opened := bytes.CutPrefix(rest, []byte(` "`))
		text, after, closed := bytes.Cut(text, []byte{'"'})
		if !opened || !closed {
			return Bad
		}
		d, end, ok := shortDate(text)
		if !ok || len(end) > 0 || d.Year == 0 {
			return Bad
		}
		*to, rest = timestamps.Wall(d), after
	}
	for range 2 {
		size, after := cutField(rest)
		if _, ok := number(size); !ok {
			return Bad
		}
		rest = after
	}
	if flags, after := cutField(rest); len(flags) > 0 {
		rest = after
	}
	name, ok := nameAfter(rest)
	if !ok {
		return Bad
	}
	r.Name = cutTarget(name, r.Kind)
	r.Flags |= dotFlag(r.Name)
	return Good
}
