package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// mactime is the timeline of The Sleuth Kit's mactime and of its followers.
var mactime = Format{
	Name:       "mactime",
	Title:      "mactime of The Sleuth Kit, -d or columns, with or without a header",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "1 s",
	Zone:       "that of -z, which only a header names; Z with -y",
	Match:      matchMactime,
	Read:       readMactime,
}

// mactimeRow is one event of mactime.
type mactimeRow struct {
	date                   timestamps.Stamp
	hasDate                bool // else that of the line before
	size, macb, mode, meta []byte
	name                   []byte
	size64                 int64
	kind                   timestamps.Kind
}

// mactimePass reports whether the line belongs to a header.
func mactimePass(line []byte) bool {
	for _, start := range []string{
		"Date,Size,Type,Mode,", "The Sleuth Kit mactime", "Input Source: ", "Time: ", "Timezone: ", "passwd File: ", "group File: ",
	} {
		if bytes.HasPrefix(line, []byte(start)) {
			return true
		}
	}
	return len(bytes.TrimSpace(line)) == 0
}

func matchMactime(head [][]byte) float64 {
	good, bad := 0, 0
	var r mactimeRow
	for _, line := range head {
		line = bytes.TrimPrefix(line, []byte(byteOrderMark))
		switch {
		case mactimePass(line):
		case r.read(line):
			good++
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

// read reads a line such as one of
//
//	Sat May 24 2025 18:56:58,343,m...,r/rrwxrwxrwx,0,0,39-128-1,/a/$RYT9YUG.txt
//	Mon Sep 24 2018 16:53:17   262144 macb r/rr-xr-xr-x 0        0        0-128-6  C:/$MFT
//
// In columns the date is blank where it is that of the line before.
func (r *mactimeRow) read(line []byte) bool {
	*r = mactimeRow{}
	var ok bool
	rest := line
	if line[0] != ' ' && line[0] != '\t' {
		if r.date, rest, ok = mactimeDate(line); !ok || len(rest) == 0 {
			return false
		}
		r.hasDate = true
	}
	if rest[0] == ',' {
		ok = r.commas(rest[1:])
	} else {
		ok = r.columns(rest)
	}
	if !ok || !isMACB(r.macb) || len(r.name) == 0 {
		return false
	}
	if r.size64, ok = number(r.size); !ok {
		return false
	}
	r.kind, ok = bodyMode(r.mode)
	return ok
}

// commas reads what follows the date of a table. Only the name may hold commas, in quotes or
// not.
func (r *mactimeRow) commas(b []byte) bool {
	for _, cell := range [...]*[]byte{&r.size, &r.macb, &r.mode, nil, nil, &r.meta} {
		i := bytes.IndexByte(b, ',')
		if i < 0 {
			return false
		}
		if cell != nil {
			*cell = b[:i]
		}
		b = b[i+1:]
	}
	if n := len(b); n > 1 && b[0] == '"' && b[n-1] == '"' {
		if b = b[1 : n-1]; bytes.IndexByte(b, '"') >= 0 {
			b = bytes.ReplaceAll(b, []byte(`""`), []byte{'"'})
		}
	}
	r.name = b
	return true
}

// columns reads what follows the date of a line in columns, of which all but the name are
// padded to eight.
func (r *mactimeRow) columns(b []byte) bool {
	if tab := bytes.IndexByte(b, '\t'); tab == 0 {
		cells := bytes.SplitN(b[1:], []byte{'\t'}, 7)
		if len(cells) < 7 {
			return false
		}
		r.size, r.macb, r.mode, r.meta, r.name = bytes.TrimSpace(cells[0]), cells[1], cells[2], bytes.TrimSpace(cells[5]), cells[6]
		return true
	}
	r.size, b = cutField(b)
	r.macb, b = cutField(b)
	r.mode, b = cutField(b)
	_, b = cutField(b)
	_, b = cutField(b)
	r.meta, b = cutField(b)
	if pad := 8 - len(r.meta); pad > 0 {
		if len(b) < pad {
			return false
		}
		b = b[pad:]
	}
	var ok bool
	r.name, ok = nameAfter(b)
	return ok
}

// mactimeDate reads "Sat May 24 2025 18:56:58", "Tue 12 16 2003 21:03:52", an ISO date, or
// "Xxx Xxx 00 0000 00:00:00" where the time is not known.
func mactimeDate(b []byte) (s timestamps.Stamp, rest []byte, ok bool) {
	if isDigit(b[0]) {
		end := bytes.IndexAny(b, ",\t")
		if end < 0 || end > 40 {
			if end = bytes.IndexByte(b, ' '); end < 0 {
				return s, nil, false
			}
		}
		if bytes.HasPrefix(b, []byte("0000-00-00")) {
			return s, b[end:], true
		}
		s, ok = isoStamp(bytes.TrimSpace(b[:end]))
		return s, b[end:], ok
	}
	if bytes.HasPrefix(b, []byte("Xxx Xxx 00 0000 00:00:00")) {
		return s, b[24:], true
	}
	if len(b) < 9 || b[3] != ' ' {
		return s, nil, false
	}
	var d timestamps.Date
	month, rest := cutField(b[4:])
	if d.Month, ok = monthOf(month); !ok {
		if d.Month, ok = smallNumber(month); !ok {
			return s, nil, false
		}
	}
	if len(rest) < 17 || rest[3] != ' ' || rest[8] != ' ' {
		return s, nil, false
	}
	d.Day, d.Year = pair(rest, 1), digitsAt(rest, 4, 4)
	after, ok := cutClock(rest[9:], &d)
	if d.Day < 0 || d.Year < 0 || !ok {
		return s, nil, false
	}
	return timestamps.Wall(d), after, true
}

func readMactime(in *Lines, l *timestamps.Listing, _ Options) error {
	t := newTimeline(in, l)
	var r mactimeRow
	var date timestamps.Stamp
	dated, utc := false, false
	for in.Next() {
		line := bytes.TrimPrefix(in.Bytes(), []byte(byteOrderMark))
		if mactimePass(line) {
			if i := bytes.Index(line, []byte("Timezone: ")); i >= 0 && len(l.Entries) == 0 {
				minutes, ok := namedZone(bytes.TrimPrefix(bytes.TrimSpace(line[i+10:]), []byte("Etc/")))
				utc = ok && minutes == 0
			}
			continue
		}
		if !r.read(line) || !r.hasDate && !dated {
			l.Skip(in.Number(), "a line has not the columns of mactime")
			continue
		}
		if r.hasDate {
			date, dated = r.date, true
			if utc && date.State == timestamps.Floating {
				date.State = timestamps.Instant
			}
		}
		e, first := t.file(r.name, in.Number(), r.meta, r.size, r.mode)
		if first {
			e.Kind, e.Size = r.kind, r.size64
			e.Path = e.Path[:len(bodyName(r.name, r.meta, e))]
		}
		if date.State == timestamps.Absent {
			l.Warn("absent-stamp", in.Number(), "times of 0 are read as not known")
			continue
		}
		t.macb(e, r.macb, date, in.Number())
	}
	return nil
}
