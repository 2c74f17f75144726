package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var zooList = Format{
	Name:       "zoo",
	Title:      "zoo l, zoo v",
	Stamps:     "modified",
	Resolution: "2 s",
	Zone:       "none taken: local time of the machine that packed; the mark behind the time is no reliable offset",
	Line:       zooLine,
}

// zooLine reads a line such as
//
//	4   0%        4  26 Sep 16 12:56:02+61   тест/тест3/тест2.txt
//
// of size, share saved, packed size, time, a mark of the zone, and the name behind three
// columns of marks.
func zooLine(line []byte, r *Row) Verdict {
	size, rest := cutField(line)
	saved, rest := cutField(rest)
	packed, rest := cutField(rest)
	if !bytes.HasSuffix(saved, []byte{'%'}) {
		return zooFrame(line)
	}
	_, packedOK := number(packed)
	d, rest, ok := dayMonthYear(rest)
	if !ok || !packedOK || len(rest) == 0 {
		return zooFrame(line)
	}
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	if rest, ok = cutClock(rest[1:], &d); !ok {
		return Bad
	}
	if len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') {
		_, rest = cutField(rest)
	}
	if len(rest) < 4 || rest[0] != ' ' || rest[2] != ' ' {
		return Bad
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), rest[3:]
	return Good
}

// zooFrame passes over the lines around the list. The totals of zoo have no date.
func zooFrame(line []byte) Verdict {
	for _, begin := range []string{"Archive ", "Length    CF", "--------  ---"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return Pass
		}
	}
	if bytes.Contains(line, []byte("%")) && (bytes.HasSuffix(line, []byte("files")) || bytes.HasSuffix(line, []byte("file"))) {
		return Pass
	}
	return Bad
}
