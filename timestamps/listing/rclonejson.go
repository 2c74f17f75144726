package listing

import "copyclock/timestamps"

var rcloneJSON = Format{
	Name:       "rclone-lsjson",
	Title:      "rclone lsjson",
	Stamps:     "modified",
	Resolution: "1 ns",
	Zone:       "printed",
	Match:      jsonSigned(`"Path":`, `"ModTime":`, `"IsDir":`),
	Read:       readRcloneJSON,
}

// readRcloneJSON reads an array of objects such as
//
//	{"Path":"a.txt","Name":"a.txt","Size":17,"ModTime":"2016-07-05T22:39:18.000000000Z","IsDir":false}
func readRcloneJSON(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	var row Row
	return j.elements("", func() {
		e := timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize}
		j.object(func(key []byte) {
			switch string(key) {
			case "Path":
				e.Path = in.Keep(rcloneName(j.string(), &row))
			case "Size":
				e.Size = j.size()
			case "ModTime":
				e.Times.Modified = j.stamp()
			case "IsDir":
				if e.Kind = timestamps.File; j.boolean() {
					e.Kind = timestamps.Directory
				}
			default:
				j.skip()
			}
		})
		if e.Line = in.Number(); e.Kind == timestamps.Directory {
			e.Size = timestamps.NoSize
		}
		for _, n := range row.notes {
			l.Warn(n.Code, e.Line, n.Text)
		}
		row.notes = row.notes[:0]
		j.add(&e)
	})
}
