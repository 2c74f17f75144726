package archive_test

import (
	"strings"
	"testing"

	"copyclock/timestamps/archive"
)

// TestUnread holds that formats which are not read are named, and that text is not taken for them.
func TestUnread(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ begin, want string }{
		"xar":           {"xar!\x00\x1c\x00\x01", "a xar archive"},
		"warc":          {"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a WARC web archive"},
		"lha":           {"M\x00-lh0-\x2d\x08", "an LHA archive"},
		"lzs":           {"M\x00-lzs-\x2d\x08", "an LHA archive"},
		"arj":           {"\x60\xea\x2b\x00\x22", "an ARJ archive"},
		"zoo":           {"ZOO 2.10 Archive.\x1a\x00\x00\xdc\xa7\xc4\xfd", "a zoo archive"},
		"ace":           {"\x00\x00\x00\x00\x00\x00\x00**ACE**", "an ACE archive"},
		"wim":           {"MSWIM\x00\x00\x00\xd0", "a Windows image"},
		"text of lha":   {"a -lh5- b\n", ""},
		"text of MZ":    {"MZ is a word\n", ""},
		"text of SIT!":  {"SIT! said the man\n", ""},
		"short":         {"x", ""},
		"dash and zero": {"\x00\x00-lhabc", ""},
	} {
		k := archive.Unread([]byte(c.begin))
		if got := ""; k != nil {
			got = k.String()
			if c.want == "" || !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		} else if c.want != "" {
			t.Errorf("%s: not named, want %q", name, c.want)
		}
	}
}
