package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// plasoEvent is an event of plaso or Timesketch about a time of a file.
type plasoEvent struct {
	path    []byte
	id      []byte // the inode, where it is shown
	message []byte
	letters string // of MACB
	stamp   timestamps.Stamp
}

// fileStat reports whether an event of this parser, or of this source where the parser is
// not shown, is a time that plaso took from a file system.
func fileStat(parser, source []byte) bool {
	if len(parser) > 0 {
		return string(parser) == "filestat"
	}
	return string(source) == "File stat"
}

// plaso gives the file of the event its time, and returns its entry; nil if the event names
// no file or no time of one.
func (t *timeline) plaso(v *plasoEvent, at int64) *timestamps.Entry {
	if v.path == nil {
		v.path = messagePath(v.message)
	}
	if len(v.path) == 0 || v.letters == "" {
		t.other(at)
		return nil
	}
	e, first := t.file(v.path, at, v.id)
	if first {
		e.Kind = messageKind(v.message)
		e.Flags |= dotFlag(v.path)
	}
	if v.stamp.State != timestamps.Absent {
		t.macb(e, []byte(v.letters), v.stamp, at)
	}
	return e
}

// messagePath returns the path with which the message of a file begins.
func messagePath(message []byte) []byte {
	if i := bytes.LastIndex(message, []byte(" Type: ")); i > 0 {
		return message[:i]
	}
	return nil
}

// messageKind returns the kind that the message of a file names: "OS:/a Type: directory".
func messageKind(message []byte) timestamps.Kind {
	i := bytes.LastIndex(message, []byte("Type: "))
	if i < 0 {
		return timestamps.Unknown
	}
	word, _ := cutField(message[i+6:])
	return wordKind(word)
}

// wordKind reads file, directory, link and the like.
func wordKind(word []byte) timestamps.Kind {
	var lower [16]byte // longer than the longest of them
	switch string(appendLower(lower[:0], word)) {
	case "file":
		return timestamps.File
	case "directory":
		return timestamps.Directory
	case "link":
		return timestamps.Link
	case "", "unknown", "-":
		return timestamps.Unknown
	}
	return timestamps.Other
}
