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

// asDecoded puts U+FFFD where encoding/json does: for half a surrogate, and for each byte that is
// no UTF-8.
func asDecoded(name string) string {
	for i := 0; i+2 < len(name); i++ {
		if name[i] == 0xed && name[i+1] >= 0xa0 {
			name = name[:i] + "\ufffd" + name[i+3:]
		}
	}
	return string([]rune(name))
}

// TestJSON holds that the reader of JSON gives what encoding/json gives, and stops where it
// stops. What is no UTF-8 is another matter, see [TestJSONNames].
func TestJSON(t *testing.T) {
	t.Parallel()
	values := []string{
		`"a"`, `""`, `"a\u00e9\ud83d\ude00\ud83d\"\\\/\b\f\n\r\t"`, `"caf` + "é" + `"`, `"\x"`, `"\u12g4"`, `"\u1"`, "\"a\tb\"", `"open`,
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
			e := &got.Listing.Entries[i]
			e.Line, e.Path = 0, asDecoded(e.Path)
		}
		if d := cmp.Diff(want, got.Listing.Entries, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q (-encoding/json +listing):\n%s", data, d)
		}
		if stopped := got.Err != "" || len(got.Listing.Warnings) > 0; stopped == ok {
			t.Fatalf("%q: encoding/json reads all: %v; listing: %q, %v", data, ok, got.Err, got.Listing.Warnings)
		}
	})
}

// TestJSONNames holds that names keep their bytes, be they UTF-8 or not, that no two of NTFS
// become one, and that every entry of a tree has its own line.
func TestJSONNames(t *testing.T) {
	t.Parallel()
	l, err := readAs(t, "ncdu", []byte("[1,2,{\"progname\":\"ncdu\"},\n[{\"name\":\"/e\"},\n{\"name\":\"caf\xe9\\u00e9\",\n\"asize\":1}]]\n"), listing.Options{})
	if err != nil || len(l.Entries) != 2 || l.Entries[1].Path != "/e/caf\xe9é" || l.Entries[1].Line != 3 {
		t.Errorf("ncdu: %+v, %v", l.Entries, err)
	}
	l, err = readAs(t, "rclone-lsjson", []byte(`[{"Path":"a\ud83d.b\udc00\ud83d\ude00"},{"Path":"\ud83e"}]`), listing.Options{})
	if err != nil || len(l.Entries) != 2 || l.Entries[0].Path != "a\xed\xa0\xbd.b\xed\xb0\x80😀" || l.Entries[1].Path != "\xed\xa0\xbe" {
		t.Errorf("half a surrogate: %+v, %v", l.Entries, err)
	}
	l, err = readAs(t, "tree-json", []byte("[{\"type\":\"directory\",\"name\":\"w\",\"contents\":[\n{\"type\":\"directory\",\"name\":\"d\",\"contents\":[\n"+
		"{\"type\":\"file\",\"name\":\"a\"}]}],\"size\":7},\n{\"type\":\"report\"}]\n"), listing.Options{})
	if err != nil || len(l.Entries) != 3 || l.Entries[0].Size != 7 || l.Entries[2].Path != "w/d/a" || l.Entries[2].Line != 3 {
		t.Errorf("tree-json: %+v, %v", l.Entries, err)
	}
}

// TestTreeJSONOrder holds that members of a tree may stand in any order but for a name behind
// what lies in the directory, whose paths would be wrong, and that a tree cut off keeps what it has.
func TestTreeJSONOrder(t *testing.T) {
	t.Parallel()
	const inside = `"contents":[{"time":"2018-01-02","size":"1.0K","type":"link","name":"a"},7]`
	l, err := readAs(t, "tree-json", []byte(`[{"name":"w",`+inside+`,"type":"directory","size":5},{"type":"report","files":1}]`), listing.Options{})
	if err != nil || len(l.Entries) != 2 || l.Entries[0].Size != 5 || l.Entries[0].Kind != timestamps.Directory || l.Skipped != 1 ||
		l.Entries[1].Path != "w/a" || l.Entries[1].Kind != timestamps.Link || l.Entries[1].Flags != timestamps.Rounded {
		t.Errorf("%+v, %d, %v, %v", l.Entries, l.Skipped, l.Warnings, err)
	}
	if _, err := readAs(t, "tree-json", []byte(`[{`+inside+`,"name":"w"}]`), listing.Options{}); err == nil {
		t.Error("a name behind the contents is no error")
	}
	const tree = `[{"type":"directory","name":"w","contents":[{"type":"file","name":"a"},{"name":"b","type":"fi\u00e9`
	for end := strings.Index(tree, `,{"name":"b`); end <= len(tree); end++ {
		l, err = readAs(t, "tree-json", []byte(tree[:end]), listing.Options{})
		if err != nil || len(l.Entries) != 2 || l.Entries[0].Kind != timestamps.Directory || len(l.Warnings) != 1 || l.Warnings[0].Code != "cut-off" {
			t.Errorf("%s: %+v, %v, %v", tree[:end], l.Entries, l.Warnings, err)
		}
	}
}

// TestRcloneUnclear holds that a name of lsjson which may be quoted or not is told.
func TestRcloneUnclear(t *testing.T) {
	t.Parallel()
	l, err := readAs(t, "rclone-lsjson", []byte("[{\"Path\":\"a\u2401\u201b\u2402\"},{\"Path\":\"a\u2401\"}]"), listing.Options{})
	if err != nil || len(l.Entries) != 2 || l.Entries[1].Path != "a\x01" || len(l.Warnings) != 1 || l.Warnings[0].Code != "quoting-unclear" || l.Warnings[0].Count != 1 {
		t.Errorf("%+v, %v, %v", l.Entries, l.Warnings, err)
	}
}
