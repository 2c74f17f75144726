package listing

import "copyclock/timestamps"

var nginxJSON = Format{
	Name:       "nginx-json",
	Title:      "index of nginx, autoindex_format json",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "UTC",
	Match:      jsonSigned(`{ "name":`, `"type":`, `"mtime":`),
	Read:       readNginxJSON,
}

// readNginxJSON reads an array of objects such as
//
//	{ "name":"a.txt", "type":"file", "mtime":"Tue, 05 Jul 2016 22:39:18 GMT", "size":17 }
func readNginxJSON(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	return j.elements("", func() {
		e := timestamps.Entry{Kind: timestamps.Other, Size: timestamps.NoSize}
		j.object(func(key []byte) {
			switch string(key) {
			case "name":
				e.Path = j.keep("")
			case "type":
				e.Kind = jsonKind(j.string())
			case "mtime":
				e.Times.Modified = j.stamp()
			case "size":
				e.Size = j.size()
			default:
				j.skip()
			}
		})
		e.Line = in.Number()
		j.add(&e)
	})
}

// jsonKind reads the words of nginx and of tree for the kind of an entry.
func jsonKind(word []byte) timestamps.Kind {
	switch string(word) {
	case "file":
		return timestamps.File
	case "directory":
		return timestamps.Directory
	case "link":
		return timestamps.Link
	}
	return timestamps.Other
}
