package analyze_test

import (
	"slices"
	"testing"

	"copyclock/analyze"
)

// TestOffsetOfListing holds that a report names the trap of tools that show old times with the
// offset of the day of listing, and only for those.
func TestOffsetOfListing(t *testing.T) {
	t.Parallel()
	for listing, want := range map[string]bool{
		"2026-11-23 10:11:32 ....A         8582         8582  a\n2026-11-23 10:11:35 ....A           82           82  b\n": true,
		"<h1>Index of /w/</h1><hr><pre><a href=\"a\">a</a>      01-Sep-2016 16:48                   5\n</pre>\n":           true,
		"-rw-r--r-- 1 root root 17 2016-07-05 18:39 a\n-rw-r--r-- 1 root root 17 2016-07-05 18:40 b\n":                     false,
	} {
		got := slices.ContainsFunc(timed(t, []byte(listing)).Limits, func(l analyze.Limit) bool { return l.Code == "offset-of-listing" })
		if got != want {
			t.Errorf("%.60s: limit named %v, want %v", listing, got, want)
		}
	}
}
