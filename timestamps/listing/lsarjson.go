package listing

import "copyclock/timestamps"

var lsarJSON = Format{
	Name:       "lsar-json",
	Title:      "lsar -j, lsar -ja",
	Stamps:     "modified, changed, birth, accessed",
	Resolution: "1 s",
	Zone:       "printed",
	Match:      jsonSigned(`"lsarFormatVersion"`),
	Read:       readLsarJSON,
}

// readLsarJSON reads the array "lsarContents" of objects such as
//
//	{"XADFileName": "a.txt", "XADFileSize": 17, "XADLastModificationDate": "2024-03-10 06:59:59 +0000"}
func readLsarJSON(in *Lines, l *timestamps.Listing, _ Options) error {
	j := newJSON(in, l)
	return j.elements("lsarContents", func() {
		e := timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize}
		var directory, hard, link, fork, encrypted bool
		j.object(func(key []byte) {
			switch string(key) {
			case "XADFileName":
				if c := j.peek(); c == '"' || c == 'n' {
					e.Path = j.keep("")
				} else {
					e.Path = in.Keep(j.source()) // bytes of an unknown encoding
				}
			case "XADFileSize":
				e.Size = j.size()
			case "XADLastModificationDate":
				e.Times.Modified = j.stamp()
			case "XADLastAttributeChangeDate":
				e.Times.Changed = j.stamp()
			case "XADCreationDate":
				e.Times.Birth = j.stamp()
			case "XADLastAccessDate":
				e.Times.Accessed = j.stamp()
			case "XADIsDirectory":
				directory = j.flag()
			case "XADIsHardLink":
				hard = j.flag()
			case "XADIsLink":
				link = j.flag()
			case "XADIsResourceFork":
				fork = j.flag()
			case "XADIsEncrypted":
				encrypted = j.flag()
			default:
				j.skip()
			}
		})
		switch {
		case directory:
			e.Kind = timestamps.Directory
		case hard:
			e.Flags |= timestamps.HardLink
		case link:
			e.Kind = timestamps.Link
		}
		if fork {
			e.Flags |= timestamps.Stream
		}
		if encrypted {
			e.Flags |= timestamps.Encrypted
		}
		e.Line = in.Number()
		j.add(&e)
	})
}
