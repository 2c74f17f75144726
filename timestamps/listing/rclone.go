package listing

import "copyclock/timestamps"

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
	r.Name = name
	return Good
}
