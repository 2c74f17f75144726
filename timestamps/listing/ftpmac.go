package listing

import "copyclock/timestamps"

var ftpMac = Format{
	Name:       "ftp-mac",
	Title:      "FTP LIST of NetPresenz and other servers of classic Mac OS",
	Stamps:     "modified",
	Resolution: "1 min in the last half year, else 1 day",
	Zone:       "none printed: local time of the server",
	Line:       macLine,
}

// macLine reads a line such as one of
//
//	-rw-r--r--    54149       27826    81975 Jul 22  2010 09.jpg
//	drwxr-xr-x               folder        0 Jan  4 14:51 Alias_to_Steak
//
// with the bytes of the resource fork, of the data fork, and of both.
func macLine(line []byte, r *Row) Verdict {
	mode, rest := cutField(line)
	kind, ok := unixMode(mode)
	if !ok {
		return Bad
	}
	first, rest := cutField(rest)
	second := []byte(nil)
	switch r.Kind = kind; kind {
	case timestamps.Directory:
		if string(first) != "folder" {
			return Bad
		}
	case timestamps.File:
		second, rest = cutField(rest)
		fork, ok1 := number(first)
		data, ok2 := number(second)
		both, _ := cutField(rest)
		if sum, ok := number(both); !ok || !ok1 || !ok2 || fork > sum || fork+data != sum {
			return Bad
		}
	default:
		return Bad
	}
	size, rest := cutField(rest)
	if r.Size, ok = number(size); !ok {
		return Bad
	}
	d, rest, ok := shortDate(rest)
	if r.Name, _ = nameAfter(rest); !ok || len(r.Name) == 0 {
		return Bad
	}
	r.Times.Modified = civil(d)
	return Good
}
