package listing

import "copyclock/timestamps"

var s3JSON = Format{
	Name:       "s3api-json",
	Title:      "aws s3api list-objects, list-objects-v2",
	Stamps:     "modified: when the object was stored",
	Resolution: "1 ms",
	Zone:       "UTC",
	Match:      jsonSigned(`"Contents":`, `"Key":`, `"LastModified":`),
	Read:       readS3JSON,
}

// readS3JSON reads the array "Contents" of objects such as
//
//	{"Key": "dump/a.gz", "LastModified": "2026-11-23T09:59:40.986Z", "Size": 1053}
func readS3JSON(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	return j.elements("Contents", func() {
		e := timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize}
		j.object(func(key []byte) {
			switch string(key) {
			case "Key":
				e.Path = j.keep("")
			case "Size":
				e.Size = j.size()
			case "LastModified":
				e.Times.Modified = j.stamp()
			default:
				j.skip()
			}
		})
		e.Line = in.Number()
		j.add(&e)
	})
}
