package listing

import (
	"bytes"
	"errors"
	"fmt"

	"copyclock/timestamps"
)

var jsonTable = Format{
	Name:       "json",
	Title:      "objects with a path, sizes and times: JSONL of any tool, ConvertTo-Json of PowerShell",
	Stamps:     "those whose keys are named so, or that --columns names",
	Resolution: "as printed",
	Zone:       "Z or an offset in the value, UTC of /Date(...)/, utc in the name of the key, else none",
	Generic:    true,
	Match: func(head [][]byte) float64 {
		if Table(head) != "json" {
			return 0
		}
		var s objects
		var k keys
		for _, b := range head {
			s.feed(b, 0, k.see)
		}
		if _, ok := csvCells(k.names); !ok {
			return 0
		}
		return 1
	},
	Read: readJSONTable,
}

// Table returns the format that reads a table whose fields the user names: json where the first
// line begins so, else csv.
func Table(head [][]byte) string {
	for _, b := range head {
		if b = jsonSpace(bytes.TrimPrefix(b, []byte(byteOrderMark))); len(b) > 0 && (b[0] == '{' || b[0] == '[') {
			return "json"
		}
	}
	return "csv"
}

// objects cuts lines into the objects of the outermost array, or of no array.
type objects struct {
	text          []byte // of the object that is open
	at            int64  // its line
	depth         int    // of braces and brackets within it
	quoted        bool   // within a string
	escaped, open bool
}

// feed takes a line and calls f for each object that ends in it. It returns what stands between
// objects that is neither blank nor a comma or a bracket.
func (o *objects) feed(b []byte, at int64, f func(object []byte, at int64)) (strange int) {
	for i, c := range b {
		if !o.open {
			if c == '{' {
				o.open, o.depth, o.at, o.text = true, 0, at, o.text[:0]
			} else if c > ' ' && c != ',' && c != '[' && c != ']' && (at > 1 || i > 2) {
				strange++
			}
		}
		if !o.open {
			continue
		}
		o.text = append(o.text, c)
		switch {
		case o.escaped:
			o.escaped = false
		case o.quoted:
			o.escaped, o.quoted = c == '\\', c != '"'
		case c == '"':
			o.quoted = true
		case c == '{' || c == '[':
			o.depth++
		case c == '}' || c == ']':
			if o.depth--; o.depth == 0 {
				o.open = false
				f(o.text, o.at)
			}
		}
	}
	if o.open {
		o.text = append(o.text, '\n')
	}
	return strange
}

// drop gives up the object that is open.
func (o *objects) drop() { *o = objects{text: o.text[:0]} }

// keys are those of all objects seen, "file.name" for a key within an object.
type keys struct {
	names [][]byte
	index map[string]int
}

func (k *keys) see(object []byte, _ int64) {
	eachKey(object, nil, func(key, _ []byte) {
		if _, ok := k.index[string(key)]; !ok && len(k.names) < 1000 {
			if k.index == nil {
				k.index = map[string]int{}
			}
			k.index[string(key)] = len(k.names)
			k.names = append(k.names, bytes.Clone(key))
		}
	})
}

// eachKey calls f for the members of an object, and for those of the objects within it.
func eachKey(object, prefix []byte, f func(key, value []byte)) bool {
	_, ok := eachMember(object, func(key, value []byte) {
		key = append(append([]byte{}, prefix...), jsonText(append(append([]byte{'"'}, key...), '"'))...)
		if len(prefix) == 0 && value[0] == '{' {
			eachKey(value, append(key, '.'), f)
			return
		}
		f(key, value)
	})
	return ok
}

// learnObjects is how many objects tell which keys there are: the first may lack some.
const learnObjects = 200

// objectTable turns objects into the cells of a table.
type objectTable struct {
	csvReader
	keys  keys
	early []jsonObject // until the keys are known
	cells [][]byte
}

type jsonObject struct {
	text []byte
	at   int64
}

// readJSONTable reads objects such as one of
//
//	{"path":"a b","size":12,"mtime":"2016-07-05T18:39:18Z"}
//	{"FullName":"C:\\d\\a b.txt","Length":1234,"LastWriteTime":"\/Date(1682862902123)\/"}
//
// over one or several lines. Where each of them has its own line, a line that holds no object is a
// defect of itself.
func readJSONTable(in *Lines, l *timestamps.Listing, opt Options) error {
	r := objectTable{csvReader: csvReader{records: records{in: in, l: l}, opt: opt}}
	var s objects
	lined, lines := true, 0
	var failure error
	object := func(text []byte, at int64) {
		if failure == nil {
			failure = r.object(text, at)
		}
	}
	for failure == nil && in.Next() {
		b := in.Bytes()
		if lines++; lines <= 2 && len(bytes.Trim(b, " \t[")) == 0 {
			continue
		}
		begun := s.open
		if strange := s.feed(b, in.Number(), object); strange > 0 {
			l.Skip(in.Number(), "the line is no object in JSON")
		}
		switch {
		case s.open && (begun || !lined || len(l.Entries)+len(r.early) == 0):
			lined = false
		case s.open:
			s.drop()
			l.Skip(in.Number(), "the object in JSON is not closed")
		}
		if len(s.text) > MaxLine {
			return fmt.Errorf("line %d: an object in JSON is longer than %d bytes", s.at, MaxLine)
		}
	}
	if s.open {
		l.Warn("cut-off", s.at, "the JSON ends early, so the listing may be cut off")
	}
	if failure == nil {
		failure = r.learn()
	}
	if failure == nil && !r.order.finish(l, opt) {
		failure = errOrder
	}
	if failure != nil {
		l.Entries = l.Entries[:0]
	}
	if r.floating && r.cols.zoned {
		l.Zone = timestamps.Zone{Name: offsetName(r.cols.zone), Source: "user"}
	}
	return failure
}

// object reads an object, or keeps it until the keys are known.
func (r *objectTable) object(text []byte, at int64) error {
	if r.cells != nil {
		r.row(text, at)
		return nil
	}
	r.keys.see(text, at)
	r.early = append(r.early, jsonObject{bytes.Clone(text), at})
	if len(r.early) < learnObjects {
		return nil
	}
	return r.learn()
}

// learn finds out which keys hold the fields, and reads the objects that waited for it.
func (r *objectTable) learn() (err error) {
	if r.cells != nil {
		return nil
	}
	var ok bool
	if r.opt.Columns != "" {
		r.cols, err = csvChosenOf(r.opt.Columns, r.keys.names)
		if ok = r.cols.header; err == nil && !ok {
			err = errors.New("--columns: keys of JSON have names, not numbers")
		}
	} else if r.cols, ok = csvCells(r.keys.names); !ok {
		err = errors.New("no key of the objects names paths beside one of sizes or times: name them with --columns path=...,size=...,modified=...")
	}
	if err != nil {
		return err
	}
	r.cells = make([][]byte, len(r.keys.names))
	for _, o := range r.early {
		r.row(o.text, o.at)
	}
	r.early = nil
	return nil
}

// row reads the values of an object as cells.
func (r *objectTable) row(text []byte, at int64) {
	clear(r.cells)
	ok := eachKey(text, nil, func(key, value []byte) {
		if i, known := r.keys.index[string(key)]; known {
			r.cells[i] = jsonText(value)
		}
	})
	if !ok {
		r.l.Skip(at, "the object is no JSON")
		return
	}
	r.entry(r.cells, at)
}

// jsonDate reads the /Date(1682862902123)/ of Windows PowerShell: milliseconds since 1970 UTC.
func jsonDate(b []byte) (timestamps.Stamp, bool) {
	b, ok1 := bytes.CutPrefix(b, []byte("/Date("))
	b, ok2 := bytes.CutSuffix(b, []byte(")/"))
	if !ok1 || !ok2 {
		return timestamps.Stamp{}, false
	}
	negative := len(b) > 0 && b[0] == '-'
	ms, ok := number(bytes.TrimPrefix(b, []byte{'-'}))
	if negative {
		ms = -ms
	}
	return timestamps.At((ms-mod(ms, 1000))/1000, mod(ms, 1000)*1e6), ok
}
