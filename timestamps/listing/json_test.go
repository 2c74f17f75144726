package listing_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// plainJSON reads the output of rclone lsjson with encoding/json, up to the first fault.
func plainJSON(data []byte) (entries []timestamps.Entry, ok bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, false
	}
	for d.More() {
		var v struct {
			Path  string
			Size  *int64
			IsDir bool
		}
		if d.Decode(&v) != nil {
			return entries, false
		}
		e := timestamps.Entry{Path: v.Path, Size: timestamps.NoSize, Kind: timestamps.File}
		switch {
		case v.IsDir:
			e.Kind = timestamps.Directory
		case v.Size != nil && *v.Size >= 0:
			e.Size = *v.Size
		}
		entries = append(entries, e)
	}
	_, err := d.Token()
	return entries, err == nil
}

// TestJSON holds that the reader of JSON gives what encoding/json gives, and stops where it
// stops.
func TestJSON(t *testing.T) {
	t.Parallel()
	values := []string{
		`"a"`, `""`, `"a\u00e9\ud83d\ude00\ud83d\"\\\/\b\f\n\r\t"`, `"caf` + "é" + `"`, `"\x"`, `"\u12g4"`, "\"a\tb\"", `"open`,
		`"` + strings.Repeat("long", 20) + `"`, `null`, `true`, `false`, `nul`, `0`, `-1`, `17`, `01`, `1.0`, `1.`, `-`, `1e3`, `1e`,
		`9223372036854775807`, `9223372036854775808`, `-9223372036854775808`, `{}`, `[]`, `[1,"a",{"b":[null]}]`, `{"a":1,}`, `[1,]`, `[`, `}`,
	}
	spaces := []string{"", " ", "\n", "\n\t \r\n"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		space := func() { b.WriteString(rapid.SampledFrom(spaces).Draw(t, "space")) }
		b.WriteString("[")
		for i := range rapid.IntRange(0, 3).Draw(t, "objects") {
			if i > 0 {
				b.WriteString(",")
			}
			space()
			b.WriteString("{")
			path := rapid.SampledFrom([]string{`"Path"`, `"\u0050ath"`}).Draw(t, "path")
			keys := rapid.Permutation([]string{path, `"Size"`, `"IsDir"`, `"Other"`}).Draw(t, "keys")
			for k, key := range keys[:rapid.IntRange(0, 4).Draw(t, "members")] {
				if k > 0 {
					b.WriteString(",")
				}
				usual := map[string]string{`"Path"`: `"a b"`, `"Size"`: "17", `"IsDir"`: "true"}[key]
				value := rapid.SampledFrom(values).Draw(t, "value")
				if usual != "" && rapid.IntRange(0, 9).Draw(t, "usual") > 1 {
					value = usual
				}
				for _, part := range []string{key, ":", value} {
					space()
					b.WriteString(part)
				}
				space()
			}
			b.WriteString("}")
			space()
		}
		b.WriteString("]")
		data := []byte(b.String())
		if n := len(data); rapid.IntRange(0, 9).Draw(t, "hurt") == 0 {
			data[rapid.IntRange(0, n-1).Draw(t, "where")] = rapid.SampledFrom([]byte(`{}[]",:\0x `)).Draw(t, "with")
		}
		want, ok := plainJSON(data)
		got := readBlocks(t, "rclone-lsjson", data, listing.Options{Cores: 1})
		for i := range got.Listing.Entries {
			got.Listing.Entries[i].Line = 0
		}
		if d := cmp.Diff(want, got.Listing.Entries, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q (-encoding/json +listing):\n%s", data, d)
		}
		if stopped := got.Err != "" || len(got.Listing.Warnings) > 0; stopped == ok {
			t.Fatalf("%q: encoding/json reads all: %v; listing: %q, %v", data, ok, got.Err, got.Listing.Warnings)
		}
	})
}

// TestJSONNames holds that names keep their bytes, be they UTF-8 or not, and that every
// entry of a tree has its own line.
func TestJSONNames(t *testing.T) {
	t.Parallel()
	l, err := readAs(t, "ncdu", []byte("[1,2,{\"progname\":\"ncdu\"},\n[{\"name\":\"/e\"},\n{\"name\":\"caf\xe9\\u00e9\",\n\"asize\":1}]]\n"), listing.Options{})
	if err != nil || len(l.Entries) != 2 || l.Entries[1].Path != "/e/caf\xe9é" || l.Entries[1].Line != 3 {
		t.Errorf("ncdu: %+v, %v", l.Entries, err)
	}
	l, err = readAs(t, "tree-json", []byte("[{\"type\":\"directory\",\"name\":\"w\",\"contents\":[\n{\"type\":\"directory\",\"name\":\"d\",\"contents\":[\n"+
		"{\"type\":\"file\",\"name\":\"a\"}]}],\"size\":7},\n{\"type\":\"report\"}]\n"), listing.Options{})
	if err != nil || len(l.Entries) != 3 || l.Entries[0].Size != 7 || l.Entries[2].Path != "w/d/a" || l.Entries[2].Line != 3 {
		t.Errorf("tree-json: %+v, %v", l.Entries, err)
	}
}
