package listing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"copyclock/timestamps"
)

// jsonStream hands lines to a decoder and knows on which line a value stands.
type jsonStream struct {
	in     *Lines
	rest   []byte
	fed    int64
	starts []jsonLine // of lines that the decoder may not have passed
}

type jsonLine struct{ offset, number int64 }

func (j *jsonStream) Read(p []byte) (int, error) {
	if len(j.rest) == 0 {
		if !j.in.Next() {
			return 0, io.EOF
		}
		j.starts = append(j.starts, jsonLine{j.fed, j.in.Number()})
		j.rest = append(stowBytes(j.rest[:0], j.in.Bytes()), '\n')
	}
	n := copy(p, j.rest)
	j.rest = j.rest[n:]
	j.fed += int64(n)
	return n, nil
}

// stowed is the first of 128 characters that stand for the bytes from 0x80 on that are no UTF-8:
// ncdu and tree write names as they are, and the decoder would make them all the same. No text
// has these characters; where one does, its own bytes are stowed.
const stowed = 0x10ff00

// stowBytes appends b to out with characters for the bytes that are no UTF-8.
func stowBytes(out, b []byte) []byte {
	if utf8.Valid(b) && bytes.Index(b, []byte("\U0010ff80")[:3]) < 0 {
		return append(out, b...)
	}
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 || r >= stowed {
			for _, c := range b[:n] {
				out = utf8.AppendRune(out, stowed+rune(c))
			}
		} else {
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
	return out
}

// unstow gives back the bytes of a name.
func unstow(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return r >= stowed }) < 0 {
		return name
	}
	var b strings.Builder
	for _, r := range name {
		if r >= stowed {
			b.WriteByte(byte(r - stowed))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// line returns the number of the line that holds the byte at the offset. Offsets must not
// decrease from call to call.
func (j *jsonStream) line(offset int64) int64 {
	for len(j.starts) > 1 && j.starts[1].offset <= offset {
		j.starts = j.starts[1:]
	}
	if len(j.starts) == 0 {
		return 0
	}
	return j.starts[0].number
}

// jsonListing reads the objects of a listing in JSON.
type jsonListing struct {
	*json.Decoder
	text *jsonStream
	l    *timestamps.Listing
}

func newJSON(in *Lines, l *timestamps.Listing) *jsonListing {
	text := &jsonStream{in: in}
	return &jsonListing{Decoder: json.NewDecoder(text), text: text, l: l}
}

func (j *jsonListing) at() int64 { return j.text.line(j.InputOffset()) }

// fault puts the line into an error of the decoder.
func (j *jsonListing) fault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		j.l.Warn("cut-off", j.at(), "the JSON ends early, so the listing may be cut off")
		return nil
	}
	return fmt.Errorf("line %d: reading JSON: %w", j.at(), err)
}

// array goes on to the array that is the value of a key of the outermost object, or to the
// outermost array where the key is empty, and hands each of its elements to read.
func (j *jsonListing) array(key string, read func() error) error {
	t, err := j.Token()
	if err != nil {
		return j.fault(err)
	}
	if key != "" {
		if t != json.Delim('{') {
			return fmt.Errorf("line %d: reading JSON: no object", j.at())
		}
		for {
			if t, err = j.Token(); err != nil {
				return j.fault(err)
			}
			if t == json.Delim('}') {
				return fmt.Errorf("line %d: reading JSON: the object has no %q", j.at(), key)
			}
			if t == key {
				break
			}
			var skip json.RawMessage
			if err := j.Decode(&skip); err != nil {
				return j.fault(err)
			}
		}
		if t, err = j.Token(); err != nil {
			return j.fault(err)
		}
	}
	if t != json.Delim('[') {
		return fmt.Errorf("line %d: reading JSON: no array", j.at())
	}
	for j.More() {
		if err := read(); err != nil {
			return j.fault(err)
		}
	}
	if _, err := j.Token(); err != nil {
		return j.fault(err)
	}
	return nil
}

// add appends an entry.
func (j *jsonListing) add(e timestamps.Entry) {
	e.Path = unstow(e.Path)
	j.l.Entries = append(j.l.Entries, e)
}

// stamp reads a time, or counts it as one that cannot be read.
func (j *jsonListing) stamp(text string) timestamps.Stamp {
	if text == "" {
		return timestamps.Stamp{}
	}
	s, ok := isoStamp([]byte(text))
	if !ok {
		if t, err := time.Parse(time.RFC1123, text); err == nil {
			return timestamps.At(t.Unix(), 0)
		}
		j.l.Warn("unread-stamp", j.at(), fmt.Sprintf("line %d: the time %.40q cannot be read", j.at(), text))
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return s
}

// jsonSigned returns a Match for texts that begin in one way and whose first lines hold all
// given words.
func jsonSigned(words ...string) func([][]byte) float64 {
	return func(head [][]byte) float64 {
		text := bytes.TrimLeft(bytes.Join(head[:min(len(head), 40)], nil), " \t")
		if len(text) == 0 || text[0] != '[' && text[0] != '{' {
			return 0
		}
		for _, w := range words {
			if !bytes.Contains(text, []byte(w)) {
				return 0
			}
		}
		return 1
	}
}

var rcloneJSON = Format{
	Name: "rclone-lsjson", Title: "rclone lsjson", Stamps: "modified", Resolution: "1 ns", Zone: "printed",
	Match: jsonSigned(`"Path":`, `"ModTime":`, `"IsDir":`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		var row Row
		return j.array("", func() error {
			// {"Path":"a.txt","Name":"a.txt","Size":17,"ModTime":"2016-07-05T22:39:18.000000000Z","IsDir":false}
			var v struct {
				Path, ModTime string
				Size          *int64
				IsDir         bool
			}
			if err := j.Decode(&v); err != nil {
				return err
			}
			e := timestamps.Entry{Path: string(rcloneName([]byte(v.Path), &row)), Size: sizeOf(v.Size), Line: j.at(), Kind: timestamps.File}
			if v.IsDir {
				e.Kind, e.Size = timestamps.Directory, timestamps.NoSize
			}
			e.Times.Modified = j.stamp(v.ModTime)
			j.add(e)
			return nil
		})
	},
}

// sizeOf returns a size that may be missing or negative.
func sizeOf(n *int64) int64 {
	if n == nil || *n < 0 {
		return timestamps.NoSize
	}
	return *n
}

var s3JSON = Format{
	Name: "s3api-json", Title: "aws s3api list-objects, list-objects-v2", Stamps: "modified: when the object was stored",
	Resolution: "1 ms", Zone: "UTC",
	Match: jsonSigned(`"Contents":`, `"Key":`, `"LastModified":`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		return j.array("Contents", func() error {
			// {"Key": "dump/a.gz", "LastModified": "2026-11-23T09:59:40.986Z", "Size": 1053}
			var v struct {
				Key, LastModified string
				Size              *int64
			}
			if err := j.Decode(&v); err != nil {
				return err
			}
			e := timestamps.Entry{Path: v.Key, Size: sizeOf(v.Size), Line: j.at(), Kind: timestamps.File}
			e.Times.Modified = j.stamp(v.LastModified)
			j.add(e)
			return nil
		})
	},
}

var nginxJSON = Format{
	Name: "nginx-json", Title: "index of nginx, autoindex_format json", Stamps: "modified", Resolution: "1 s", Zone: "UTC",
	Match: jsonSigned(`{ "name":`, `"type":`, `"mtime":`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		return j.array("", func() error {
			// { "name":"a.txt", "type":"file", "mtime":"Tue, 05 Jul 2016 22:39:18 GMT", "size":17 }
			var v struct {
				Name        json.RawMessage // which need not be UTF-8
				Type, Mtime string
				Size        *int64
			}
			if err := j.Decode(&v); err != nil {
				return err
			}
			e := timestamps.Entry{Path: string(jsonText(v.Name)), Size: sizeOf(v.Size), Line: j.at(), Kind: jsonKind(v.Type)}
			e.Times.Modified = j.stamp(v.Mtime)
			j.add(e)
			return nil
		})
	},
}

var caddyJSON = Format{
	Name: "caddy-json", Title: "index of Caddy asked for JSON", Stamps: "modified", Resolution: "1 s, or as the file system has", Zone: "UTC",
	Match: jsonSigned(`"name":`, `"mod_time":`, `"is_dir":`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		return j.array("", func() error {
			// {"name":"a.txt","size":28124,"url":"./a.txt","mod_time":"2023-01-07T20:27:06Z","mode":420,"is_dir":false,"is_symlink":false}
			var v struct {
				Name    string
				Size    *int64
				ModTime string `json:"mod_time"`
				IsDir   bool   `json:"is_dir"`
				IsLink  bool   `json:"is_symlink"`
			}
			if err := j.Decode(&v); err != nil {
				return err
			}
			e := timestamps.Entry{Path: strings.TrimSuffix(v.Name, "/"), Size: sizeOf(v.Size), Line: j.at(), Kind: timestamps.File}
			switch {
			case v.IsDir:
				e.Kind, e.Size = timestamps.Directory, timestamps.NoSize
			case v.IsLink:
				e.Kind = timestamps.Link
			}
			e.Times.Modified = j.stamp(v.ModTime)
			j.add(e)
			return nil
		})
	},
}

func jsonKind(word string) timestamps.Kind {
	switch word {
	case "file":
		return timestamps.File
	case "directory":
		return timestamps.Directory
	case "link":
		return timestamps.Link
	}
	return timestamps.Other
}

var lsarJSON = Format{
	Name: "lsar-json", Title: "lsar -j, lsar -ja", Stamps: "modified, changed, birth, accessed", Resolution: "1 s", Zone: "printed",
	Match: jsonSigned(`"lsarFormatVersion"`),
	Read: func(in *Lines, l *timestamps.Listing, _ Options) error {
		j := newJSON(in, l)
		return j.array("lsarContents", func() error {
			// {"XADFileName": "a.txt", "XADFileSize": 17, "XADLastModificationDate": "2024-03-10 06:59:59 +0000"}
			var v struct {
				Name      json.RawMessage `json:"XADFileName"`
				Size      *int64          `json:"XADFileSize"`
				Modified  string          `json:"XADLastModificationDate"`
				Birth     string          `json:"XADCreationDate"`
				Accessed  string          `json:"XADLastAccessDate"`
				Changed   string          `json:"XADLastAttributeChangeDate"`
				Directory json.RawMessage `json:"XADIsDirectory"`
				Link      json.RawMessage `json:"XADIsLink"`
				Hard      json.RawMessage `json:"XADIsHardLink"`
				Fork      json.RawMessage `json:"XADIsResourceFork"`
				Encrypted json.RawMessage `json:"XADIsEncrypted"`
			}
			if err := j.Decode(&v); err != nil {
				return err
			}
			var name string
			if json.Unmarshal(v.Name, &name) != nil {
				name = string(v.Name) // bytes of an unknown encoding
			}
			e := timestamps.Entry{Path: name, Size: sizeOf(v.Size), Line: j.at(), Kind: timestamps.File}
			switch {
			case jsonTrue(v.Directory):
				e.Kind = timestamps.Directory
			case jsonTrue(v.Hard):
				e.Flags |= timestamps.HardLink
			case jsonTrue(v.Link):
				e.Kind = timestamps.Link
			}
			if jsonTrue(v.Fork) {
				e.Flags |= timestamps.Stream
			}
			if jsonTrue(v.Encrypted) {
				e.Flags |= timestamps.Encrypted
			}
			e.Times.Modified, e.Times.Changed = j.stamp(v.Modified), j.stamp(v.Changed)
			e.Times.Birth, e.Times.Accessed = j.stamp(v.Birth), j.stamp(v.Accessed)
			j.add(e)
			return nil
		})
	},
}

// jsonTrue reads a flag, which is true or a number.
func jsonTrue(b json.RawMessage) bool { return string(b) == "1" || string(b) == "true" }
