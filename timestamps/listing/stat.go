package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var statDefault = Format{
	Name:       "stat",
	Title:      "stat (GNU in all languages, busybox, toybox)",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 ns",
	Zone:       "printed",
	Match: func(head [][]byte) float64 {
		for i := 1; i+2 < len(head); i++ {
			_, named := statValue(head[i-1])
			_, sized := statSize(head[i])
			_, mode := statMode(head[i+2])
			if named && sized && mode {
				return 1
			}
		}
		return 0
	},
	Read: readStat,
}

// statValue returns what follows the label of a line, whose language does not matter.
func statValue(b []byte) ([]byte, bool) {
	i, n := bytes.Index(b, []byte(": ")), len(": ")
	if j := bytes.Index(b, []byte("：")); j >= 0 && (i < 0 || j < i) {
		i, n = j, len("：")
	}
	if i <= 0 || i+n == len(b) {
		return nil, false
	}
	value := bytes.TrimLeft(b[i+n:], " ") // Russian and Polish pad their labels
	if len(value) == 0 || !isDigit(value[0]) && value[0] != '(' {
		value = b[i+n:]
	}
	return value, true
}

// statSize reads the size, which a tab and further values follow.
func statSize(b []byte) (int64, bool) {
	value, ok := statValue(b)
	if !ok {
		return 0, false
	}
	size, rest, ok := bytes.Cut(value, []byte{'\t'})
	if _, more := statValue(rest); !ok || !more {
		return 0, false
	}
	return number(bytes.TrimRight(size, " "))
}

// statMode reads the kind of the entry from "(0644/-rw-r--r--)".
func statMode(b []byte) (kind timestamps.Kind, ok bool) {
	value, ok := statValue(b)
	if !ok || value[0] != '(' {
		return kind, false
	}
	_, mode, ok := bytes.Cut(value, []byte{'/'})
	if !ok || len(mode) < 11 || mode[10] != ')' {
		return kind, false
	}
	return unixMode(mode[:10])
}

// statTimes is the order in which stat prints times.
var statTimes = [...]timestamps.Column{timestamps.Accessed, timestamps.Modified, timestamps.Changed, timestamps.Birth}

// readStat reads blocks of lines such as
//
//	  File: docs/bash/README.commands.gz
//	  Size: 3021      	Blocks: 8          IO Block: 4096   regular file
//	Device: 254/0	Inode: 9994775     Links: 1
//	Access: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)
//	Access: 2026-11-23 09:49:18.295374834 +0000
//	Modify: 2013-10-23 12:41:22.000000000 +0000
//	Change: 2026-11-23 09:48:40.950333995 +0000
//	 Birth: 2026-11-23 09:48:40.950266592 +0000
//
// The labels are those of the language of the machine, so the place of a value in its block
// says what it is. Only the first three times are there in old versions and busybox.
func readStat(in *Lines, l *timestamps.Listing, _ Options) error {
	var name []byte // what the line before says
	times := 0      // of the entry so far
	for in.Next() {
		b := in.Bytes()
		value, ok := statValue(b)
		if size, sized := statSize(b); sized && len(name) > 0 {
			l.Entries = append(l.Entries, timestamps.Entry{Path: in.Keep(statName(name)), Size: size, Kind: timestamps.Unknown, Line: in.Number() - 1})
			times, name = 0, name[:0]
			continue
		}
		if len(l.Entries) == 0 && len(name) > 0 {
			l.Skip(in.Number()-1, "the line stands before the first File:")
		}
		if !ok && len(name) > 0 && len(b) > 0 {
			name = append(append(name, '\n'), b...) // of a name with a line feed
			continue
		}
		if name = append(name[:0], value...); !ok {
			if len(l.Entries) == 0 && len(bytes.TrimSpace(b)) > 0 {
				l.Skip(in.Number(), "the line stands before the first File:")
			}
			continue
		}
		if len(l.Entries) == 0 {
			continue
		}
		e := &l.Entries[len(l.Entries)-1]
		if kind, ok := statMode(b); ok {
			e.Kind = kind
			continue
		}
		if len(value) < len("2006-01-02") && string(value) != "-" || times == len(statTimes) || !isDigit(value[0]) && value[0] != '-' {
			continue
		}
		stamp, ok := isoStamp(value)
		if ok {
			setStamp(&e.Times, statTimes[times], stamp)
			times++
		} else if value[0] == '-' {
			times++
		} else if times > 0 {
			l.Skip(in.Number(), "the time cannot be read")
			setStamp(&e.Times, statTimes[times], timestamps.Stamp{State: timestamps.Invalid})
			times++
		}
	}
	return nil
}

// statName takes off the quotes of older versions and the target of a link.
func statName(b []byte) []byte {
	if i := bytes.Index(b, []byte(" -> ")); i > 0 && (b[0] == '\'' || bytes.HasPrefix(b, []byte("‘"))) {
		b = b[:i]
	}
	for _, q := range [...][2]string{{"'", "'"}, {"‘", "’"}, {"`", "'"}} {
		if name, ok := bytes.CutPrefix(b, []byte(q[0])); ok {
			if name, ok = bytes.CutSuffix(name, []byte(q[1])); ok && len(name) > 0 {
				return name
			}
		}
	}
	return b
}

var statTerse = Format{
	Name:       "stat-t",
	Title:      "stat -t (GNU, busybox)",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s",
	Zone:       "UTC: seconds since 1970",
	Line:       statTerseLine,
}

// statTerseLine reads a line such as
//
//	weird/big.bin 3000000 5864 81a4 0 0 fe00 10267350 1 0 0 1472748300 1472748300 1795427321 1795427321 4096
//
// from its end: size, blocks, mode in hex, owner, group, device, inode, links, two parts of a
// device, times of access, modification, change and birth, size of blocks.
func statTerseLine(line []byte, r *Row) Verdict {
	var all [15][]byte
	field := all[:]
	rest, ok := cutLast(line, field)
	if !ok || !statTerseFields(field) {
		field = all[:14] // busybox has no birth
		rest, ok = cutLast(line, field)
	}
	if !ok || !statTerseFields(field) {
		return Bad
	}
	if r.Size, ok = number(field[0]); !ok {
		return Bad
	}
	mode := 0
	for _, c := range field[2] {
		d := bytes.IndexByte([]byte("0123456789abcdef"), c)
		if d < 0 || len(field[2]) > 4 {
			return Bad
		}
		mode = mode<<4 | d
	}
	switch mode >> 12 {
	case 8:
		r.Kind = timestamps.File
	case 4:
		r.Kind = timestamps.Directory
	case 10:
		r.Kind = timestamps.Link
	case 0:
		return Bad
	default:
		r.Kind = timestamps.Other
	}
	t := &r.Times
	for i, to := range [...]*timestamps.Stamp{&t.Accessed, &t.Modified, &t.Changed, &t.Birth} {
		if 10+i == len(field)-1 {
			break
		}
		sec, nsec, ok := epoch(field[10+i])
		if !ok {
			return Bad
		}
		if to == &t.Birth && sec == 0 {
			continue
		}
		*to = timestamps.At(sec, nsec)
	}
	r.Name = rest
	r.Flags |= dotFlag(rest)
	return Good
}

// statTerseFields reports whether the fields begin with a size, blocks and a mode.
func statTerseFields(field [][]byte) bool {
	_, size := number(field[0])
	_, blocks := number(field[1])
	return size && blocks && len(field[2]) == 4
}

// cutLast cuts fields off the end of a line, with a blank before each.
func cutLast(b []byte, field [][]byte) (rest []byte, ok bool) {
	var blanks [16]int
	at := blanks[:len(field)+1]
	at[len(field)] = len(b)
	if !lastOf(b, ' ', at[:len(field)]) || at[0] == 0 {
		return nil, false
	}
	for i := range field {
		field[i] = b[at[i]+1 : at[i+1]]
	}
	return b[:at[0]], true
}
