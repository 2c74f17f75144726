package listing

import (
	"strings"

	"copyclock/timestamps"
)

var caddyJSON = Format{
	Name:       "caddy-json",
	Title:      "index of Caddy asked for JSON",
	Stamps:     "modified",
	Resolution: "1 s, or as the file system has",
	Zone:       "UTC",
	Match:      jsonSigned(`"name":`, `"mod_time":`, `"is_dir":`),
	Read:       readCaddyJSON,
}

// readCaddyJSON reads an array of objects such as
//
//	{"name":"a.txt","size":28124,"url":"./a.txt","mod_time":"2023-01-07T20:27:06Z","mode":420,"is_dir":false,"is_symlink":false}
func readCaddyJSON(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	return j.elements("", func() {
		e := timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize}
		directory, link := false, false
		j.object(func(key []byte) {
			switch string(key) {
			case "name":
				e.Path = strings.TrimSuffix(j.keep(""), "/")
			case "size":
				e.Size = j.size()
			case "mod_time":
				e.Times.Modified = j.stamp()
			case "is_dir":
				directory = j.boolean()
			case "is_symlink":
				link = j.boolean()
			default:
				j.skip()
			}
		})
		switch {
		case directory:
			e.Kind, e.Size = timestamps.Directory, timestamps.NoSize
		case link:
			e.Kind = timestamps.Link
		}
		e.Line = in.Number()
		j.add(&e)
	})
}
