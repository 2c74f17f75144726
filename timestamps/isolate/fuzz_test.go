package isolate_test

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/archive"
	"copyclock/timestamps/isolate"
)

// FuzzSevenZip gives any bytes as the header of a 7z to the child that reads it, with its checksums made right:
// whatever it dies of, what comes back is an error or a listing in order, the same twice.
func FuzzSevenZip(f *testing.F) {
	f.Add(emptyFiles()[32:])
	f.Add(packedHeader([]byte{0x21, 0x21, 1, 0})[32:])
	f.Add([]byte{ // one stored file of nine bytes with a name, a time and attributes
		1, 4, 6, 0, 1, 9, 9, 0, 7, 0x0b, 1, 0, 1, 1, 0, 0x0c, 9, 0, 8, 0, 0, 5, 1, 0x11, 5, 0, 'a', 0, 0, 0,
		0x14, 10, 1, 0, 0x80, 0x3e, 0xd5, 0xde, 0xb1, 0x9d, 1, 0, 0x15, 6, 1, 0, 0x20, 0, 0, 0, 0, 0,
	})
	program, err := os.Executable()
	if err != nil {
		f.Fatal(err)
	}
	r := isolate.Reader{Program: program, Limits: isolate.Limits{Memory: 64 << 20, Seconds: 20}}
	f.Fuzz(func(t *testing.T, header []byte) {
		data := sevenZip(header)
		read := func() (*timestamps.Listing, string) {
			l := &timestamps.Listing{}
			if err := r.Read(archive.ByName("7z"), bytes.NewReader(data), nil, int64(len(data)), l, archive.Limits{Entries: 1000, NameBytes: 1 << 20}); err != nil {
				return l, err.Error()
			}
			return l, ""
		}
		l, err := read()
		if again, other := read(); (err == "") != (other == "") || err == "" && !reflect.DeepEqual(l, again) {
			t.Errorf("a second reading differs: %q, %q", err, other)
		}
		if len(l.Entries) > 1000 {
			t.Errorf("%d entries", len(l.Entries))
		}
		for i, e := range l.Entries {
			if e.Line != int64(i)+1 || e.Size < timestamps.NoSize || e.Slack < 0 {
				t.Errorf("entry %d has line %d, size %d (%s)", i, e.Line, e.Size, err)
			}
		}
	})
}
