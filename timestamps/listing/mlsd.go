package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var ftpMlsd = Format{
	Name:       "mlsd",
	Title:      "FTP MLSD and MLST (RFC 3659)",
	Stamps:     "modified, birth",
	Resolution: "1 s, or finer where the server prints decimals",
	Zone:       "UTC (RFC 3659)",
	Line:       mlsdLine,
}

// mlsdLine reads a line such as
//
//	modify=20260828162006;perm=r;size=166;type=file;unique=fe00g9caa32; time-infozip.zip
//
// of facts that end in semicolons, one blank and the name.
func mlsdLine(line []byte, r *Row) Verdict {
	line = bytes.TrimPrefix(line, []byte{' '}) // MLST over the control connection
	rest, facts := line, 0
	for {
		equals, end := bytes.IndexByte(rest, '='), bytes.IndexByte(rest, ';')
		if equals <= 0 || end < equals || bytes.IndexByte(rest[:equals], ' ') >= 0 {
			break
		}
		if !mlsdFact(rest[:equals], rest[equals+1:end], r) {
			return Bad
		}
		rest, facts = rest[end+1:], facts+1
	}
	name, ok := nameAfter(rest)
	if !ok || facts == 0 {
		return Bad
	}
	r.Name = name
	r.Flags |= dotFlag(name)
	return Good
}

// mlsdFact takes one fact over; a fact without a value says nothing.
func mlsdFact(fact, value []byte, r *Row) bool {
	if len(value) == 0 {
		return true
	}
	ok := true
	var lower [2][16]byte // longer than what is looked for
	switch string(appendLower(lower[0][:0], fact)) {
	case "type":
		kind := appendLower(lower[1][:0], value)
		switch string(kind) {
		case "file":
			r.Kind = timestamps.File
		case "dir":
			r.Kind = timestamps.Directory
		case "cdir", "pdir":
			r.Kind, r.Flags = timestamps.Directory, r.Flags|timestamps.Dot
		default:
			r.Kind = timestamps.Other
			if bytes.HasPrefix(kind, []byte("os.unix=s")) {
				r.Kind = timestamps.Link
			}
		}
	case "size", "sizd":
		r.Size, ok = number(value)
	case "modify":
		r.Times.Modified, ok = mlsdTime(value)
	case "create":
		r.Times.Birth, ok = mlsdTime(value)
	}
	return ok
}

// mlsdTime reads 20141022065102 with or without decimals, in UTC.
func mlsdTime(b []byte) (timestamps.Stamp, bool) {
	d := timestamps.Date{
		Year: digitsAt(b, 0, 4), Month: digitsAt(b, 4, 2), Day: digitsAt(b, 6, 2),
		Hour: digitsAt(b, 8, 2), Minute: digitsAt(b, 10, 2), Second: digitsAt(b, 12, 2),
	}
	if min(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second) < 0 {
		return timestamps.Stamp{}, false
	}
	if len(b) > 14 {
		ns, ok := decimals(b[14:])
		if !ok {
			return timestamps.Stamp{}, false
		}
		d.Nanosecond = int(ns)
	}
	return timestamps.WallAt(d, 0), true
}
