package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// plasoJSON and timesketchJSONL are events of one object a line.
var (
	plasoJSON = Format{
		Name:       "plaso-json",
		Title:      "psort -o json_line and json",
		Stamps:     "modified, accessed, changed, birth",
		Resolution: "1 µs, or 1 ns",
		Zone:       "UTC",
		Match:      func(head [][]byte) float64 { return matchEvents(head, true) },
		Read:       readEvents,
	}
	timesketchJSONL = Format{
		Name:       "timesketch-jsonl",
		Title:      "Timesketch JSONL; copyclock list --to jsonl",
		Stamps:     "modified, accessed, changed, birth",
		Resolution: "1 µs, our own 1 ns",
		Zone:       "UTC, or an offset beside each time",
		Match:      func(head [][]byte) float64 { return matchEvents(head, false) },
		Read:       readEvents,
	}
)

func matchEvents(head [][]byte, plaso bool) float64 {
	good, bad := 0, 0
	for _, line := range head {
		object := eventObject(line)
		if len(object) == 0 {
			continue
		}
		var v sketchEvent
		container := false
		_, ok := eachMember(object, func(key, value []byte) {
			container = container || string(key) == "__container_type__"
			if i := sketchField(key); i >= 0 {
				v[i] = value
			}
		})
		if ok && v[skDesc] != nil && (v[skDatetime] != nil || v[skTimestamp] != nil) && container == plaso {
			good++
		} else {
			bad++
		}
	}
	return ratio(good, bad)
}

// eventObject returns the event of a line, without what psort -o json writes around it, or
// nothing where the line has none.
func eventObject(line []byte) []byte {
	b := jsonSpace(bytes.TrimPrefix(line, []byte(byteOrderMark)))
	b = jsonSpace(bytes.TrimPrefix(b, []byte{','}))
	if rest, ok := bytes.CutPrefix(bytes.TrimPrefix(b, []byte{'{'}), []byte(`"event_`)); ok {
		if _, object, ok := bytes.Cut(rest, []byte(`": `)); ok {
			return object
		}
	}
	if string(b) == "}" {
		return nil
	}
	return b
}

// readEvents reads lines such as one of
//
//	{"__container_type__": "event", "data_type": "fs:stat", "display_name": "OS:/a", "timestamp": 1783014477955520, "timestamp_desc": "Creation Time"}
//	{"message": "/a", "timestamp": 123456789, "datetime": "2015-07-24T19:01:01+00:00", "timestamp_desc": "Creation Time"}
func readEvents(in *Lines, l *timestamps.Listing, _ Options) error {
	t := newTimeline(in, l)
	for in.Next() {
		object := eventObject(in.Bytes())
		if len(object) == 0 {
			continue
		}
		var v sketchEvent
		_, ok := eachMember(object, func(key, value []byte) {
			switch i := sketchField(key); {
			case i == skDateTime:
				v[i] = value
			case i >= 0:
				v[i] = jsonText(value)
			}
		})
		if !ok || v[skDesc] == nil {
			l.Skip(in.Number(), "a line is no event in JSON")
			continue
		}
		t.sketch(&v, in.Number())
	}
	return nil
}
