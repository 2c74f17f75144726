package listing_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// shared returns a path among the shared samples, which lie beside the repository and are
// not part of it.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	p := filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("the shared samples are not here: %v", err)
	}
	return p
}

// headOf returns the first lines of data, as detection sees them.
func headOf(data []byte) [][]byte {
	s, err := listing.NewSource(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	return s.Head()
}

// readAs reads data as the format of that name.
func readAs(t testing.TB, name string, data []byte, opt listing.Options) (*timestamps.Listing, error) {
	t.Helper()
	f := listing.ByName(name)
	if f == nil {
		t.Fatalf("no format %q", name)
	}
	s, err := listing.NewSource(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	read, err := f.Parse(s, opt)
	return read.Unpack(), err
}

// counts are what MANIFEST.csv counts: rows as the tool printed them.
type counts struct{ files, dirs, others, bytes int64 }

func count(l *timestamps.Listing) counts {
	var c counts
	for i := range l.Entries {
		e := &l.Entries[i]
		switch e.Kind {
		case timestamps.File, timestamps.Unknown:
			c.files++
			c.bytes += max(e.Size, 0)
		case timestamps.Directory:
			c.dirs++
		case timestamps.Link, timestamps.Other:
			c.others++
		}
	}
	return c
}

// show prints the fields of an entry that a reader fills.
func show(e *timestamps.Entry) string {
	s := fmt.Sprintf("%s %q %d", e.Kind, e.Path, e.Size)
	if e.Slack != 0 {
		s += fmt.Sprintf("+-%d", e.Slack)
	}
	if e.Flags != 0 {
		s += fmt.Sprintf(" flags %d", e.Flags)
	}
	for _, c := range timestamps.Columns {
		if t := e.Times.Of(c); t.Known() {
			s += fmt.Sprintf(" %s %s", c, t.Text())
		} else if t.State == timestamps.Invalid {
			s += fmt.Sprintf(" %s invalid", c)
		}
	}
	return s
}
