package listing

import "copyclock/timestamps"

// rcloneLsl is the output of rclone lsl.
var rcloneLsl = Format{
	Name:       "rclone-lsl",
	Title:      "rclone lsl",
	Stamps:     "modified",
	Resolution: "1 ns",
	Zone:       "not stated",
	Match: func(head [][]byte) float64 {
		var e timestamps.Entry
		return share(head, func(line []byte) bool { return rcloneLine(line, &e) }, nil)
	},
	Read: func(in *Lines, l *timestamps.Listing, opt Options) error {
		for in.Next() {
			if len(in.Bytes()) == 0 {
				continue
			}
			e := timestamps.Entry{Line: in.Number()}
			if !rcloneLine(in.Bytes(), &e) {
				l.Skip(in.Number(), "the line has not the columns of rclone lsl")
				continue
			}
			l.Entries = append(l.Entries, e)
		}
		return in.Err()
	},
}

// rcloneLine reads a line such as
//
//	12864 2026-11-23 12:12:44.097261619 d01/f10093.eml
//
// into e. The size is 9 wide, and -1 where the remote does not know it. Only files are listed.
func rcloneLine(line []byte, e *timestamps.Entry) (ok bool) {
	size, rest := nextField(line)
	date, rest := nextField(rest)
	time, rest := nextField(rest)
	name, ok := nameAfter(rest)
	var d timestamps.Date
	if !ok || len(time) != len("12:12:44.097261619") || !isoDate(date, '-', &d) || !clock(time, &d) {
		return false
	}
	if string(size) == "-1" {
		e.Size = timestamps.NoSize
	} else if e.Size, ok = digits(size); !ok {
		return false
	}
	e.Kind = timestamps.File
	e.Times.Modified = timestamps.Wall(d)
	e.Path = string(name)
	return true
}
