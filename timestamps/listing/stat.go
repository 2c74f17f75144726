package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var statDefault = Format{
	Name:       "stat",
	Title:      "stat (GNU, busybox)",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 ns",
	Zone:       "printed",
	Match: func(head [][]byte) float64 {
		for i, b := range head {
			if _, ok := statKey(b, "File"); ok && i+1 < len(head) {
				if _, ok := statKey(head[i+1], "Size"); ok {
					return 1
				}
			}
		}
		return 0
	},
	Read: readStat,
}

// statKey returns what follows a key such as "  File: ".
func statKey(b []byte, key string) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(b, " "), []byte(key))
	if !ok {
		return nil, false
	}
	return bytes.CutPrefix(rest, []byte(": "))
}

// readStat reads blocks of lines such as
//
//	  File: docs/bash/README.commands.gz
//	  Size: 3021      	Blocks: 8          IO Block: 4096   regular file
//	Access: 2026-11-23 09:49:18.295374834 +0000
//	Modify: 2013-10-23 12:41:22.000000000 +0000
//	Change: 2026-11-23 09:48:40.950333995 +0000
//	 Birth: 2026-11-23 09:48:40.950266592 +0000
func readStat(in *Lines, l *timestamps.Listing, _ Options) error {
	for in.Next() {
		b := in.Bytes()
		if name, ok := statKey(b, "File"); ok {
			path := in.Keep(statName(name))
			l.Entries = append(l.Entries, timestamps.Entry{Path: path, Size: timestamps.NoSize, Line: in.Number()})
			continue
		}
		if len(l.Entries) == 0 {
			if len(bytes.TrimSpace(b)) > 0 {
				l.Skip(in.Number(), "the line stands before the first File:")
			}
			continue
		}
		e := &l.Entries[len(l.Entries)-1]
		if rest, ok := statKey(b, "Size"); ok {
			size, _ := cutField(rest)
			size, _, _ = bytes.Cut(size, []byte{'\t'})
			if e.Size, ok = number(size); !ok {
				e.Size = timestamps.NoSize
				l.Skip(in.Number(), "the size is no number")
			}
			e.Kind = statKind(b)
			continue
		}
		for _, t := range [...]struct {
			key string
			to  *timestamps.Stamp
		}{
			{"Access", &e.Times.Accessed}, {"Modify", &e.Times.Modified}, {"Change", &e.Times.Changed}, {"Birth", &e.Times.Birth},
		} {
			value, ok := statKey(b, t.key)
			if !ok || len(value) == 0 || value[0] == '(' || string(value) == "-" {
				continue
			}
			if *t.to, ok = isoStamp(value); !ok {
				l.Skip(in.Number(), "the time cannot be read")
			}
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

func statKind(b []byte) timestamps.Kind {
	switch {
	case bytes.HasSuffix(b, []byte("regular file")), bytes.HasSuffix(b, []byte("regular empty file")):
		return timestamps.File
	case bytes.HasSuffix(b, []byte("directory")):
		return timestamps.Directory
	case bytes.HasSuffix(b, []byte("symbolic link")):
		return timestamps.Link
	}
	return timestamps.Other
}

var statTerse = Format{
	Name:       "stat-t",
	Title:      "stat -t (GNU)",
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
	var field [15][]byte
	rest := line
	for i := len(field) - 1; i >= 0; i-- {
		j := bytes.LastIndexByte(rest, ' ')
		if j <= 0 {
			return Bad
		}
		field[i], rest = rest[j+1:], rest[:j]
	}
	var ok bool
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
