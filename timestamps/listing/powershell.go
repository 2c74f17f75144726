package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var powerShell = Format{
	Name:       "powershell",
	Title:      "Get-ChildItem, gci, ls and dir of PowerShell (any region and language)",
	Stamps:     "modified",
	Resolution: "1 min",
	Zone:       "none printed: local time of the machine that listed",
	Match:      matchPowerShell,
	Read:       readPowerShell,
}

// powerShellLine reads a line such as
//
//	-a----         4/30/2023   1:55 PM             41 init.sls
//	d----       30/11/2024 11:21 a. m.                app
//
// A directory has no length.
func powerShellLine(b []byte, e *timestamps.Entry) (d localDate, name []byte, ok bool) {
	mode, rest := cutField(b)
	if len(mode) != 5 && len(mode) != 6 || len(bytes.Trim(mode, "darhsl-")) > 0 {
		return d, nil, false
	}
	d, rest, ok = cutLocalDate(bytes.TrimLeft(rest, " "))
	if !ok {
		return d, nil, false
	}
	e.Kind, e.Size = timestamps.File, timestamps.NoSize
	switch mode[0] {
	case 'd':
		e.Kind = timestamps.Directory
		name = bytes.TrimLeft(rest, " ")
		return d, cutTarget(name, timestamps.Link), len(name) > 0
	case 'l':
		e.Kind = timestamps.Link
	}
	length, after := cutField(rest)
	if n, isNumber := number(length); isNumber && len(after) > 1 {
		e.Size = n
		return d, cutTarget(after[1:], e.Kind), true
	}
	name = bytes.TrimLeft(rest, " ")
	return d, cutTarget(name, e.Kind), e.Kind == timestamps.Link && len(name) > 0
}

// powerShellFrame reports whether a line is the header of the table or the rule below it.
func powerShellFrame(b []byte) bool {
	first, rest := cutField(b)
	switch string(first) {
	case "Mode":
		return bytes.Contains(rest, []byte("LastWriteTime")) || bytes.Contains(rest, []byte("Name"))
	case "----":
		return len(bytes.Trim(rest, " -")) == 0
	}
	return false
}

func matchPowerShell(head [][]byte) float64 {
	good, bad := 0, 0
	for _, b := range head {
		var e timestamps.Entry
		_, _, ok := powerShellLine(b, &e)
		switch _, heading := dirHeading(b); {
		case ok:
			good++
		case len(bytes.TrimSpace(b)) == 0, heading, powerShellFrame(b), bytes.HasPrefix(b, []byte("PS ")), b[0] == ' ':
		default:
			bad++
		}
	}
	return ratio(good, bad)
}

func readPowerShell(in *Lines, l *timestamps.Listing, opt Options) error {
	var dir, joint []byte
	var order dateOrder
	begin := len(l.Entries)
	for in.Next() {
		b := in.Bytes()
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		d, name, ok := powerShellLine(b, &e)
		if !ok {
			if path, heading := dirHeading(b); heading && b[0] == ' ' {
				dir = append(append(dir[:0], path...), '\\')
			} else if !powerShellFrame(b) && !bytes.HasPrefix(b, []byte("PS ")) {
				l.Skip(in.Number(), "the line has not the columns Mode, LastWriteTime, Length and Name")
			}
			continue
		}
		joint = append(append(joint[:0], dir...), name...)
		e.Path = in.Keep(joint)
		l.Entries = append(l.Entries, e)
		order.set(l, d)
	}
	if !order.finish(l, opt) {
		l.Entries = l.Entries[:begin]
		return errOrder
	}
	return nil
}
