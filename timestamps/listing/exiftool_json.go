package listing

import (
	"bytes"
	"slices"

	"copyclock/timestamps"
)

// exiftoolJSON is the JSON of ExifTool, with or without the groups of -G.
var exiftoolJSON = Format{
	Name:       "exiftool-json",
	Title:      "exiftool -j",
	Stamps:     "modified, changed, birth, accessed: the tags of the file system",
	Resolution: "1 s",
	Zone:       "an offset beside each time",
	Match: func(head [][]byte) float64 {
		var lines [][]byte
		for _, line := range head {
			if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(byteOrderMark))); len(line) > 0 {
				lines = append(lines, line)
			}
		}
		text := bytes.Join(lines[:min(len(lines), 4)], nil)
		if bytes.HasPrefix(text, []byte(`[{"SourceFile":`)) {
			return 1
		}
		return 0
	},
	Read: readExiftoolJSON,
}

// The text of one file may be so long, and may hold so many lines that end as it ends.
const (
	exiftoolBytes = 1 << 20
	exiftoolEnds  = 32
)

// readExiftoolJSON reads an array such as
//
//	[{
//	  "SourceFile": "docs/changelog.gz",
//	  "FileSize": 4145,
//	  "FileModifyDate": "2026:11:23 09:50:05+00:00"
//	},
//
// file by file.
func readExiftoolJSON(in *Lines, l *timestamps.Listing, _ Options) error {
	var object []byte
	first, ends := int64(0), 0 // line of the object, lines in it that could be its last
	for in.Next() {
		line := bytes.TrimSpace(bytes.TrimPrefix(in.Bytes(), []byte(byteOrderMark)))
		if len(object) == 0 {
			if line = bytes.TrimLeft(line, "[, "); len(line) == 0 || string(line) == "]" {
				continue
			}
			first, ends = in.Number(), 0
		}
		object = append(append(object, line...), '\n')
		if len(object) > exiftoolBytes || ends > exiftoolEnds {
			l.Skip(first, "the text of a file does not end")
			object = object[:0]
		}
		if bytes.HasSuffix(line, []byte("}")) || bytes.HasSuffix(line, []byte("},")) || bytes.HasSuffix(line, []byte("}]")) {
			object = exiftoolObjects(object, first, in, l)
			ends++
		}
	}
	if len(object) > 0 {
		l.Skip(first, "the text of a file does not end")
	}
	return nil
}

// exiftoolObjects reads the objects of the text and returns what is left of it: nothing, or
// an object that goes on.
func exiftoolObjects(text []byte, at int64, in *Lines, l *timestamps.Listing) []byte {
	rest := text
	for {
		rest = bytes.TrimLeft(rest, "[], \n")
		if len(rest) == 0 {
			return text[:0]
		}
		file := exiftoolFile{line: at}
		after, ok := eachMember(rest, func(key, value []byte) {
			if i := exiftoolTag(key); i >= 0 && len(file.values[i]) == 0 {
				file.values[i] = slices.Clone(jsonText(value))
			}
		})
		if !ok {
			return append(text[:0], rest...)
		}
		file.add(in, l)
		rest = after
	}
}
