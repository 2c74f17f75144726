package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var mdlsBlocks = Format{
	Name:       "mdls",
	Title:      "mdls of macOS",
	Stamps:     "modified, birth; added: when the file came into its folder",
	Resolution: "1 s",
	Zone:       "an offset beside each time",
	Match: func(head [][]byte) float64 {
		good, bad, inside := 0, 0, false
		for _, b := range head {
			_, value, ok := mdlsPair(b)
			switch {
			case ok:
				good++
				inside = string(value) == "("
			case inside:
				inside = string(b) != ")"
			case len(bytes.TrimSpace(b)) > 0:
				bad++
			}
		}
		return ratio(good, bad)
	},
	Read: readMdls,
}

// mdlsPair splits "kMDItemFSSize                  = 366".
func mdlsPair(b []byte) (key, value []byte, ok bool) {
	key, value, ok = bytes.Cut(b, []byte("= "))
	key = bytes.TrimRight(key, " ")
	if !ok || !bytes.HasPrefix(key, []byte("kMDItem")) && !bytes.HasPrefix(key, []byte("_kMDItem")) {
		return nil, nil, false
	}
	return key, value, true
}

// mdlsReader gathers the attributes of one file into an entry.
type mdlsReader struct {
	l     *timestamps.Listing
	first []byte             // the key with which each file begins
	added []timestamps.Stamp // of each entry
	sized bool               // kMDItemFSSize was seen: the size in the file system
}

// readMdls reads lines such as
//
//	kMDItemDateAdded               = 2016-05-25 12:53:53 +0000
//	kMDItemFSContentChangeDate     = 2016-05-25 12:53:53 +0000
//	kMDItemFSName                  = "404.html"
//	kMDItemFSSize                  = 366
//
// One file follows the other without a mark; each begins with the same key.
func readMdls(in *Lines, l *timestamps.Listing, _ Options) error {
	r := mdlsReader{l: l}
	for in.Next() {
		key, value, ok := mdlsPair(in.Bytes())
		if !ok {
			continue
		}
		if r.first == nil {
			r.first = bytes.Clone(key)
		}
		if bytes.Equal(key, r.first) {
			l.Entries = append(l.Entries, timestamps.Entry{Kind: timestamps.File, Size: timestamps.NoSize, Line: in.Number()})
			r.added, r.sized = append(r.added, timestamps.Stamp{}), false
		}
		r.value(key, value, in)
	}
	named := l.Entries[:0]
	added := r.added[:0]
	for i, e := range l.Entries {
		if e.Path == "" {
			l.Skip(e.Line, "the attributes have no kMDItemFSName, kMDItemPath or kMDItemDisplayName")
			continue
		}
		named, added = append(named, e), append(added, r.added[i])
	}
	l.Entries = named
	for _, s := range added {
		if s.Known() {
			l.Extras = append(l.Extras, timestamps.Extra{Name: "added", Stamps: added})
			break
		}
	}
	return nil
}

// value takes over one attribute; "(null)" says nothing.
func (r *mdlsReader) value(key, value []byte, in *Lines) {
	if string(value) == "(null)" {
		return
	}
	e := &r.l.Entries[len(r.l.Entries)-1]
	switch string(bytes.TrimPrefix(key, []byte("_"))) {
	case "kMDItemPath":
		e.Path = in.Keep(bytes.Trim(value, `"`))
	case "kMDItemFSName", "kMDItemDisplayName":
		if name := bytes.Trim(value, `"`); e.Path == "" || string(key) == "kMDItemFSName" {
			e.Path = in.Keep(name)
		}
	case "kMDItemFSSize", "kMDItemLogicalSize":
		if n, ok := number(value); ok && !r.sized {
			e.Size, r.sized = n, string(key) == "kMDItemFSSize"
		}
	case "kMDItemFSContentChangeDate":
		e.Times.Modified = r.stamp(value, in)
	case "kMDItemFSCreationDate":
		e.Times.Birth = r.stamp(value, in)
	case "kMDItemDateAdded":
		r.added[len(r.added)-1] = r.stamp(value, in)
	case "kMDItemContentType":
		if s := string(value); s == `"public.folder"` || s == `"public.volume"` {
			e.Kind = timestamps.Directory
		}
	}
}

func (r *mdlsReader) stamp(value []byte, in *Lines) timestamps.Stamp {
	s, ok := isoStamp(value)
	if !ok {
		return unreadStamp(r.l, in.Number(), value)
	}
	return s
}
