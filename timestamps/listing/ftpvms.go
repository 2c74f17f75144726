package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var ftpVMS = Format{
	Name:       "ftp-vms",
	Title:      "FTP LIST and DIRECTORY/SIZE/DATE of OpenVMS",
	Stamps:     "modified",
	Resolution: "1 s or 1 min",
	Zone:       "none printed: local time of the server",
	Match: func(head [][]byte) float64 {
		good, bad := 0, 0
		var wrapped []byte
		for _, b := range head {
			var e timestamps.Entry
			switch name, ok := vmsLine(append(wrapped, b...), &e); {
			case ok && len(name) > 0:
				good++
			case vmsName(bytes.TrimRight(b, " ")):
				wrapped = append(bytes.Clone(b), ' ')
				continue
			case vmsFrame(b):
			default:
				bad++
			}
			wrapped = nil
		}
		return ratio(good, bad)
	},
	Read: readVMS,
}

// vmsBlock is how many bytes a block has, in which VMS counts.
const vmsBlock = 512

// readVMS reads lines such as
//
//	Directory DISK$USERS:[GROUP.OWNER]
//	1-JUN.LIS;1              9/9           2-JUN-1998 07:32:04  [GROUP,OWNER]    (RWED,RWED,RWED,RE)
//	Total of 17 files, 441/1023 blocks.
//
// where a long name stands on a line of its own. The version is part of the name.
func readVMS(in *Lines, l *timestamps.Listing, _ Options) error {
	var dir, wrapped []byte
	for in.Next() {
		b := in.Bytes()
		if heading, ok := bytes.CutPrefix(b, []byte("Directory ")); ok {
			dir = append(dir[:0], bytes.TrimSpace(heading)...)
			continue
		}
		if len(bytes.TrimSpace(b)) == 0 || vmsFrame(b) {
			continue
		}
		line := append(wrapped, b...)
		wrapped = nil
		e := timestamps.Entry{Line: in.Number()}
		name, ok := vmsLine(line, &e)
		switch {
		case ok:
			e.Path = in.Keep(append(bytes.Clone(dir), name...))
			l.Entries = append(l.Entries, e)
		case vmsName(bytes.TrimRight(line, " ")):
			wrapped = append(bytes.Clone(line), ' ')
		default:
			l.Skip(in.Number(), "the line has not the columns of VMS")
		}
	}
	if len(wrapped) > 0 {
		l.Skip(in.Number(), "the line has not the columns of VMS")
	}
	return nil
}

// vmsLine reads name, blocks and date of a line. What follows is the owner and the rights.
func vmsLine(b []byte, e *timestamps.Entry) (name []byte, ok bool) {
	name, rest := cutField(b)
	if !vmsName(name) {
		return nil, false
	}
	blocks, rest := cutField(rest)
	day, rest := cutField(rest)
	time, rest := cutField(rest)
	used, allocated, both := bytes.Cut(blocks, []byte{'/'})
	n, ok := number(used)
	if _, ok2 := number(allocated); !ok || both && !ok2 || n > 1<<50 {
		return nil, false
	}
	var d timestamps.Date
	part := bytes.Split(day, []byte{'-'})
	if len(part) != 3 || len(part[1]) != 3 || len(part[2]) != 4 || len(part[0]) > 2 {
		return nil, false
	}
	month := append(bytes.ToUpper(part[1][:1]), bytes.ToLower(part[1][1:])...)
	number, ok1 := smallNumber(part[0])
	d.Day, d.Year = number, yearOf(part[2])
	if d.Month, ok = monthOf(month); !ok || !ok1 || d.Year < 0 || !clock(time, &d) || len(rest) > 0 && rest[0] != ' ' {
		return nil, false
	}
	e.Times.Modified, e.Kind = timestamps.Wall(d), timestamps.File
	if n > 0 { // the last block need not be full
		e.Size, e.Slack, e.Flags = n*vmsBlock-vmsBlock/2, vmsBlock/2, timestamps.Rounded
	}
	if bytes.Contains(name, []byte(".DIR;")) {
		e.Kind = timestamps.Directory
	}
	return name, true
}

// vmsName reports whether b is a name with type and version, "A.;2".
func vmsName(b []byte) bool {
	name, version, ok := bytes.Cut(b, []byte{';'})
	_, digits := number(version)
	return ok && digits && bytes.IndexByte(name, '.') >= 0 && bytes.IndexByte(name, ' ') < 0
}

// vmsFrame reports whether a line stands around the list.
func vmsFrame(b []byte) bool {
	for _, begin := range []string{"Directory ", "Total of ", "Grand total of "} {
		if bytes.HasPrefix(b, []byte(begin)) {
			return true
		}
	}
	return false
}
