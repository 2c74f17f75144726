package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// analyzeMFTTimeline is what analyzeMFT --timeline writes: one line for each time, no sizes.
var analyzeMFTTimeline = Format{
	Name:       "analyzemft-timeline",
	Title:      "analyzeMFT --timeline",
	Stamps:     "modified, accessed, changed, birth",
	Resolution: "100 ns",
	Zone:       "UTC",
	Match: func(head [][]byte) float64 {
		good, bad := 0, 0
		for _, line := range head {
			if _, ok := mftEvent(line); ok {
				good++
			} else if len(line) > 0 {
				bad++
			}
		}
		return ratio(good, bad)
	},
	Read: readMFTTimeline,
}

// mftEvent cuts a line into its fields.
func mftEvent(line []byte) (fields [9][]byte, ok bool) {
	if i := bytes.IndexByte(line, '|'); i < 0 || !bytes.HasPrefix(line[i:], []byte("|MFT|")) {
		return fields, false
	}
	for i := range fields {
		if fields[i], line, ok = bytes.Cut(line, []byte{'|'}); !ok {
			return fields, false
		}
	}
	return fields, timeLetters(fields[2]) != ""
}

// readMFTTimeline reads lines such as
//
//	1537775597.2748375|MFT|CREATE|||||$MFTMirr|1||||
//
// of which those of free records have the time 0 and the name Unknown.
func readMFTTimeline(in *Lines, l *timestamps.Listing, _ Options) error {
	l.Zone = timestamps.Zone{Name: "UTC", Source: "input"}
	t := newTimeline(in, l)
	for in.Next() {
		line := in.Bytes()
		if len(line) == 0 {
			continue
		}
		fields, ok := mftEvent(line)
		stamp, good := bodyTime(fields[0])
		switch name := fields[7]; {
		case !ok || !good || len(name) == 0:
			l.Skip(in.Number(), "a line has not the fields of analyzeMFT")
		case stamp.State == timestamps.Absent && string(name) == "Unknown":
			t.other(in.Number())
		default:
			v := plasoEvent{path: name, id: fields[8], letters: timeLetters(fields[2]), stamp: stamp}
			t.plaso(&v, in.Number())
		}
	}
	return nil
}
