package reports_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"copyclock/reports"
	"copyclock/timestamps"
)

// FuzzList writes a listing of one entry with any name, size and stamp in every format of list
// and reads what was written again: one entry, and no line of the name's own.
func FuzzList(f *testing.F) {
	f.Add("a/b", int64(1), int64(1467743958000000000), uint8(1), uint8(0))
	f.Add("=a|b\n\x1b\xff\u202e", int64(-1), int64(-1), uint8(4), uint8(255))
	f.Fuzz(func(t *testing.T, path string, size, nanos int64, kind, flags uint8) {
		s := timestamps.Stamp{Nanos: nanos, State: timestamps.Instant}
		if kind&8 != 0 {
			s.State = timestamps.Floating
		}
		e := timestamps.Entry{
			Path: path, Size: max(size, timestamps.NoSize), Line: 1, Kind: timestamps.Kind(kind % 5), Flags: timestamps.Flags(flags),
			Times: timestamps.Times{Modified: s, Birth: s},
		}
		if e.Flags&timestamps.Rounded != 0 {
			e.Slack = e.Size / 2
		}
		if e.Size < 0 {
			e.Slack = 0
		}
		in := []reports.Listed{{Name: path, Listing: timestamps.NewTable(&timestamps.Listing{
			Head: timestamps.Head{Format: "zip", Zone: timestamps.Zone{Name: "unknown", Source: "nobody"}}, Entries: []timestamps.Entry{e},
		})}}
		for _, format := range reports.ListFormats {
			var b bytes.Buffer
			if err := format.Write(&b, in); err != nil {
				t.Logf("%s: %v", format.Name, err)
				continue
			}
			checkListed(t, format.Name, b.String())
		}
	})
}

// checkListed reads a list of one entry again.
func checkListed(t *testing.T, format, out string) {
	t.Helper()
	if i := strings.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' || r == 0x7f || r == 0xfffd || r == 0x202e }); i >= 0 {
		t.Errorf("%s: raw %q", format, out[i:min(i+10, len(out))])
	}
	switch format {
	case "csv", "timesketch":
		if _, err := csv.NewReader(strings.NewReader(out)).ReadAll(); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	case "jsonl":
		for d := json.NewDecoder(strings.NewReader(out)); ; {
			var v map[string]any
			if err := d.Decode(&v); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("jsonl: %v", err)
			}
		}
	case "bodyfile":
		for line := range strings.Lines(out) {
			if strings.Count(line, "|") != 10 {
				t.Errorf("bodyfile: %q", line)
			}
		}
	}
}
