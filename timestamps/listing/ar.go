package listing

import "copyclock/timestamps"

var arList = Format{
	Name:       "ar-tv",
	Title:      "ar tv",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Line:       arLine,
}

// arLine reads a line such as
//
//	rw-r--r-- 0/0      3 Jan  1 00:00 1970 f 2
//
// of mode, owner, size, date and name. A deterministic archive has 1970 for every member.
func arLine(line []byte, r *Row) Verdict {
	mode, rest := cutField(line)
	owner, rest := cutField(rest)
	if len(mode) != 9 || !owners(owner) {
		return Bad
	}
	var long [10]byte
	long[0] = '-'
	copy(long[1:], mode)
	if _, ok := unixMode(long[:]); !ok {
		return Bad
	}
	size, rest := cutField(rest)
	var ok bool
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	month, rest := cutField(rest)
	day, rest := cutField(rest)
	when, rest := cutField(rest)
	year, rest := cutField(rest)
	var d timestamps.Date
	var okMonth, okDay bool
	d.Month, okMonth = monthOf(month)
	d.Day, okDay = smallNumber(day)
	d.Year = yearOf(year)
	name, hasName := nameAfter(rest)
	if !okMonth || !okDay || d.Year < 0 || !clock(when, &d) || !hasName {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), name
	return Good
}

// owners reports whether b is "1000/1000", the numbers of a user and a group.
func owners(b []byte) bool {
	for i, c := range b {
		if c == '/' {
			_, ok1 := number(b[:i])
			_, ok2 := number(b[i+1:])
			return ok1 && ok2
		}
	}
	return false
}
